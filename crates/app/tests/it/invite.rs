//! Inviting many from a pasted column (S4.4 to S4.12), and what each address gets.

use app::users::invite;
use app::users::run::Answer;
use model::ids::UserPk;
use model::operation::{AlreadyInvited, InviteMail};
use model::report::{Outcome, Report};
use model::time::Span;
use std::collections::BTreeMap;
use testkit::{TestApp, on_both};

fn send(admin: &app::Ctx, text: &str) -> Report {
    match invite::send(admin, text, testkit::grant("user"), None).unwrap() {
        Answer::Finished { report, .. } => report,
        Answer::Started(_) => panic!("not a large set"),
    }
}

fn reasons(report: &Report) -> Vec<String> {
    report
        .lines
        .iter()
        .map(|l| format!("{} {}", l.input, l.outcome.reason().unwrap_or("done")))
        .collect()
}

/// Proves: S4.5, S4.12
#[test]
fn every_address_gets_its_outcome_s4_12() {
    on_both(|t| {
        let admin = t.portal("acme", "simple", None);
        t.user("acme", "user@acme.example", "user");
        t.invite("acme", "invited@acme.example", "user");
        let text = "Ann Lee <ann@acme.example>, ANN@acme.example; user@acme.example\ninvited@acme.example\n\
                    not an address\nthrow@mailinator.com\nmüller@bücher.example";
        let review = invite::review(&admin, text, &testkit::grant("user")).unwrap();
        let report = send(&admin, text);
        assert_eq!(
            invite::as_report(&review)
                .lines
                .iter()
                .map(|l| l.outcome.code())
                .collect::<Vec<_>>(),
            report.lines.iter().map(|l| l.outcome.code()).collect::<Vec<_>>(),
            "review and sending agree"
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(reasons(&report).join("\n"), @"
            Ann Lee <ann@acme.example> done
            ANN@acme.example duplicate
            user@acme.example already_user
            invited@acme.example already_invited
            not an address not_understood
            throw@mailinator.com disposable
            müller@bücher.example done
            ");
        }
    });
}

/// Proves: S3.5, S3.6, S4.14
#[test]
fn resending_in_a_batch_makes_the_older_link_void() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        t.invite("acme", "ann@acme.example", "user");
        let old = t.link_to("ann@acme.example");
        let mut grant = testkit::grant("user");
        grant.already_invited = AlreadyInvited::Resend;
        t.advance(Span::minutes(2));
        let admin = t.ctx("acme", admin.actor.label());
        invite::send(&admin, "ann@acme.example", grant, None).unwrap();
        let new = t.link_to("ann@acme.example");
        assert_ne!(old.expose(), new.expose());
        let state = |secret| app::users::accept::look(&t.app, "acme", secret).unwrap().state;
        assert_eq!(state(&old), app::users::accept::LinkState::Void);
        assert!(matches!(state(&new), app::users::accept::LinkState::Live { .. }));
        t.advance(Span::days(7));
        assert!(
            matches!(state(&new), app::users::accept::LinkState::Expired { .. }),
            "seven days (S4.14)"
        );
    });
}

/// Proves: S4.2, S4.5
#[test]
fn the_example_column_is_invited_whole() {
    on_both(|t| {
        let admin = t.portal("acme", "simple", None);
        let text = include_str!("../../../../examples/people.txt");
        let answer = invite::send(&admin, text, testkit::grant("user"), None).unwrap();
        let operation = match answer {
            Answer::Started(operation) => {
                t.run_jobs();
                operation.id
            }
            Answer::Finished { operation, .. } => operation.id,
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, line) in app::operations::lines(&admin, operation, None, -1, 5_000).unwrap() {
            let outcome = match line.outcome {
                Outcome::Done => "done",
                Outcome::Skipped(skip) => skip.code(),
                Outcome::Failed(_) => "failed",
            };
            *counts.entry(outcome.to_owned()).or_default() += 1;
        }
        let counted: Vec<String> = counts.iter().map(|(outcome, n)| format!("{outcome} {n}")).collect();
        assert_eq!(
            counted,
            ["disposable 6", "done 226", "duplicate 46", "not_understood 37"]
        );
        // Mail to many waits half a minute, so that it can be stopped.
        assert_eq!(mails(t), 1, "only the admin's so far");
        t.advance(Span::seconds(31));
        t.run_jobs();
        assert_eq!(mails(t), 1 + counts["done"]);
    });
}

fn mails(t: &TestApp) -> usize {
    t.run_jobs();
    t.mail.list().len()
}

/// Proves: S0.13, S0.15
#[test]
fn added_without_a_mail_and_mailed_later_s0_15() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let mut grant = testkit::grant("user");
        grant.mail = InviteMail::Skip;
        let person = model::operation::NewPerson {
            email: String::from("ann@acme.example"),
            first_name: Some(String::from("Ann")),
            ..Default::default()
        };
        let ann = app::users::add::one(&admin, person.clone(), grant.clone(), None)
            .unwrap()
            .user;
        assert_eq!(t.status("acme", ann.id), "ADDED");
        let before = mails(t);
        let resend = model::command::Command::Resend { message: None };
        app::users::run::run(&admin, resend, app::users::run::Target::Ids(vec![ann.id]), None).unwrap();
        assert_eq!(mails(t), before + 1);
        t.accept("acme", "ann@acme.example");
        assert_eq!(t.status("acme", ann.id), "ACTIVE");
        let again = app::users::add::one(&admin, person, grant, None).unwrap_err();
        assert_eq!(again.code(), "already_user");
    });
}

#[test]
fn a_portal_without_numbers_says_so_and_keeps_nobody() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let left = format!(
            "UPDATE portals SET next_user = {} WHERE slug = 'acme'",
            UserPk::MOST - 1
        );
        t.db.write(|tx| tx.exec(&left, &[])).unwrap();
        let add = |email: &str| {
            let person = model::operation::NewPerson {
                email: String::from(email),
                first_name: Some(String::from("Ann")),
                ..Default::default()
            };
            app::users::add::one(&admin, person, testkit::grant("user"), None)
        };
        assert!(add("last@acme.example").is_ok());
        assert_eq!(add("late@acme.example").unwrap_err().code(), "portal_full");
        assert_eq!(add("later@acme.example").unwrap_err().code(), "portal_full");
    });
}

#[test]
fn sending_to_many_can_be_stopped_before_it_begins() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let text: Vec<String> = (0..30).map(|i| format!("person{i}@acme.example")).collect();
        let Answer::Finished { operation, .. } =
            invite::send(&admin, &text.join("\n"), testkit::grant("user"), None).unwrap()
        else {
            panic!("not a large set")
        };
        let before = mails(t);
        assert_eq!(app::operations::unsent(&admin, operation.id).unwrap(), 30);
        app::operations::stop_sending(&admin, operation.id).unwrap();
        t.advance(Span::minutes(1));
        assert_eq!(mails(t), before, "nobody was mailed");
        let again = app::operations::stop_sending(&admin, operation.id).unwrap_err();
        assert_eq!(again.code(), "all_sent");
    });
}
