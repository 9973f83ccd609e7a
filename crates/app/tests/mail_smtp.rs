//! Mail to a real SMTP server that misbehaves in every way of AC-81.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failing test may panic")]

#[expect(unreachable_pub, reason = "the file also is a public module of the testkit")]
#[path = "../../testkit/src/smtp.rs"]
mod smtp;

use app::mail::{Brand, Outgoing, SendError, Sender, Transport};
use insta::assert_snapshot;
use model::ids::MessageId;
use model::mail::{Letter, Mail};
use model::time::Time;
use smtp::SmtpServer;
use std::time::{Duration, Instant};
use uuid::Uuid;

const FROM: &str = "Portico <no-reply@portal.example.com>";

fn outgoing(to: &str) -> Outgoing {
    let mail = Mail {
        to: to.into(),
        name: "Zoë".into(),
        portal: "Äcme, Inc.".into(),
        zone: "UTC".into(),
        language: "en".into(),
        letter: Letter::Activated {
            link: "https://portal.example.com/acme/sign-in".into(),
        },
    };
    let brand = Brand {
        product: "Portico".into(),
        base_url: "https://portal.example.com".into(),
    };
    let date = Time::parse_rfc3339("2026-11-22T14:05:09Z").unwrap();
    Outgoing::compose(
        MessageId(Uuid::from_u128(7)),
        date,
        &mail,
        &Sender::parse(FROM).unwrap(),
        &brand,
    )
}

fn to_ann() -> Outgoing {
    outgoing("ann@example.com")
}

fn plain(server: &SmtpServer) -> Transport {
    transport(&format!("smtp://127.0.0.1:{}?timeout=5", server.port))
}

/// With the test authority trusted; `options` starts with `&`.
fn trusting(scheme: &str, host: &str, port: u16, options: &str) -> Transport {
    transport(&format!(
        "{scheme}://{host}:{port}?timeout=5&ca={}{options}",
        SmtpServer::ca_file().display()
    ))
}

fn transport(url: &str) -> Transport {
    Transport::from_url(url, FROM).unwrap()
}

/// What the operator reads, without the port of this run.
fn reason(error: &SendError, server: &SmtpServer) -> String {
    error.to_string().replace(&server.port.to_string(), "PORT")
}

fn retry(result: Result<(), SendError>) -> SendError {
    match result {
        Err(error @ SendError::Retry(_)) => error,
        other => panic!("expected a retry: {other:?}"),
    }
}

fn give_up(result: Result<(), SendError>) -> SendError {
    match result {
        Err(error @ SendError::GiveUp(_)) => error,
        other => panic!("expected to give up: {other:?}"),
    }
}

#[test]
fn a_mail_arrives_with_both_parts_and_its_message_id() {
    let mut server = SmtpServer::start("accept");
    plain(&server).send(&to_ann()).unwrap();
    let [mail] = &server.messages()[..] else {
        panic!("one mail")
    };
    assert_eq!(mail.to, ["ann@example.com"]);
    assert!(!mail.encrypted);
    assert!(
        mail.data
            .contains("Message-ID: <00000000-0000-0000-0000-000000000007@portal.example.com>\r\n")
    );
    assert!(
        mail.data.contains("Content-Type: text/plain; charset=utf-8\r\n"),
        "{}",
        mail.data
    );
    assert!(mail.data.contains("Content-Type: text/html; charset=utf-8\r\n"));
    assert!(mail.data.contains("https://portal.example.com/acme/sign-in"));
    assert_eq!(server.events("mail")[0]["address"], "no-reply@portal.example.com");
}

#[test]
fn one_connection_carries_many_mails() {
    let mut server = SmtpServer::start("accept");
    let transport = plain(&server);
    for _ in 0..5 {
        transport.send(&to_ann()).unwrap();
    }
    assert_eq!(server.messages().len(), 5);
    assert_eq!(server.events("connect").len(), 1);
}

