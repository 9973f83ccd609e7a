-- A line of the log is always asked for within its portal. With an id alone as the key there were two indexes in the order of
-- the log, and PostgreSQL took the one of all portals where one of them has nearly every line: should the others be busy one
-- day, that portal's newest page would walk through their lines. The key takes the place of both, so a line has an entry less.
-- only postgres
ALTER TABLE events DROP CONSTRAINT events_pkey;
ALTER TABLE events ADD PRIMARY KEY (portal, id);
DROP INDEX events_by_portal;
-- end

-- only sqlite
CREATE TABLE log (
    id           @id NOT NULL,
    portal       @int NOT NULL REFERENCES portals (pk),
    at           @int NOT NULL,
    actor_pk     @int,
    actor_label  @text NOT NULL,
    actor_role   @text NOT NULL,
    by_provider  @bool NOT NULL,
    action       @text NOT NULL,
    result       @text NOT NULL CHECK (result IN ('done', 'refused', 'failed')),
    target_pk    @int,
    target_id    @id,
    target_label @text,
    reason       @text,
    operation    @id,
    request      @id NOT NULL,
    changes      @text NOT NULL,
    ip           @text NOT NULL,
    client       @text NOT NULL,
    PRIMARY KEY (portal, id)
);
INSERT INTO log SELECT * FROM events ORDER BY rowid;
DROP TABLE events;
ALTER TABLE log RENAME TO events;
CREATE INDEX events_by_target ON events (portal, target_pk, id);
CREATE INDEX events_by_actor ON events (portal, actor_pk, id);
CREATE INDEX events_by_action ON events (portal, action, id);
CREATE INDEX events_by_operation ON events (operation) WHERE operation IS NOT NULL;
-- end
