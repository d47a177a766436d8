-- Before each query of a signed-in person the engine looks for grants to the account, to everybody or
-- to a group of the person, and brings an index for groups only: without this one it reads all
-- grants, of which each open task has one or more.
create index desk_idx_auth_user on act_ru_authorization (user_id_);
