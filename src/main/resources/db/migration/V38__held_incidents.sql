-- Nobody is on duty, and it waits for the next shift.
alter table incident add column held boolean not null default false;
