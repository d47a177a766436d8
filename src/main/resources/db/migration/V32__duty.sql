-- What Community Ops say of themselves; who has no row here speaks English and lives in UTC.
-- position: place in the order in which all of Ops are written to; null: behind those who have one.
-- away_until: the last day of an absence.
create table duty_person (
  account varchar(64) primary key,
  language varchar(35) not null,
  time_zone varchar(64) not null,
  position integer,
  away_until date
);

-- begins, ends: as the clock shows them in time_zone. every_weeks: null for a shift that is there once.
-- last_day: the last on which it begins. instead_of: the shift, or the event of the feed, that it
-- takes the place of from its beginning to its end.
create table duty_shift (
  id uuid primary key,
  account varchar(64) not null,
  time_zone varchar(64) not null,
  begins timestamp(0) not null,
  ends timestamp(0) not null,
  every_weeks integer,
  last_day date,
  instead_of varchar(300),
  added_by varchar(64) not null,
  added_at timestamptz not null
);
create index duty_shift_instead_of on duty_shift (instead_of);

-- The one calendar that is read, as it was when it could be read last.
-- source: hash of its address, which may be a secret; etag and last_modified are that server's.
-- due_at: when it is to be asked for again; whoever asks moves this on first.
-- read_at: when the server last said what body is, or that it still is; changed_at: when body came.
create table duty_feed (
  id integer primary key check (id = 1),
  source varchar(64) not null,
  etag varchar(1000),
  last_modified varchar(100),
  body bytea,
  due_at timestamptz not null,
  read_at timestamptz,
  changed_at timestamptz,
  told_until timestamptz,
  failure varchar(500)
);
insert into duty_feed (id, source, due_at) values (1, '', '1970-01-01T00:00:00Z');

-- What body says of the weeks to come, up to told_until.
-- people: mail addresses of those who take part, separated by blanks.
-- trouble: why it is not known when the event takes place; then begins and ends are null.
create table duty_feed_turn (
  id bigint generated always as identity primary key,
  uid varchar(300) not null,
  summary varchar(300) not null,
  people varchar(4000) not null,
  organizer varchar(254) not null,
  begins timestamptz,
  ends timestamptz,
  trouble varchar(500)
);
create index duty_feed_turn_ends on duty_feed_turn (ends);

-- Whose shift has begun and who was told so.
create table duty_handover (
  shift varchar(300) not null,
  account varchar(64) not null,
  begins timestamptz not null,
  primary key (shift, account, begins)
);
create index duty_handover_begins on duty_handover (begins);
