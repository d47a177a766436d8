-- Since when a notice has affected a service.
alter table status_affected add column since timestamptz not null default now();
update status_affected a set since = n.created_at from status_notice n where n.id = a.notice;

-- For those alone who have subscribed to none of the services that were affected before.
alter table status_news add column newly_affected boolean not null default false;

create index status_notice_newest on status_notice (kind, began_at desc, id)
  where published_at is not null;
create index status_notice_open on status_notice (id)
  where published_at is not null and ended_at is null;
