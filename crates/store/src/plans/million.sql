-- What 20,000 users leave behind on PostgreSQL. Ids grow with time, as UUIDv7 do.
-- Each user was added by an admin and has signed in twice.
INSERT INTO events (id, portal, at, actor_pk, actor_label, actor_role, by_provider, action, result, target_pk, target_id,
                    target_label, operation, request, changes, ip, client)
SELECT CAST(lpad(to_hex(u.added_at / 1000 + e.n), 12, '0') || '70008' || substr(md5(u.pk || '-' || e.n), 1, 15) AS UUID),
       u.portal, u.added_at + e.n * 1000, CASE WHEN e.n = 1 THEN u.portal * 4294967296 + 1 + u.pk % 7 ELSE u.pk END,
       CASE WHEN e.n = 1 THEN 'ann' || u.pk % 7 || '@example.com' ELSE u.email END, 'admin', FALSE,
       CASE WHEN e.n > 1 THEN 'session.signed_in' WHEN u.pk % 5 = 0 THEN 'user.deactivated' ELSE 'user.added' END,
       CASE WHEN (u.pk + e.n) % 50 = 0 THEN 'refused' ELSE 'done' END, u.pk, u.id, u.email,
       CASE WHEN u.pk % 3 = 0 AND e.n = 1 THEN CAST(lpad(to_hex(u.pk % 40), 32, '0') AS UUID) END,
       gen_random_uuid(), '{}', '192.0.2.1', 'Firefox'
FROM users AS u CROSS JOIN generate_series(1, 3) AS e (n);

INSERT INTO sessions (hash, id, user_pk, epoch, created_at, last_seen_at, expires_at, ip, client)
SELECT decode(md5('session' || pk), 'hex'), gen_random_uuid(), pk, access_epoch, added_at, added_at, added_at + 2592000000000,
       '192.0.2.1', 'Firefox'
FROM users WHERE lifecycle = 'active';

INSERT INTO links (hash, user_pk, purpose, epoch, created_at, expires_at, used_at)
SELECT decode(md5('link' || pk), 'hex'), pk, 'invitation', access_epoch, added_at, added_at + 604800000000,
       CASE WHEN lifecycle <> 'pending' THEN added_at + 1000000 END
FROM users;

INSERT INTO former_passwords (user_pk, set_at, hash)
SELECT pk, added_at + n, 'hash' FROM users CROSS JOIN generate_series(1, 2) AS s (n) WHERE lifecycle = 'active';

INSERT INTO totp (user_pk, secret, created_at, confirmed_at, last_step)
SELECT pk, decode(md5('totp' || pk), 'hex'), second_factor_at, second_factor_at, 1 FROM users WHERE second_factor_at IS NOT NULL;

INSERT INTO recovery_codes (user_pk, hash)
SELECT user_pk, decode(md5('code' || user_pk || n), 'hex') FROM totp CROSS JOIN generate_series(1, 8) AS s (n);

INSERT INTO api_tokens (id, hash, portal, user_pk, name, epoch, created_at, created_by)
SELECT gen_random_uuid(), decode(md5('token' || pk), 'hex'), portal, pk, 'script', access_epoch, added_at, 'ann@example.com'
FROM users WHERE pk % 50 = 0;

-- One mail of fifty has not left, one was given up.
INSERT INTO outbox (id, portal, user_pk, kind, recipient, body, state, attempts, next_at, created_at, finished_at)
SELECT CAST(lpad(to_hex(added_at / 1000), 12, '0') || '70008' || substr(md5('mail' || pk), 1, 15) AS UUID), portal, pk,
       CASE WHEN pk % 4 = 0 THEN 'activated' ELSE 'invitation' END, email, CASE WHEN pk % 50 = 0 THEN decode('00', 'hex') END,
       CASE pk % 50 WHEN 0 THEN 'queued' WHEN 1 THEN 'dead' ELSE 'sent' END, 1, added_at, added_at,
       CASE WHEN pk % 50 <> 0 THEN added_at + 1000000 END
FROM users;

-- Many small operations of a day's work, and some large ones: number 1 has a tenth of the items.
INSERT INTO operations (id, portal, actor_pk, actor_label, work, state, total, done, skipped, failed, next_item, request, created_at)
SELECT CAST(lpad(to_hex(n), 32, '0') AS UUID), 2, 2 * 4294967296 + 1 + n % 7, 'ann' || n % 7 || '@example.com',
       CASE WHEN n % 4 = 0 THEN '{"work":"users","command":{"command":"activate"}}' ELSE '{"work":"single","action":"token.created"}' END,
       CASE WHEN n % 500 = 1 THEN 'running' ELSE 'done' END, 10, 10, 0, 0, 0, gen_random_uuid(), n
FROM generate_series(1, 4000) AS s (n);

INSERT INTO operation_items (operation, n, user_pk, user_id, outcome, reason, former, version)
SELECT CAST(lpad(to_hex(CASE WHEN pk % 11 = 0 THEN 1 ELSE 1 + pk % 4000 END), 32, '0') AS UUID), pk, pk, id,
       CASE pk % 20 WHEN 0 THEN 'skipped' WHEN 1 THEN NULL ELSE 'done' END, CASE WHEN pk % 20 = 0 THEN 'last_admin' END,
       CASE WHEN pk % 20 > 1 THEN '@former' END, 2
FROM users;
