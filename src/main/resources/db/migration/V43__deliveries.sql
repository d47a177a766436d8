-- What communities push, on its way to production.

-- What a service is delivered from, and how. ref: empty for the repository's own default branch.
-- commit_seen: what the branch had when it was looked at last. look_at: when that is due again.
-- pusher_...: who has pushed last by what a hook told, and which commit. trouble: why the last look
-- came to nothing. paused_at: since when nothing begins by itself, and paused_why.
-- resumed_at: failures before that are forgiven.
-- hook_secret, forge_token: sealed. forge_trouble: why the forge could not be told. next_release: the number of the next release.
create table delivery_source (
  service varchar(300) primary key references delivered_service (id) on delete cascade,
  url varchar(500) not null,
  ref varchar(200) not null,
  folder varchar(1100) not null,
  dockerfile varchar(1100) not null,
  mode varchar(16) not null,
  staged boolean not null,
  commit_seen varchar(64),
  look_at timestamptz not null,
  trouble varchar(2000),
  pusher_name varchar(255),
  pusher_mail varchar(320),
  pusher_commit varchar(64),
  paused_at timestamptz,
  paused_why varchar(2000),
  resumed_at timestamptz,
  hook_secret bytea,
  forge varchar(16),
  forge_token bytea,
  forge_trouble varchar(2000),
  next_release integer not null default 1
);
create index delivery_source_due on delivery_source (look_at);

-- Which messages of forges were taken, so that none counts twice.
create table delivery_hook (
  service varchar(300) not null references delivery_source (service) on delete cascade,
  message varchar(200) not null,
  taken_at timestamptz not null,
  primary key (service, message)
);
create index delivery_hook_taken on delivery_hook (taken_at);

-- One way of a commit, or of a release that is brought back, to production.
-- release: the one that is brought back. stage: how far it has come. accepted: why its known holes
-- are accepted. production: how far the update of the service has come. message: what came of it.
-- tell_at: when the forge is to be told how it stands; tell_attempts: how often that was in vain.
create table delivery (
  id uuid primary key,
  service varchar(300) not null references delivery_source (service) on delete cascade,
  state varchar(16) not null,
  stage varchar(16) not null,
  commit_id varchar(64),
  title varchar(300),
  release integer,
  asked_by varchar(320) not null,
  by_hand boolean not null,
  accepted varchar(2000),
  pusher_mail varchar(320),
  process_instance_id varchar(64),
  build uuid,
  image varchar(600),
  digest varchar(100),
  image_before varchar(600),
  configuration integer,
  staged_at timestamptz,
  approval uuid,
  verdict varchar(16),
  decided_by varchar(320),
  decision varchar(2000),
  overtaken boolean not null default false,
  production varchar(16),
  message text,
  log text,
  released_as integer,
  tell_at timestamptz,
  tell_attempts integer not null default 0,
  created_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz
);
-- One at work, and of each kind one that waits.
create unique index delivery_running on delivery (service) where state = 'RUNNING';
create unique index delivery_waiting on delivery (service, (release is null)) where state = 'WAITING';
create index delivery_service on delivery (service, created_at desc);
create index delivery_ended on delivery (service, ended_at) where state = 'FAILED';
create index delivery_to_tell on delivery (tell_at) where tell_at is not null;

-- What production has run, by number. configuration: the revision of what it was told, if that is the
-- desk's to say. brings_back: the release that it is again.
create table service_release (
  service varchar(300) not null references delivery_source (service) on delete cascade,
  number integer not null,
  commit_id varchar(64),
  image varchar(600) not null,
  digest varchar(100),
  configuration integer,
  configuration_hash varchar(64),
  brings_back integer,
  released_by varchar(320) not null,
  approved_by varchar(320),
  approval uuid,
  delivery uuid,
  released_at timestamptz not null,
  primary key (service, number)
);

-- Whose author hears of a failure, and not Ops.
alter table service_update add column leaves boolean not null default false;
-- Which revision of its configuration a service is to have, and had before as the platform names it.
alter table service_update add column settings_to integer;
alter table service_update add column settings_before varchar(100);

-- What was built, if it came from a repository.
alter table image_build add column commit_id varchar(64);
alter table image_build add column commit_title varchar(300);
