-- When the community likes its services to be changed, such as 'Tue,Thu 02:00-05:00'; null: any time.
alter table community add column maintenance_window varchar(60);

-- One service brought to another image. The id is that of its process instance.
-- holds: it works at the service, so no other update does. insisted: Ops want it although something
-- speaks against it. baseline, probes: visits, as milliseconds or x, separated by commas.
create table service_update (
  id varchar(64) primary key,
  service varchar(300) not null,
  community varchar(39) not null,
  app varchar(300) not null,
  host varchar(254),
  subject varchar(200) not null,
  reason varchar(2000) not null,
  risk_class varchar(2) not null,
  ignore_window boolean not null,
  window_awaited boolean not null,
  insisted boolean not null,
  image_from varchar(400),
  version_before varchar(64),
  image_to varchar(400),
  digest_to varchar(100),
  deploy_within varchar(20) not null,
  look_every varchar(20) not null,
  probe_every varchar(20) not null,
  probes_wanted integer not null,
  state varchar(16) not null,
  holds boolean not null,
  evidence varchar(3500) not null,
  baseline varchar(100) not null,
  probes varchar(1500) not null,
  working_since timestamptz,
  silent_since timestamptz,
  unsettled_since timestamptz,
  failure_seen_at timestamptz,
  failures integer not null,
  exempt_until date,
  started_by varchar(254),
  started_at timestamptz not null,
  ended_at timestamptz
);
create index service_update_service on service_update (service, started_at);
-- One works at a time, on whichever node.
create unique index service_update_holds on service_update (service) where holds;
