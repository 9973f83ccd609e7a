//! Seed, export, import: what goes out comes in again unchanged, on both databases.

use app::export::{self, Columns, Formulas, Options, Scope, Separator};
use app::import::{self, Table};
use app::users::list;
use app::users::run::{self, Answer, Target};
use app::{Ctx, seed};
use model::command::Command;
use model::operation::{InviteMail, OperationState};
use model::query::{Filter, Sort, UserQuery};
use model::report::{Outcome, Skip};
use testkit::on_both;

const ADD: import::Options = import::Options {
    invite: InviteMail::Skip,
};

fn query() -> UserQuery {
    UserQuery {
        limit: 50,
        ..UserQuery::default()
    }
}

fn csv(ctx: &Ctx, query: &UserQuery, scope: Scope, options: &Options) -> String {
    let mut out = Vec::new();
    export::users(ctx, query, scope, options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn table(text: &str) -> Table<'_> {
    import::parse(text.as_bytes()).unwrap()
}

fn outcomes(answer: Answer) -> Vec<Outcome> {
    match answer {
        Answer::Finished { report, .. } => report.lines.into_iter().map(|line| line.outcome).collect(),
        Answer::Started(_) => panic!("not a large set"),
    }
}

#[test]
fn a_preview_of_very_many_counts_all_and_lists_some() {
    on_both(|t| {
        let ctx = t.portal("one", "standard", None);
        seed::users(&ctx, 10_500, 7, &mut |_| {}).unwrap();
        let everybody = Target::Matching {
            filter: Filter::default(),
            except: Vec::new(),
        };
        let all = list::count_all(&ctx, &Filter::default(), &[]).unwrap();
        let report = run::preview(&ctx, &Command::Lock { reason: None }, &everybody).unwrap();
        assert_eq!(i64::try_from(report.total()).unwrap(), all);
        assert_eq!(report.done() + report.skipped(), report.total());
        let listed = |outcome: &Outcome| report.lines.iter().filter(|line| line.outcome == *outcome).count();
        assert_eq!(listed(&Outcome::Done), 500);
        assert!(report.done() > 5_000);
        for (skip, n) in report.reasons() {
            assert_eq!(listed(&Outcome::Skipped(skip)), n.min(500), "{skip:?}");
        }
        let started = run::run(&ctx, Command::Lock { reason: None }, everybody, None).unwrap();
        let Answer::Started(operation) = started else {
            panic!("a large set")
        };
        t.run_jobs();
        let ended = app::operations::get(&ctx, operation.id).unwrap();
        let seen = (report.done(), report.skipped());
        let seen = (i64::try_from(seen.0).unwrap(), i64::try_from(seen.1).unwrap());
        assert_eq!((ended.done, ended.skipped), seen);
    });
}

#[test]
fn seeded_people_are_the_same_each_time_and_break_no_rule() {
    on_both(|t| {
        let files = ["one", "two"].map(|slug| {
            let ctx = t.portal(slug, "standard", None);
            let mut steps = Vec::new();
            seed::users(&ctx, 2_500, 7, &mut |n| steps.push(n)).unwrap();
            assert_eq!(steps, [2_000, 2_500]);
            let all = UserQuery {
                filter: Filter {
                    status: model::status::Status::ALL.to_vec(),
                    ..Filter::default()
                },
                ..query()
            };
            csv(&ctx, &all, Scope::All, &Options::default()).replace("admin@one", "admin@two")
        });
        assert_eq!(files[0], files[1]);
        assert_eq!(files[0].lines().count(), 2_502);
        let text = &files[0];
        for wanted in [
            "Smith",
            "Иванов",
            "محمد",
            "王",
            "Müller",
            "ACTIVE",
            "INVITED",
            "INVITE_EXPIRED",
            "DELETED",
            "AUTO_LOCKED",
            "helpdesk",
        ] {
            assert!(text.contains(wanted), "{wanted}");
        }
        assert_eq!(text.lines().filter(|line| line.contains(",admin,")).count(), 1);
        let ctx = t.app.host_ctx("one").unwrap();
        let events = app::activity::list(
            &ctx,
            &app::activity::EventQuery {
                action: Some(model::event::Action::UsersSeeded),
                limit: 10,
                ..Default::default()
            },
        );
        assert_eq!(events.unwrap().events.len(), 1);
        assert!(t.mail.list().iter().all(|m| m.mail.to.starts_with("admin@")));
        let refused = seed::users(&t.owner(), 1, 1, &mut |_| ()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "portal: Demonstration people belong in a customer's portal: create one first."
        );
    });
}

#[test]
fn seeding_stops_taking_seats_when_there_are_none() {
    on_both(|t| {
        let ctx = t.portal("acme", "permissions", Some(100));
        seed::users(&ctx, 400, 1, &mut |_| ()).unwrap();
        let summary = app::users::list::summary(&ctx).unwrap();
        assert_eq!((summary.counts.seats, summary.seats_free()), (100, Some(0)));
    });
}

/// Proves: S3.23
#[test]
fn an_export_is_what_a_spreadsheet_can_read_safely_s3_21_s3_23_k13() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        let text = "first name,last name,email,username,role\n=1+1,-Lee,'+ann@acme.example,'@x,\n\"A \"\"B\"\"\",\"C,D\",bo@acme.example,,manager\n";
        assert_eq!(
            outcomes(import::run(&ctx, &table(&text.replace("'@x", "-xyz")), ADD, None).unwrap()),
            [Outcome::Done, Outcome::Done]
        );
        let by_mail = UserQuery {
            sort: Sort::Email,
            ..query()
        };
        let standard = csv(&ctx, &by_mail, Scope::All, &Options::default());
        insta::allow_duplicates! { insta::assert_snapshot!(format!("{standard:?}"), @r#""\u{feff}First name,Last name,E-mail,Username,Role,Status\r\n'=1+1,'-Lee,'+ann@acme.example,'-xyz,user,ADDED\r\n,,admin@acme.example,,admin,ACTIVE\r\n\"A \"\"B\"\"\",\"C,D\",bo@acme.example,,manager,ADDED\r\n""#); }
        let raw = Options {
            columns: Columns::Documents,
            separator: Separator::Semicolon,
            formulas: Formulas::Raw,
            ..Options::default()
        };
        let documents = csv(
            &ctx,
            &UserQuery {
                limit: 1,
                ..by_mail.clone()
            },
            Scope::Page,
            &raw,
        );
        insta::allow_duplicates! { insta::assert_snapshot!(format!("{documents:?}"), @r#""\u{feff}First name;Last name;Permissions;Status\r\n=1+1;-Lee;user;ADDED\r\n""#); }
        let everything = csv(
            &ctx,
            &by_mail,
            Scope::All,
            &Options {
                columns: Columns::Everything,
                ..Options::default()
            },
        );
        let widths: Vec<usize> = everything.lines().take(2).map(|line| line.split(',').count()).collect();
        assert_eq!(widths, [21, 21]);
        assert!(everything.contains(",ADDED,Added,") && everything.contains(",2026-11-22T14:05:00Z,"));
        assert_eq!(export::file_name(&ctx), "users-acme-2026-11-22T1405Z.csv");
        let query = app::activity::EventQuery {
            action: Some(model::event::Action::UsersExported),
            limit: 10,
            ..Default::default()
        };
        let events = app::activity::list(&ctx, &query).unwrap().events;
        let users: Vec<_> = events.iter().map(|e| e.changes["users"]["after"].clone()).collect();
        assert_eq!(users, [3, 1, 3]);
        t.user("acme", "plain@acme.example", "user");
        let plain = t.ctx("acme", "plain@acme.example");
        let mut out = Vec::new();
        let refused = export::users(&plain, &by_mail, Scope::All, &Options::default(), &mut out).unwrap_err();
        assert_eq!((refused.code(), out.len()), ("forbidden", 0));
    });
}

#[test]
fn what_was_exported_is_imported_without_a_change_i9() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        seed::users(&ctx, 1_000, 3, &mut |_| ()).unwrap();
        let odd = "first name,last name,email\n'=x,''+y,'-z@acme.example\n";
        import::run(&ctx, &table(odd), ADD, None).unwrap();
        let all = UserQuery {
            filter: Filter {
                status: model::status::Status::ALL.to_vec(),
                ..Filter::default()
            },
            ..query()
        };
        for separator in Separator::ALL {
            let text = csv(
                &ctx,
                &all,
                Scope::All,
                &Options {
                    separator: *separator,
                    ..Options::default()
                },
            );
            let verdicts = import::preview(&ctx, &table(&text), ADD).unwrap();
            assert_eq!(verdicts.len(), 1_002);
            let changed = verdicts
                .iter()
                .find(|v| v.line.outcome != Outcome::Skipped(Skip::NoChange));
            assert_eq!(changed, None);
        }
        let text = csv(&ctx, &all, Scope::All, &Options::default());
        let Answer::Started(operation) = import::run(&ctx, &table(&text), ADD, None).unwrap() else {
            panic!("a large set")
        };
        t.run_jobs();
        let operation = app::operations::get(&ctx, operation.id).unwrap();
        assert_eq!(
            (operation.state, operation.done, operation.skipped, operation.failed),
            (OperationState::Done, 0, 1_002, 0)
        );
        assert_eq!(
            app::operations::reasons(&ctx, operation.id).unwrap(),
            [(Skip::NoChange, 1_002)]
        );
        // Into an empty portal and out again: the same bytes but for the status, which is information, and the admin.
        let other = t.portal("other", "standard", None);
        import::run(&other, &table(&text), ADD, None).unwrap();
        t.run_jobs();
        let again = csv(&other, &all, Scope::All, &Options::default());
        let people = |text: &str, admin: &str| -> Vec<String> {
            let rows = text
                .lines()
                .skip(1)
                .map(|line| line.rsplit_once(',').unwrap().0.to_owned());
            rows.filter(|row| !row.contains(admin)).collect()
        };
        let here: Vec<String> = people(&text, "@acme.example,,admin");
        let there: Vec<String> = people(&again, "@other.example,,admin")
            .into_iter()
            .filter(|row| !row.contains(",,admin@acme"))
            .collect();
        assert_eq!(
            here,
            there
                .into_iter()
                .filter(|row| !row.contains("admin@acme.example"))
                .collect::<Vec<_>>()
        );
    });
}

