-- PostgreSQL's trigram index has no order, and each of its hits is looked up in the table: who asks for a surname of tens of
-- thousands would wait for all of them. So those whose second field (mostly the last name) begins with three letters of
-- what is asked for are read from an index in the order of names, which has the text beside the name. In the trigram index
-- these three letters, the head, are cut apart wherever a user has them, so a search for Smith finds there only others.
-- An entry of such an index must be below 2,704 bytes, so whoever has a long name and text is not in them, and has no head;
-- nor has a second field of fewer letters, because cutting it apart would cost more than one trigram.
-- only postgres
DROP TABLE users_found;
CREATE TABLE users_found (
    pk         @pk REFERENCES users (pk) ON UPDATE CASCADE ON DELETE CASCADE,
    portal     @int NOT NULL,
    name_sort  @blob,
    first_sort @blob,
    deleted    @bool NOT NULL,
    search_key @text NOT NULL,
    head       @text NOT NULL GENERATED ALWAYS AS (
                   CASE WHEN octet_length(search_key) + COALESCE(octet_length(name_sort), 0) < 2000
                            AND length(split_part(search_key, chr(10), 2)) >= 3
                       THEN left(split_part(search_key, chr(10), 2), 3) ELSE '' END
               ) STORED,
    rest       @text NOT NULL GENERATED ALWAYS AS (
                   CASE WHEN octet_length(search_key) + COALESCE(octet_length(name_sort), 0) < 2000
                            AND length(split_part(search_key, chr(10), 2)) >= 3
                       THEN replace(
                           search_key,
                           left(split_part(search_key, chr(10), 2), 3),
                           left(split_part(search_key, chr(10), 2), 2) || ' ' || substr(split_part(search_key, chr(10), 2), 2, 2)
                       ) ELSE search_key END
               ) STORED
);
INSERT INTO users_found (pk, portal, name_sort, first_sort, deleted, search_key)
SELECT pk, portal, name_sort, first_sort, deleted, search_key FROM users;
CREATE INDEX users_trigrams ON users_found USING gin (portal, rest gin_trgm_ops) WITH (gin_pending_list_limit = 128);
CREATE INDEX users_found_by_name ON users_found (portal, name_sort, pk) INCLUDE (deleted, search_key)
    WHERE octet_length(search_key) + COALESCE(octet_length(name_sort), 0) < 2000;
CREATE INDEX users_found_by_head ON users_found (portal, head, name_sort, pk) INCLUDE (deleted, search_key)
    WHERE octet_length(search_key) + COALESCE(octet_length(name_sort), 0) < 2000;
CREATE INDEX users_found_by_first ON users_found (portal, first_sort) INCLUDE (deleted, search_key)
    WHERE octet_length(search_key) + COALESCE(octet_length(name_sort), 0) < 2000;
CREATE INDEX users_found_long ON users_found (portal)
    WHERE octet_length(search_key) + COALESCE(octet_length(name_sort), 0) >= 2000;
-- A row is looked up all the same until its page was vacuumed.
ALTER TABLE users_found SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05);
ANALYZE users_found;
-- end
