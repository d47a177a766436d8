create table onboarding (
  id uuid primary key,
  process_instance_id varchar(64) not null unique,
  community varchar(39) not null,
  community_name varchar(200) not null,
  requester_name varchar(200) not null,
  requester_email varchar(254) not null,
  language varchar(8) not null,
  started_by varchar(254),
  vouched_by varchar(254),
  request text not null,
  state varchar(16) not null,
  outcome varchar(2000),
  handed_over boolean not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
-- A community can be in one running onboarding only, whoever starts it and on whichever node.
create unique index onboarding_running on onboarding (community) where state = 'RUNNING';

create table onboarding_vote (
  onboarding uuid not null references onboarding (id),
  reviewer varchar(254) not null,
  in_favour boolean not null,
  reason varchar(2000),
  cast_at timestamptz not null,
  primary key (onboarding, reviewer)
);

create table onboarding_finding (
  onboarding uuid not null references onboarding (id),
  position integer not null,
  what varchar(500) not null,
  reached boolean not null,
  evidence varchar(2000) not null,
  checked_at timestamptz not null,
  primary key (onboarding, position)
);

-- The mail server does not say for whom a domain was made; the desk keeps that before it makes one.
create table mail_domain_claim (
  domain varchar(253) primary key,
  community varchar(39) not null
);
