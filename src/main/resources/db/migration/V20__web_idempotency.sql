-- Answers to requests that came with an Idempotency-Key; kept for a week.
create table web_idempotency (
  user_id varchar(64) not null,
  key varchar(255) not null,
  request_hash char(64) not null,
  status integer,
  location varchar(2000),
  body text,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);

create index web_idempotency_age on web_idempotency (created_at);
