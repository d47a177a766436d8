-- ring: the last one that was opened, 0 for none. The rings' policy is frozen when they are planned.
-- waves: how often services were planned; each asks with a subject of its own.
-- news: whether there are documents that have not been taken into account.
-- pause_until: until when nobody wants to be asked again about services without a fix.
create table rollout (
  id uuid primary key,
  advisory varchar(200) not null,
  title varchar(500) not null,
  process_instance_id varchar(64) not null unique,
  state varchar(16) not null,
  note varchar(2000) not null,
  exploited boolean not null,
  news boolean not null default false,
  started_by varchar(255) not null,
  risk_class varchar(2),
  ring integer not null,
  rings integer not null,
  waves integer not null default 0,
  parallel integer not null,
  halt_failures integer not null,
  halt_share double precision not null,
  answers_until timestamptz,
  finish_until timestamptz,
  pause_until timestamptz,
  created_at timestamptz not null,
  ended_at timestamptz
);
-- A problem is rolled out once at a time, whoever tells of it and on whichever node.
create unique index rollout_running on rollout (advisory)
  where state in ('RUNNING', 'HALTED', 'RESTING');
create index rollout_created on rollout (created_at);

-- from_image: what ran when it was found, or when its update began; target_image is null where a
--   person has to name one.
-- ring: 0 for what has no ring, since it waits for a fix or goes ahead of all rings by an emergency.
-- aside: its update waits for the maintenance window and takes no place among those at work.
-- excused: a failure that Ops have looked at.
-- retract: its question or update is to be taken back.
-- closes: its state if its update is called off.
create table rollout_service (
  rollout uuid not null references rollout (id),
  community varchar(39) not null,
  service varchar(300) not null,
  managed_by varchar(16) not null,
  changes varchar(2000) not null,
  fix varchar(200),
  from_image varchar(400),
  target_image varchar(400),
  risk_class varchar(2),
  ring integer not null,
  state varchar(16) not null,
  approval uuid,
  update_instance varchar(64),
  started_at timestamptz,
  begun boolean not null default false,
  aside boolean not null default false,
  excused boolean not null default false,
  retract boolean not null default false,
  closes varchar(16),
  decided_by varchar(255) not null default '',
  reason varchar(2000) not null default '',
  until timestamptz,
  evidence varchar(2000) not null default '',
  changed_at timestamptz not null,
  primary key (rollout, community, service)
);
-- What is asked at each event: is there any in this state up to that ring?
create index rollout_service_state on rollout_service (rollout, state, ring);
create index rollout_service_working on rollout_service (rollout)
  where state in ('UPDATING', 'REVERTING') and not aside;
create index rollout_service_retract on rollout_service (rollout) where retract;
create index rollout_service_open on rollout_service (service, rollout)
  where state in ('UNFIXED', 'WAITING', 'CLEARED', 'PAUSED', 'UPDATING', 'ROLLED_BACK', 'BROKEN', 'EXEMPTED');

create table rollout_ring (
  rollout uuid not null references rollout (id),
  ring integer not null,
  services integer not null,
  opened_at timestamptz,
  passed_at timestamptz,
  evidence varchar(2000) not null default '',
  primary key (rollout, ring)
);

-- Each community hears once how it went; reported_at is emptied when its services are taken up again.
create table rollout_community (
  rollout uuid not null references rollout (id),
  community varchar(39) not null,
  reported_at timestamptz,
  primary key (rollout, community)
);
create index rollout_community_unreported on rollout_community (rollout) where reported_at is null;
