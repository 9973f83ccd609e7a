//! The rules of a portal: field by field, with bounds, with where each value comes from, and what follows for users.

use app::policy::{self, Source, Wanted};
use app::users::run::{self, Target};
use app::users::{list, password};
use app::{AppError, Ctx, sign_in};
use model::command::Command;
use model::event::Action;
use model::policy::Setting;
use model::time::Span;
use model::user::Lock;
use serde_json::{Value, json};
use testkit::{OWNER, PASSWORD, TestApp, admin_of, on_both};

fn want(values: &[(&str, Value)]) -> Wanted {
    Wanted {
        values: values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
        ..Wanted::default()
    }
}

fn source(ctx: &Ctx, name: &str) -> (Value, Source) {
    let rules = policy::get(ctx).unwrap();
    let held = rules
        .settings
        .into_iter()
        .find(|held| held.setting.name == name)
        .unwrap();
    (held.value, held.source)
}

/// A member of the provider's staff inside a customer's portal.
fn visiting(t: &TestApp, slug: &str) -> Ctx {
    let started = sign_in::sign_in(&t.app, "provider", OWNER, PASSWORD, t.app.own_request()).unwrap();
    let caller = t.app.caller_of_session(&started.secret).unwrap();
    t.app.enter(&caller, slug, t.app.own_request()).unwrap()
}

#[test]
fn a_setting_says_where_its_value_comes_from_and_goes_back_to_the_preset() {
    on_both(|t| {
        let admin = t.portal("acme", "mssp", None);
        assert_eq!(source(&admin, "max_admins"), (json!(1), Source::Preset));
        let seen = policy::get(&admin).unwrap().portal.version;
        let after = policy::set(
            &admin,
            &want(&[("lockout.failures", json!(7)), ("max_admins", json!(null))]),
            Some(seen),
        )
        .unwrap();
        assert_eq!((after.policy.lockout.failures, after.policy.max_admins), (7, None));
        let changed = Source::Changed {
            by: admin_of("acme"),
            at: t.clock.now(),
        };
        assert_eq!(source(&admin, "lockout.failures"), (json!(7), changed));
        assert_eq!(source(&admin, "lockout.window_seconds").1, Source::Preset);
        let events = app::activity::list(
            &admin,
            &app::activity::EventQuery {
                action: Some(Action::PolicyChanged),
                limit: 10,
                ..Default::default()
            },
        );
        assert_eq!(
            Value::Object(events.unwrap().events[0].changes.clone()),
            json!({"lockout.failures": {"before": 5, "after": 7}, "max_admins": {"before": 1, "after": null}})
        );
        let stale = policy::set(&admin, &want(&[("lockout.failures", json!(8))]), Some(seen));
        assert_eq!(stale.unwrap_err(), AppError::Stale);
        let reset = Wanted {
            reset: vec![String::from("lockout.failures")],
            ..Wanted::default()
        };
        let back = policy::set(&visiting(t, "acme"), &reset, None).unwrap();
        assert_eq!(back.version, after.version + 1);
        assert_eq!(source(&admin, "lockout.failures"), (json!(5), Source::Preset));
        policy::set(&admin, &reset, None).unwrap();
        let unchanged = policy::get(&admin).unwrap().portal.version;
        assert_eq!(unchanged, back.version, "what is so already is no change");
    });
}

#[test]
fn nobody_else_changes_the_rules_and_what_is_out_of_bounds_changes_nothing() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        t.user("acme", "mia@acme.example", "manager");
        let manager = t.ctx("acme", "mia@acme.example");
        let wanted = want(&[("lockout.failures", json!(7))]);
        assert_eq!(policy::set(&manager, &wanted, None).unwrap_err().code(), "forbidden");
        assert_eq!(policy::get(&manager).unwrap_err().code(), "forbidden");
        let wrong = want(&[
            ("lockout.failures", json!(2)),
            ("max_admins", json!(3)),
            ("time_zone_shown", json!("Mars")),
        ]);
        let AppError::Invalid(errors) = policy::set(&admin, &wrong, None).unwrap_err() else {
            panic!("out of bounds")
        };
        let said: Vec<String> = errors.iter().map(|e| format!("{}: {}", e.field, e.message)).collect();
        assert_eq!(said[0], "lockout.failures: Use 3 to 100.");
        assert!(said[1].starts_with("time_zone_shown: "), "{said:?}");
        assert_eq!(source(&admin, "max_admins"), (json!(null), Source::Preset));
        let unknown = policy::set(&admin, &want(&[("colour", json!("red"))]), None).unwrap_err();
        assert_eq!(unknown.code(), "invalid");
    });
}

#[test]
fn every_setting_can_be_changed_and_is_read_back_with_its_source() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        for setting in Setting::ALL {
            let now = source(&admin, setting.name).0;
            let others = candidates(setting, &now);
            let taken = others
                .into_iter()
                .find(|value| policy::set(&admin, &want(&[(setting.name, value.clone())]), None).is_ok());
            let Some(taken) = taken else {
                panic!("{} takes no other value", setting.name)
            };
            let (value, source) = source(&admin, setting.name);
            assert_eq!(value, taken, "{}", setting.name);
            assert!(matches!(source, Source::Changed { .. }), "{}", setting.name);
        }
        let german = Wanted {
            language: Some(String::from("de")),
            ..Wanted::default()
        };
        assert_eq!(policy::set(&admin, &german, None).unwrap().language, "de");
        assert!(matches!(policy::get(&admin).unwrap().language, Source::Changed { .. }));
    });
}

