//! Signing in: one answer for every failure; sessions and tokens are judged at every use.

use app::keys::Secret;
use app::sign_in::{
    self,
    throttle::{Limit, Throttle},
};
use app::users::run::{self, Target};
use app::{AppError, Ctx};
use model::access::Permission;
use model::command::Command;
use model::ids::{PortalPk, UserId};
use model::time::Span;
use model::user::{Lock, Password};
use testkit::{PASSWORD, TestApp, on_both};

fn try_sign_in(t: &TestApp, email: &str, password: &str) -> Result<Secret, AppError> {
    sign_in::sign_in(&t.app, "acme", email, password, t.app.own_request()).map(|s| s.secret)
}

/// Proves: S0.29, S0.38, S2.17
#[test]
fn every_failure_gives_the_same_answer() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.portal("other", "standard", None);
        let now = t.clock.now();
        let user = |name: &str| t.user("acme", &format!("{name}@acme.example"), "user");
        let locked = user("locked");
        t.force("acme", locked, |u| {
            u.lock = Some(Lock::Admin {
                by: String::from("x"),
                reason: None,
            })
        });
        let reset = user("reset");
        t.force("acme", reset, |u| u.password = Password::MustReset(now));
        let unverified = user("unverified");
        t.force("acme", unverified, |u| u.email_verified_at = None);
        let off = user("off");
        run::run(
            &t.app.host_ctx("acme").unwrap(),
            Command::Deactivate { reason: None },
            Target::Ids(vec![off]),
            None,
        )
        .unwrap();
        t.invite("acme", "invited@acme.example", "user");
        user("right");
        let classes = [
            ("nobody@acme.example", PASSWORD),
            ("not an address", PASSWORD),
            ("right@acme.example", "wrong password for them"),
            ("right@acme.example", ""),
            ("locked@acme.example", PASSWORD),
            ("reset@acme.example", PASSWORD),
            ("unverified@acme.example", PASSWORD),
            ("off@acme.example", PASSWORD),
            ("invited@acme.example", PASSWORD),
            ("admin@other.example", PASSWORD),
        ];
        for (email, password) in classes {
            assert_eq!(
                try_sign_in(t, email, password).unwrap_err(),
                AppError::SignInFailed,
                "{email}"
            );
        }
        assert!(
            try_sign_in(t, "RIGHT@ACME.example", PASSWORD).is_ok(),
            "case does not matter"
        );
    });
}

#[test]
fn a_session_ends_by_time_sign_out_and_suspension() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        t.user("acme", "ann@acme.example", "user");
        let works = |secret: &Secret| t.app.caller_of_session(secret).is_ok();
        let idle = try_sign_in(t, "ann@acme.example", PASSWORD).unwrap();
        t.advance(Span::minutes(59));
        assert!(works(&idle), "used in time");
        t.advance(Span::minutes(59));
        assert!(works(&idle), "each use counts");
        t.advance(Span::minutes(60));
        assert!(!works(&idle), "an hour without use");

        let long = try_sign_in(t, "ann@acme.example", PASSWORD).unwrap();
        for _ in 0..47 {
            t.advance(Span::minutes(30));
            assert!(works(&long));
        }
        t.advance(Span::minutes(30));
        assert!(!works(&long), "a day in any case");

        let out = try_sign_in(t, "ann@acme.example", PASSWORD).unwrap();
        sign_in::sign_out(&t.app, &out, t.app.own_request()).unwrap();
        assert!(!works(&out));

        let suspended = try_sign_in(t, "ann@acme.example", PASSWORD).unwrap();
        let owner = t.owner();
        app::portals::edit(&owner, "acme", &app::portals::Edit::Suspend).unwrap();
        assert!(!works(&suspended));
        assert_eq!(
            try_sign_in(t, "ann@acme.example", PASSWORD).unwrap_err(),
            AppError::SignInFailed
        );
        app::portals::edit(&owner, "acme", &app::portals::Edit::Resume).unwrap();
        assert!(works(&suspended), "suspending is no deactivation");
    });
}

fn token(ctx: &Ctx, permissions: Vec<Permission>) -> Secret {
    let wish = app::tokens::Wish {
        for_email: None,
        name: String::from("portal"),
        permissions,
        expires_in: Some(Span::days(1)),
    };
    app::tokens::create(ctx, &wish).unwrap().secret
}

