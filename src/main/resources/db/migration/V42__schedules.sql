-- When scheduled services run, and how their runs went.

-- next_at: when the next run is due; null while it is paused.
create table schedule (
  service varchar(300) primary key references delivered_service (id),
  cron varchar(200) not null,
  time_zone varchar(64) not null,
  overlap varchar(16) not null,
  paused boolean not null,
  next_at timestamptz
);
create index schedule_due on schedule (next_at) where next_at is not null;

-- name: what it is called on the hosting platform. stop_reason: why it is to be stopped.
-- output: what it has printed; null before that has been read.
-- on_platform: whether something of it may be on the hosting platform.
-- look_at: when its next step is due; null when there is none.
create table scheduled_run (
  id uuid primary key,
  service varchar(300) not null references schedule (service),
  name varchar(40) not null,
  due_at timestamptz not null,
  ordered_by varchar(255) not null,
  ordered_at timestamptz not null,
  state varchar(16) not null,
  stop_reason varchar(300),
  exit_code integer,
  message varchar(2000),
  output text,
  started_at timestamptz,
  ended_at timestamptz,
  on_platform boolean not null,
  look_at timestamptz,
  unique (service, name)
);
create index scheduled_run_due on scheduled_run (look_at) where look_at is not null;
create index scheduled_run_service on scheduled_run (service, ordered_at desc);
