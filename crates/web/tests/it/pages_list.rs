//! The list by its address: paging, cursors, fragments, remembered size, remembered selection.

use crate::browser::Browser;
use testkit::{TestApp, admin_of, on_both};

/// Sixty people besides the admin.
fn crowd(t: &TestApp) -> Browser {
    t.portal("acme", "standard", Some(100));
    for n in 0..60 {
        t.invite("acme", &format!("p{n:02}@acme.example"), "user");
    }
    t.run_jobs();
    Browser::signed_in(t, "acme", &admin_of("acme"))
}

/// Proves: S3.27
#[test]
fn pages_go_forward_and_back_and_say_where_they_are() {
    on_both(|t| {
        let mut admin = crowd(t);
        admin
            .open("/p/acme/users?sort=email&size=25")
            .expect(200)
            .says("1–25 of 61");
        let first = admin.rows();
        admin.click("Next").says("26–50 of 61");
        let second = admin.rows();
        admin.click("Next").says("51–61 of 61").says_not("Next");
        assert_eq!(admin.rows().len(), 11);
        admin.click("Previous").says("26–50 of 61");
        assert_eq!(admin.rows(), second);
        admin.click("Previous").says("1–25 of 61").says_not("Previous");
        assert_eq!(admin.rows(), first);
        admin.click("Last").says("37–61 of 61");
        assert_eq!(admin.rows().len(), 25);
        // Whatever changes the view starts at its first page.
        admin.click("Primary email").says("1–25 of 61");
        assert_eq!(admin.at, "/p/acme/users?sort=email&dir=desc&size=25");
    });
}

#[test]
fn a_stale_or_foreign_cursor_gives_the_first_page_with_a_note() {
    on_both(|t| {
        let mut admin = crowd(t);
        admin.open("/p/acme/users?size=25&sort=email").click("Next");
        let other_sort = admin.at.replace("sort=email", "sort=first");
        for bad in [
            other_sort.as_str(),
            "/p/acme/users?after=nonsense",
            "/p/acme/users?before=a.b",
        ] {
            admin
                .open(bad)
                .expect(200)
                .says("The list has changed; showing the first page.")
                .says("of 61");
        }
    });
}

#[test]
fn the_size_is_remembered_and_said_in_the_address() {
    on_both(|t| {
        let mut admin = crowd(t);
        admin.open("/p/acme/users").says("1–50 of 61");
        admin.open("/p/acme/users?size=25").says("1–25 of 61");
        admin.open("/p/acme/users").says("1–25 of 61");
        admin.open("/p/acme/users?size=50").says("1–50 of 61");
        admin.open("/p/acme/users?size=7").expect(200).says("1–50 of 61");
    });
}

#[test]
fn the_script_gets_the_parts_and_the_title() {
    on_both(|t| {
        let mut admin = crowd(t);
        let whole = admin.raw("GET", "/p/acme/users?q=p0", &[], "").expect(200);
        assert_eq!(
            whole.header("vary").to_lowercase().matches("x-fragment").count(),
            1,
            "{}",
            whole.header("vary")
        );
        let part = admin
            .raw("GET", "/p/acme/users?q=p0", &[("x-fragment", "list")], "")
            .expect(200);
        assert_eq!(
            part.header("x-title"),
            "Users%3A%20All%20users%2C%20%E2%80%9Cp0%E2%80%9D%2C%201%E2%80%9310%20of%2010%20%E2%80%93%20ACME"
        );
        assert_eq!(part.header("cache-control"), "no-store");
        for id in ["tiles", "strip", "chips", "table", "pager"] {
            assert!(part.body.contains(&format!("id=\"{id}\"")), "{id}");
        }
        assert!(!part.body.contains("<html") && whole.body.contains("<html"));
    });
}

#[test]
fn filters_become_chips_and_bad_dates_are_said() {
    on_both(|t| {
        let mut admin = crowd(t);
        admin
            .open("/p/acme/users?role=admin&status=active")
            .expect(200)
            .says("1 of 1")
            .says("Role Admin")
            .says("Status Active");
        admin.click("Role Admin").says("1 of 1");
        assert_eq!(admin.at, "/p/acme/users?status=active");
        admin
            .open("/p/acme/users?added_from=2026-11-23")
            .says("No users match these filters.")
            .click("Remove filters")
            .says("of 61");
        admin
            .open("/p/acme/users?added_from=soon")
            .expect(200)
            .says("“soon” is not a date.")
            .says("of 61");
        admin.open("/p/acme/users?seen=never&size=25").says("1–25 of 60");
    });
}

#[test]
fn only_the_selected_ones_are_shown() {
    on_both(|t| {
        let mut admin = crowd(t);
        admin.open("/p/acme/users?sort=email&size=25");
        let ids = admin.ids();
        let ticked: Vec<(&str, &str)> = ids.iter().skip(3).take(2).map(|id| ("ids", id.as_str())).collect();
        admin
            .press("Show selected", &ticked)
            .expect(200)
            .says("1–2 of 2")
            .says("Selected users only");
        admin.click("Selected users only").says("of 61");
        admin
            .open("/p/acme/users?view=forgotten")
            .expect(200)
            .says("The selection is no longer remembered")
            .says("of 61");
    });
}

/// Proves: S0.34, S2.25, S3.7
#[test]
fn a_page_of_one_user_shows_edits_and_keeps_what_was_typed() {
    on_both(|t| {
        let mut admin = crowd(t);
        admin
            .open("/p/acme/users?q=p07")
            .click("P07")
            .expect(200)
            .says("P07 Test")
            .says("Invited")
            .says("Invitation · Sent");
        let own = admin.at.clone();
        admin.press("Save", &[("first_name", "Bad\u{7}Name")]).expect(422);
        assert!(admin.html.contains("aria-invalid=\"true\""));
        admin
            .open(&own)
            .press("Save", &[("first_name", "Paula")])
            .expect(200)
            .says("Saved.")
            .says("Paula Test");
        // The version of before is stale now.
        let stale = admin.post(&format!("{own}/profile"), &[("version", "1"), ("first_name", "Late")]);
        assert_eq!(stale.status, 409);
        admin
            .open(&format!("{own}/security"))
            .expect(200)
            .says("Not signed in anywhere.");
        admin
            .open(&format!("{own}/activity"))
            .expect(200)
            .says("Invited user")
            .says("Changed profile");
        admin
            .open(&format!("{own}/activity?by=1"))
            .expect(200)
            .says("No activity.");
        admin
            .open(&format!("{own}/revoke"))
            .expect(200)
            .says("Revoke the invitation of Paula Test?");
        admin
            .press("Revoke invitation", &[])
            .expect(200)
            .says("Done. The invitation of 1 user was revoked.")
            .says("Invite revoked");
        admin
            .open(&format!("{own}/revoke"))
            .expect(200)
            .says("There is no open invitation.")
            .says_not("Revoke invitation Cancel");
        admin.open(&format!("{own}/explode")).expect(404);
    });
}
