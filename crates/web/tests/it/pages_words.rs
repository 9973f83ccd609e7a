//! Pages name things as the portal's vocabulary does (C1, C24); the API and the activity keep the words of the model. What
//! the policy forbids is not offered, and the ticked users can be exported.

use crate::browser::Browser;
use crate::support::{Reply, admin};
use model::ids::UserId;
use model::time::Span;
use testkit::{TestApp, admin_of, on_both};

/// A portal with Ann, who is active, Bob, who is off, and Cy, who is invited.
struct Desk<'t> {
    t: &'t TestApp,
    slug: &'static str,
    browser: Browser,
    ann: UserId,
    bob: UserId,
    cy: UserId,
}

impl<'t> Desk<'t> {
    fn new(t: &'t TestApp, slug: &'static str, preset: &str) -> Self {
        t.portal(slug, preset, None);
        let address = |name: &str| format!("{name}@{slug}.example");
        let [ann, bob] = ["ann", "bob"].map(|name| t.user(slug, &address(name), "user"));
        let cy = t.invite(slug, &address("cy"), "user");
        t.run_jobs();
        let mut browser = Browser::signed_in(t, slug, &admin_of(slug));
        let off = bob.to_string();
        let path = format!("/p/{slug}/users/bulk/deactivate");
        browser.post(&path, &[("ids", &off), ("confirm", "yes")]).expect(303);
        t.advance(Span::minutes(2));
        Self {
            t,
            slug,
            browser,
            ann,
            bob,
            cy,
        }
    }

    fn list(&mut self, query: &str) -> &mut Browser {
        self.browser.open(&format!("/p/{}/users{query}", self.slug)).expect(200)
    }

    /// One command for one user: the question, the button, and what is told afterwards.
    fn does(&mut self, id: UserId, command: &str, question: &str, button: &str, told: &str) {
        let typed = format!("ann@{}.example", self.slug);
        let path = format!("/p/{}/users/{id}/{command}", self.slug);
        self.browser.open(&path).expect(200).says(question);
        self.browser.press(button, &[("typed", &typed)]).expect(200).says(told);
    }

    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.browser.post(&format!("/p/{}/{path}", self.slug), fields)
    }
}

/// Proves: S1.8, S1.14, S1.17
#[test]
fn a_portal_of_document_001_enables_disables_and_reinvites() {
    on_both(|t| {
        let mut d = Desk::new(t, "mssp", "mssp");
        let words = d.list("").text();
        for word in ["Add New User", "Enable", "Disable", "Reinvite", "Delete"] {
            assert!(words.contains(word), "{word}: {words}");
        }
        for word in [">Activate<", ">Deactivate<", ">Resend<", ">Resend invitation<"] {
            assert!(!d.browser.html.contains(word), "{word}");
        }
        assert!(d.browser.html.contains("Reinvite Cy Test"));
        d.does(
            d.ann,
            "deactivate",
            "Disable Ann Test?",
            "Disable user",
            "Done. 1 user disabled.",
        );
        d.does(
            d.ann,
            "activate",
            "Enable Ann Test?",
            "Enable user",
            "Done. 1 user enabled.",
        );
    });
}

/// Proves: S0.22, S0.43
#[test]
fn a_portal_of_document_000_resends_verification_emails_and_deletes_users() {
    on_both(|t| {
        let mut d = Desk::new(t, "flow", "workflow");
        d.list("").says("Resend verification email").says("Delete users");
        d.does(
            d.cy,
            "resend",
            "Send a new verification email to Cy Test?",
            "Resend verification email",
            "Done. Verification email sent to 1 user.",
        );
        d.browser.click("Details").says("Resend verification email: 1 user");
    });
}

/// Proves: S2.25, S2.27
#[test]
fn a_portal_of_document_002_resends_new_user_emails() {
    on_both(|t| {
        let mut d = Desk::new(t, "child", "standard");
        let words = serde_json::json!({"values": {"vocabulary": "child_users"}});
        admin(t, "child")
            .patch("/api/v1/portals/child/policy", &words)
            .expect(200);
        d.list("")
            .says("View/Edit")
            .says("Resend new user email")
            .says("Reset MFA");
        let label = "Resend new user email";
        let told = "Done. New user email sent to 1 user.";
        d.does(d.cy, "resend", "Send another new user email to Cy Test?", label, told);
    });
}

/// Proves: S3.5, S3.7, S3.8, S3.15
#[test]
fn a_portal_of_document_003_speaks_of_invites_and_deletes_only_who_is_active() {
    on_both(|t| {
        let mut d = Desk::new(t, "perm", "permissions");
        d.list("?q=cy")
            .says("User Permissions")
            .says("Export User List")
            .says("Resend invite");
        d.browser.says("View User Activity").says("Revoke invite");
        let menu = format!("/users/{}/delete", d.cy);
        assert!(!d.browser.html.contains(&menu), "the policy deletes active users only");
        d.browser.open(&format!("/p/perm/users/{}", d.cy)).expect(200);
        assert!(!d.browser.html.contains(&menu), "neither on the page");
        d.list("?q=ann").says("Delete user");
        assert!(d.browser.html.contains(&format!("/users/{}/delete", d.ann)));
        d.does(
            d.cy,
            "resend",
            "Send a new invite to Cy Test?",
            "Resend invite",
            "Done. Invite sent to 1 user.",
        );
        d.does(
            d.cy,
            "revoke",
            "Revoke the invite of Cy Test?",
            "Revoke invite",
            "Done. The invite of 1 user was revoked.",
        );
        let cy = d.cy.to_string();
        let again = d
            .post("users/bulk/revoke", &[("ids", &cy), ("confirm", "yes")])
            .expect(303);
        d.browser
            .open(again.header("location"))
            .says("Not done. No invite was revoked.");
    });
}

