-- What a signal blames, and what hits an incident's service, such as component/EDGE or agent/agent-1.
alter table signal add column suspect varchar(300);
alter table incident add column suspect varchar(300);

-- Whether the owners have heard of the platform incident that has hit the service.
alter table incident_member add column told boolean not null default false;

-- The machines that the desk has seen, so that it notices when one is gone.
create table known_machine (
  host varchar(253) primary key,
  lost_since timestamptz
);
