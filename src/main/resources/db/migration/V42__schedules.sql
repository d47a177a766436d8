-- When scheduled services run, and how their runs went.

-- next_at: when the next run is due; null while it is paused.
create table schedule (
  service varchar(300) primary key references delivered_service (id) on delete cascade,
  cron varchar(200) not null,
  time_zone varchar(64) not null,
  overlap varchar(16) not null,
  paused boolean not null,
  next_at timestamptz
);
create index schedule_due on schedule (next_at) where next_at is not null;

-- name: what it is called on the hosting platform. stop_reason: why it is to be stopped.
-- output: what it has printed; null before that has been read.
-- look_at: when its next step is due; null when nothing of it is left on the hosting platform.
create table scheduled_run (
  id uuid primary key,
  service varchar(300) not null references schedule (service) on delete cascade,
  name varchar(40) not null,
  due_at timestamptz not null,
  ordered_by varchar(255) not null,
  state varchar(16) not null,
  stop_reason varchar(300),
  exit_code integer,
  message varchar(2000),
  output text,
  started_at timestamptz,
  ended_at timestamptz,
  look_at timestamptz
);
create index scheduled_run_due on scheduled_run (look_at) where look_at is not null;
create index scheduled_run_service on scheduled_run (service, due_at desc);
