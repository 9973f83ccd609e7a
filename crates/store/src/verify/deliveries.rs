//! I11: mail that must leave, and nothing kept of mail that has left.

use super::Check;
use uuid::Uuid;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "outbox (I11)",
        sql: "SELECT portals.slug, outbox.id, outbox.state FROM outbox JOIN portals ON portals.pk = outbox.portal \
              WHERE (outbox.state = 'queued') <> (outbox.body IS NOT NULL) ORDER BY outbox.id",
        say: |row| {
            let (id, state) = (row.get::<Uuid>(1)?, row.text(2)?);
            Ok(if state == "queued" {
                format!("Mail {id} is queued and has no text.")
            } else {
                format!("Mail {id} is {state} and its text is still there.")
            })
        },
    },
    Check {
        name: "delivery (I11)",
        sql: "SELECT portals.slug, users.pk FROM users JOIN portals ON portals.pk = users.portal \
              WHERE users.mail_state = 'queued' AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.user_pk = users.pk \
              AND outbox.state = 'queued' AND outbox.kind IN ('invitation', 'verify_email')) ORDER BY users.pk",
        say: |row| {
            Ok(format!(
                "User {} waits for a mail that is not queued.",
                row.get::<i64>(1)?
            ))
        },
    },
];