#[test]
fn a_recipient_that_the_server_refuses_is_given_up_with_its_words() {
    let server = SmtpServer::start("reject");
    let error = give_up(plain(&server).send(&to_ann()));
    assert_snapshot!(reason(&error, &server), @"The mail server refused the mail: 550 5.1.1 No such user here (not tried again)");
}

#[test]
fn a_poison_mail_stops_no_other() {
    let mut server = SmtpServer::start("poison");
    let transport = plain(&server);
    transport.send(&to_ann()).unwrap();
    give_up(transport.send(&outgoing("poison@example.com")));
    transport.send(&to_ann()).unwrap();
    assert_eq!(server.messages().len(), 2);
}

#[test]
fn refused_content_is_given_up() {
    let server = SmtpServer::start("reject-data");
    let error = give_up(plain(&server).send(&to_ann()));
    assert_snapshot!(reason(&error, &server), @"The mail server refused the mail: 554 5.6.0 Content is not wanted (not tried again)");
}

#[test]
fn a_refused_sender_is_the_operators_trouble_and_kills_no_mail() {
    let server = SmtpServer::start("reject-sender");
    let error = retry(plain(&server).send(&to_ann()));
    assert_snapshot!(reason(&error, &server), @"The mail server 127.0.0.1:PORT said no: 550 5.7.1 Sender is not allowed here (tried again later)");
}

#[test]
fn the_servers_words_are_cut_and_harmless() {
    let server = SmtpServer::start("long-words");
    let error = give_up(plain(&server).send(&to_ann()));
    let words = error.reason().trim_start_matches("The mail server refused the mail: ");
    assert!(
        words.chars().count() <= 200 && !words.chars().any(char::is_control),
        "{words:?}"
    );
}

#[test]
fn a_greylisted_mail_is_retried_and_arrives() {
    let mut server = SmtpServer::start("greylist --times 1");
    let transport = plain(&server);
    let error = retry(transport.send(&to_ann()));
    assert_snapshot!(reason(&error, &server), @"The mail server 127.0.0.1:PORT said no: 451 4.7.1 Greylisted, come back later (tried again later)");
    transport.send(&to_ann()).unwrap();
    assert_eq!(server.messages().len(), 1);
}

