-- Since when the looks have come to what they have come to, and when a service last told that it is at work.
alter table probe add column changed_at timestamptz;
alter table probe add column heard_at timestamptz;

-- When somebody last wanted the service to be looked at at once.
alter table service_watch add column hurried_at timestamptz;

-- When it was last told that looks are not made: one row, by which desks agree that one of them tells it.
create table probe_alarm (
  one boolean primary key default true check (one),
  raised_at timestamptz not null
);