/// Values that differ from the present one; the first that goes with the other settings is taken.
fn candidates(setting: &Setting, now: &Value) -> Vec<Value> {
    use model::policy::Kind;
    let all = match setting.kind {
        Kind::Word(words) => words.iter().map(|word| json!(word)).collect(),
        Kind::Words(words) => vec![json!(words)],
        Kind::Number { most, .. } | Kind::Limit { most, .. } => vec![json!(most)],
        Kind::Span { least, most, .. } => vec![json!(most), json!(least)],
        Kind::Domains => vec![json!([format!("{}.example", setting.name.replace('_', "-"))])],
        Kind::Zone => vec![json!("Europe/Berlin")],
        Kind::Deletion => vec![json!({"mode": "soft"})],
    };
    all.into_iter().filter(|value| value != now).collect()
}

/// Proves: S0.42, C22
#[test]
fn a_shorter_retention_also_ends_who_was_deactivated_before_s0_42() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let long_ago = t.user("acme", "bob@acme.example", "user");
        let lately = t.user("acme", "cem@acme.example", "user");
        let off = |id| {
            run::run(
                &admin,
                Command::Deactivate { reason: None },
                Target::Ids(vec![id]),
                None,
            )
            .unwrap()
        };
        off(long_ago);
        t.advance(Span::days(10));
        let admin = t.ctx("acme", &admin_of("acme"));
        run::run(
            &admin,
            Command::Deactivate { reason: None },
            Target::Ids(vec![lately]),
            None,
        )
        .unwrap();
        // A change of anything else in between hides no one from the clock.
        let role = Command::SetRole {
            role: String::from("auditor"),
        };
        run::run(&admin, role, Target::Ids(vec![long_ago]), None).unwrap();
        policy::set(&admin, &want(&[("retention_inactive_days", json!(5))]), None).unwrap();
        assert_eq!(t.status("acme", long_ago), "INACTIVE", "not in the request itself");
        t.run_jobs();
        assert_eq!(t.status_or_gone("acme", long_ago), "gone");
        assert_eq!(t.status("acme", lately), "INACTIVE");
        t.advance(Span::days(5));
        t.run_jobs();
        assert_eq!(t.status_or_gone("acme", lately), "gone");
    });
}

/// Proves: S2.16, S2.20
#[test]
fn a_maximum_age_expires_old_passwords_in_chunks_s2_20() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        app::seed::users(&t.app.host_ctx("acme").unwrap(), 1_100, 7, &mut |_| ()).unwrap();
        let ann = t.user("acme", "ann@acme.example", "user");
        t.advance(Span::days(40));
        let admin_now = t.ctx("acme", &admin_of("acme"));
        policy::set(&admin_now, &want(&[("password.max_age_days", json!(30))]), None).unwrap();
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "AWAITING_NEW_PASSWORD");
        let summary = list::summary(&t.app.host_ctx("acme").unwrap()).unwrap();
        let active = summary
            .counts
            .status
            .get(&model::status::Status::Active)
            .copied()
            .unwrap_or_default();
        assert_eq!(active, 0, "everybody was looked at");
        policy::set(&admin_now, &want(&[("password.max_age_days", json!(null))]), None).unwrap();
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "ACTIVE");
        drop(admin);
    });
}

/// Proves: S3.14, C2
#[test]
fn who_was_deleted_is_kept_as_long_as_was_said_then() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        run::run(&admin, Command::Delete { reason: None }, Target::Ids(vec![ann]), None).unwrap();
        policy::set(
            &admin,
            &want(&[("deletion", json!({"mode": "soft_then_purge", "days": 1}))]),
            None,
        )
        .unwrap();
        t.run_jobs();
        t.advance(Span::days(29));
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "DELETED");
        let admin = t.ctx("acme", &admin_of("acme"));
        policy::set(
            &admin,
            &want(&[("deletion", json!({"mode": "soft_then_purge", "days": 60}))]),
            None,
        )
        .unwrap();
        t.run_jobs();
        t.advance(Span::days(2));
        t.run_jobs();
        assert_eq!(t.status("acme", ann), "DELETED", "longer is longer for everybody");
        t.advance(Span::days(30));
        t.run_jobs();
        assert_eq!(t.status_or_gone("acme", ann), "gone");
    });
}

/// Proves: C25
#[test]
fn a_new_password_lifts_an_automatic_lock_only_where_the_policy_says_so_c25() {
    on_both(|t| {
        let admin = t.portal("acme", "standard", None);
        let ann = t.user("acme", "ann@acme.example", "user");
        let reset = |to: &str| {
            let until = t.clock.now() + Span::hours(3);
            t.force("acme", ann, |user| user.lock = Some(Lock::Auto { until, failures: 5 }));
            password::forgot(&t.app, "acme", "ann@acme.example", t.app.own_request()).unwrap();
            let secret = t.link_to("ann@acme.example");
            password::reset(&t.app, "acme", &secret, to, t.app.own_request()).unwrap();
            t.status("acme", ann)
        };
        assert_eq!(reset("seven purple elephants dancing"), "AUTO_LOCKED");
        policy::set(&admin, &want(&[("lockout.reset_unlocks", json!("on"))]), None).unwrap();
        t.advance(Span::minutes(10));
        assert_eq!(reset("nine yellow giraffes singing loud"), "ACTIVE");
    });
}
