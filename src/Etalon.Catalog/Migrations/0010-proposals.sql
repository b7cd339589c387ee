-- Proposals: people who work together, and the datasets that they see together.

create table proposal (
  id uuid primary key,
  number text not null constraint proposal_number unique check (number <> ''),
  title text not null default '',
  created_at timestamptz not null,
  created_by uuid references person
);

create table proposal_member (
  proposal_id uuid not null references proposal on delete cascade,
  person_id uuid not null references person,
  added_at timestamptz not null,
  added_by uuid references person,
  primary key (proposal_id, person_id)
);
create index proposal_member_person on proposal_member (person_id, proposal_id);

alter table dataset add column proposal_id uuid references proposal;
create index dataset_proposal on dataset (proposal_id, id) where proposal_id is not null and state = 'published';

-- Whoever sees everything.
create function may_see_all(roles text[]) returns boolean language sql immutable parallel safe as $$
  select roles && array['administrator', 'staff']
$$;

-- The proposals of a person. Queries ask this once, and hand it to the decision on every row.
create function proposals_of(viewer uuid) returns uuid[] language sql stable parallel safe as $$
  select array(select m.proposal_id from proposal_member m where m.person_id = viewer)
$$;

-- The one decision about who sees a dataset. Everything that shows datasets asks it. It has no query in it, so that the planner puts it
-- into the queries: a call for each of the ten thousand datasets of a facet's sample would take longer than the facet.
drop function may_see(dataset, uuid, text[]);
create function may_see(d dataset, viewer uuid, roles text[], proposals uuid[]) returns boolean language sql immutable parallel safe as $$
  select may_see_all(roles) or d.public or d.created_by = viewer or d.proposal_id = any (proposals)
$$;

-- Who sees a run: whoever asked for it, and whoever sees something that it made, for how a result came about belongs to the result.
create function may_see_run(r run, viewer uuid, roles text[]) returns boolean language sql stable parallel safe as $$
  select may_see_all(roles) or coalesce(r.requested_by = viewer, false) or exists (
    select from run_output o join dataset d on d.id = o.dataset_id
    where o.run_id = r.id and d.state <> 'staged' and may_see(d, viewer, roles, (select proposals_of(viewer))))
$$;

-- The proposal of what a run makes: that of all its inputs which are not for everybody, if whoever asked for it belongs to it. One input
-- of somebody's own, or of another proposal, and nobody is shown what was derived from it.
create function proposal_of_outputs(run uuid) returns uuid language sql stable parallel safe as $$
  select i.proposal_id from (
    select (array_agg(distinct d.proposal_id))[1] as proposal_id, count(distinct d.proposal_id) = 1 and count(*) = count(d.proposal_id) as one
    from run_input p join dataset d on d.id = p.dataset_id
    where p.run_id = proposal_of_outputs.run and not d.public) i
  join run r on r.id = proposal_of_outputs.run
  where i.one and exists (select from proposal_member m where m.proposal_id = i.proposal_id and m.person_id = r.requested_by)
$$;
