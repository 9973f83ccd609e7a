-- Keys: users.pk = portal number × 2^32 + running number, so a portal's rows are neighbours and every index leads with the portal.
-- Times are microseconds since 1970 UTC in @int. JSON is TEXT and never queried. No triggers, sequences, now().

CREATE TABLE settings (
    name  @text NOT NULL PRIMARY KEY,
    value @text NOT NULL
);

CREATE TABLE portals (
    pk          @pk,
    id          @id NOT NULL,
    slug        @text NOT NULL,
    name        @text NOT NULL,
    state       @text NOT NULL CHECK (state IN ('active', 'suspended', 'closing')),
    kind        @text NOT NULL CHECK (kind IN ('external', 'internal')),
    stage       @text NOT NULL CHECK (stage IN ('draft', 'production')),
    preset      @text NOT NULL,
    policy      @text NOT NULL,
    seat_limit  @int,
    time_zone   @text NOT NULL,
    language    @text NOT NULL,
    -- The portal's own roles, modules, sub-accounts and apps.
    catalogue   @text NOT NULL,
    -- After a change of the policy every user is looked at again: up to which key that is done. Empty when there is nothing to do.
    recheck_after @int,
    next_user   @int NOT NULL,
    created_at  @int NOT NULL,
    modified_at @int NOT NULL,
    version     @int NOT NULL
);
CREATE UNIQUE INDEX portals_id ON portals (id);
CREATE UNIQUE INDEX portals_slug ON portals (slug);

CREATE TABLE users (
    pk                @pk,
    portal            @int NOT NULL REFERENCES portals (pk),
    id                @id NOT NULL,
    kind              @text NOT NULL CHECK (kind IN ('external', 'internal', 'service')),
    -- Names and addresses as typed, and their canonical keys (I8).
    email             @text NOT NULL,
    email_key         @text NOT NULL,
    username          @text,
    username_key      @text,
    first_name        @text,
    last_name         @text,
    -- The facts of model.md section 2. detail is the onboarding word or the inactive reason; at is the invitation's end or the purge time.
    lifecycle         @text NOT NULL CHECK (lifecycle IN ('pending', 'active', 'inactive', 'deleted')),
    lifecycle_detail  @text,
    lifecycle_at      @int,
    lifecycle_since   @int NOT NULL,
    lock_kind         @text CHECK (lock_kind IN ('auto', 'admin')),
    lock_until        @int,
    lock_failures     @int,
    lock_by           @text,
    lock_reason       @text,
    password_state    @text NOT NULL CHECK (password_state IN ('none', 'set', 'must_reset', 'recovery')),
    password_at       @int,
    password_hash     @text,
    -- Wrong passwords in a row, and the last of them.
    failed_sign_ins   @int NOT NULL DEFAULT 0,
    failed_at         @int,
    email_verified_at @int,
    role              @text NOT NULL,
    role_rank         @int NOT NULL,
    -- Single permissions, modules, sub-accounts, app roles; user_grants finds users by them.
    grants            @text NOT NULL,
    -- A new address that waits for its owner, and when the old one had been confirmed.
    pending_email     @text,
    pending_key       @text,
    pending_since     @int,
    pending_verified  @int,
    second_factor_at  @int,
    language          @text,
    time_zone         @text,
    access_epoch      @int NOT NULL,
    -- The status as of the last write; clock_at is when time alone changes it.
    status            @text NOT NULL,
    status_order      @int NOT NULL,
    clock_at          @int,
    -- Delivery of the last onboarding mail.
    mail_state        @text CHECK (mail_state IN ('queued', 'sent', 'dead', 'cancelled')),
    mail_error        @text,
    mail_at           @int,
    last_sign_in_at   @int,
    added_at          @int NOT NULL,
    modified_at       @int NOT NULL,
    version           @int NOT NULL,
    -- Folded text for searching, collation keys for sorting; computed in one place, so both engines agree.
    search_key        @text NOT NULL,
    name_sort         @blob,
    first_sort        @blob,
    last_sort         @blob,
    user_sort         @blob,
    email_sort        @blob NOT NULL
);
CREATE UNIQUE INDEX users_id ON users (id);
CREATE UNIQUE INDEX users_email ON users (portal, email_key);
CREATE UNIQUE INDEX users_pending ON users (portal, pending_key);
CREATE UNIQUE INDEX users_username ON users (portal, username_key);
CREATE INDEX users_by_name ON users (portal, name_sort, pk);
CREATE INDEX users_by_first ON users (portal, first_sort, pk);
CREATE INDEX users_by_last ON users (portal, last_sort, pk);
CREATE INDEX users_by_user ON users (portal, user_sort, pk);
CREATE INDEX users_by_email ON users (portal, email_sort, pk);
CREATE INDEX users_by_status ON users (portal, status_order, pk);
CREATE INDEX users_by_role ON users (portal, role_rank, pk);
CREATE INDEX users_by_seen ON users (portal, last_sign_in_at, pk);
CREATE INDEX users_by_added ON users (portal, added_at, pk);
CREATE INDEX users_by_modified ON users (portal, modified_at, pk);
CREATE INDEX users_by_status_name ON users (portal, status, name_sort, pk);
CREATE INDEX users_by_clock ON users (clock_at) WHERE clock_at IS NOT NULL;
CREATE INDEX users_waiting ON users (portal, lifecycle_since, pk) WHERE lifecycle_detail = 'no_seat';
CREATE INDEX users_admins ON users (portal, pk) WHERE role IN ('admin', 'owner');

