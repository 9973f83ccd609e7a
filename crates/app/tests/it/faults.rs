//! The database fails at the first, second, third … statement of every use case: the answer is an error, nothing is half
//! done, and the same request succeeds afterwards.

use app::users::list;
use app::users::run::{self, Target};
use app::{AppError, Ctx};
use model::ids::UserId;
use model::query::UserQuery;
use testkit::{PASSWORD, TestApp, on_both};

/// Everything that a change could leave behind, as text.
fn snapshot(t: &TestApp) -> String {
    let ctx = t.app.host_ctx("acme").unwrap();
    let page = list::page(
        &ctx,
        &UserQuery {
            limit: 200,
            ..UserQuery::default()
        },
    )
    .unwrap();
    let summary = list::summary(&ctx).unwrap();
    let activity = app::activity::list(
        &ctx,
        &app::activity::EventQuery {
            limit: 200,
            ..Default::default()
        },
    )
    .unwrap();
    let rows: Vec<String> = page
        .rows
        .iter()
        .map(|r| format!("{} {} v{}", r.email, r.status, r.version))
        .collect();
    format!("{rows:?} {:?} {} events", summary.counts, activity.events.len())
}

type Attempt<'a> = Box<dyn Fn() -> Result<(), AppError> + 'a>;

/// Lets the `n`th statement fail for n = 1, 2, … until the attempt succeeds.
fn fails_cleanly(t: &TestApp, name: &str, attempt: &Attempt<'_>) {
    let before = snapshot(t);
    for n in 1.. {
        t.db.fail_nth_statement(n);
        let answer = attempt();
        t.db.fail_nth_statement(0);
        match answer {
            Ok(()) => {
                assert!(n > 2, "{name}: no statement failed");
                break;
            }
            Err(AppError::Unavailable(_)) => {
                assert_eq!(snapshot(t), before, "{name}: statement {n} left something behind")
            }
            Err(other) => panic!("{name}: statement {n} gave {other:?}"),
        }
        assert!(n < 200, "{name}: never succeeds");
    }
    assert_ne!(snapshot(t), before, "{name}: did nothing");
    t.assert_clean();
}

fn run_one(ctx: &Ctx, name: &str, id: UserId) -> Result<(), AppError> {
    let command = testkit::command(name);
    run::run(ctx, command, Target::Ids(vec![id]), None).map(|_| ())
}

#[test]
fn every_change_is_whole_or_not_at_all() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", Some(10));
        let ann = t.user("acme", "ann@acme.example", "user");
        let bob = t.invite("acme", "bob@acme.example", "user");
        t.run_jobs();
        t.advance(model::time::Span::minutes(2));
        let admin = t.ctx("acme", admin.actor.label());
        let attempts: Vec<(&str, Attempt<'_>)> = vec![
            ("deactivate", Box::new(|| run_one(&admin, "deactivate", ann))),
            ("activate", Box::new(|| run_one(&admin, "activate", ann))),
            ("resend", Box::new(|| run_one(&admin, "resend", bob))),
            (
                "invite",
                Box::new(|| {
                    app::users::invite::send(
                        &admin,
                        "new1@acme.example new2@acme.example",
                        testkit::grant("user"),
                        None,
                    )
                    .map(|_| ())
                }),
            ),
            (
                "sign in",
                Box::new(|| {
                    app::sign_in::sign_in(&t.app, "acme", "ann@acme.example", PASSWORD, t.app.own_request()).map(|_| ())
                }),
            ),
            (
                "edit",
                Box::new(|| {
                    let edit = app::users::profile::Edit {
                        first_name: Some(String::from("Anna")),
                        ..Default::default()
                    };
                    app::users::profile::edit(&admin, ann, &edit, None).map(|_| ())
                }),
            ),
            ("revoke", Box::new(|| run_one(&admin, "revoke", bob))),
        ];
        for (name, attempt) in &attempts {
            fails_cleanly(t, name, attempt);
        }
    });
}
