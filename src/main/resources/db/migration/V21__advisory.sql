-- Security problems that the desk was told of, one row for each, whoever wrote about it.
-- Everything but id and known_since is drawn from its documents, to list and search by.
create table advisory (
  id varchar(200) primary key,
  title varchar(300) not null,
  kind varchar(16) not null,
  severity numeric(3, 1),
  exploited boolean not null,
  withdrawn timestamptz,
  known_since timestamptz not null,
  changed_at timestamptz not null
);
create index advisory_changed on advisory (changed_at desc, id);

-- Every id of a problem, in capitals: whichever is named leads to it.
create table advisory_alias (
  alias varchar(200) primary key,
  advisory varchar(200) not null references advisory (id)
);
create index advisory_alias_advisory on advisory_alias (advisory);

-- The newest version of each document about a problem.
-- id: the publisher's id in capitals, and what kind of word it is, since a statement that something
--     is not affected may go by the problem's own id.
-- content: what was read from it, as JSON. document: as it was published; null if it is too long.
create table advisory_document (
  id varchar(220) primary key,
  advisory varchar(200) not null references advisory (id),
  format varchar(40) not null,
  modified timestamptz,
  withdrawn timestamptz,
  content text not null,
  document text,
  sha256 char(64) not null,
  kept_at timestamptz not null
);
create index advisory_document_advisory on advisory_document (advisory, kept_at);

-- Which documents say of which problems, in capitals, that something is not affected or fixed.
create table advisory_clearance (
  problem varchar(200) not null,
  document varchar(220) not null references advisory_document (id) on delete cascade,
  primary key (problem, document)
);
create index advisory_clearance_document on advisory_clearance (document);
