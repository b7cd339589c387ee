-- How people come in with a browser.

-- Of a session, as of a token, only the digest of its secret is kept.
create table session (
  id uuid primary key,
  person_id uuid not null references person,
  sha256 bytea not null unique,
  way text not null, -- how they proved who they are: 'password', 'link', 'provider'
  host text not null, -- from where
  created_at timestamptz not null,
  used_at timestamptz not null, -- to the minute
  expires_at timestamptz not null, -- whatever happens
  ended_at timestamptz
);
create index session_person on session (person_id);

-- Links that sign somebody in once.
create table signin_link (
  sha256 bytea primary key,
  person_id uuid not null references person,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
