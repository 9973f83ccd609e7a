-- Whether somebody is deleted changes seldom, unlike the status: so it may be in indexes that answer for everybody else.
ALTER TABLE users ADD COLUMN deleted @bool NOT NULL DEFAULT FALSE;
UPDATE users SET deleted = TRUE WHERE status = 'DELETED';

-- A search walks the list by name. With the text beside the name a row that does not match costs a tenth: it is not looked
-- up in the table. PostgreSQL would still look it up, to see whether the row is there for this reader.
-- only sqlite
DROP INDEX users_by_name;
CREATE INDEX users_by_name ON users (portal, name_sort, pk, deleted, search_key);

-- And for filters that are only counted.
DROP INDEX users_by_role;
CREATE INDEX users_by_role ON users (portal, role_rank, pk, deleted, role);
DROP INDEX users_by_added;
CREATE INDEX users_by_added ON users (portal, added_at, pk, deleted);

-- The search index finds rows in the order of their numbers in it. So these are in the order of names, as far as the first
-- two bytes of the sort key tell: portal × 2^44 + two bytes × 2^28 + running number in the portal. Nobody's name is last.
-- Two signs stand before every field, so one and two letters at the beginning of a field have trigrams of their own.
ALTER TABLE users ADD COLUMN place BIGINT GENERATED ALWAYS AS (
        (portal << 44)
        + (CASE WHEN name_sort IS NULL THEN 65535 ELSE
            (instr(x'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF', substr(name_sort, 1, 1)) - 1) * 256
            + (instr(x'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF', substr(name_sort, 2, 1)) - 1)
        END << 28)
        + (pk & 268435455)
    ) VIRTUAL;
-- Hits come in this order, so texts that are only counted are read in the order in which they are stored.
CREATE INDEX users_texts ON users (place, portal, deleted, search_key);
CREATE VIEW users_found AS
SELECT place, pk, portal, char(2, 2) || replace(search_key, char(10), char(2, 2)) AS search_key FROM users;
DROP TABLE users_fts;
CREATE VIRTUAL TABLE users_fts USING fts5(search_key, content='users_found', content_rowid='place', tokenize='trigram', detail='none');
INSERT INTO users_fts(users_fts, rank) VALUES ('automerge', 0);
INSERT INTO users_fts(users_fts, rank) VALUES ('crisismerge', 1000);
INSERT INTO users_fts(users_fts) VALUES ('rebuild');
-- end

-- A new version of a row gets an entry in every index, whatever has changed: in the trigram index some forty. So what is
-- searched is in a table of its own, whose rows change with names, addresses and deletion only.
-- only postgres
CREATE TABLE users_found (
    pk         @pk REFERENCES users (pk) ON UPDATE CASCADE ON DELETE CASCADE,
    portal     @int NOT NULL,
    name_sort  @blob,
    deleted    @bool NOT NULL,
    search_key @text NOT NULL
);
INSERT INTO users_found (pk, portal, name_sort, deleted, search_key) SELECT pk, portal, name_sort, deleted, search_key FROM users;
DROP INDEX users_trigrams;
CREATE INDEX users_trigrams ON users_found USING gin (portal, search_key gin_trgm_ops) WITH (gin_pending_list_limit = 128);
ANALYZE users_found;
-- end
