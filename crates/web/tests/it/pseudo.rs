//! Every page in a language made from English (`en-XA`): what is not between brackets never came out of a message, and
//! would stay English in every other language.

use crate::browser::Browser;
use crate::pages_access::{World, path, world};
use crate::pseudo_text::unsaid;
use crate::support::{Client, Reply};
use model::command::Command;
use model::policy::MfaRequired;
use model::time::Span;
use std::collections::BTreeMap;
use testkit::{Backend, OWNER, PASSWORD, TestApp, admin_of};
use web::router::PAGES;

const LANGUAGE: (&str, &str) = ("portico-language", "en-XA");

/// What was found, and where first.
#[derive(Default)]
struct Walk(BTreeMap<String, String>);

impl Walk {
    fn read(&mut self, place: &str, reply: &Reply) {
        assert!(reply.status < 500, "{place}: {}", reply.body);
        if reply.body.contains("<html") {
            for text in unsaid(&reply.body) {
                self.0
                    .entry(text)
                    .or_insert_with(|| format!("{} {place}", reply.status));
            }
        }
    }

    fn get(&mut self, browser: &mut Browser, path: &str) {
        let reply = browser.raw("GET", path, &[], "");
        self.read(path, &reply);
    }

    /// Sends a form, reads the answer, and the page that it leads to.
    fn post(&mut self, browser: &mut Browser, path: &str, fields: &[(&str, &str)]) {
        let reply = browser.post(path, fields);
        self.read(&format!("POST {path}"), &reply);
        if reply.status == 303 {
            self.get(browser, reply.header("location"));
        }
    }

    fn upload(&mut self, browser: &mut Browser, file: &[u8]) {
        let head = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\n";
        let body = format!("{head}{}\r\n--b--\r\n", String::from_utf8_lossy(file));
        let multipart = [("content-type", "multipart/form-data; boundary=b")];
        let reply = browser.raw("POST", "/p/acme/users/import", &multipart, &body);
        self.read("POST /p/acme/users/import", &reply);
    }

    #[track_caller]
    fn found_nothing(self) {
        let lines: Vec<String> = self.0.iter().map(|(text, place)| format!("{place}: {text}")).collect();
        assert!(
            lines.is_empty(),
            "{} texts in no message:\n{}",
            lines.len(),
            lines.join("\n")
        );
    }
}

fn signed_in(t: &TestApp, slug: &str, email: &str) -> Browser {
    let mut browser = Browser::signed_in(t, slug, email);
    browser.keep(LANGUAGE.0, LANGUAGE.1);
    browser
}

fn stranger(t: &TestApp) -> Browser {
    let mut browser = Browser::new(t);
    browser.keep(LANGUAGE.0, LANGUAGE.1);
    browser
}

/// An installation; texts do not depend on the database.
fn installation() -> (TestApp, World) {
    let t = TestApp::new(Backend::Sqlite);
    t.set_up();
    let world = world(&t);
    (t, world)
}

/// Proves: S2.32
#[test]
fn no_page_has_a_text_that_is_in_no_message() {
    let (t, world) = installation();
    t.invite("acme", "ivy@acme.example", "user");
    t.run_jobs();
    let mut walk = Walk::default();
    let mut callers = [
        signed_in(&t, "acme", &admin_of("acme")),
        signed_in(&t, "acme", "uma@acme.example"),
        signed_in(&t, "provider", OWNER),
        stranger(&t),
    ];
    for (_, route) in PAGES
        .iter()
        .filter(|(method, route)| *method == "get" && !route.ends_with(".csv"))
    {
        for browser in &mut callers {
            walk.get(browser, &path(route, &world));
        }
    }
    let [admin, ..] = &mut callers;
    for query in [
        "q=q000",
        "cat=unconfirmed",
        "status=LOCKED_BY_ADMIN&role=user&mfa=yes&seen=never",
        "q=Tom&sort=email&dir=desc",
        "view=x",
    ] {
        walk.get(admin, &format!("/p/acme/users?{query}"));
    }
    walk.get(admin, &format!("/p/acme/users?result={}", world.operation));
    walk.get(
        admin,
        "/p/acme/activity?from=2026-01-01&to=2026-13-01&result=refused&action=user.added",
    );
    walk.found_nothing();
}

