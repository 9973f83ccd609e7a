//! What a review found, through the front door: limited admins and the rules of the whole, accounts taken over by another
//! address, links that died.

use crate::access_world::{World, path};
use crate::browser::Browser;
use crate::support::{Client, admin, token};
use app::users::{change_email, password};
use model::time::Span;
use serde_json::json;
use testkit::{PASSWORD, on_both};

/// Proves: S4.9
#[test]
fn an_admin_of_a_part_is_refused_the_rules_of_the_whole_at_every_door() {
    on_both(|t| {
        let world = World::new(t);
        let lim = &world.lim;
        let read = lim.get(&path("/policy")).expect(409).value();
        assert_eq!(read["code"], "limited_to_sub_accounts");
        let asked = json!({"values": {"lockout.failures": 100}});
        let refused = lim.patch(&path("/policy"), &asked).expect(409).value();
        assert_eq!(refused["code"], "limited_to_sub_accounts");
        world.admin.patch(&path("/policy"), &asked).expect(200);

        let mut page = Browser::signed_in(t, "acme", "lim@acme.example");
        page.open("/p/acme/settings/policy").expect(409);
        page.open("/p/acme/settings/tokens").expect(200).says_not("Policy");
        assert_eq!(page.post("/p/acme/settings/policy/seats", &[]).status, 409);
    });
}

#[test]
fn nobody_moves_an_account_that_may_do_more_to_a_mailbox_of_their_own() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "max@acme.example", "manager");
        let auditor = t.user("acme", "aud@acme.example", "auditor");
        let change = |who: &Client, dry: bool| {
            let body = json!({"ids": [auditor], "email": "max@mine.example", "dry_run": dry});
            let report = who.post(&path("/users/change-email"), &body).expect(200).value();
            report["outcomes"][0]["reason"].as_str().unwrap_or("done").to_owned()
        };
        let manager = Client::new(t).bearer(&token(t, "acme", "max@acme.example"));
        assert_eq!(change(&manager, true), "no_permission");
        assert_eq!(change(&manager, false), "no_permission");
        let mut page = Browser::signed_in(t, "acme", "max@acme.example");
        let form = format!("/p/acme/users/{auditor}/change-email");
        let sent = page.post(&form, &[("email", "max@mine.example"), ("confirm", "yes")]);
        assert_eq!(sent.status, 422);
        assert_eq!(t.status("acme", auditor), "ACTIVE");
        assert_eq!(change(&admin(t, "acme"), false), "done");
    });
}

#[test]
fn send_again_on_a_link_that_died_sends_nothing() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "ann@acme.example", "user");
        let (ann, evil) = ("ann@acme.example", "evil@mine.example");
        let ctx = t.ctx("acme", ann);
        change_email::change_own(&ctx, PASSWORD, &change_email::parse(evil).expect("an address")).expect("asked");
        let link = format!("/p/acme/verify/{}", t.link_to(evil).expose());
        let request = || t.app.own_request();
        password::forgot(&t.app, "acme", ann, request()).expect("asked");
        password::reset(&t.app, "acme", &t.link_to(ann), "seven purple elephants", request()).expect("reset");
        t.advance(Span::hours(1));
        let mails = || {
            t.run_jobs();
            t.mail.list().iter().filter(|m| m.mail.to == evil).count()
        };
        let before = mails();
        let mut stranger = Browser::new(t);
        stranger.open(&link).expect(410);
        stranger.post(&format!("{link}/again"), &[]);
        assert_eq!(mails(), before);
    });
}