-- only sqlite
CREATE VIRTUAL TABLE users_fts USING fts5(search_key, content='users', content_rowid='pk', tokenize='trigram', detail='none');
INSERT INTO users_fts(users_fts, rank) VALUES ('automerge', 0);
INSERT INTO users_fts(users_fts, rank) VALUES ('crisismerge', 1000);
-- end
-- only postgres
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX users_trigrams ON users USING gin (portal, search_key gin_trgm_ops);
-- end

-- Kept counters: 'status:ACTIVE', …, and 'seats'. Changed by the plan's sums in the transaction of the change.
CREATE TABLE counts (
    portal @int NOT NULL REFERENCES portals (pk),
    name   @text NOT NULL,
    n      @int NOT NULL,
    PRIMARY KEY (portal, name)
);

-- Finds users by what they were granted. kind is permission, module, sub_account or app_role. users.grants is the truth.
CREATE TABLE user_grants (
    portal  @int NOT NULL REFERENCES portals (pk),
    kind    @text NOT NULL,
    name    @text NOT NULL,
    user_pk @int NOT NULL REFERENCES users (pk),
    PRIMARY KEY (portal, kind, name, user_pk)
);
CREATE INDEX user_grants_by_user ON user_grants (user_pk);

-- Second factors. secret is encrypted; last_step is the last TOTP step that was accepted, so that a code works once.
CREATE TABLE totp (
    user_pk      @int NOT NULL PRIMARY KEY REFERENCES users (pk),
    secret       @blob NOT NULL,
    created_at   @int NOT NULL,
    confirmed_at @int,
    last_step    @int NOT NULL
);
CREATE TABLE recovery_codes (
    user_pk @int NOT NULL REFERENCES users (pk),
    hash    @blob NOT NULL,
    used_at @int,
    PRIMARY KEY (user_pk, hash)
);

-- Which portals a technician or auditor of the provider works on.
CREATE TABLE staff_portals (
    user_pk @int NOT NULL REFERENCES users (pk),
    portal  @int NOT NULL REFERENCES portals (pk),
    PRIMARY KEY (user_pk, portal)
);

