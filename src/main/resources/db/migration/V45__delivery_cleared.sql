-- staging_removed_at: when what ran in staging was stopped; what a deleted instance has left is
-- stopped later.
alter table delivery add column staging_removed_at timestamptz;
update delivery set staging_removed_at = ended_at
 where staged_at is not null and ended_at is not null and state <> 'CANCELLED';
create index delivery_staging_left on delivery (service)
  where staged_at is not null and staging_removed_at is null and ended_at is not null;

-- pushed_at: when a hook told of the last push.
alter table delivery_source add column pushed_at timestamptz;
update delivery_source set pushed_at = look_at where pusher_commit is not null;
