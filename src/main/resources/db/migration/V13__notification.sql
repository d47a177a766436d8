create table outbox_mail (
  id uuid primary key,
  recipient varchar(254) not null,
  subject varchar(300) not null,
  body text not null,
  language varchar(8) not null,
  state varchar(16) not null,
  attempts integer not null,
  created_at timestamptz not null,
  next_attempt_at timestamptz not null,
  sent_at timestamptz,
  failure varchar(1000)
);
create index outbox_mail_due on outbox_mail (next_attempt_at) where state = 'WAITING';
