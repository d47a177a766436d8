-- What the public may see of the services: those that are delivered and that neither their owners nor
-- Ops have hidden. Mailboxes and aliases are people's addresses and never shown.
create view public_service as
  select s.id, s.community, c.name as community_name, s.kind, coalesce(s.host, s.name) as label,
         s.created_at
    from delivered_service s
    join community c on c.slug = s.community
    left join service_watch w on w.service = s.id
   where s.state = 'DELIVERED'
     and s.kind in ('SITE', 'WORKER', 'DOMAIN', 'MAIL_DOMAIN')
     and coalesce(w.shown_by_owner and w.shown_by_ops, true);

create index outage_ended on outage (ended_at);

-- An incident or a planned maintenance, as the public is told of it.
-- published_at: null while it is a draft. worded_by: who of Ops has changed the words of the draft.
create table status_notice (
  id varchar(64) primary key,
  kind varchar(16) not null,
  title varchar(200) not null,
  impact varchar(16) not null,
  stage varchar(16) not null,
  began_at timestamptz not null,
  until_at timestamptz,
  created_at timestamptz not null,
  publish_at timestamptz,
  published_at timestamptz,
  monitoring_at timestamptz,
  ended_at timestamptz,
  updated_at timestamptz not null,
  worded_by varchar(254),
  revision integer not null default 0
);
create index status_notice_draft on status_notice (publish_at) where published_at is null;
create index status_notice_began on status_notice (began_at) where published_at is not null;

create table status_affected (
  notice varchar(64) not null references status_notice (id) on delete cascade,
  service varchar(300) not null references delivered_service (id) on delete cascade,
  primary key (notice, service)
);
create index status_affected_service on status_affected (service);

create table status_update (
  id uuid primary key,
  notice varchar(64) not null references status_notice (id) on delete cascade,
  position integer not null,
  stage varchar(16) not null,
  words varchar(4000) not null,
  created_at timestamptz not null,
  unique (notice, position)
);
create index status_update_newest on status_update (created_at);

-- Who wants to hear by mail, and of what: of one service or of all of a community.
create table status_subscriber (
  id uuid primary key,
  email varchar(254) not null,
  language varchar(8) not null,
  created_at timestamptz not null
);
create unique index status_subscriber_email on status_subscriber (lower(email));

create table status_subscription (
  id uuid primary key,
  subscriber uuid not null references status_subscriber (id) on delete cascade,
  community varchar(39) references community (slug) on delete cascade,
  service varchar(300) references delivered_service (id) on delete cascade,
  language varchar(8) not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  check ((community is null) <> (service is null)),
  unique nulls not distinct (subscriber, community, service)
);
create index status_subscription_community on status_subscription (community);
create index status_subscription_service on status_subscription (service);
create index status_subscription_unconfirmed on status_subscription (asked_at)
  where confirmed_at is null;

-- Something that subscribers are to hear of. They are written to in small steps, in the order of
-- their ids: told_up_to is the last who has a mail.
create table status_news (
  id bigint generated always as identity primary key,
  notice varchar(64) not null references status_notice (id) on delete cascade,
  template varchar(40) not null,
  stage varchar(16) not null,
  words varchar(4000) not null,
  created_at timestamptz not null,
  told_up_to uuid,
  done_at timestamptz
);
create index status_news_open on status_news (id) where done_at is null;

-- How often somebody has asked for something in a stretch of time; who is only a hash.
create table status_limit (
  who varchar(64) not null,
  since timestamptz not null,
  times integer not null,
  primary key (who, since)
);

-- Further header lines of a mail, one a line.
alter table outbox_mail add column headers varchar(2000) not null default '';
drop index outbox_mail_topic;
create index outbox_mail_topic on outbox_mail (topic) where topic is not null;

create index personal_link_expired on personal_link (expires_at);
