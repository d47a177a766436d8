-- A service, or the platform, being down: from the first signal to the review.
create table incident (
  id varchar(64) primary key,
  scope varchar(16) not null,
  service varchar(300) references delivered_service (id) on delete cascade,
  community varchar(39),
  cause varchar(300),
  title varchar(300) not null,
  severity varchar(8) not null,
  state varchar(16) not null,
  rehearsal boolean not null default false,
  reported_by varchar(254),
  begun_at timestamptz not null,
  opened_at timestamptz not null,
  first_acknowledged_at timestamptz,
  recovered_at timestamptz,
  closed_at timestamptz,
  closing varchar(2000),
  acknowledged_by varchar(64),
  acknowledged_until timestamptz,
  rung integer not null default 0,
  next_rung_at timestamptz,
  step varchar(24),
  step_at timestamptz,
  state_before varchar(200),
  app_version_before varchar(100),
  image_before varchar(400),
  chosen varchar(24),
  forbidden varchar(200) not null default '',
  waits integer not null default 0,
  restarts integer not null default 0,
  roll_backs integer not null default 0,
  moves integer not null default 0,
  repairs integer not null default 0,
  flaps integer not null default 0,
  agent varchar(200),
  evidence varchar(4000) not null default '',
  announced_at timestamptz,
  told varchar(500),
  data_loss boolean not null default false,
  roll_back_failed boolean not null default false,
  review_due boolean not null default false,
  folded_into varchar(64)
);
-- One open incident a service, and one a cause, however many signals.
create unique index incident_open_service on incident (service) where closed_at is null;
create unique index incident_open_cause on incident (cause) where closed_at is null;
create index incident_service on incident (service, opened_at);
create index incident_community on incident (community, opened_at);
create index incident_opened on incident (opened_at) where closed_at is null;

-- The services that one platform incident has hit.
create table incident_member (
  incident varchar(64) not null references incident (id) on delete cascade,
  service varchar(300) not null references delivered_service (id) on delete cascade,
  community varchar(39) not null,
  down_at timestamptz not null,
  up_at timestamptz,
  primary key (incident, service)
);
create index incident_member_down on incident_member (service) where up_at is null;

-- What sources say, one row for each thing that a source speaks of.
create table signal (
  id bigint generated always as identity primary key,
  source varchar(64) not null,
  key varchar(300) not null,
  service varchar(300) references delivered_service (id) on delete cascade,
  target varchar(300),
  state varchar(16) not null,
  outcome varchar(16) not null,
  reason varchar(500) not null default '',
  severity varchar(8),
  title varchar(200) not null,
  detail varchar(2000) not null default '',
  link varchar(1000),
  incident varchar(64) references incident (id) on delete set null,
  started_at timestamptz,
  ended_at timestamptz,
  first_at timestamptz not null,
  last_at timestamptz not null,
  repeats integer not null default 0,
  unique (source, key)
);
create index signal_incident on signal (incident);
create index signal_service_down on signal (service) where state = 'DOWN';
create index signal_waiting on signal (last_at) where state = 'DOWN' and incident is null;

-- What happened in an incident, in its order.
create table incident_entry (
  id bigint generated always as identity primary key,
  incident varchar(64) not null references incident (id) on delete cascade,
  at timestamptz not null,
  kind varchar(16) not null,
  words varchar(4000) not null,
  by_whom varchar(254) not null
);
create index incident_entry_incident on incident_entry (incident, id);

create table incident_follow_up (
  id uuid primary key,
  incident varchar(64) not null references incident (id) on delete cascade,
  what varchar(500) not null,
  due date not null,
  done_at timestamptz,
  done_by varchar(64),
  outcome varchar(1000)
);
create index incident_follow_up_incident on incident_follow_up (incident);

-- While it lasts nobody is woken about these services.
create table maintenance (
  id varchar(100) primary key,
  kind varchar(16) not null,
  service varchar(300) references delivered_service (id) on delete cascade,
  community varchar(39),
  words varchar(500) not null,
  begins_at timestamptz not null,
  ends_at timestamptz,
  made_by varchar(64) not null,
  told varchar(16)
);
create index maintenance_service on maintenance (service);

-- When the desk last told Ops what it has found about itself; one row.
create table self_check (
  id integer primary key,
  told_at timestamptz not null
);
