-- Every entry follows from the one before: number by number, hash by hash.
select (select count(*) from audit) as entries,
  (select min(a.number) from (
    select x.*, lag(x.hash, 1, ''::bytea) over w as previous, lag(x.number, 1, 0::bigint) over w as before
    from audit x window w as (order by x.number)) a
   where a.number <> a.before + 1
     or a.hash <> audit_hash(a.previous, a.number, a.at, a.person_id, a.action, a.subject, a.detail)) as first_broken,
  coalesce((select encode(l.hash, 'hex') from audit l order by l.number desc limit 1), '') as head;
