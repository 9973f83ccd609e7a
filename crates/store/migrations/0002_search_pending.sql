-- A search reads what new rows have left in the pending list of the index, from its beginning to its end: by default up to
-- 4 MB, which takes 20 milliseconds. A shorter list is moved into the index sooner.
-- only postgres
ALTER INDEX users_trigrams SET (gin_pending_list_limit = 128);
-- end
