//! Licence seats: accepting without one waits, a freed one goes to who has waited longest (S0.17 to S0.21, S0.41).

use app::users::accept::{self, Accepted};
use app::users::list;
use app::users::run::{self, Answer, Target};
use model::command::Command;
use model::ids::UserId;
use model::report::{Outcome, Skip};
use model::time::Span;
use testkit::{PASSWORD, TestApp, on_both};

fn accept_now(t: &TestApp, email: &str) -> Accepted {
    let secret = t.link_to(email);
    accept::accept(&t.app, "acme", &secret, PASSWORD, t.app.own_request()).unwrap()
}

/// Proves: S0.17, S0.21, S0.41
#[test]
fn without_a_seat_one_waits_and_moves_up_when_one_is_freed_s0_21() {
    on_both(|t| {
        let admin = t.portal("acme", "workflow", Some(2));
        let ids: Vec<UserId> = ["ann", "bob", "cem"]
            .iter()
            .map(|n| t.invite("acme", &format!("{n}@acme.example"), "user"))
            .collect();
        assert_eq!(accept_now(t, "ann@acme.example"), Accepted::Active);
        assert_eq!(accept_now(t, "bob@acme.example"), Accepted::WaitingForSeat);
        t.advance(Span::minutes(1));
        assert_eq!(accept_now(t, "cem@acme.example"), Accepted::WaitingForSeat);
        let refused = app::sign_in::sign_in(&t.app, "acme", "bob@acme.example", PASSWORD, t.app.own_request());
        assert_eq!(refused.unwrap_err().code(), "sign_in_failed");
        let summary = list::summary(&admin).unwrap();
        assert_eq!((summary.counts.seats, summary.seats_free()), (2, Some(0)));

        run::run(
            &admin,
            Command::Deactivate { reason: None },
            Target::Ids(vec![ids[0]]),
            None,
        )
        .unwrap();
        assert_eq!(
            ["ACTIVE", "INACTIVE"],
            [t.status("acme", ids[1]), t.status("acme", ids[2])],
            "bob waited longer"
        );
        t.run_jobs();
        let told = t
            .mail
            .list()
            .into_iter()
            .rev()
            .find(|m| m.mail.to == "bob@acme.example")
            .unwrap();
        assert_eq!(told.mail.subject, "You can sign in to ACME");
    });
}

/// Proves: S0.40
#[test]
fn activating_without_a_free_seat_is_refused_with_what_to_do_s0_40() {
    on_both(|t| {
        let admin = t.portal("acme", "workflow", Some(1));
        let ann = t.invite("acme", "ann@acme.example", "user");
        accept_now(t, "ann@acme.example");
        let Answer::Finished { report, .. } =
            run::run(&admin, Command::Activate, Target::Ids(vec![ann]), None).unwrap()
        else {
            panic!("not a large set")
        };
        assert_eq!(report.lines[0].outcome, Outcome::Skipped(Skip::NoSeat));
        assert_eq!(
            Skip::NoSeat.fix(),
            Some("Deactivate somebody, or contact support to buy more seats.")
        );
        // More seats: the waiting user moves up by itself.
        app::portals::edit(&t.owner(), "acme", &app::portals::Edit::Seats(Some(2))).unwrap();
        assert_eq!(t.status("acme", ann), "ACTIVE");
        let fewer = app::portals::edit(&t.owner(), "acme", &app::portals::Edit::Seats(Some(1))).unwrap_err();
        assert_eq!(fewer.code(), "seats_held");
    });
}
