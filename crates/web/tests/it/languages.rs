//! Pages in the reader's language (ui.md B20): the person's choice, the portal's, the browser's, English.

use crate::browser::Browser;
use crate::support::{Client, admin};
use testkit::{TestApp, admin_of, on_both};

fn set(t: &TestApp, table: &str, language: &str) {
    let statement = format!("UPDATE {table} SET language = '{language}'");
    t.db.write(|tx| tx.exec(&statement, &[])).expect("the language is set");
}

fn root(html: &str) -> &str {
    let start = html.find("<html").expect("a page");
    html[start..].split('>').next().expect("a tag")
}

#[test]
fn a_stranger_gets_the_language_of_the_browser() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let nobody = Client::new(t);
        let page = |client: &Client| client.get("/no-such-page").body;
        let german = page(&nobody.with("accept-language", "de-AT,de;q=0.9,en;q=0.5"));
        assert_eq!(root(&german), r#"<html lang="de" dir="ltr""#);
        assert!(
            german.contains("Seite nicht gefunden") && german.contains("Weiter zu: Startseite"),
            "{german}"
        );
        let french = page(&nobody.with("accept-language", "fr"));
        assert_eq!(root(&french), r#"<html lang="en" dir="ltr""#);
        let chosen = page(&nobody.with("accept-language", "de").cookie("portico-language", "en"));
        assert_eq!(root(&chosen), r#"<html lang="en" dir="ltr""#);
        let nonsense = page(&nobody.with("accept-language", "de").cookie("portico-language", "xx"));
        assert_eq!(root(&nonsense), r#"<html lang="de" dir="ltr""#);
    });
}

#[test]
fn the_portal_then_the_person_then_the_browsers_choice_decide() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut anna = Browser::signed_in(t, "acme", &admin_of("acme"));
        let lang = |browser: &mut Browser| {
            browser.open("/p/acme/account/preferences").expect(200);
            root(&browser.html).to_owned()
        };
        assert!(lang(&mut anna).contains(r#"lang="en""#));
        set(t, "portals", "de");
        assert!(lang(&mut anna).contains(r#"lang="de""#), "the portal's");
        anna.says("Ihr Konto").says("Abmelden");
        set(t, "users", "en");
        assert!(lang(&mut anna).contains(r#"lang="en""#), "the person's own");
        anna.press("Save preferences", &[("language", "de")]).expect(200);
        assert!(root(&anna.html).contains(r#"lang="de""#), "chosen in this browser");
        assert!(lang(&mut anna).contains(r#"lang="de""#), "and kept");
    });
}

#[test]
fn a_refusal_speaks_the_language_and_the_api_speaks_english() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let mut anna = Browser::signed_in(t, "acme", &admin_of("acme"));
        set(t, "portals", "de");
        anna.open("/p/acme/users/0197f3a2-0000-7000-8000-000000000001")
            .expect(404);
        anna.says("Seite nicht gefunden").says("Weiter zu: Benutzer");
        let german = admin(t, "acme").with("accept-language", "de");
        let problem = german
            .get("/api/v1/portals/acme/users/0197f3a2-0000-7000-8000-000000000001")
            .problem();
        assert!(problem.contains("Not Found") && !problem.contains("nicht"), "{problem}");
    });
}

#[test]
fn a_mail_speaks_the_language_of_its_recipient() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        set(t, "portals", "de");
        t.invite("acme", "ann@acme.example", "user");
        t.run_jobs();
        let mails = t.mail.list();
        let mail = mails
            .iter()
            .rev()
            .find(|m| m.mail.to == "ann@acme.example")
            .expect("the mail");
        assert!(mail.mail.subject.starts_with("Einladung zu "), "{}", mail.mail.subject);
        assert!(
            mail.mail
                .text
                .contains("Der Link funktioniert einmal, bis Sonntag, 29. November 2026 um "),
            "{}",
            mail.mail.text
        );
    });
}

#[test]
fn a_page_turns_round_in_a_language_from_right_to_left() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let page = Client::new(t)
            .cookie("portico-language", "ar-XB")
            .get("/no-such-page")
            .body;
        assert_eq!(root(&page), r#"<html lang="ar-XB" dir="rtl""#);
        let words = page
            .split("<h1")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .expect("a heading");
        assert!(words.contains('⟦'), "{words}");
    });
}

/// Proves: S2.32
#[test]
fn what_is_wrong_with_a_form_is_said_in_the_language_of_the_page() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "tom@acme.example", "user");
        let mut anna = Browser::signed_in(t, "acme", &admin_of("acme"));
        anna.keep("portico-language", "de");
        let add = |anna: &mut Browser, email| {
            let fields = [("email", email), ("role", "user"), ("first_name", "A\u{7}")];
            anna.post("/p/acme/users/new", &fields).expect(422).body
        };
        let wrong = add(&mut anna, "nobody");
        assert!(wrong.contains("Ergänzen Sie das @ und was danach kommt"), "{wrong}");
        assert!(
            wrong.contains("Entfernen Sie das Steuerzeichen aus dem Namen."),
            "{wrong}"
        );
        let taken = [("email", "tom@acme.example"), ("role", "user")];
        let taken = anna.post("/p/acme/users/new", &taken).body;
        assert!(
            taken.contains("Diese Adresse gehört bereits einem Benutzer des Portals."),
            "{taken}"
        );
        let weak = [
            ("current_password", testkit::PASSWORD),
            ("password", "passwordpassword"),
        ];
        let weak = anna.post("/p/acme/account/password", &weak).expect(422).body;
        assert!(weak.contains("Dieses Passwort ist leicht zu erraten."), "{weak}");
    });
}
