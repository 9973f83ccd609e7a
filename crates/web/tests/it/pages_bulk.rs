//! Commands over sets by pages: everybody who matches, numbers that change, large sets, repeated forms.

use crate::browser::Browser;
use testkit::{TestApp, admin_of, on_both};

fn portal(t: &TestApp, people: usize) -> Browser {
    t.portal("acme", "standard", None);
    let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
    let text: Vec<String> = (0..people).map(|n| format!("p{n}@acme.example")).collect();
    admin
        .open("/p/acme/users/invite")
        .press("Review", &[("addresses", &text.join("\n"))])
        .expect(200);
    admin.press("Send", &[]).expect(200);
    t.run_jobs();
    admin
}

#[test]
fn another_number_than_seen_is_shown_again() {
    on_both(|t| {
        let mut admin = portal(t, 3);
        admin
            .open("/p/acme/users?cat=unconfirmed")
            .press("Revoke invitation", &[("sel", "all")])
            .expect(200);
        admin
            .says("Revoke the invitation of 3 users?")
            .says("Will change: 3")
            .says_not("The list changed");
        t.invite("acme", "late@acme.example", "user");
        let mut second = admin.clone();
        admin.press("Revoke 3 invitations", &[]).expect(200);
        admin
            .says("The list changed: 4 users match now, 3 when you looked.")
            .says("Will change: 4");
        admin
            .press("Revoke 4 invitations", &[])
            .expect(200)
            .says("Done. The invitations of 4 users were revoked.");
        // The old form still says 3: it is shown again, not carried out.
        second
            .press("Revoke 3 invitations", &[])
            .says("4 · Without an open invitation")
            .says_not("Done.");
    });
}

#[test]
fn exceptions_and_forged_filters() {
    on_both(|t| {
        let mut admin = portal(t, 3);
        admin.open("/p/acme/users?cat=unconfirmed&sort=email");
        let spared = admin.ids().remove(0);
        admin
            .press("Revoke invitation", &[("sel", "all"), ("except", &spared)])
            .expect(200)
            .says("Will change: 2")
            .says_not("The list changed");
        admin.press("Revoke 2 invitations", &[]).expect(200).says("Done.");
        assert_eq!(t.status("acme", spared.parse().expect("an id")), "INVITED");
        let forged = admin.post(
            "/p/acme/users/bulk/deactivate",
            &[("sel", "all"), ("filter", "e30.AAAA"), ("confirm", "yes")],
        );
        assert_eq!(forged.status, 422);
        let ghost = admin.post("/p/acme/users/bulk/deactivate", &[("ids", "not-an-id")]);
        assert_eq!(ghost.status, 422);
        let unknown = admin.post("/p/acme/users/bulk/explode", &[("ids", &spared)]);
        assert_eq!(unknown.status, 404);
    });
}

#[test]
fn the_same_form_twice_has_one_effect() {
    on_both(|t| {
        let mut admin = portal(t, 1);
        t.advance(model::time::Span::minutes(2));
        let before = t.mail.list().len();
        admin.open("/p/acme/users?cat=unconfirmed");
        let id = admin.ids().remove(0);
        admin.press("Resend invitation", &[("ids", &id)]).expect(200);
        let mut twice = admin.clone();
        let first = admin.press("Send 1 invitation", &[]).expect(200).at.clone();
        let second = twice.press("Send 1 invitation", &[]).expect(200).at.clone();
        assert_eq!(first, second);
        t.run_jobs();
        assert_eq!(t.mail.list().len(), before + 1);
    });
}

#[test]
fn large_sets_become_jobs() {
    on_both(|t| {
        let mut admin = portal(t, 301);
        admin
            .open("/p/acme/jobs")
            .expect(200)
            .says("Invite 301 people")
            .click("Invite 301 people");
        admin
            .expect(200)
            .says("Finished")
            .says("Done. 301 invitations are being sent.")
            .says("301 of 301 done");
        admin
            .open("/p/acme/users?cat=unconfirmed")
            .press("Deactivate", &[("sel", "all")])
            .says("Deactivate 301 users?");
        admin
            .press("Deactivate 301 users", &[])
            .expect(200)
            .says("Deactivate: 301 users")
            .says("Waiting")
            .says("Stop");
        let job = admin.at.clone();
        admin.open("/p/acme/users").says("Job running: Deactivate, 0 %");
        let part = admin.raw("GET", &job, &[("x-fragment", "job")], "").expect(200);
        assert!(
            part.body.starts_with("<div class=\"stack\" id=\"job\""),
            "{}",
            &part.body[..80]
        );
        admin
            .open(&job)
            .press("Stop", &[])
            .expect(200)
            .says("Stopped")
            .says("not reached");
        t.run_jobs();
        admin.open(&job).says("Stopped");
        let csv = admin.raw("GET", &format!("{job}/results.csv"), &[], "").expect(200);
        assert_eq!(csv.body.lines().count(), 302);
    });
}

#[test]
fn the_last_admin_and_oneself_are_skipped_whatever_is_sent() {
    on_both(|t| {
        let mut admin = portal(t, 1);
        admin.open("/p/acme/users?role=admin").says("1 of 1");
        let own = admin.ids().remove(0);
        let forged = [("ids", own.as_str()), ("confirm", "yes")];
        let location = admin
            .post("/p/acme/users/bulk/deactivate", &forged)
            .expect(303)
            .header("location")
            .to_owned();
        admin
            .open(&location)
            .says("Not done. No user was deactivated. Reason: your own account.");
        let mut owner = Browser::signed_in(t, "provider", testkit::OWNER);
        owner
            .open("/p/acme/users")
            .expect(200)
            .says("Last admin of this portal");
        owner
            .open(&format!("/p/acme/users/{own}/deactivate"))
            .expect(200)
            .says("This is the last admin of the portal who can sign in.");
        assert_eq!(t.status("acme", own.parse().expect("an id")), "ACTIVE");
    });
}