-- The cookie holds the secret, this table its hash. Judged at use: epoch must equal the user's.
CREATE TABLE sessions (
    hash        @blob NOT NULL PRIMARY KEY,
    id          @id NOT NULL,
    user_pk     @int NOT NULL REFERENCES users (pk),
    epoch       @int NOT NULL,
    created_at  @int NOT NULL,
    last_seen_at @int NOT NULL,
    expires_at  @int NOT NULL,
    ip          @text NOT NULL,
    client      @text NOT NULL,
    -- When the second factor was given in this session.
    second_factor_at @int
);
CREATE UNIQUE INDEX sessions_id ON sessions (id);
CREATE INDEX sessions_by_user ON sessions (user_pk, created_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Hashes of former passwords, so that they do not come back.
CREATE TABLE former_passwords (
    user_pk @int NOT NULL REFERENCES users (pk),
    set_at  @int NOT NULL,
    hash    @text NOT NULL,
    PRIMARY KEY (user_pk, set_at)
);

-- One-time links. One purpose, one use; at most one live per user and purpose (I3).
CREATE TABLE links (
    hash       @blob NOT NULL PRIMARY KEY,
    user_pk    @int NOT NULL REFERENCES users (pk),
    purpose    @text NOT NULL CHECK (purpose IN ('invitation', 'verify_email', 'reset_password', 'owner_recovery', 'undo_email')),
    epoch      @int NOT NULL,
    created_at @int NOT NULL,
    expires_at @int NOT NULL,
    used_at    @int,
    voided_at  @int,
    -- The address that the link is about, where it is not the user's.
    email      @text
);
CREATE UNIQUE INDEX links_live ON links (user_pk, purpose) WHERE used_at IS NULL AND voided_at IS NULL AND purpose <> 'undo_email';
-- Every former address keeps its own way back: a second change must not take the first owner's link away.
CREATE UNIQUE INDEX links_undo ON links (user_pk, email) WHERE used_at IS NULL AND voided_at IS NULL AND purpose = 'undo_email';
CREATE INDEX links_by_user ON links (user_pk);
CREATE INDEX links_by_expiry ON links (expires_at);

CREATE TABLE api_tokens (
    id           @id NOT NULL PRIMARY KEY,
    hash         @blob NOT NULL,
    portal       @int NOT NULL REFERENCES portals (pk),
    user_pk      @int NOT NULL REFERENCES users (pk),
    name         @text NOT NULL,
    permissions  @text,
    epoch        @int NOT NULL,
    created_at   @int NOT NULL,
    created_by   @text NOT NULL,
    expires_at   @int,
    last_used_at @int,
    revoked_at   @int
);
CREATE UNIQUE INDEX api_tokens_hash ON api_tokens (hash);
CREATE INDEX api_tokens_by_portal ON api_tokens (portal, created_at);
CREATE INDEX api_tokens_by_user ON api_tokens (user_pk);

-- The audit log. id is UUIDv7 and monotonic per process: the order of the log. Rows are only inserted (and pseudonymised by erase).
CREATE TABLE events (
    id           @id NOT NULL PRIMARY KEY,
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
    client       @text NOT NULL
);
CREATE INDEX events_by_portal ON events (portal, id);
CREATE INDEX events_by_target ON events (portal, target_pk, id);
CREATE INDEX events_by_actor ON events (portal, actor_pk, id);
CREATE INDEX events_by_action ON events (portal, action, id);
CREATE INDEX events_by_operation ON events (operation) WHERE operation IS NOT NULL;

-- Mail that must leave after the commit. body is encrypted and wiped after delivery; id is the local part of the Message-ID.
CREATE TABLE outbox (
    id            @id NOT NULL PRIMARY KEY,
    portal        @int NOT NULL REFERENCES portals (pk),
    user_pk       @int,
    kind          @text NOT NULL,
    recipient     @text NOT NULL,
    body          @blob,
    state         @text NOT NULL CHECK (state IN ('queued', 'sent', 'dead', 'cancelled')),
    attempts      @int NOT NULL,
    next_at       @int NOT NULL,
    claimed_until @int,
    epoch         @int,
    expires_at    @int,
    error         @text,
    created_at    @int NOT NULL,
    finished_at   @int
);
CREATE INDEX outbox_due ON outbox (next_at, id) WHERE state = 'queued';
CREATE INDEX outbox_by_user ON outbox (user_pk, created_at);

CREATE TABLE operations (
    id            @id NOT NULL PRIMARY KEY,
    portal        @int NOT NULL REFERENCES portals (pk),
    actor_pk      @int,
    actor_label   @text NOT NULL,
    -- The rights the operation may use: an API token's subset; empty for all that the actor holds when a chunk runs.
    permissions   @text,
    work          @text NOT NULL,
    state         @text NOT NULL CHECK (state IN ('running', 'done', 'stopped')),
    total         @int NOT NULL,
    done          @int NOT NULL,
    skipped       @int NOT NULL,
    failed        @int NOT NULL,
    next_item     @int NOT NULL,
    claimed_until @int,
    idempotency_key @text,
    request_hash  @blob,
    result        @text,
    request       @id NOT NULL,
    created_at    @int NOT NULL,
    finished_at   @int,
    -- The operation that this one takes back.
    undoes        @id
);
CREATE UNIQUE INDEX operations_undone ON operations (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX operations_by_portal ON operations (portal, id);
CREATE INDEX operations_running ON operations (id) WHERE state = 'running';
CREATE UNIQUE INDEX operations_idempotency ON operations (portal, actor_label, idempotency_key);

-- One row per asked user or address; outcome is empty until its turn. n is the order asked.
CREATE TABLE operation_items (
    operation @id NOT NULL REFERENCES operations (id),
    n         @int NOT NULL,
    user_pk   @int,
    user_id   @id,
    input     @text,
    outcome   @text CHECK (outcome IN ('done', 'skipped', 'failed')),
    reason    @text,
    -- The facts before the change and the version after it: what undo needs.
    former    @text,
    version   @int,
    PRIMARY KEY (operation, n)
);
CREATE INDEX operation_items_by_user ON operation_items (user_pk) WHERE user_pk IS NOT NULL;
