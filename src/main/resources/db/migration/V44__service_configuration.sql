-- What services' programs are told when they start, and with which key the secrets in it are sealed.

-- sealed: a known text. A desk that cannot open it has another key, and does not start.
create table secret_check (
  id smallint primary key default 1 check (id = 1),
  sealed bytea not null
);

-- Revisions are added and never changed. variables: names and values as JSON. secret_names: as JSON.
-- secrets: names and values as JSON, sealed. hash: of all that, with a key, so that nobody who reads
-- it can guess.
create table service_configuration (
  service varchar(300) not null references delivered_service (id) on delete cascade,
  environment varchar(16) not null,
  revision integer not null check (revision > 0),
  variables text not null,
  secret_names text not null,
  secrets bytea not null,
  hash varchar(64) not null,
  changed_by varchar(255) not null,
  changed_at timestamptz not null,
  primary key (service, environment, revision)
);