/// Proves: S4.6, S4.10, S4.18, S4.19
#[test]
fn a_portal_of_document_004_removes_users_and_sends_invites() {
    on_both(|t| {
        let mut d = Desk::new(t, "simple", "simple");
        d.list("").says("Remove users").says("Deactivate").says("Invite users");
        d.browser.open("/p/simple/users/invite").says("Set Permission");
        d.browser
            .press("Review", &[("addresses", "new@simple.example\nold@simple.example")])
            .says("Send 2 Invites");
        d.list("");
        d.does(
            d.ann,
            "delete",
            "Remove Ann Test?",
            "Remove user",
            "Done. 1 user removed.",
        );
        let log = admin(t, "simple")
            .get("/api/v1/portals/simple/activity?action=user.erased")
            .expect(200)
            .value();
        assert_eq!(
            log["items"].as_array().map(Vec::len),
            Some(1),
            "the log keeps the words of the model"
        );
        d.browser
            .open("/p/simple/activity")
            .expect(200)
            .says("Erased user")
            .says_not("Removed user");
    });
}

/// Proves: S1.14
#[test]
fn the_words_of_a_portal_are_translated_too() {
    on_both(|t| {
        let mut d = Desk::new(t, "mssp", "mssp");
        d.browser.keep("portico-language", "de");
        d.list("")
            .says("Freischalten")
            .says("Abschalten")
            .says("Erneut einladen");
        d.does(
            d.bob,
            "activate",
            "freischalten?",
            "Benutzer freischalten",
            "Erledigt. 1 Benutzer freigeschaltet.",
        );
    });
}

#[test]
fn the_ticked_users_are_exported_and_nobody_else() {
    on_both(|t| {
        let mut d = Desk::new(t, "acme", "standard");
        d.list("?sort=email").says("Export selected");
        let frozen = d
            .browser
            .html
            .split("name=\"filter\" value=\"")
            .nth(1)
            .expect("a filter");
        let frozen = frozen.split('"').next().expect("its end").to_owned();
        let [ann, bob, cy] = [d.ann, d.bob, d.cy].map(|id| id.to_string());
        d.post(
            "users/bulk/delete",
            &[("ids", &bob), ("confirm", "yes"), ("typed", "1")],
        )
        .expect(303);

        let asked = d
            .post("users/bulk/export", &[("ids", &ann), ("ids", &bob)])
            .expect(200)
            .body;
        assert!(
            asked.contains("The 2 selected users") && !asked.contains("Only this page"),
            "{asked}"
        );
        let mut wanted = vec![("confirm", "yes"), ("columns", "everything")];
        let emails = |reply: Reply| {
            assert_eq!(reply.header("content-type"), "text/csv; charset=utf-8");
            ["admin", "ann", "bob", "cy"]
                .into_iter()
                .filter(|name| reply.body.contains(&format!("{name}@acme.example")))
                .collect::<Vec<_>>()
                .join(" ")
        };
        wanted.extend([("ids", ann.as_str()), ("ids", bob.as_str())]);
        assert_eq!(
            emails(d.post("users/bulk/export", &wanted).expect(200)),
            "ann bob",
            "also who is deleted"
        );
        let all_but = [
            ("confirm", "yes"),
            ("columns", "everything"),
            ("sel", "all"),
            ("filter", &frozen),
            ("except", &cy),
        ];
        assert_eq!(emails(d.post("users/bulk/export", &all_but).expect(200)), "admin ann");
        let asked = d.post("users/bulk/export", &all_but[2..]).expect(200).body;
        assert!(asked.contains("The 2 selected users"), "{asked}");
        let none = d.post("users/bulk/export", &[]).expect(422).body;
        assert!(none.contains("Tick at least one user first."), "{none}");
        d.post("users/bulk/export", &[("sel", "all"), ("filter", "e30.AAAA")])
            .expect(422);

        let log = admin(t, "acme")
            .get("/api/v1/portals/acme/activity?action=users.exported")
            .expect(200)
            .value();
        let lines = log["items"].as_array().expect("items");
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["changes"]["except"]["after"][0], cy);
        assert_eq!(lines[0]["changes"]["users"]["after"], 2);
    });
}

#[test]
fn who_may_not_export_exports_no_selection() {
    on_both(|t| {
        let d = Desk::new(t, "acme", "standard");
        t.user("acme", "hal@acme.example", "helpdesk");
        let mut hal = Browser::signed_in(d.t, "acme", "hal@acme.example");
        hal.open("/p/acme/users").expect(200).says_not("Export selected");
        let ann = d.ann.to_string();
        for more in ["no", "yes"] {
            let form = [("ids", ann.as_str()), ("confirm", more)];
            hal.post("/p/acme/users/bulk/export", &form).expect(403);
        }
    });
}
