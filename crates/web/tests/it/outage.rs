//! The database is gone: 503 with a time to come back, and everything works again when it is there.

use crate::support::{Client, admin};
use serde_json::json;
use testkit::on_both;

#[test]
fn without_a_database_every_door_says_when_to_come_back_and_heals() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let api = admin(t, "acme");
        let anybody = Client::new(t);
        let users = "/api/v1/portals/acme/users";
        let body = json!({ "email": "ann@acme.example", "first_name": "Ann" });

        t.db.fail_statements_from(1);
        for reply in [
            api.get(users),
            api.post(users, &body),
            anybody.get("/p/acme/sign-in"),
            anybody.get("/readyz"),
        ] {
            assert_eq!(reply.status, 503, "{}", reply.body);
            assert_eq!(reply.header("retry-after"), "5");
            assert!(
                !reply.body.contains("statement"),
                "no word of the machine: {}",
                reply.body
            );
        }
        assert_eq!(anybody.get("/healthz").status, 200, "the process itself lives");

        t.db.fail_statements_from(0);
        assert_eq!(api.get(users).status, 200);
        assert_eq!(
            api.post(users, &body).status,
            201,
            "nothing of the failed request was left"
        );
        assert_eq!(anybody.get("/readyz").status, 200);
    });
}