/// Proves: S2.32
#[test]
fn no_confirmation_and_no_result_has_a_text_that_is_in_no_message() {
    let (t, world) = installation();
    t.invite("acme", "ivy@acme.example", "user");
    t.run_jobs();
    let mut admin = signed_in(&t, "acme", &admin_of("acme"));
    let mut walk = Walk::default();
    let ids = admin.open("/p/acme/users").ids();
    let more: &[&[(&str, &str)]] = &[
        &[("reason", "")],
        &[
            ("role", "helpdesk"),
            ("edit", "add"),
            ("permission", "users.view"),
            ("module", "x"),
            ("app_role", "crm/editor"),
            ("sub_account", "north"),
            ("scope", "named"),
            ("part", "permissions"),
        ],
    ];
    for command in Command::NAMES {
        for id in &ids {
            walk.get(&mut admin, &format!("/p/acme/users/{id}/{command}"));
        }
        for extra in more {
            let picked = ids.iter().map(|id| ("ids", id.as_str()));
            let fields: Vec<(&str, &str)> = picked.chain(extra.iter().copied()).collect();
            walk.post(&mut admin, &format!("/p/acme/users/bulk/{command}"), &fields);
            walk.post(&mut admin, &format!("/p/acme/users/bulk/{command}"), extra);
        }
    }
    for command in [
        "lock",
        "unlock",
        "reset-password",
        "deactivate",
        "activate",
        "resend",
        "revoke",
        "delete",
        "restore",
        "delete",
        "erase",
    ] {
        let picked = ids.iter().map(|id| ("ids", id.as_str()));
        let fields: Vec<(&str, &str)> = picked.chain([("confirm", "yes"), ("typed", "4")]).collect();
        walk.post(&mut admin, &format!("/p/acme/users/bulk/{command}"), &fields);
        walk.post(
            &mut admin,
            &format!("/p/acme/users/{}/{command}", world.user),
            &[("confirm", "yes")],
        );
    }
    for page in ["jobs", "users", "activity", "users?cat=deleted"] {
        walk.get(&mut admin, &format!("/p/acme/{page}"));
    }
    let jobs = admin.open("/p/acme/jobs").html.clone();
    let links = jobs
        .split("href=\"/p/acme/jobs/")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '?']).next());
    for job in links {
        walk.get(&mut admin, &format!("/p/acme/jobs/{job}"));
        for deed in ["stop", "stop-sending", "undo", "retry"] {
            walk.post(&mut admin, &format!("/p/acme/jobs/{job}/{deed}"), &[]);
        }
    }
    walk.found_nothing();
}