#[test]
fn a_preview_says_what_the_run_does_row_by_row() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        t.user("acme", "known@acme.example", "user");
        let text = "First name;Last name;E-mail;Username;Role;Status\n\
            Ann;Lee;ann@acme.example;annlee;helpdesk;ACTIVE\n\
            Known;Test;KNOWN@acme.example;user.known;user;ACTIVE\n\
            Other;Test;known@acme.example;user.known;;ACTIVE\n\
            Bo;;nonsense;;;\n\
            Cy;;cy@acme.example;AnnLee;;\n\
            Di;;di@acme.example;;king;\n\
            Ed;;ed@acme.example;;owner;\n\
            Ann;Lee;ann@acme.example;annlee;helpdesk;ACTIVE\n";
        let verdicts = import::preview(&ctx, &table(text), ADD).unwrap();
        let shown: Vec<String> = verdicts
            .iter()
            .map(|v| format!("{} {} {:?}", v.row, v.line.email, v.line.outcome))
            .collect();
        insta::allow_duplicates! { insta::assert_snapshot!(shown.join("\n"), @"
        2 ann@acme.example Done
        3 KNOWN@acme.example Skipped(NoChange)
        4 known@acme.example Skipped(Duplicate)
        5 nonsense Skipped(NotUnderstood)
        6 cy@acme.example Skipped(UsernameTaken)
        7 di@acme.example Skipped(RoleNotGrantable)
        8 ed@acme.example Skipped(RoleNotGrantable)
        9 ann@acme.example Skipped(Duplicate)
        "); }
        let previewed: Vec<Outcome> = verdicts.into_iter().map(|v| v.line.outcome).collect();
        assert_eq!(outcomes(import::run(&ctx, &table(text), ADD, None).unwrap()), previewed);
        let differs = import::preview(&ctx, &table("mail,first name,role\nann@acme.example,Anna,\n"), ADD).unwrap();
        assert_eq!(differs[0].effect, import::Effect::Changed);
        assert_eq!(
            (
                differs[0].differences[0].field,
                differs[0].differences[0].after.as_str()
            ),
            ("first_name", "Anna")
        );
    });
}

#[test]
fn the_outcomes_of_an_operation_are_a_file_of_their_own() {
    on_both(|t| {
        let ctx = t.portal("acme", "standard", None);
        let Answer::Finished { operation, .. } = import::run(
            &ctx,
            &table("mail,first name\nann@acme.example,=Ann\n=b,Bo\n"),
            ADD,
            None,
        )
        .unwrap() else {
            panic!("not a large set")
        };
        let mut out = Vec::new();
        assert_eq!(export::outcomes(&ctx, operation.id, &mut out).unwrap(), 2);
        let text = String::from_utf8(out).unwrap();
        let id = text.lines().nth(1).unwrap().split(',').nth(4).unwrap().to_owned();
        insta::allow_duplicates! { insta::assert_snapshot!(text.replace('\r', "").replace(&id, "ID"), @r#"
        ﻿Input,E-mail,Name,User ID,Outcome,Reason,Explanation
        "ann@acme.example,=Ann",ann@acme.example,'=Ann,ID,done,,
        "'=b,Bo",'=b,,,skipped,not_understood,This is not an e-mail address.
        "#); }
    });
}
