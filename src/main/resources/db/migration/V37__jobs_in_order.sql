-- The engine takes jobs in the order in which they are due, and then knows none without a due date.
update act_ru_job set duedate_ = coalesce(create_time_, now()) where duedate_ is null;
create index desk_idx_job_due on act_ru_job (duedate_);
