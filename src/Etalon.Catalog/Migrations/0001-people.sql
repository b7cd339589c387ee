-- People, their tokens, and the record of what was done.

create table person (
  id uuid primary key,
  name text not null constraint person_name unique check (name <> ''),
  full_name text not null default '',
  email text not null default '',
  roles text[] not null default '{}', -- 'administrator', …
  active boolean not null default true,
  created_at timestamptz not null
);

-- Only the digest of a token is kept: who reads the database cannot sign in with what is in it.
create table token (
  id uuid primary key,
  person_id uuid not null references person,
  sha256 bytea not null unique,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index token_person on token (person_id);

-- Append only. Every row's hash covers the row and the previous hash, so a changed, removed or inserted row breaks the chain.
create table audit (
  number bigint primary key,
  at timestamptz not null,
  person_id uuid,
  action text not null,
  subject text not null,
  detail jsonb not null,
  hash bytea not null
);
create index audit_subject on audit (subject, number desc);

create function audit_hash(previous bytea, number bigint, at timestamptz, person_id uuid, action text, subject text, detail jsonb)
returns bytea language sql immutable parallel safe as $$
  select sha256(previous || convert_to(jsonb_build_array(
    number, (extract(epoch from at) * 1000000)::bigint, person_id, action, subject, detail)::text, 'UTF8'))
$$;

-- The advisory lock is held until the transaction ends, so the numbers have no gaps and no two rows follow the same one.
create function audit_append(at timestamptz, person_id uuid, action text, subject text, detail jsonb)
returns bigint language plpgsql as $$
declare
  last record;
  following bigint;
begin
  perform pg_advisory_xact_lock(x'6175646974'::bigint);
  select a.number, a.hash into last from audit a order by a.number desc limit 1;
  following := coalesce(last.number, 0) + 1;
  insert into audit values (following, at, person_id, action, subject, detail,
    audit_hash(coalesce(last.hash, ''::bytea), following, at, person_id, action, subject, detail));
  return following;
end $$;

create function audit_keep() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append only';
end $$;
create trigger audit_keep before update or delete on audit for each row execute function audit_keep();
create trigger audit_keep_all before truncate on audit for each statement execute function audit_keep();
