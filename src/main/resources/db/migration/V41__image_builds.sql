-- What is built from what communities hand in. A node that builds holds the row by a lease: when it
-- dies, another one takes the build up from its beginning.

-- source: what it is built from, as JSON. findings: what is to be said of the Dockerfile, as JSON.
-- attempt: how often a node has taken it up, which tells the present holder from those before.
-- troubles: how often the platform, and not the files, was at fault.
create table image_build (
  id uuid primary key,
  service varchar(300) not null references delivered_service (id) on delete cascade,
  source text not null,
  state varchar(16) not null,
  reason varchar(16),
  message varchar(2000),
  findings text not null default '[]',
  log text not null default '',
  image varchar(600),
  digest varchar(100),
  bytes bigint,
  attempt integer not null default 0,
  troubles integer not null default 0,
  due_at timestamptz not null,
  lease_until timestamptz,
  ordered_by varchar(255) not null,
  ordered_at timestamptz not null,
  ended_at timestamptz
);
create index image_build_open on image_build (due_at) where ended_at is null;
create index image_build_service on image_build (service, ordered_at desc);
create index image_build_ended on image_build (ended_at);
