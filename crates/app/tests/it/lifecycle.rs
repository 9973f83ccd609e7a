//! Invite, accept, sign in, deactivate, activate: the walk of the main job.

use app::users::run::{self, Answer, Target};
use model::command::Command;
use model::ids::UserId;
use model::report::{Outcome, Report, Skip};
use testkit::{TestApp, on_both};

fn report(answer: Answer) -> Report {
    match answer {
        Answer::Finished { report, .. } => report,
        Answer::Started(_) => panic!("not a large set"),
    }
}

fn outcome(t: &TestApp, ctx: &app::Ctx, command: Command, id: UserId) -> Outcome {
    let answer = run::run(ctx, command, Target::Ids(vec![id]), None).unwrap();
    t.run_jobs();
    report(answer).lines.remove(0).outcome
}

/// Proves: S0.17, S0.37, S0.39, S4.22
#[test]
fn invited_accepted_deactivated_activated_s0_17_s0_37_s0_39() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", Some(5));
        let ann = t.invite("acme", "ann@acme.example", "user");
        assert_eq!(t.status("acme", ann), "INVITED");
        t.accept("acme", "ann@acme.example");
        assert_eq!(t.status("acme", ann), "ACTIVE");
        let before = t.ctx("acme", "ann@acme.example");
        assert_eq!(before.actor.label(), "ann@acme.example");
        assert_eq!(
            outcome(t, &admin, Command::Deactivate { reason: None }, ann),
            Outcome::Done
        );
        assert_eq!(t.status("acme", ann), "INACTIVE");
        let again = outcome(t, &admin, Command::Deactivate { reason: None }, ann);
        assert_eq!(again, Outcome::Skipped(Skip::AlreadyInactive));
        assert_eq!(outcome(t, &admin, Command::Activate, ann), Outcome::Done);
        assert_eq!(t.status("acme", ann), "ACTIVE");
    });
}
