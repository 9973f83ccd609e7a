//! What a review found: decisions behind the portal's lock, undo, taking an account over, limited admins.

use app::users::email_link::{self, Again, EmailLink};
use app::users::run::{self, Answer, Target};
use app::users::second_factor::{self, Occasion};
use app::users::{access, add, again, change_email, list, profile, transfer};
use app::{AppError, Ctx, catalogue, import, operations, policy, portals, sign_in, tokens};
use model::access::Permission;
use model::admission::Form;
use model::catalogue::{App, AppRole, Module, OwnRole, SubAccount};
use model::command::Command;
use model::ids::{OperationId, UserId};
use model::operation::{Grant, InviteMail, NewPerson};
use model::policy::{MfaRequired, Switch};
use model::report::{Outcome, Report, Skip};
use model::user::Kind;
use model::user::access::{Edit, Grants, Scope};
use serde_json::json;
use testkit::phone::Phone;
use testkit::{PASSWORD, TestApp, admin_of, grant, on_both};

const ANN: &str = "ann@acme.example";

/// Berlin and Hamburg; the app `crm` with an editor.
fn world(t: &TestApp) -> Ctx {
    let admin = t.portal("acme", "standard", None);
    for name in ["berlin", "hamburg"] {
        let sub = SubAccount {
            slug: name.to_owned(),
            name: name.to_owned(),
        };
        catalogue::create(&admin, &sub, None).unwrap();
    }
    let crm = App {
        slug: String::from("crm"),
        name: String::from("CRM"),
        roles: vec![AppRole {
            slug: String::from("editor"),
            name: String::from("Editor"),
        }],
    };
    catalogue::create(&admin, &crm, None).unwrap();
    t.ctx("acme", &admin_of("acme"))
}

fn role(admin: &Ctx, slug: &str, rank: i64, permissions: &[Permission]) {
    let role = OwnRole {
        slug: slug.to_owned(),
        name: slug.to_owned(),
        rank,
        permissions: permissions.iter().copied().collect(),
    };
    catalogue::create(admin, &role, None).unwrap();
}

fn run_on(ctx: &Ctx, command: Command, id: UserId) -> (OperationId, Outcome) {
    match run::run(ctx, command, Target::Ids(vec![id]), None).unwrap() {
        Answer::Finished { operation, report } => (operation.id, report.lines[0].outcome.clone()),
        Answer::Started(_) => panic!("a small set"),
    }
}

fn first(report: &Report) -> &Outcome {
    &report.lines[0].outcome
}

fn finished(answer: Answer) -> Report {
    match answer {
        Answer::Finished { report, .. } => report,
        Answer::Started(_) => panic!("a small set"),
    }
}

