create table community (
  slug varchar(39) primary key,
  name varchar(200) not null,
  languages varchar(200) not null,
  time_zone varchar(64) not null,
  state varchar(16) not null,
  created_at timestamptz not null
);

create table owner (
  id uuid primary key,
  community varchar(39) not null references community (slug),
  email varchar(254) not null,
  name varchar(200) not null,
  language varchar(8) not null,
  time_zone varchar(64) not null,
  position integer not null,
  state varchar(16) not null,
  answered_at timestamptz,
  away_until date,
  unique (community, email)
);

create table personal_link (
  token_hash varchar(64) primary key,
  purpose varchar(32) not null,
  subject varchar(100) not null,
  person varchar(254) not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index personal_link_subject on personal_link (subject);
