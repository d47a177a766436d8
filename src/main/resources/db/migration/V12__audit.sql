create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  who varchar(254) not null,
  channel varchar(16) not null,
  action varchar(64) not null,
  subject varchar(300) not null,
  on_behalf_of varchar(254),
  detail varchar(2000) not null
);
create index audit_entry_subject on audit_entry (subject);

create function audit_entry_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is append-only';
end $$;

create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function audit_entry_is_append_only();
