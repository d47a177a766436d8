-- Where a community as a whole is reached, such as its mailing list.
alter table community add column contact varchar(254);

-- From then on an owner counts as unresponsive, unless they are heard of before.
alter table owner add column unresponsive_from timestamptz;

-- A link that decides something also wants the short code that stands in the mail beside it.
alter table personal_link
  add column code_hash varchar(64),
  add column wrong_codes integer not null default 0,
  add column closed_until timestamptz;

create table approval (
  id uuid primary key,
  process_instance_id varchar(64) not null,
  parent uuid references approval (id),
  community varchar(39) not null references community (slug),
  subject varchar(200) not null,
  kind varchar(32) not null,
  title varchar(200) not null,
  detail text,
  link varchar(1000),
  risk_class varchar(2) not null,
  managed_by varchar(16) not null,
  destructive boolean not null,
  services text not null,
  ladder text not null,
  state varchar(16) not null,
  round integer not null,
  asked_because varchar(16) not null,
  note varchar(2000),
  asked_at timestamptz,
  deadline_at timestamptz,
  reminders integer not null,
  first_go_by varchar(254),
  choice varchar(16),
  verdict varchar(16),
  decided_by varchar(254),
  decided_at timestamptz,
  reason varchar(2000),
  measure varchar(2000),
  until timestamptz,
  undo_until timestamptz,
  started_by varchar(254),
  created_at timestamptz not null,
  ended_at timestamptz
);
-- One open approval for a subject of a community; parts of a divided answer live beside it.
create unique index approval_open_subject on approval (community, subject, managed_by)
  where ended_at is null and parent is null;
-- What the lists are read by: all open ones, those of a community, those in a state; newest first.
create index approval_open on approval (created_at desc, id desc) where ended_at is null;
create index approval_community on approval (community, created_at desc, id desc);
create index approval_state on approval (state, created_at desc, id desc);
create index approval_parent on approval (parent) where parent is not null;

create table approval_answer (
  id bigint generated always as identity primary key,
  approval uuid not null references approval (id),
  round integer not null,
  who varchar(254) not null,
  channel varchar(16) not null,
  choice varchar(16) not null,
  reason varchar(2000),
  until date,
  except_for text,
  except_choice varchar(16),
  effect varchar(16) not null,
  given_at timestamptz not null
);
create index approval_answer_approval on approval_answer (approval, id);
