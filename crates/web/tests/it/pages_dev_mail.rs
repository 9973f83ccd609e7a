//! Captured mail: readable on the own machine only, its HTML without rights.

use crate::browser::Browser;
use crate::support::Client;
use testkit::{Backend, TestApp};

#[test]
fn captured_mail_is_shown_where_it_may_be() {
    let t = TestApp::new(Backend::Sqlite);
    t.set_up();
    t.portal("acme", "standard", None);
    t.run_jobs();
    assert_eq!(Client::new(&t).get("/dev/mail").status, 404);
    assert_eq!(Client::new(&t).get("/dev/mail/1").status, 404);
    let mut browser = Browser::with_mail(&t);
    browser
        .open("/dev/mail")
        .expect(200)
        .says("admin@acme.example")
        .click("ACME")
        .expect(200);
    browser.says("Message-ID").says("http://portico.test/p/acme/invite/");
    let page = browser.raw("GET", "/dev/mail/1", &[], "");
    assert!(page.header("content-security-policy").contains("frame-src 'self'"));
    let html = browser.raw("GET", "/dev/mail/1/html", &[], "").expect(200);
    let policy = html.header("content-security-policy");
    assert!(
        policy.contains("sandbox")
            && policy.contains("style-src 'unsafe-inline'")
            && policy.contains("frame-ancestors 'self'"),
        "{policy}"
    );
    assert_eq!(html.header("x-frame-options"), "SAMEORIGIN");
    assert!(html.body.contains("<base target=\"_blank\">"));
    browser.open("/dev/mail/999").expect(404);
}