/// Proves: S2.32
#[test]
fn no_form_that_failed_has_a_text_that_is_in_no_message() {
    let (t, world) = installation();
    let mut walk = Walk::default();
    let mut admin = signed_in(&t, "acme", &admin_of("acme"));
    let wrong = [
        ("email", "nobody"),
        ("first_name", "a\u{7}b"),
        ("username", "a b"),
        ("name", ""),
        ("slug", "_"),
        ("rank", "99"),
        ("role_slug", "-"),
        ("role_name", ""),
        ("version", "1"),
        ("role", "none"),
        ("kind", "external"),
        ("seats", "x"),
        ("preset", "x"),
        ("password", "short"),
        ("current_password", "no"),
        ("code", "12"),
        ("expires", "x"),
        ("admin_email", "a@b"),
        (
            "addresses",
            "nobody\nann@acme.example, ANN@acme.example; tom@acme.example x@localhost",
        ),
    ];
    let is_form = |route: &str| {
        !route.ends_with("/sign-out")
            && !route.ends_with("end-others")
            && !route.contains("/users/import")
            && !route.starts_with("/provider")
    };
    for (_, route) in PAGES
        .iter()
        .filter(|(method, route)| *method == "post" && is_form(route))
    {
        for fields in [&[][..], &wrong] {
            walk.post(&mut admin, &path(route, &world), fields);
        }
    }
    for group in [
        "sign-in",
        "locking",
        "second-factor",
        "invitations",
        "deletion",
        "seats",
        "words",
        "times",
        "confirmations",
    ] {
        let fields = [
            ("version", "99"),
            ("password.min_length", "3"),
            ("lockout.failures", "x"),
            ("max_admins", "0"),
            ("time_zone_shown", "Nowhere"),
            ("allowed_domains", "a b"),
            ("deletion", "soft_then_purge"),
            ("days", "0"),
        ];
        walk.post(&mut admin, &format!("/p/acme/settings/policy/{group}"), &fields[1..]);
        walk.post(&mut admin, &format!("/p/acme/settings/policy/{group}"), &fields);
    }
    for email in ["", "tom@acme.example", "ann@acme.example", "ann@acme.example"] {
        walk.post(
            &mut admin,
            "/p/acme/users/new",
            &[("email", email), ("role", "user"), ("first_name", "Pat")],
        );
    }
    for file in [
        "",
        "first name\nAnn",
        "email,email\na@b.example,",
        "email,first name\na@b.example,Zoe\nb@b.example,\"A\u{7}\"\nnobody,\ntom@acme.example,Tom",
        "email,first name\nzoe@acme.example,Zoe\n,\ntom@acme.example,Thomas\nnobody,x,y",
    ] {
        walk.upload(&mut admin, file.as_bytes());
        walk.post(&mut admin, "/p/acme/users/import/run", &[("csv", file)]);
    }
    let mut owner = signed_in(&t, "provider", OWNER);
    for (_, route) in PAGES
        .iter()
        .filter(|(method, route)| *method == "post" && route.starts_with("/provider"))
    {
        for fields in [&[][..], &wrong] {
            walk.post(&mut owner, &path(route, &world), fields);
        }
    }
    for slug in ["acme", "new-one"] {
        let fields = [
            ("slug", slug),
            ("name", "Acme"),
            ("preset", "standard"),
            ("admin_email", "pat@acme.example"),
            ("kind", "internal"),
        ];
        walk.post(&mut owner, "/provider/portals", &fields);
    }
    walk.found_nothing();
}

/// Proves: S2.32
#[test]
fn no_page_on_the_way_in_has_a_text_that_is_in_no_message() {
    let (t, _) = installation();
    let mut walk = Walk::default();
    let mut nobody = stranger(&t);
    let (name, wrong) = (("name", "tom@acme.example"), ("password", "not the one"));
    walk.post(&mut nobody, "/p/acme/sign-in", &[name, wrong]);
    t.invite("acme", "ivy@acme.example", "user");
    let link = format!("/p/acme/invite/{}", t.link_to("ivy@acme.example").expose());
    walk.get(&mut nobody, &link);
    for password in ["", "short", "passwordpassword", "ivy@acme.example", PASSWORD] {
        walk.post(&mut nobody, &link, &[("password", password)]);
    }
    walk.get(&mut nobody, &link);
    walk.post(&mut nobody, "/p/acme/forgot", &[name]);
    let link = format!("/p/acme/reset/{}", t.link_to("tom@acme.example").expose());
    walk.get(&mut nobody, &link);
    for password in ["short", "aaaaaaaaaaaaaaaa", PASSWORD, "a much longer way of saying it"] {
        walk.post(&mut nobody, &link, &[("password", password)]);
    }
    walk.get(&mut nobody, &link);
    change_of_address(&t, &mut walk);
    second_factor(&t, &mut walk);
    let fresh = TestApp::new(Backend::Sqlite);
    let link = app::set_up::link(&fresh.app).expect("a link").expect("a link");
    let link = link.trim_start_matches("http://portico.test").to_owned();
    let mut first = stranger(&fresh);
    walk.get(&mut first, "/");
    walk.get(&mut first, &link);
    walk.get(&mut first, "/setup?token=nonsense");
    let token = link.split("token=").nth(1).unwrap_or_default();
    walk.post(&mut first, "/setup", &[("token", token), ("owner_email", "x")]);
    walk.found_nothing();
}

