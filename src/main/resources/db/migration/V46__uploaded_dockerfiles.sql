-- A service without a repository is delivered from the Dockerfiles that its owners upload: it has no
-- branch to look at.
alter table delivery_source
  alter column url drop not null,
  alter column ref drop not null,
  alter column folder drop not null,
  alter column dockerfile drop not null,
  alter column look_at drop not null;

-- dockerfile: the text that is built, if it comes from no repository.
alter table delivery add column dockerfile text;
