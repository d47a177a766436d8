-- One machine being emptied, worked on and taken back. The id is that of its process instance.
-- app: the one that is moved, or let back, just now; asked: the platform was asked to move it.
-- looks: how often what is under way was looked at without success.
-- moved, away, skipped: ids of apps, separated by commas; away are those that may not use the machine.
-- insisted: Ops go on although something cannot be moved. back: the machine is waited for no longer.
create table host_maintenance (
  id varchar(64) primary key,
  host varchar(254) not null,
  ip varchar(45) not null,
  reason varchar(2000) not null,
  begins_at timestamptz not null,
  hours integer not null,
  state varchar(16) not null,
  begun_at timestamptz,
  app varchar(300),
  asked boolean not null,
  looks integer not null,
  moved text not null,
  away text not null,
  skipped text not null,
  insisted boolean not null,
  back boolean not null,
  cancelled boolean not null,
  evidence varchar(3500) not null,
  started_by varchar(254) not null,
  started_at timestamptz not null,
  ended_at timestamptz
);
create index host_maintenance_started on host_maintenance (started_at);
-- A machine is maintained once at a time, on whichever node.
create unique index host_maintenance_running on host_maintenance (lower(host)) where ended_at is null;
