//! Mail leaves after the commit, waits while the server is gone, and ends in a dead letter that a person sees.

use app::App;
use app::mail::{Sender, Transport};
use app::passwords::Cost;
use app::sign_in::throttle::Throttle;
use app::source::Random;
use app::users::list;
use model::time::Span;
use std::time::Duration;
use store::portal_tx::PortalTx;
use testkit::smtp::SmtpServer;
use testkit::{BASE_URL, TestApp, on_both};

/// The same installation with another way for mail to leave.
fn with_transport(t: &TestApp, url: &str) -> App {
    App::new(app::Parts {
        db: t.db.clone(),
        keys: app::keys::Keys::new(&[7; 32]).unwrap(),
        base_url: BASE_URL.to_owned(),
        transport: Transport::from_url(url, "Portico <portico@provider.example>").unwrap(),
        sender: Sender::parse("Portico <portico@provider.example>").unwrap(),
        clock: t.clock.clone(),
        random: Random::seeded(2),
        password_cost: Cost::CHEAP,
        password_rooms: 2,
        throttle: Throttle::standard(),
    })
    .unwrap()
}

fn delivery(t: &TestApp, id: model::ids::UserId) -> (String, Option<String>) {
    let view = list::get(&t.app.host_ctx("acme").unwrap(), id).unwrap();
    view.delivery.map(|d| (d.state, d.error)).unwrap()
}

#[test]
fn while_the_mail_server_is_gone_requests_succeed_and_mail_waits() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let gone = with_transport(t, &format!("smtp://127.0.0.1:{port}"));
        let ann = t.invite("acme", "ann@acme.example", "user");
        app::jobs::run_due(&gone).unwrap();
        assert_eq!(delivery(t, ann).0, "queued");
        let mut server = SmtpServer::start("accept");
        let back = with_transport(t, &format!("smtp://127.0.0.1:{}", server.port));
        app::jobs::run_due(&back).unwrap();
        assert_eq!(delivery(t, ann).0, "queued", "back-off: not before its time");
        t.advance(Span::seconds(15));
        app::jobs::run_due(&back).unwrap();
        assert_eq!(delivery(t, ann).0, "sent");
        let received = server.messages();
        assert_eq!(received.len(), 1);
        assert!(received[0].data.contains("Message-ID: <"), "{}", received[0].data);
    });
}

#[test]
fn a_slow_mail_server_gets_no_mail_twice() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.run_jobs();
        t.invite("acme", "ann@acme.example", "user");
        let mut slow = SmtpServer::start("slow --seconds 5");
        let (one, other) = [(); 2]
            .map(|()| with_transport(t, &format!("smtp://127.0.0.1:{}", slow.port)))
            .into();
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| app::jobs::run_due(&one));
            while slow.events("mail").is_empty() {
                std::thread::sleep(Duration::from_millis(20));
            }
            // The first claim ends after 60 seconds of this clock; it is renewed every two of the real one.
            t.advance(Span::seconds(50));
            std::thread::sleep(Duration::from_millis(2_500));
            t.advance(Span::seconds(50));
            app::jobs::run_due(&other).unwrap();
            sending.join().unwrap().unwrap();
        });
        assert_eq!(slow.messages().len(), 1);
    });
}

#[test]
fn a_mail_that_left_while_the_database_was_away_is_written_down_later() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.run_jobs();
        let ann = t.invite("acme", "ann@acme.example", "user");
        let mut slow = SmtpServer::start("slow --seconds 1");
        let app = with_transport(t, &format!("smtp://127.0.0.1:{}", slow.port));
        std::thread::scope(|scope| {
            let sending = scope.spawn(|| app::jobs::run_due(&app));
            while slow.events("mail").is_empty() {
                std::thread::sleep(Duration::from_millis(20));
            }
            t.db.fail_statements_from(1);
            while slow.messages().is_empty() {
                std::thread::sleep(Duration::from_millis(20));
            }
            std::thread::sleep(Duration::from_millis(700));
            t.db.fail_statements_from(0);
            sending.join().unwrap().unwrap();
        });
        assert_eq!(delivery(t, ann).0, "sent");
        t.advance(Span::hours(1));
        app::jobs::run_due(&app).unwrap();
        assert_eq!(slow.messages().len(), 1);
    });
}

#[test]
fn a_refused_address_becomes_a_dead_letter_with_the_reason() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let server = SmtpServer::start("reject");
        let refused = with_transport(t, &format!("smtp://127.0.0.1:{}", server.port));
        let ann = t.invite("acme", "ann@acme.example", "user");
        t.advance(Span::seconds(1));
        app::jobs::run_due(&refused).unwrap();
        let (state, error) = delivery(t, ann);
        assert_eq!(state, "dead");
        assert!(error.unwrap().contains("550"), "the server's words are kept");
        let mails = list::mails(&t.app.host_ctx("acme").unwrap(), ann).unwrap();
        assert_eq!(mails[0].state, "dead");
        let host = t.app.host_ctx("acme").unwrap();
        let log = app::activity::list(
            &host,
            &app::activity::EventQuery {
                limit: 1,
                ..Default::default()
            },
        )
        .unwrap();
        assert_eq!(log.events[0].action.code(), "mail.given_up");
    });
}

#[test]
fn a_mail_that_waits_longer_than_its_link_lives_does_not_go_out() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.invite("acme", "ann@acme.example", "user");
        t.advance(Span::days(8));
        t.run_jobs();
        assert_eq!(delivery(t, ann).0, "dead");
        assert_eq!(t.status("acme", ann), "INVITE_EXPIRED");
    });
}

/// Proves: S3.7
#[test]
fn revoking_cancels_the_mail_that_has_not_left() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ann = t.invite("acme", "ann@acme.example", "user");
        let revoke = model::command::Command::Revoke { reason: None };
        app::users::run::run(&admin, revoke, app::users::run::Target::Ids(vec![ann]), None).unwrap();
        t.run_jobs();
        assert_eq!(delivery(t, ann).0, "cancelled");
        assert!(!t.mail.list().iter().any(|m| m.mail.to == "ann@acme.example"));
    });
}

#[test]
fn the_link_stands_in_the_mail_and_nowhere_in_the_database() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.invite("acme", "ann@acme.example", "user");
        let body = || {
            let read = t.db.read(|tx| {
                tx.rows(
                    "SELECT body FROM outbox WHERE recipient = 'ann@acme.example'",
                    &[],
                    |r| r.get::<Option<Vec<u8>>>(0),
                )
            });
            read.unwrap().remove(0)
        };
        let sealed = body().expect("waiting to be sent");
        assert!(!String::from_utf8_lossy(&sealed).contains("http"), "encrypted at rest");
        let secret = t.link_to("ann@acme.example");
        assert_eq!(body(), None, "wiped after delivery");
        let hashes =
            t.db.read(|tx| tx.rows("SELECT hash FROM links", &[], |r| r.get::<Vec<u8>>(0)))
                .unwrap();
        assert!(hashes.contains(&secret.hash()), "only the hash is kept");
        let found = t.db.read(|tx| {
            let p = &mut PortalTx::new(tx, model::ids::PortalPk(2));
            store::links::find(p, secret.expose().as_bytes(), store::links::Purpose::Invitation)
        });
        assert!(found.unwrap().is_none(), "the secret itself finds nothing");
    });
}
