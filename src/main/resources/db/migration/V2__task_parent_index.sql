-- The engine looks for a task's subtasks whenever a task ends, and brings no index for it:
-- without this one every completion reads all open tasks.
create index desk_idx_task_parent on act_ru_task (parent_task_id_);
