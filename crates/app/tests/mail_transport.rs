//! Mail that stays here: memory and files; and how a transport is configured.

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]

use app::mail::{Brand, Outgoing, SendError, Sender, Transport};
use insta::assert_snapshot;
use model::ids::MessageId;
use model::mail::{Letter, Mail};
use model::time::Time;
use uuid::Uuid;

const FROM: &str = "no-reply@portal.example.com";

fn outgoing(number: u128) -> Outgoing {
    let mail = Mail {
        to: "ann@example.com".into(),
        name: "Ann".into(),
        portal: "Acme".into(),
        zone: "UTC".into(),
        language: "en".into(),
        letter: Letter::WaitingForSeat,
    };
    let brand = Brand {
        product: "Portico".into(),
        base_url: "https://portal.example.com".into(),
    };
    let date = Time::parse_rfc3339("2026-11-22T14:05:09Z").unwrap();
    Outgoing::compose(
        MessageId(Uuid::from_u128(number)),
        date,
        &mail,
        &Sender::parse(FROM).unwrap(),
        &brand,
    )
}

#[test]
fn capture_keeps_the_last_thousand() {
    let transport = Transport::from_url("capture", "").unwrap();
    let Transport::Capture(capture) = &transport else {
        panic!("{transport:?}")
    };
    for number in 1..=1_001 {
        transport.send(&outgoing(number)).unwrap();
    }
    let list = capture.list();
    assert_eq!((list.len(), list[0].number, list[999].number), (1_000, 2, 1_001));
    assert!(capture.get(1).is_none());
    assert_eq!(capture.get(7).unwrap().mail, outgoing(7));
    assert_eq!(capture.take_all().len(), 1_000);
    assert!(capture.list().is_empty());
    transport.send(&outgoing(1)).unwrap();
    assert_eq!(capture.list()[0].number, 1_002, "numbers are not used again");
}

#[test]
fn capture_refuses_what_no_server_could_take() {
    let transport = Transport::from_url("capture", "").unwrap();
    let bad = Outgoing {
        to: "nobody".into(),
        ..outgoing(1)
    };
    assert!(matches!(transport.send(&bad), Err(SendError::GiveUp(_))));
}

#[test]
fn a_directory_gets_one_whole_private_file_per_message() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("a/mails");
    let transport = Transport::from_url(&format!("file:{}", dir.display()), FROM).unwrap();
    assert!(transport.check().unwrap().starts_with("Mails are written to "));
    transport.send(&outgoing(1)).unwrap();
    transport.send(&outgoing(1)).unwrap();
    transport.send(&outgoing(2)).unwrap();
    let mut names: Vec<String> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_snapshot!(names.join("\n"), @r"
    2026-11-22T14-05-09Z-00000000-0000-0000-0000-000000000001.eml
    2026-11-22T14-05-09Z-00000000-0000-0000-0000-000000000002.eml
    ");
    assert_eq!(std::fs::read(dir.join(&names[0])).unwrap(), outgoing(1).mime().unwrap());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            std::fs::metadata(dir.join(&names[0])).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}

#[test]
fn a_directory_that_went_away_comes_back_and_one_that_cannot_is_retried() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("mails");
    let transport = Transport::from_url(&format!("file:{}", dir.display()), FROM).unwrap();
    std::fs::remove_dir(&dir).unwrap();
    transport.send(&outgoing(1)).unwrap();
    std::fs::remove_dir_all(&dir).unwrap();
    std::fs::write(&dir, "a file in its place").unwrap();
    assert!(matches!(transport.send(&outgoing(1)), Err(SendError::Retry(_))));
    assert!(transport.check().is_err());
    assert!(Transport::from_url(&format!("file:{}", dir.display()), FROM).is_err());
}

#[test]
fn a_configuration_that_cannot_work_says_what_to_write() {
    let all: Vec<String> = [
        "",
        "capture:x",
        "file:",
        "sendmail",
        "smpt://ann:hunter2@host",
        "ann:hunter2@host",
        "smtp:ann:hunter2",
        "smtp://h?ca=/no/such/file.pem",
    ]
    .iter()
    .map(|url| Transport::from_url(url, FROM).unwrap_err().to_string())
    .collect();
    assert_snapshot!(all.join("\n"), @r#"
    mail = "": write capture, file:DIR, smtp://HOST:PORT or smtps://HOST:PORT.
    mail = "capture:***": write capture, file:DIR, smtp://HOST:PORT or smtps://HOST:PORT.
    mail = "file:": write capture, file:DIR, smtp://HOST:PORT or smtps://HOST:PORT.
    mail = "sendmail": write capture, file:DIR, smtp://HOST:PORT or smtps://HOST:PORT.
    mail = "smpt://***@host": write capture, file:DIR, smtp://HOST:PORT or smtps://HOST:PORT.
    mail = "ann:***": write capture, file:DIR, smtp://HOST:PORT or smtps://HOST:PORT.
    mail = "smtp:***": write smtp://HOST:PORT.
    mail = "smtp://h?ca=/no/such/file.pem": the ca file /no/such/file.pem cannot be read: No such file or directory (os error 2).
    "#);
    assert_eq!(
        Transport::from_url("smtp://localhost", "").unwrap_err().key,
        "mail_from"
    );
    assert!(
        Transport::from_url("capture", "Portico").is_err(),
        "a wrong sender is found before the first real mail"
    );
}

#[test]
fn debug_shows_no_password() {
    let transport = Transport::from_url("smtps://ann:hunter2@mail.example.com", FROM).unwrap();
    assert_snapshot!(format!("{transport:?}"), @"Smtp(Smtp(mail.example.com:465, TLS Wrapper))");
}
