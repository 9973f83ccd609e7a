-- Most users wait for no new address, many have no username, most operations no idempotency key. PostgreSQL enters every new
-- version of a row in every index, and one that holds a million times nothing is slow to enter: these two were a seventh of
-- an update of users.
DROP INDEX users_pending;
CREATE UNIQUE INDEX users_pending ON users (portal, pending_key) WHERE pending_key IS NOT NULL;
DROP INDEX users_username;
CREATE UNIQUE INDEX users_username ON users (portal, username_key) WHERE username_key IS NOT NULL;
DROP INDEX operations_idempotency;
CREATE UNIQUE INDEX operations_idempotency ON operations (portal, actor_label, idempotency_key) WHERE idempotency_key IS NOT NULL;