#[test]
fn a_slow_server_costs_no_more_than_the_timeout() {
    let server = SmtpServer::start("slow --seconds 60");
    let started = Instant::now();
    retry(transport(&format!("smtp://127.0.0.1:{}?timeout=1", server.port)).send(&to_ann()));
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn a_server_that_is_gone_is_tried_again() {
    let server = SmtpServer::start("accept");
    let transport = plain(&server);
    transport.send(&to_ann()).unwrap();
    drop(server);
    retry(transport.send(&to_ann()));
    assert!(transport.check().is_err());
}

#[test]
fn a_server_that_goes_down_in_between_is_tried_again() {
    let mut server = SmtpServer::start("hang-up --times 1");
    let transport = plain(&server);
    retry(transport.send(&to_ann()));
    transport.send(&to_ann()).unwrap();
    assert_eq!(server.messages().len(), 1);
}

#[test]
fn a_server_that_dies_before_its_answer_gets_the_same_message_again() {
    let mut server = SmtpServer::start("drop --times 1");
    let transport = plain(&server);
    retry(transport.send(&to_ann()));
    transport.send(&to_ann()).unwrap();
    let first = server.events("dropped")[0]["data"].as_str().unwrap().to_owned();
    assert!(first.contains("Message-ID: <00000000-0000-0000-0000-000000000007@portal.example.com>"));
    assert_eq!(server.messages()[0].data, first, "every byte of the retry is the same");
}

#[test]
fn starttls_is_used_where_it_is_required() {
    let mut server = SmtpServer::start("accept --tls starttls");
    trusting("smtp", "localhost", server.port, "&tls=required")
        .send(&to_ann())
        .unwrap();
    assert!(server.messages()[0].encrypted);
    assert_eq!(server.events("mail").iter().filter(|e| e["tls"] == false).count(), 0);
}

#[test]
fn smtps_is_encrypted_from_the_first_byte() {
    let mut server = SmtpServer::start("accept --tls smtps");
    let transport = trusting("smtps", "127.0.0.1", server.port, "");
    assert!(transport.check().unwrap().contains("(encrypted)"));
    transport.send(&to_ann()).unwrap();
    assert!(server.messages()[0].encrypted);
}

#[test]
fn without_starttls_nothing_leaves_in_clear_text() {
    let mut server = SmtpServer::start("accept --user ann:hunter2");
    let url = format!("smtp://ann:hunter2@localhost:{}?tls=required&timeout=5", server.port);
    let error = retry(transport(&url).send(&to_ann()));
    assert_snapshot!(reason(&error, &server), @"The mail server localhost:PORT could not be used: STARTTLS is not supported on this server (tried again later)");
    assert!(server.events("mail").is_empty() && server.events("auth").is_empty());
}

#[test]
fn a_certificate_for_another_host_is_refused() {
    for (mode, scheme, option) in [
        ("starttls", "smtp", "&tls=required"),
        ("starttls", "smtp", "&tls=opportunistic"),
        ("smtps", "smtps", ""),
    ] {
        let mut server = SmtpServer::start(&format!("accept --tls {mode} --certificate wrong-host"));
        let error = retry(trusting(scheme, "localhost", server.port, option).send(&to_ann()));
        assert!(error.reason().contains("certificate"), "{error}");
        assert!(server.events("mail").is_empty());
    }
}

#[test]
fn a_certificate_of_an_unknown_authority_is_refused() {
    let mut server = SmtpServer::start("accept --tls smtps");
    let error = retry(transport(&format!("smtps://localhost:{}?timeout=5", server.port)).send(&to_ann()));
    assert_snapshot!(reason(&error, &server), @"The mail server localhost:PORT could not be used: invalid peer certificate: UnknownIssuer (tried again later)");
    assert!(server.events("mail").is_empty());
}

#[test]
fn a_refused_sign_in_is_retried_and_the_password_is_not_shown() {
    let mut server = SmtpServer::start("accept --tls smtps --user ann:right");
    let login = |user: &str| trusting("smtps", &format!("{user}@localhost"), server.port, "");
    let (wrong, right, none) = (
        login("ann:hunter2"),
        login("ann:right"),
        trusting("smtps", "localhost", server.port, ""),
    );
    let error = retry(wrong.send(&to_ann()));
    assert_snapshot!(reason(&error, &server), @"The mail server localhost:PORT said no: 535 5.7.8 Authentication credentials invalid (tried again later)");
    assert!(!format!("{wrong:?}{:?}", wrong.check()).contains("hunter2"));
    retry(none.send(&to_ann()));
    assert_snapshot!(right.check().unwrap().replace(&server.port.to_string(), "PORT"), @"The mail server localhost:PORT answers (encrypted, signed in).");
    right.send(&to_ann()).unwrap();
    assert_eq!(server.messages().len(), 1);
}

#[test]
fn the_name_of_the_portal_is_the_senders_name() {
    let mut server = SmtpServer::start("accept");
    plain(&server).send(&to_ann()).unwrap();
    let data = server.messages()[0].data.clone();
    let from: Vec<&str> = data
        .lines()
        .filter(|l| l.starts_with("From:") || l.starts_with("To:"))
        .collect();
    assert_snapshot!(from.join("\n"), @r"
    From: =?utf-8?b?w4RjbWUsIEluYy4=?= <no-reply@portal.example.com>
    To: ann@example.com
    ");
}

#[test]
fn an_address_in_another_script_is_sent_where_the_server_can() {
    let mut server = SmtpServer::start("accept");
    plain(&server).send(&outgoing("zoë@example.com")).unwrap();
    assert_eq!(server.messages()[0].to, ["zoë@example.com"]);
}
