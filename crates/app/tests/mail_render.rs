//! What mails say.

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

mod letters;

use app::mail::{Outgoing, Sender, render};
use insta::assert_snapshot;
use letters::{at, brand, every_letter, mail, shown};
use model::ids::MessageId;
use model::mail::{Letter, Mail};
use model::time::Time;
use std::collections::BTreeSet;

/// A new letter does not compile here, and one that is missing in `every_letter` fails the count.
#[test]
fn each_letter_says_who_where_and_what_to_do() {
    let mut kinds = BTreeSet::new();
    for letter in every_letter() {
        kinds.insert(letter.kind());
        let said = shown(&render(&mail(letter.clone()), &brand()));
        assert!(!said.contains(['{', '}']), "a gap stayed open: {said}");
        match letter {
            Letter::Invitation { .. } => assert_snapshot!(said, @"
            Subject: Invitation to Acme Care

            Hello Ann,

            bob@acme.example invites you to join Acme Care.

            bob@acme.example writes:

            > Hi!
            >
            > See you there.

            Accept the invitation:
            https://portal.example.com/acme/accept/k3y

            The link works once, until Sunday, 29 November 2026 at 15:05 Europe/Berlin. If you get a newer invitation, only the link in that one works.

            The link is meant for you alone: please do not forward this mail.

            If you did not expect this invitation, ignore this mail. Without the link nobody can join in your name.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::VerifyEmail { .. } => assert_snapshot!(said, @"
            Subject: Confirm your e-mail address for Acme Care

            Hello Ann,

            Please confirm that ann@example.com is your e-mail address for Acme Care. Until then it cannot be used to sign in.

            Confirm the address:
            https://portal.example.com/acme/accept/k3y

            The link works once, until Sunday, 29 November 2026 at 15:05 Europe/Berlin. If you get a newer mail like this one, only the link in that one works.

            If you have no account in Acme Care or did not expect this mail, ignore it. The address then stays unconfirmed.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::ResetPassword { by: Some(_), .. } => assert_snapshot!(said, @"
            Subject: Set a new password for Acme Care

            Hello Ann,

            bob@acme.example has reset your password for Acme Care. The old one does not work any more: set a new one to sign in again.

            Set a new password:
            https://portal.example.com/acme/accept/k3y

            The link works once, until Sunday, 29 November 2026 at 15:05 Europe/Berlin. If you get a newer mail like this one, only the link in that one works.

            If you wonder why, please ask an administrator of Acme Care.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::ResetPassword { by: None, .. } => assert_snapshot!(said, @"
            Subject: Set a new password for Acme Care

            Hello Ann,

            Somebody, most likely you, asked for a new password for Acme Care.

            Set a new password:
            https://portal.example.com/acme/accept/k3y

            The link works once, until Sunday, 29 November 2026 at 15:05 Europe/Berlin. If you get a newer mail like this one, only the link in that one works.

            If it was not you, ignore this mail: nothing has changed, and your password still works.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::Activated { .. } => assert_snapshot!(said, @r"
            Subject: You can sign in to Acme Care

            Hello Ann,

            Your account in Acme Care is active. You can sign in now.

            Sign in:
            https://portal.example.com/acme/sign-in

            If you do not know Acme Care, please ignore this mail.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::WaitingForSeat => assert_snapshot!(said, @r"
            Subject: Your account in Acme Care waits for a free seat

            Hello Ann,

            Thank you for accepting the invitation to Acme Care. Everything on your side is done.

            All seats of Acme Care are taken at the moment, so you cannot sign in yet. You will get a mail as soon as your account is active.

            If you did not accept an invitation to Acme Care, please tell an administrator of Acme Care.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::PasswordSet { .. } => assert_snapshot!(said, @"
            Subject: Your password for Acme Care was set

            Hello Ann,

            The password of your account in Acme Care was set on Sunday, 22 November 2026 at 15:05 Europe/Berlin.

            If that was you, there is nothing to do.

            If it was not you, somebody else may be able to sign in as you. Please tell an administrator of Acme Care at once and ask for your account to be locked.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::ApiTokenCreated { .. } => assert_snapshot!(said, @r"
            Subject: New API token for your account in Acme Care

            Hello Ann,

            bob@acme.example made the API token “Nightly export” for your account in Acme Care.

            A program that has this token can act in Acme Care in your name.

            If you know about it, there is nothing to do.

            If you did not expect it, please tell an administrator of Acme Care at once and ask for the token to be revoked.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::MadeAdmin { .. } => assert_snapshot!(said, @r"
            Subject: You are now an administrator of Acme Care

            Hello Ann,

            bob@acme.example gave you administrator rights in Acme Care.

            You can now manage the users of Acme Care.

            If you did not expect this, please ask bob@acme.example or another administrator of Acme Care.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::EmailChanging { by: Some(_), .. } => assert_snapshot!(said, @"
            Subject: Your e-mail address for Acme Care is being changed

            Hello Ann,

            bob@acme.example has changed the e-mail address of your account in Acme Care to ann.lee@example.com.

            You cannot sign in until the new address is confirmed.

            Keep my old address:
            https://portal.example.com/acme/accept/k3y

            If you know about it, there is nothing to do here: open the mail that was sent to the new address.

            If this is a mistake, take the change back with the button above. That works until Sunday, 29 November 2026 at 15:05 Europe/Berlin.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::EmailChanging { by: None, .. } => assert_snapshot!(said, @"
            Subject: Your e-mail address for Acme Care is being changed

            Hello Ann,

            The e-mail address of your account in Acme Care is being changed to ann.lee@example.com.

            Keep my old address:
            https://portal.example.com/acme/accept/k3y

            If that was you, there is nothing to do here: open the mail that was sent to the new address.

            If it was not you, take the change back with the button above, and tell an administrator of Acme Care. That works until Sunday, 29 November 2026 at 15:05 Europe/Berlin.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::SecondFactorOn { .. } => assert_snapshot!(said, @"
            Subject: Multi-factor sign-in for Acme Care is set up

            Hello Ann,

            Multi-factor sign-in was set up for your account in Acme Care on Sunday, 22 November 2026 at 15:05 Europe/Berlin.

            If that was you, there is nothing to do.

            If it was not you, please tell an administrator of Acme Care at once.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::SecondFactorOff { by: Some(_), .. } => assert_snapshot!(said, @"
            Subject: Multi-factor sign-in for Acme Care was reset

            Hello Ann,

            bob@acme.example reset the multi-factor sign-in of your account in Acme Care on Sunday, 22 November 2026 at 15:05 Europe/Berlin.

            Your authenticator and your recovery codes do not work any more. You were signed out everywhere.

            You can set it up again after signing in.

            If you wonder why, please ask an administrator of Acme Care.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::SecondFactorOff { by: None, .. } => assert_snapshot!(said, @"
            Subject: Multi-factor sign-in for Acme Care was removed

            Hello Ann,

            Multi-factor sign-in was removed from your account in Acme Care on Sunday, 22 November 2026 at 15:05 Europe/Berlin.

            If that was you, there is nothing to do.

            If it was not you, please tell an administrator of Acme Care at once.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::RecoveryCodeUsed { .. } => assert_snapshot!(said, @"
            Subject: A recovery code was used for Acme Care

            Hello Ann,

            A recovery code was used to prove that it is you, for your account in Acme Care, on Sunday, 22 November 2026 at 15:05 Europe/Berlin.

            That code does not work any more. Codes that still work: 9. You can make new ones on the page of your account.

            If that was you, there is nothing to do.

            If it was not you, please tell an administrator of Acme Care at once.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::RecoveryCodesMade { .. } => assert_snapshot!(said, @"
            Subject: New recovery codes for Acme Care

            Hello Ann,

            New recovery codes were made for your account in Acme Care on Sunday, 22 November 2026 at 15:05 Europe/Berlin.

            The former codes do not work any more.

            If that was you, there is nothing to do.

            If it was not you, please tell an administrator of Acme Care at once.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::AutoLocked { .. } => assert_snapshot!(said, @"
            Subject: Your account in Acme Care is locked for a while

            Hello Ann,

            Somebody entered a wrong password for your account in Acme Care too often, so it is locked.

            The lock ends by itself on Sunday, 22 November 2026 at 15:20 Europe/Berlin. An administrator of Acme Care can end it before.

            If it was not you, your password is still safe, and there is nothing to do. Please tell an administrator of Acme Care if it happens again.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
            Letter::OwnerRecovery { .. } => assert_snapshot!(said, @"
            Subject: Your recovery link for Acme Care

            Hello Ann,

            On the server that runs Portico, a new link was asked for so that you, ann@example.com, can get back into Acme Care.

            Get back in:
            https://portal.example.com/acme/accept/k3y

            The link works once, until Sunday, 29 November 2026 at 15:05 Europe/Berlin. It is meant for you alone: please do not forward this mail.

            If nobody in your organisation asked for it, do not use the link. Please tell whoever runs the server at once: somebody had access to it.

            Portico sent this mail to ann@example.com for Acme Care.
            "),
        }
    }
    assert_eq!(kinds.len(), 15);
}

#[test]
fn the_html_says_the_same_words_and_has_one_button_and_nothing_foreign() {
    for letter in every_letter() {
        let has_link = matches!(&letter, Letter::Activated { .. }) || letter.link_expires_at().is_some();
        let rendered = render(&mail(letter), &brand());
        let words = words_of(&rendered.html);
        for paragraph in rendered.text.lines().filter(|l| !l.is_empty() && !l.ends_with(':')) {
            assert!(
                words.contains(paragraph.trim_start_matches('>').trim()),
                "{paragraph:?} is not in {words}"
            );
        }
        assert_eq!(
            rendered.html.matches("<a href=\"https://portal.example.com/").count(),
            usize::from(has_link)
        );
        for foreign in [
            "<img", "<script", "<link", "<style", "url(", "src=", "http://", "@import", "<iframe",
        ] {
            assert!(!rendered.html.contains(foreign), "{foreign}");
        }
    }
}

/// The page's text without tags, for comparing.
fn words_of(html: &str) -> String {
    let text: String = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect();
    text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn nothing_that_people_type_becomes_markup() {
    let evil = "<img src=x onerror=alert(1)>\"'><b>&amp;{to}";
    let mut mail = mail(Letter::Invitation {
        link: "https://portal.example.com/\"onmouseover=\"x".into(),
        expires_at: at("2026-11-29T14:05:00Z"),
        message: Some(format!("{evil}\n</blockquote></td></table>")),
        invited_by: evil.into(),
    });
    mail.name = evil.replace('/', "");
    mail.portal = evil.into();
    mail.to = evil.into();
    let html = render(&mail, &brand()).html;
    assert!(
        !html.contains("<img") && !html.contains("<b>") && !html.contains("\"onmouseover"),
        "{html}"
    );
    assert_eq!(html.matches("</blockquote>").count(), 1);
    assert_eq!(html.matches("</table>").count(), 4);
    let token = Letter::ApiTokenCreated {
        token_name: evil.into(),
        created_by: evil.into(),
    };
    let html = render(&Mail { letter: token, ..mail }, &brand()).html;
    assert!(
        html.contains("&lt;img src=x onerror=alert(1)&gt;") && !html.contains("<img"),
        "{html}"
    );
}

#[test]
fn a_name_is_only_text_even_with_gaps_links_and_line_breaks_in_it() {
    let mut mail = mail(Letter::WaitingForSeat);
    mail.portal = "{to}\r\nBcc: eve@evil.example\u{202E}".into();
    mail.name = "Win at https://evil.example".into();
    let rendered = render(&mail, &brand());
    assert_eq!(
        rendered.subject,
        "Your account in {to} Bcc: eve@evil.example waits for a free seat"
    );
    assert!(rendered.text.starts_with("Hello,\n\nThank you"), "{}", rendered.text);
    assert!(!rendered.text.contains("https://evil.example"));
}

#[test]
fn no_value_starts_a_header_line() {
    let mut mail = mail(Letter::MadeAdmin {
        by: "b\r\nX-By: 1".into(),
    });
    mail.portal = "Acme\r\nBcc: eve@evil.example\r\n\r\n<p>body".into();
    mail.name = "Ann\nX-Name: 1".into();
    let sender = Sender::parse("Portico <no-reply@portal.example.com>").unwrap();
    let composed = Outgoing::compose(id(), Time(0), &mail, &sender, &brand());
    assert_eq!(header_names(&composed), HEADERS);
    let evil = "x\r\nBcc: eve@evil.example\r\n\r\nbody\u{0}\u{7f}\u{85}\u{1b}\u{2028}\\\"";
    let from = Sender {
        name: evil.into(),
        ..sender
    };
    assert_eq!(
        header_names(&Outgoing {
            subject: evil.into(),
            from,
            ..composed
        }),
        HEADERS,
        "even unrendered"
    );
}

const HEADERS: [&str; 9] = [
    "Message-ID",
    "Date",
    "From",
    "To",
    "Subject",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
];

fn header_names(outgoing: &Outgoing) -> Vec<String> {
    let mime = bytes(outgoing);
    let head = mime.split("\r\n\r\n").next().unwrap();
    let starts = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t']));
    starts.map(|line| line.split(':').next().unwrap().to_owned()).collect()
}

#[test]
fn a_recipient_that_is_no_address_is_given_up() {
    for to in [
        "",
        "ann",
        "ann@example.com\r\nRCPT TO:<eve@evil.example>",
        "\"a b\"@example.com",
        "a@b@c",
        "<a@b.example>",
    ] {
        let mut mail = mail(Letter::WaitingForSeat);
        mail.to = to.into();
        let sender = Sender::parse("no-reply@portal.example.com").unwrap();
        let error = Outgoing::compose(id(), Time(0), &mail, &sender, &brand())
            .mime()
            .unwrap_err();
        assert!(matches!(error, app::mail::SendError::GiveUp(_)), "{to:?}: {error}");
    }
}

#[test]
fn the_headers_of_a_message() {
    let sender = Sender::parse("Portico <no-reply@portal.example.com>").unwrap();
    let outgoing = Outgoing::compose(
        id(),
        at("2026-11-22T14:05:09Z"),
        &mail(Letter::WaitingForSeat),
        &sender,
        &brand(),
    );
    let mime = bytes(&outgoing);
    assert_eq!(mime, bytes(&outgoing), "a retry repeats every byte");
    assert!(mime.is_ascii());
    assert_snapshot!(mime.split("\r\n\r\n").next().unwrap().replace("\r\n", "\n"), @r#"
    Message-ID: <0197f3a2-0000-7000-8000-000000000001@portal.example.com>
    Date: Sun, 22 Nov 2026 14:05:09 +0000
    From: "Acme Care" <no-reply@portal.example.com>
    To: ann@example.com
    Subject: Your account in Acme Care waits for a free seat
    Auto-Submitted: auto-generated
    X-Auto-Response-Suppress: All
    MIME-Version: 1.0
    Content-Type: multipart/alternative;
     boundary="part-0197f3a2-0000-7000-8000-000000000001"
    "#);
    assert_eq!(
        format!("{outgoing:?}"),
        "Outgoing { message_id: \"<0197f3a2-0000-7000-8000-000000000001@portal.example.com>\", .. }"
    );
}

#[test]
fn names_in_any_script_keep_their_direction() {
    let mut mail = mail(Letter::WaitingForSeat);
    mail.name = "نور".into();
    mail.portal = "بوابة".into();
    let rendered = render(&mail, &brand());
    assert!(
        rendered.text.starts_with("Hello \u{2068}نور\u{2069},"),
        "{}",
        rendered.text
    );
    assert!(rendered.subject.contains("\u{2068}بوابة\u{2069}"));
    assert!(rendered.html.contains("Hello <bdi dir=\"auto\">نور</bdi>,"));
    assert!(rendered.html.contains("dir=\"auto\">بوابة</h1>"));
}

#[test]
fn huge_values_are_cut() {
    let mut mail = mail(Letter::Invitation {
        link: "https://portal.example.com/x".into(),
        expires_at: Time(0),
        message: Some("m\n".repeat(5_000_000)),
        invited_by: "b".repeat(10_000_000),
    });
    mail.name = "n".repeat(10_000_000);
    mail.portal = "p".repeat(10_000_000);
    let rendered = render(&mail, &brand());
    assert!(rendered.subject.chars().count() < 130, "{}", rendered.subject);
    assert!(rendered.text.len() < 10_000 && rendered.html.len() < 20_000);
}

fn id() -> MessageId {
    "0197f3a2-0000-7000-8000-000000000001".parse().unwrap()
}

fn bytes(outgoing: &Outgoing) -> String {
    String::from_utf8(outgoing.mime().unwrap()).unwrap()
}
