-- People who come from outside: whom a provider's account belongs to.

-- An account is who its issuer says it is: names and addresses of mail change hands, subjects do not.
create table outside_account (
  issuer text not null,
  subject text not null,
  person_id uuid not null references person,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (issuer, subject)
);
create index outside_account_person on outside_account (person_id);

-- Members whom a provider's groups let in, and whom the same provider takes out again; null for those whom people let in.
alter table proposal_member add column issuer text;
