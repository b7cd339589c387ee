-- The version of a dataset's line, if the viewer may see it: another one after every change. (What hangs on it changes only with it.)
select d.xmin::text::bigint from dataset d
where d.id = $1 and d.state <> 'staged' and may_see(d, $2, $3, (select proposals_of($2)));
