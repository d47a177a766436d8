-- The desk itself has seen it, whatever others say.
alter table incident add column seen boolean not null default false;