#[test]
fn too_large_forms_are_refused_as_a_page() {
    on_both(|t| {
        let mut admin = portal(t, 1);
        let huge = "x".repeat(3 * 1024 * 1024);
        let reply = admin.post("/p/acme/users/invite/review", &[("addresses", &huge)]);
        assert_eq!(reply.status, 413);
        assert!(
            reply.body.contains("At most 2 MiB can be sent at once"),
            "{}",
            reply.body
        );
    });
}

/// Proves: S3.21, S3.22
#[test]
fn a_file_is_exported_checked_and_imported() {
    on_both(|t| {
        let mut admin = portal(t, 2);
        admin
            .open("/p/acme/users?cat=unconfirmed")
            .click("Export list")
            .expect(200)
            .says("Unconfirmed")
            .says("All 2 matching users");
        let csv = admin
            .raw("GET", "/p/acme/users.csv?cat=unconfirmed&columns=standard", &[], "")
            .expect(200);
        assert_eq!(
            csv.header("content-disposition"),
            "attachment; filename=\"users-acme-2026-11-22T1405Z.csv\""
        );
        assert_eq!(csv.body.lines().count(), 3, "{}", csv.body);
        let gone = admin.raw("GET", "/p/acme/users.csv?view=forgotten", &[], "");
        assert_eq!(gone.status, 409, "a forgotten selection is not everybody");
        admin.open("/p/acme/users/import").expect(200);
        let body = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\nemail,first name\r\nzoe@acme.example,Zoe\r\np0@acme.example,\r\n\r\n--b\r\ncontent-disposition: form-data; name=\"invite\"\r\n\r\nyes\r\n--b--\r\n";
        let multipart = [("content-type", "multipart/form-data; boundary=b")];
        let report = admin.raw("POST", "/p/acme/users/import", &multipart, body).expect(200);
        admin.html = report.body;
        admin
            .says("Will be added 1")
            .says("Unchanged 1")
            .says("Will be added: 1 row")
            .says("zoe@acme.example");
        admin
            .press("Import 1 user", &[])
            .expect(200)
            .says("1 invitation is being sent.");
        let empty = admin.raw(
            "POST",
            "/p/acme/users/import",
            &multipart,
            "--b\r\ncontent-disposition: form-data; name=\"csv\"\r\n\r\n\r\n--b--\r\n",
        );
        assert_eq!(empty.status, 422);
        assert!(empty.body.contains("Choose a file, or paste the rows."));
    });
}

/// Proves: S3.22, S3.23
#[test]
fn an_export_is_chosen_on_its_page() {
    on_both(|t| {
        let mut admin = portal(t, 2);
        admin
            .open("/p/acme/users/export?cols=email&cols=status")
            .expect(200)
            .says("First name, Status, Primary email")
            .says("Values exactly as they are")
            .says("Language of the header");
        let mut file = |query: &str| {
            let csv = admin
                .raw("GET", &format!("/p/acme/users.csv?{query}"), &[], "")
                .expect(200);
            csv.body
                .lines()
                .next()
                .unwrap_or_default()
                .trim_start_matches('\u{FEFF}')
                .to_owned()
        };
        assert_eq!(file(""), "First name,Last name,Permissions,Status");
        assert_eq!(file("columns=shown&cols=status&cols=email"), "First name,Status,E-mail");
        assert_eq!(
            file("columns=documents&separator=tab&language=de"),
            "Vorname\tNachname\tBerechtigungen\tStatus"
        );
    });
}

#[test]
fn a_report_shows_what_changes_field_by_field_and_as_a_file() {
    on_both(|t| {
        let mut admin = portal(t, 2);
        let rows = "email,first name,role,Shoe size\r\np0@acme.example,Bea,admin,38\r\nnonsense,,,\r\nzoe@acme.example,=1+1,,\r\n";
        let body = format!("--b\r\ncontent-disposition: form-data; name=\"csv\"\r\n\r\n{rows}\r\n--b--\r\n");
        let multipart = [("content-type", "multipart/form-data; boundary=b")];
        let report = admin.raw("POST", "/p/acme/users/import", &multipart, &body).expect(200);
        admin.html = report.body;
        admin
            .says("Will be added 1")
            .says("Will be changed 1")
            .says("Not understood 1")
            .says("The column Shoe size is ignored.")
            .says("First name: ")
            .says("→ Bea")
            .says("(stays as it is)")
            .says("Import 1 user and change 1");
        let diff = admin.post("/p/acme/users/import/diff", &[("csv", rows)]).expect(200);
        assert_eq!(
            diff.header("content-disposition"),
            "attachment; filename=\"import-acme-2026-11-22T1405Z.csv\""
        );
        assert_eq!(diff.body.lines().count(), 5, "{}", diff.body);
        assert!(diff.body.contains(",role,user,admin,no"), "{}", diff.body);
        let done = admin.post("/p/acme/users/import/run", &[("csv", rows)]).expect(303);
        let list = admin.open(done.header("location"));
        list.says("1 user was added.")
            .says("1 user was changed.")
            .says("Left out, 1: 1 not understood.");
    });
}