#[test]
fn a_token_holds_no_more_than_asked_and_no_longer_than_its_user() {
    on_both(|t| {
        t.portal("acme", "standard", None);
        let second = t.user("acme", "second@acme.example", "admin");
        let ctx = t.ctx("acme", "second@acme.example");
        let narrow = token(&ctx, vec![Permission::UsersView]);
        let caller = t.app.caller_of_token(&narrow).unwrap();
        assert_eq!(
            caller.person.permissions.iter().map(|p| p.code()).collect::<Vec<_>>(),
            ["users.view"]
        );
        let scoped = t.app.enter(&caller, "acme", t.app.own_request()).unwrap();
        let refused = run::run(&scoped, Command::Activate, Target::Ids(vec![second]), None);
        assert_eq!(refused.unwrap_err(), AppError::Forbidden(Permission::UsersActivate));

        let wide = token(&ctx, vec![]);
        end_and_return(t, second);
        for secret in [&narrow, &wide] {
            assert_eq!(
                t.app.caller_of_token(secret).unwrap_err(),
                AppError::Unauthenticated,
                "re-enabling revives nothing"
            );
        }
        let third = token(&t.ctx("acme", "second@acme.example"), vec![]);
        t.advance(Span::days(1));
        assert!(t.app.caller_of_token(&third).is_err(), "a day is over");
    });
}

fn end_and_return(t: &TestApp, id: UserId) {
    let host = t.app.host_ctx("acme").unwrap();
    for command in [Command::Deactivate { reason: None }, Command::Activate] {
        run::run(&host, command, Target::Ids(vec![id]), None).unwrap();
    }
}

/// Proves: S1.21, S2.4
#[test]
fn another_portal_is_not_found_and_a_technician_sees_only_assigned_ones_s1_21() {
    on_both(|t| {
        let acme = t.portal("acme", "mssp", None);
        t.portal("other", "mssp", None);
        let tech = t.user("provider", "tech@provider.example", "technician");
        let caller = |slug: &str, email: &str| {
            let secret = sign_in::sign_in(&t.app, slug, email, PASSWORD, t.app.own_request())
                .unwrap()
                .secret;
            t.app.caller_of_session(&secret).unwrap()
        };
        let admin = caller("acme", acme.actor.label());
        for foreign in ["other", "provider", "nowhere"] {
            assert_eq!(
                t.app.enter(&admin, foreign, t.app.own_request()).err(),
                Some(AppError::NotFound("portal")),
                "{foreign}"
            );
        }
        let technician = caller("provider", "tech@provider.example");
        assert!(t.app.enter(&technician, "acme", t.app.own_request()).is_err());
        app::portals::assign(&t.owner(), tech, &[String::from("acme")]).unwrap();
        let visiting = t.app.enter(&technician, "acme", t.app.own_request()).unwrap();
        assert!(visiting.is_visiting());
        assert!(t.app.enter(&technician, "other", t.app.own_request()).is_err());
        let here = t.app.enter(&technician, "provider", t.app.own_request()).unwrap();
        let seen: Vec<String> = app::portals::list(&here)
            .unwrap()
            .into_iter()
            .map(|l| l.portal.slug)
            .collect();
        assert_eq!(seen, ["acme"]);
    });
}

#[test]
fn guessing_is_slowed_down_per_account_and_per_address() {
    let throttle = Throttle::new(
        Limit {
            tries: 3,
            window: Span::minutes(1),
        },
        Limit {
            tries: 5,
            window: Span::minutes(1),
        },
    );
    let now = model::time::Time(0);
    let portal = PortalPk(2);
    for _ in 0..3 {
        throttle.admit(portal, "ann@acme.example", "10.0.0.1", now).unwrap();
    }
    let refused = throttle.admit(portal, "ANN@acme.example", "10.0.0.2", now).unwrap_err();
    assert_eq!(refused, AppError::RateLimited { retry_after: 61 });
    throttle.admit(portal, "bob@acme.example", "10.0.0.1", now).unwrap();
    throttle.admit(portal, "cem@acme.example", "10.0.0.1", now).unwrap();
    throttle.admit(portal, "dan@acme.example", "10.0.0.1", now).unwrap_err();
    throttle
        .admit(portal, "ann@acme.example", "10.0.0.3", now + Span::minutes(1))
        .unwrap();
}
