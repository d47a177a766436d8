-- Who has decided about an update that failed, and why; null while nobody has.
alter table service_update add column decided_by varchar(255);
alter table service_update add column decision varchar(2000);
