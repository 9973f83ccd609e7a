-- Asked for by row key: that a text is long is expected of a third of all users and met by nobody, so looking for one as the rows
-- are stored seemed as cheap as by this index, and would read the texts of every portal.
-- only postgres
DROP INDEX users_found_long;
CREATE INDEX users_found_long ON users_found (portal, pk)
    WHERE octet_length(search_key) + COALESCE(octet_length(name_sort), 0) >= 2000;
-- end
