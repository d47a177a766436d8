-- topic: what a mail is about, if it is not worth sending any more once that has changed.
alter table outbox_mail add column topic varchar(100);
create index outbox_mail_topic on outbox_mail (topic) where state = 'WAITING';