fn modules(edit: Edit, names: &[&str]) -> Command {
    Command::SetModules {
        edit,
        modules: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}

fn sub_accounts(names: &[&str]) -> Command {
    Command::SetSubAccounts {
        edit: Edit::Set,
        sub_accounts: Some(names.iter().map(|name| (*name).to_owned()).collect()),
    }
}

fn app_roles() -> Command {
    Command::SetAppRoles {
        edit: Edit::Add,
        app_roles: vec![String::from("crm/editor")],
    }
}

fn person(email: &str) -> NewPerson {
    NewPerson {
        input: email.to_owned(),
        email: email.to_owned(),
        first_name: Some(String::from("New")),
        ..NewPerson::default()
    }
}

const SKIPPED: fn(Skip) -> Outcome = Outcome::Skipped;

/// A request that was on its way when the portal lost something decides on what is true behind the lock.
#[test]
fn commands_decide_on_the_portal_behind_its_lock() {
    on_both(|t| {
        let late = world(t);
        let ann = t.user("acme", ANN, "user");
        let now = t.ctx("acme", &admin_of("acme"));
        catalogue::remove::<Module>(&now, "reports", None).unwrap();
        assert_eq!(
            run_on(&late, modules(Edit::Add, &["reports"]), ann).1,
            SKIPPED(Skip::NotInCatalogue)
        );
        let wanted = access::Wanted {
            modules: Some([String::from("reports")].into()),
            ..access::Wanted::default()
        };
        assert!(matches!(
            access::save(&late, ann, &wanted, None),
            Err(AppError::Invalid(_))
        ));
        let with_reports = Grant {
            access: Grants {
                modules: [String::from("reports")].into(),
                ..Grants::default()
            },
            ..grant("user")
        };
        let added = add::people(
            &late,
            &vec![person("new@acme.example")],
            with_reports,
            Form::Addresses,
            None,
        );
        assert_eq!(first(&finished(added.unwrap())), &SKIPPED(Skip::NotInCatalogue));

        t.rule("acme", |policy| policy.max_admins = Some(1));
        let admin_role = Command::SetRole {
            role: String::from("admin"),
        };
        assert_eq!(run_on(&late, admin_role, ann).1, SKIPPED(Skip::AdminLimit));
        let second = add::people(
            &late,
            &vec![person("second@acme.example")],
            grant("admin"),
            Form::Addresses,
            None,
        );
        assert_eq!(first(&finished(second.unwrap())), &SKIPPED(Skip::AdminLimit));

        t.rule("acme", |policy| {
            policy.blocked_domains = vec![String::from("bad.example")]
        });
        let bad = change_email::parse("ann@bad.example").unwrap();
        let report = change_email::change(&late, ann, &bad).unwrap();
        assert_eq!(first(&report), &SKIPPED(Skip::DomainNotAllowed));
        let own = change_email::change_own(&late, PASSWORD, &change_email::parse("me@bad.example").unwrap());
        assert_eq!(own.unwrap_err().code(), "domain_not_allowed");

        // The one admin hands on, but meanwhile there may be several again.
        let single = t.ctx("acme", &admin_of("acme"));
        t.rule("acme", |policy| policy.max_admins = None);
        let handed = transfer::transfer(&single, ann, transfer::FORMER, None);
        assert_eq!(handed.unwrap_err().code(), "not_single_admin");
    });
}

/// Proves: S0.6
#[test]
fn nobody_internal_gets_an_app_role_by_a_request_from_before_production() {
    on_both(|t| {
        let late = world(t);
        let internal = Grant {
            kind: Kind::Internal,
            ..grant("user")
        };
        let bob = add::one(&late, person("bob@acme.example"), internal.clone(), None)
            .unwrap()
            .user
            .id;
        let batch = Grant {
            access: Grants {
                app_roles: [String::from("crm/editor")].into(),
                ..Grants::default()
            },
            ..internal
        };
        let many: Vec<NewPerson> = (0..301).map(|n| person(&format!("n{n}@acme.example"))).collect();
        let Answer::Started(operation) = add::people(&late, &many, batch.clone(), Form::Addresses, None).unwrap()
        else {
            panic!("a large set")
        };
        portals::deploy::deploy(&t.ctx("acme", &admin_of("acme")), None).unwrap();
        assert_eq!(run_on(&late, app_roles(), bob).1, SKIPPED(Skip::ExternalOnly));
        let one = add::people(&late, &vec![person("cem@acme.example")], batch, Form::Addresses, None);
        assert_eq!(first(&finished(one.unwrap())), &SKIPPED(Skip::ExternalOnly));
        t.run_jobs();
        let reasons = operations::reasons(&late, operation.id).unwrap();
        assert_eq!(reasons, [(Skip::ExternalOnly, 301)]);
    });
}

/// Undo gives nothing back that the portal has no more, nor what is for admins only by now.
#[test]
fn undo_gives_no_part_back_that_is_gone_or_closed() {
    on_both(|t| {
        let admin = world(t);
        let (ann, bob) = (t.user("acme", ANN, "user"), t.user("acme", "bob@acme.example", "user"));
        run_on(&admin, sub_accounts(&["berlin"]), ann);
        let (moved, _) = run_on(&admin, sub_accounts(&["hamburg"]), ann);
        run_on(&admin, modules(Edit::Set, &["reports"]), bob);
        let (taken, _) = run_on(&admin, modules(Edit::Set, &[]), bob);
        catalogue::remove::<SubAccount>(&admin, "berlin", None).unwrap();
        catalogue::edit::<Module>(&admin, "reports", None, |module| {
            module.admin_only = Switch::On;
            Ok(())
        })
        .unwrap();
        let admin = t.ctx("acme", &admin_of("acme"));
        let undone = finished(again::undo(&admin, moved, None).unwrap());
        assert_eq!(first(&undone), &SKIPPED(Skip::NotInCatalogue));
        let undone = finished(again::undo(&admin, taken, None).unwrap());
        assert_eq!(first(&undone), &SKIPPED(Skip::AdminOnlyModule));
        let ann = list::get(&admin, ann).unwrap().user;
        assert_eq!(ann.grants.sub_accounts, Scope::Named([String::from("hamburg")].into()));
    });
}

/// Who moves an account to another mailbox can have its password there: so nobody moves one that holds more than they do.
#[test]
fn nobody_takes_an_account_over_that_holds_more() {
    on_both(|t| {
        let admin = world(t);
        t.user("acme", "max@acme.example", "manager");
        let auditor = t.user("acme", "aud@acme.example", "auditor");
        let ann = t.user("acme", ANN, "user");
        let ivy = t.invite("acme", "ivy@acme.example", "user");
        let bob = t.user("acme", "bob@acme.example", "user");
        for id in [ann, ivy] {
            let grant = Command::SetPermissions {
                edit: Edit::Add,
                permissions: vec![Permission::PortalSettings],
            };
            assert_eq!(run_on(&admin, grant, id).1, Outcome::Done);
        }
        let manager = t.ctx("acme", "max@acme.example");
        let to = |name: &str| change_email::parse(&format!("{name}@mine.example")).unwrap();
        for id in [auditor, ann, ivy] {
            assert_eq!(
                first(&change_email::preview(&manager, id, &to("a")).unwrap()),
                &SKIPPED(Skip::NoPermission)
            );
            assert_eq!(
                first(&change_email::change(&manager, id, &to("a")).unwrap()),
                &SKIPPED(Skip::NoPermission)
            );
        }
        assert_eq!(
            first(&change_email::change(&manager, bob, &to("bob")).unwrap()),
            &Outcome::Done
        );
        assert_eq!(
            first(&change_email::change(&admin, ann, &to("ann")).unwrap()),
            &Outcome::Done
        );
    });
}

/// An admin of Berlin.
fn limited(t: &TestApp, admin: &Ctx) -> Ctx {
    let lim = t.user("acme", "lim@acme.example", "admin");
    assert_eq!(run_on(admin, sub_accounts(&["berlin"]), lim).1, Outcome::Done);
    t.ctx("acme", "lim@acme.example")
}

/// Proves: S4.9
#[test]
fn an_admin_of_a_part_neither_reads_nor_sets_the_rules_of_the_whole() {
    on_both(|t| {
        let admin = world(t);
        let lim = limited(t, &admin);
        let wanted = policy::Wanted {
            values: vec![(String::from("lockout.failures"), json!(100))],
            ..policy::Wanted::default()
        };
        assert_eq!(
            policy::set(&lim, &wanted, None).unwrap_err().code(),
            "limited_to_sub_accounts"
        );
        assert_eq!(policy::get(&lim).unwrap_err().code(), "limited_to_sub_accounts");
        policy::set(&t.ctx("acme", &admin_of("acme")), &wanted, None).unwrap();
    });
}

/// Numbers beside roles, modules and app roles are of those whom the viewer sees (I5).
#[test]
fn numbers_of_the_catalogue_are_of_those_in_sight() {
    on_both(|t| {
        let admin = world(t);
        role(&admin, "buyer", 15, &[Permission::UsersExport]);
        let admin = t.ctx("acme", &admin_of("acme"));
        for (name, place) in [("ann", "berlin"), ("bob", "hamburg")] {
            let id = t.user("acme", &format!("{name}@acme.example"), "buyer");
            for command in [modules(Edit::Set, &["reports"]), app_roles(), sub_accounts(&[place])] {
                assert_eq!(run_on(&admin, command, id).1, Outcome::Done);
            }
        }
        let numbers = |ctx: &Ctx| {
            let all = catalogue::overview(ctx).unwrap();
            (all.roles["buyer"], all.modules["reports"], all.app_roles["crm/editor"])
        };
        assert_eq!(numbers(&admin), (2, 2, 2));
        assert_eq!(numbers(&limited(t, &admin)), (1, 1, 1));
    });
}

/// A file changes nobody whom the profile page would not let the actor change.
#[test]
fn a_file_renames_nobody_who_also_works_elsewhere() {
    on_both(|t| {
        let admin = world(t);
        let lim = limited(t, &admin);
        let cat = t.user("acme", "cat@acme.example", "user");
        run_on(&admin, sub_accounts(&["berlin", "hamburg"]), cat);
        let table = || import::parse(b"email,first_name\ncat@acme.example,Tom\n").unwrap();
        let options = import::Options {
            invite: InviteMail::Skip,
        };
        let seen = import::preview(&lim, &table(), options).unwrap();
        assert_eq!(seen[0].line.outcome, SKIPPED(Skip::NoPermission));
        let report = finished(import::run(&lim, &table(), options, None).unwrap());
        assert_eq!(first(&report), &SKIPPED(Skip::NoPermission));
        let cat = list::get(&admin, cat).unwrap().user;
        assert_eq!(cat.profile.first_name.unwrap().to_string(), "Cat");
    });
}

/// A session that ended sets no factor up, and a secret that somebody saw before access ended is not shown again.
#[test]
fn what_was_seen_of_a_second_factor_before_access_ended_is_worth_nothing() {
    on_both(|t| {
        let admin = world(t);
        let ann = t.user("acme", ANN, "user");
        t.want_second_factor("acme", MfaRequired::Everyone);
        let arrival = t.arrival("acme", ANN);
        let stolen = Phone::of(&second_factor::enrolment(&arrival.ctx).unwrap());
        app::users::list::end_sessions(&admin, ann).unwrap();
        let late = second_factor::confirm(&arrival.ctx, &t.code(&stolen), Occasion::SigningIn(&arrival));
        assert!(matches!(late, Err(AppError::Unauthenticated)));

        assert_eq!(run_on(&admin, Command::ResetPassword, ann).1, Outcome::Done);
        let secret = t.link_to(ANN);
        app::users::password::reset(&t.app, "acme", &secret, "seven purple elephants", t.app.own_request()).unwrap();
        let back = sign_in::sign_in(&t.app, "acme", ANN, "seven purple elephants", t.app.own_request()).unwrap();
        let back = t.app.arrival(&back.secret, t.app.own_request()).unwrap();
        let mine = Phone::of(&second_factor::enrolment(&back.ctx).unwrap());
        assert_ne!(t.code(&mine), t.code(&stolen), "a secret of its own");
    });
}

/// What an import left is brought in by who may import.
#[test]
fn who_may_not_import_does_not_bring_the_rest_of_a_file_in() {
    on_both(|t| {
        let admin = world(t);
        role(&admin, "inviter", 15, &[Permission::UsersView, Permission::UsersInvite]);
        let admin = t.ctx("acme", &admin_of("acme"));
        t.user("acme", "inv@acme.example", "inviter");
        let rows: String = (0..301).map(|n| format!("n{n}@acme.example,N{n}\n")).collect();
        let file = format!("email,first_name\n{rows}");
        let table = import::parse(file.as_bytes()).unwrap();
        let options = import::Options {
            invite: InviteMail::Skip,
        };
        let Answer::Started(operation) = import::run(&admin, &table, options, None).unwrap() else {
            panic!("a large set")
        };
        operations::stop(&admin, operation.id).unwrap();
        let inviter = t.ctx("acme", "inv@acme.example");
        let tried = again::retry(&inviter, operation.id, None);
        assert!(matches!(tried, Err(AppError::Forbidden(Permission::UsersImport))));
        again::retry(&admin, operation.id, None).unwrap();
        t.run_jobs();
    });
}

/// Integrations of a lower rank leave the tokens of a higher one alone.
#[test]
fn nobody_revokes_the_token_of_a_higher_rank() {
    on_both(|t| {
        let admin = world(t);
        role(
            &admin,
            "builder",
            15,
            &[Permission::UsersView, Permission::PortalIntegrations],
        );
        let admin = t.ctx("acme", &admin_of("acme"));
        t.user("acme", "dev@acme.example", "builder");
        let builder = t.ctx("acme", "dev@acme.example");
        let wish = tokens::Wish {
            for_email: None,
            name: String::from("Sync"),
            permissions: Vec::new(),
            expires_in: None,
        };
        let (of_admin, own) = (
            tokens::create(&admin, &wish).unwrap(),
            tokens::create(&builder, &wish).unwrap(),
        );
        assert_eq!(tokens::revoke(&builder, of_admin.id).unwrap_err().code(), "outranked");
        tokens::revoke(&builder, own.id).unwrap();
    });
}

/// Whoever was in an account for a moment keeps no way back: the link to their mailbox died with the access, and pressing
/// "send again" on it makes no live one.
#[test]
fn a_link_that_died_with_the_access_makes_no_live_one() {
    on_both(|t| {
        world(t);
        t.user("acme", ANN, "user");
        let ann = t.ctx("acme", ANN);
        let evil = "evil@mine.example";
        change_email::change_own(&ann, PASSWORD, &change_email::parse(evil).unwrap()).unwrap();
        let link = t.link_to(evil);
        let request = || t.app.own_request();
        app::users::password::forgot(&t.app, "acme", ANN, request()).unwrap();
        let reset = t.link_to(ANN);
        app::users::password::reset(&t.app, "acme", &reset, "seven purple elephants", request()).unwrap();

        t.advance(model::time::Span::hours(1));
        let mails = || {
            t.run_jobs();
            t.mail.list().iter().filter(|m| m.mail.to == evil).count()
        };
        let before = mails();
        let looked = email_link::look(&t.app, "acme", EmailLink::Verify, &link).unwrap();
        assert_eq!(looked.again, Again::No);
        email_link::again(&t.app, "acme", &link, request()).unwrap();
        assert_eq!(mails(), before);
        assert!(email_link::confirm(&t.app, "acme", &link, request()).is_err());
    });
}

/// The way back to a former address ends with the account: who is invited again starts anew.
#[test]
fn deleting_ends_the_way_back_to_a_former_address() {
    on_both(|t| {
        let admin = world(t);
        let ann = t.user("acme", ANN, "user");
        change_email::change(&admin, ann, &change_email::parse("ann@new.example").unwrap()).unwrap();
        let back = t.link_to(ANN);
        let confirm = t.link_to("ann@new.example");
        email_link::confirm(&t.app, "acme", &confirm, t.app.own_request()).unwrap();
        assert_eq!(run_on(&admin, Command::Delete { reason: None }, ann).1, Outcome::Done);
        assert_eq!(run_on(&admin, Command::Restore { message: None }, ann).1, Outcome::Done);
        let undone = email_link::undo(&t.app, "acme", &back, t.app.own_request());
        assert_eq!(undone.unwrap_err().code(), "link_not_valid");
        t.accept("acme", "ann@new.example");
    });
}

/// One's own names are one's own; the name to sign in with is given by who may edit users.
#[test]
fn nobody_gives_themselves_another_sign_in_name() {
    on_both(|t| {
        let admin = world(t);
        let ann = t.user("acme", ANN, "user");
        let own = t.ctx("acme", ANN);
        let edit = profile::Edit {
            username: Some(String::from("administrator")),
            ..profile::Edit::default()
        };
        let refused = Err(AppError::Forbidden(Permission::UsersEdit));
        assert_eq!(profile::edit(&own, ann, &edit, None).map(|_| ()), refused);
        let seen = profile::Seen::default();
        let saved = profile::save(&own, ann, profile::ProfileField::Username, "administrator", &seen);
        assert_eq!(saved.map(|_| ()), refused);
        profile::edit(&admin, ann, &edit, None).unwrap();
    });
}
