-- Nobody is on duty, and it waits for the next shift.
alter table incident add column held boolean not null default false;

-- It is worse than when it was looked at last.
alter table incident add column worse boolean not null default false;

-- When a member went down or came up last, by the desk's clock.
alter table incident_member add column changed_at timestamptz not null default now();