/// The pages of two links that a change of address mails.
fn change_of_address(t: &TestApp, walk: &mut Walk) {
    let mut uma = signed_in(t, "acme", "uma@acme.example");
    for (email, password) in [
        ("uma.new@acme.example", "no"),
        ("uma", PASSWORD),
        ("tom@acme.example", PASSWORD),
        ("uma.new@acme.example", PASSWORD),
    ] {
        walk.post(
            &mut uma,
            "/p/acme/account/email",
            &[("email", email), ("current_password", password)],
        );
    }
    walk.get(&mut uma, "/p/acme/account/email");
    walk.get(&mut uma, "/p/acme/account");
    let verify = format!("/p/acme/verify/{}", t.link_to("uma.new@acme.example").expose());
    let mut nobody = stranger(t);
    walk.get(&mut nobody, &verify);
    walk.post(&mut nobody, &verify, &[]);
    walk.get(&mut nobody, &verify);
    walk.post(&mut nobody, &format!("{verify}/again"), &[]);
    let undo = format!("/p/acme/undo-email/{}", t.link_to("uma@acme.example").expose());
    walk.get(&mut nobody, &undo);
    walk.post(&mut nobody, &undo, &[]);
    walk.get(&mut nobody, &undo);
}

/// Setting up a second factor, in the account and on the way in, and signing in with it.
fn second_factor(t: &TestApp, walk: &mut Walk) {
    let sign_in = [("name", "hal@acme.example"), ("password", PASSWORD)];
    let phone = t.enrol("acme", "hal@acme.example");
    let mut hal = stranger(t);
    walk.post(&mut hal, "/p/acme/sign-in", &sign_in);
    for step in ["code", "recovery-code"] {
        walk.get(&mut hal, &format!("/p/acme/sign-in/{step}"));
        walk.post(&mut hal, &format!("/p/acme/sign-in/{step}"), &[("code", "")]);
        walk.post(&mut hal, &format!("/p/acme/sign-in/{step}"), &[("code", "123456")]);
    }
    t.advance(Span::minutes(1));
    walk.post(&mut hal, "/p/acme/sign-in/code", &[("code", &t.code(&phone))]);
    for page in ["", "/set-up", "/codes", "/remove", "/replace"] {
        let at = format!("/p/acme/account/security{page}");
        walk.get(&mut hal, &at);
        walk.post(&mut hal, &at, &[("password", "no"), ("code", "123456")]);
        walk.post(&mut hal, &at, &[("password", PASSWORD), ("code", "123456")]);
    }
    t.advance(Span::minutes(1));
    let given = t.code(&phone);
    walk.post(
        &mut hal,
        "/p/acme/account/security/codes",
        &[("password", PASSWORD), ("code", &given)],
    );
    t.want_second_factor("globex", MfaRequired::Everyone);
    let mut admin = stranger(t);
    walk.post(
        &mut admin,
        "/p/globex/sign-in",
        &[("name", &admin_of("globex")), ("password", PASSWORD)],
    );
    walk.get(&mut admin, "/p/globex/sign-in/enrol");
    walk.post(&mut admin, "/p/globex/sign-in/enrol", &[("code", "123456")]);
    t.rule("acme", |policy| policy.password.max_age_days = Some(1));
    t.advance(Span::days(2));
    let mut tom = stranger(t);
    walk.post(
        &mut tom,
        "/p/acme/sign-in",
        &[("name", &admin_of("acme")), ("password", PASSWORD)],
    );
    walk.get(&mut tom, "/p/acme/sign-in/new-password");
    let again = [("current_password", "no"), ("password", PASSWORD)];
    walk.post(&mut tom, "/p/acme/sign-in/new-password", &again);
    walk.post(
        &mut tom,
        "/p/acme/sign-in/new-password",
        &[("current_password", PASSWORD), again[1]],
    );
}

#[test]
fn the_api_speaks_english_whatever_the_reader_speaks() {
    let (t, _) = installation();
    let client = crate::support::admin(&t, "acme");
    let german = client.with("accept-language", "de").cookie(LANGUAGE.0, "de");
    let problems = |client: &Client| {
        let body = serde_json::json!({ "email": "nobody", "role": "none", "username": "a b" });
        let bad = client.post("/api/v1/portals/acme/users", &body).problem();
        let missing = client.get("/api/v1/portals/acme/users/nonsense").problem();
        format!("{bad}\n{missing}")
    };
    let english = problems(&client);
    assert_eq!(problems(&german), english);
    assert!(english.contains("Add the @"), "{english}");
}
