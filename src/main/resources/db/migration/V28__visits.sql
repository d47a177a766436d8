-- When the next visitor of a version that is watched comes; whoever sends it moves this on first.
alter table service_update add column next_visit_at timestamptz;

create index service_update_to_visit on service_update (next_visit_at) where next_visit_at is not null;
