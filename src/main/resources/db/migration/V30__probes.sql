-- What the owners and Ops have said about how a service is watched and shown.
create table service_watch (
  service varchar(300) primary key references delivered_service (id) on delete cascade,
  importance varchar(16) not null default 'NORMAL',
  page_path varchar(200) not null default '/',
  page_status integer,
  page_text varchar(200),
  shown_by_owner boolean not null default true,
  shown_by_ops boolean not null default true,
  paused_until timestamptz,
  paused_by varchar(254),
  paused_why varchar(1000),
  heartbeat_hash varchar(64),
  heartbeat_every_seconds bigint,
  heartbeat_grace_seconds bigint
);
create unique index service_watch_heartbeat on service_watch (heartbeat_hash);

-- One way to look at one service, again and again. A look that finds what was known writes nothing
-- but the time of the next one.
create table probe (
  service varchar(300) not null references delivered_service (id) on delete cascade,
  kind varchar(16) not null,
  next_at timestamptz not null,
  every_millis bigint not null,
  bad_wanted integer not null,
  good_wanted integer not null,
  down boolean not null default false,
  streak integer not null default 0,
  streak_since timestamptz,
  evidence varchar(1000) not null default '',
  created_at timestamptz not null,
  primary key (service, kind)
) with (fillfactor = 80);
create index probe_due on probe (next_at);

-- From the first bad look to the first good one of those that have decided it.
create table outage (
  id bigint generated always as identity primary key,
  service varchar(300) not null references delivered_service (id) on delete cascade,
  began_at timestamptz not null,
  ended_at timestamptz
);
create unique index outage_open on outage (service) where ended_at is null;
create index outage_service on outage (service, began_at);
