//! Signing in and out by pages: cookies, where it leads, and what other sites cannot do.

use crate::browser::Browser;
use crate::support::Client;
use testkit::{PASSWORD, admin_of, on_both};

#[test]
fn the_session_cookie_is_for_the_server_only() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut browser = Browser::new(t);
        let reply = browser.post(
            "/p/acme/sign-in",
            &[("name", &admin_of("acme")), ("password", PASSWORD)],
        );
        assert_eq!(reply.status, 303);
        let cookie = reply.header("set-cookie").to_owned();
        let (secret, flags) = cookie.split_once(';').expect("flags");
        assert!(secret.starts_with("portico=") && secret.len() > 40, "{secret}");
        // Plain HTTP: the tests' address is no https one, so there is no Secure.
        assert_eq!(flags, " Path=/; Max-Age=86400; HttpOnly; SameSite=Lax");
        assert_eq!(reply.header("location"), "/p/acme");
        let out = browser.raw("POST", "/p/acme/sign-out", &[], "").expect(303);
        assert_eq!(out.header("clear-site-data"), "\"cache\", \"storage\"");
        assert!(out.header("set-cookie").starts_with("portico=; Path=/; Max-Age=0;"));
        browser.open("/p/acme/users").says("Sign in to ACME");
        // The secret itself is dead, not only forgotten by the browser.
        let stolen = Client::new(t).with("cookie", secret).get("/p/acme/users");
        assert_eq!(stolen.status, 303);
    });
}

#[test]
fn one_failure_text_for_every_cause() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.invite("acme", "new@acme.example", "user");
        let mut texts = Vec::new();
        for (name, password) in [
            (admin_of("acme"), "wrong"),
            (String::from("nobody@acme.example"), PASSWORD),
            (String::from("new@acme.example"), PASSWORD),
        ] {
            let mut browser = Browser::new(t);
            browser
                .open("/p/acme/sign-in")
                .press("Sign in", &[("name", &name), ("password", password)])
                .expect(422);
            assert!(browser.html.contains(&format!("value=\"{name}\"")), "the name is kept");
            texts.push(browser.text());
        }
        assert!(
            texts[0].contains("E-mail or password is not right, or the account cannot sign in."),
            "{}",
            texts[0]
        );
        assert!(texts.iter().all(|text| *text == texts[0]), "{texts:?}");
        Browser::new(t).open("/p/nowhere/sign-in").expect(404);
    });
}

#[test]
fn signing_in_leads_to_pages_of_this_portal_only() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let lead = |next: &str| {
            let form = [("name", "admin@acme.example"), ("password", PASSWORD), ("next", next)];
            Browser::new(t)
                .post("/p/acme/sign-in", &form)
                .expect(303)
                .header("location")
                .to_owned()
        };
        assert_eq!(lead("/p/acme/users?q=ann"), "/p/acme/users?q=ann");
        for bad in [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/p/globex/users",
            "/provider",
            "javascript:alert(1)",
            "/p/acme\r\nX: y",
        ] {
            assert_eq!(lead(bad), "/p/acme", "{bad:?}");
        }
        // The page asked for comes back after signing in; a form that was sent does not.
        let mut browser = Browser::new(t);
        browser.open("/p/acme/users?q=admin").says("Sign in to ACME");
        browser
            .press("Sign in", &[("name", "admin@acme.example"), ("password", PASSWORD)])
            .expect(200);
        assert_eq!(browser.at, "/p/acme/users?q=admin");
        let sent = Client::new(t).form("/p/acme/users/bulk/deactivate", &[("ids", "x")]);
        assert_eq!((sent.status, sent.header("location")), (303, "/p/acme/sign-in"));
        let fragment = Client::new(t).with("x-fragment", "list").get("/p/acme/users");
        assert_eq!(
            (fragment.status, fragment.header("x-sign-in")),
            (401, "/p/acme/sign-in?next=%2Fp%2Facme%2Fusers")
        );
    });
}

#[test]
fn forms_of_other_sites_are_refused() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        for headers in [
            [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
            [("origin", "https://evil.example"), ("host", "portico.test")],
        ] {
            let reply = admin.raw("POST", "/p/acme/sign-out", &headers, "");
            assert_eq!(reply.status, 403, "{headers:?}");
        }
        admin.open("/p/acme/users").expect(200).says("Users");
        let same = admin.raw("POST", "/p/acme/sign-out", &[("sec-fetch-site", "same-origin")], "");
        assert_eq!(same.status, 303);
    });
}

#[test]
fn the_start_leads_everybody_to_where_they_belong() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut nobody = Browser::new(t);
        nobody.open("/").expect(200).says("Sign in as staff");
        nobody.open("/?portal=Acme").expect(200).says("Sign in to ACME");
        nobody.open("/?portal=a").expect(200).says("Use 2 to 40 characters");
        nobody.open("/nowhere").expect(404).says("Page not found");
        let mut owner = Browser::signed_in(t, "provider", testkit::OWNER);
        assert_eq!(owner.open("/").at, "/provider/portals");
        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        assert_eq!(admin.open("/").at, "/p/acme/users");
    });
}

/// Proves: S2.11, S2.24
#[test]
fn preferences_stay_in_the_browser() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut admin = Browser::signed_in(t, "acme", &admin_of("acme"));
        admin.open("/p/acme/account/preferences").expect(200);
        let wanted = [
            ("theme", "dark"),
            ("density", "compact"),
            ("zone", "Europe/Berlin"),
            ("size", "25"),
        ];
        admin.press("Save preferences", &wanted).expect(200).says("Saved.");
        admin.open("/p/acme/users");
        assert!(admin.html.contains("data-theme=\"dark\" data-density=\"compact\""));
        admin.says("Last signed in (Europe/Berlin)").says("2026-11-22 15:05");
        admin
            .open("/p/acme/users?tz=UTC")
            .says("Last signed in (GMT)")
            .says("2026-11-22 14:05");
        let away = admin.post("/preferences", &[("theme", "light"), ("back", "https://evil.example")]);
        assert_eq!(away.header("location"), "/");
    });
}
