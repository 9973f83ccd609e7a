//! Nobody gives or keeps more than they hold: roles, cut-down tokens, staff, operations that outlive their actor.

use app::AppError;
use app::operations;
use app::users::run::{self, Answer, Target};
use app::users::{add, invite, list, profile};
use model::access::Permission;
use model::command::Command;
use model::operation::{NewPerson, OperationState};
use model::query::Filter;
use model::report::Skip;
use model::time::Span;
use testkit::{PASSWORD, TestApp, on_both};

fn person(email: &str) -> NewPerson {
    NewPerson {
        input: email.to_owned(),
        email: email.to_owned(),
        ..NewPerson::default()
    }
}

fn by_token(t: &TestApp, email: &str, permissions: Vec<Permission>) -> app::Ctx {
    let ctx = t.ctx("acme", email);
    let wish = app::tokens::Wish {
        for_email: None,
        name: String::from("narrow"),
        permissions,
        expires_in: None,
    };
    let secret = app::tokens::create(&ctx, &wish).unwrap().secret;
    let caller = t.app.caller_of_token(&secret).unwrap();
    t.app.enter(&caller, "acme", t.app.own_request()).unwrap()
}

#[test]
fn a_cut_down_token_makes_no_admin() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let narrow = by_token(t, "admin@acme.example", vec![Permission::UsersInvite]);
        let refused = add::one(&narrow, person("evil@acme.example"), testkit::grant("admin"), None).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "role: You cannot give a role that holds more than you do."
        );
        let plain = add::one(&narrow, person("plain@acme.example"), testkit::grant("user"), None).unwrap();
        assert_eq!(
            plain.user.role.slug, "user",
            "what was added is told, also without users.view"
        );
    });
}

#[test]
fn a_manager_gives_no_role_with_rights_of_its_own() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "boss@acme.example", "manager");
        let manager = t.ctx("acme", "boss@acme.example");
        for (role, allowed) in [
            ("admin", false),
            ("manager", false),
            ("auditor", false),
            ("helpdesk", true),
            ("user", true),
        ] {
            let answer = invite::review(&manager, "new@acme.example", &testkit::grant(role));
            assert_eq!(answer.is_ok(), allowed, "{role}");
        }
    });
}

#[test]
fn technicians_do_not_manage_their_colleagues() {
    on_both(|t| {
        let peer = t.user("provider", "peer@provider.example", "technician");
        t.user("provider", "tech@provider.example", "technician");
        let technician = t.ctx("provider", "tech@provider.example");
        let refused = run::run(
            &technician,
            Command::Deactivate { reason: None },
            Target::Ids(vec![peer]),
            None,
        )
        .unwrap_err();
        assert_eq!(refused, AppError::Forbidden(Permission::UsersActivate));
        assert!(list::get(&technician, peer).is_ok(), "looking is fine");
        let refused = add::one(
            &technician,
            person("x@provider.example"),
            testkit::grant("technician"),
            None,
        )
        .unwrap_err();
        assert_eq!(refused, AppError::Forbidden(Permission::UsersInvite));
    });
}

#[test]
fn an_operation_whose_actor_is_gone_ends_and_changes_nobody() {
    on_both(|t| {
        let admin = t.portal("acme", "workflow", None);
        t.user("acme", "second@acme.example", "admin");
        let text: Vec<String> = (0..400).map(|i| format!("person{i}@acme.example")).collect();
        let second = t.ctx("acme", "second@acme.example");
        let Answer::Started(started) = invite::send(&second, &text.join(" "), testkit::grant("user"), None).unwrap()
        else {
            panic!("a large set")
        };
        let id = second.person().unwrap().id;
        run::run(&admin, Command::Delete { reason: None }, Target::Ids(vec![id]), None).unwrap();
        assert_eq!(t.status_or_gone("acme", id), "gone");
        t.run_jobs();
        let ended = operations::get(&admin, started.id).unwrap();
        assert_eq!((ended.state, ended.done, ended.skipped), (OperationState::Done, 0, 400));
        assert_eq!(
            operations::reasons(&admin, started.id).unwrap(),
            [(Skip::NoPermission, 400)]
        );
        assert!(ended.actor_label.starts_with("Erased user "), "{}", ended.actor_label);
    });
}

#[test]
fn an_edit_between_a_due_moment_and_the_clock_does_not_keep_the_clock_busy() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let ann = t.invite("acme", "ann@acme.example", "user");
        t.run_jobs();
        t.advance(Span::days(7));
        let host = t.app.host_ctx("acme").unwrap();
        let edit = profile::Edit {
            first_name: Some(String::from("Anna")),
            ..Default::default()
        };
        profile::edit(&host, ann, &edit, None).unwrap();
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "INVITE_EXPIRED");
    });
}

#[test]
fn long_words_are_refused_before_they_become_mail() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let everyone = Target::Matching {
            filter: Filter::default(),
            except: Vec::new(),
        };
        let resend = Command::Resend {
            message: Some("x".repeat(2_001)),
        };
        let refused = run::run(&admin, resend, everyone.clone(), None).unwrap_err();
        assert_eq!(refused.to_string(), "message: Use at most 2,000 characters.");
        let lock = Command::Lock {
            reason: Some(String::from("a\0b")),
        };
        assert_eq!(run::preview(&admin, &lock, &everyone).unwrap_err().code(), "invalid");
        assert!(
            app::sign_in::sign_in(&t.app, "a\0b", "x", PASSWORD, t.app.own_request())
                .is_err_and(|e| e.code() == "not_found")
        );
    });
}

#[test]
fn a_replaced_link_takes_its_older_mail_back() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ann = t.invite("acme", "ann@acme.example", "user");
        t.advance(Span::minutes(2));
        let admin = t.ctx("acme", admin.actor.label());
        run::run(&admin, Command::Resend { message: None }, Target::Ids(vec![ann]), None).unwrap();
        t.run_jobs();
        let mails = t.mail.list();
        assert_eq!(
            mails.iter().filter(|m| m.mail.to == "ann@acme.example").count(),
            1,
            "one mail, with the link that works"
        );
        t.accept("acme", "ann@acme.example");
    });
}
