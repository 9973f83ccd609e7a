//! Every state × every command, generated: a state or command that is added shows up here by itself.

use app::users::run::{self, Answer, Target};
use model::command::Command;
use model::ids::UserId;
use model::report::Outcome;
use model::time::Span;
use model::user::{InactiveReason, Lifecycle, Lock, Onboarding, Password, User};
use testkit::{Backend, TestApp};

type Edit = fn(&mut User, model::time::Time);

/// Every state that model.md section 2 knows. The user was invited before; `edit` puts it there.
const STATES: &[(&str, Edit)] = &[
    ("ADDED", |u, _| u.lifecycle = Lifecycle::Pending(Onboarding::Added)),
    ("INVITED", |_, _| {}),
    ("INVITE_EXPIRED", |u, now| {
        u.lifecycle = Lifecycle::Pending(Onboarding::Invited { expires_at: now })
    }),
    ("INVITE_REVOKED", |u, _| {
        u.lifecycle = Lifecycle::Pending(Onboarding::Revoked)
    }),
    ("PROVISIONED", |u, _| {
        u.lifecycle = Lifecycle::Pending(Onboarding::Accepted)
    }),
    ("PROVISIONED, verified", |u, now| {
        u.lifecycle = Lifecycle::Pending(Onboarding::Accepted);
        u.email_verified_at = Some(now);
    }),
    ("PROVISIONED, verified, password", |u, now| {
        active(u, now);
        u.lifecycle = Lifecycle::Pending(Onboarding::Accepted);
    }),
    ("ACTIVE", active),
    ("UNVERIFIED", |u, now| {
        active(u, now);
        u.email_verified_at = None;
    }),
    ("RECOVERY", |u, now| {
        active(u, now);
        u.password = Password::Recovery(now);
    }),
    ("AWAITING_NEW_PASSWORD", |u, now| {
        active(u, now);
        u.password = Password::MustReset(now);
    }),
    ("AUTO_LOCKED", |u, now| {
        active(u, now);
        u.lock = Some(Lock::Auto {
            until: now + Span::minutes(15),
            failures: 5,
        });
    }),
    ("LOCKED_BY_ADMIN", |u, now| {
        active(u, now);
        u.lock = Some(Lock::Admin {
            by: String::from("a@acme.example"),
            reason: None,
        });
    }),
    ("LOCKED_BY_ADMIN, invited", |u, _| {
        u.lock = Some(Lock::Admin {
            by: String::from("a@acme.example"),
            reason: None,
        });
    }),
    ("INACTIVE manual", |u, now| {
        active(u, now);
        u.lifecycle = Lifecycle::Inactive(InactiveReason::Manual);
    }),
    ("INACTIVE manual, never accepted", |u, _| {
        u.lifecycle = Lifecycle::Inactive(InactiveReason::Manual)
    }),
    ("INACTIVE no_seat", |u, now| {
        active(u, now);
        u.lifecycle = Lifecycle::Inactive(InactiveReason::NoSeat);
    }),
    ("INACTIVE dormant", |u, now| {
        active(u, now);
        u.lifecycle = Lifecycle::Inactive(InactiveReason::Dormant);
    }),
    ("DELETED", |u, now| {
        active(u, now);
        u.lifecycle = Lifecycle::Deleted { purge_after: None };
    }),
];

fn active(user: &mut User, now: model::time::Time) {
    user.lifecycle = Lifecycle::Active;
    user.password = Password::Set(now);
    user.email_verified_at = Some(now);
}

fn after(t: &TestApp, admin: &app::Ctx, command: Command, id: UserId) -> String {
    let preview = run::preview(admin, &command, &Target::Ids(vec![id])).unwrap();
    let Answer::Finished { report, .. } = run::run(admin, command, Target::Ids(vec![id]), None).unwrap() else {
        panic!("one user is no large set")
    };
    assert_eq!(preview.lines, report.lines, "preview and run agree (I6)");
    match &report.lines[0].outcome {
        Outcome::Done => t.status_or_gone("acme", id).to_owned(),
        Outcome::Skipped(skip) => format!("- {}", skip.code()),
        Outcome::Failed(why) => panic!("{why}"),
    }
}

fn table(backend: Backend) -> String {
    let t = TestApp::new(backend);
    t.set_up();
    let admin = t.portal("acme", "standard", None);
    let mut out = format!("{:36}", "");
    for name in Command::NAMES {
        out.push_str(&format!("{name:26}"));
    }
    for (i, (state, edit)) in STATES.iter().enumerate() {
        out = format!("{}\n{state:36}", out.trim_end());
        for name in Command::NAMES {
            let id = t.invite("acme", &format!("u{i}.{name}@acme.example"), "user");
            t.run_jobs();
            let now = t.clock.now();
            t.force("acme", id, |user| edit(user, now));
            // The mail of the invitation is older than the cooldown.
            t.advance(Span::minutes(2));
            let admin = t.ctx("acme", admin.actor.label());
            out.push_str(&format!("{:26}", after(&t, &admin, testkit::command(name), id)));
        }
    }
    t.run_jobs();
    t.assert_clean();
    out.trim_end().to_owned()
}

/// Proves: S0.23, S0.24, S0.30, S0.31
#[test]
fn every_state_under_every_command() {
    let sqlite = table(Backend::Sqlite);
    assert_eq!(sqlite, table(Backend::Postgres), "both databases decide alike");
    insta::assert_snapshot!(sqlite, @"
                                        activate                  deactivate                resend                    revoke                    lock                      unlock                    reset-password            delete                    restore                   erase                     reset-mfa                 set-role                  set-permissions           set-modules               set-sub-accounts          set-app-roles
    ADDED                               - not_verified            INACTIVE                  INVITED                   - not_invited             LOCKED_BY_ADMIN           - not_locked              - not_verified            DELETED                   - not_deleted             - not_deleted             - no_mfa                  ADDED                     ADDED                     ADDED                     ADDED                     - no_change
    INVITED                             - not_verified            INACTIVE                  INVITED                   INVITE_REVOKED            LOCKED_BY_ADMIN           - not_locked              - not_verified            DELETED                   - not_deleted             - not_deleted             - no_mfa                  INVITED                   INVITED                   INVITED                   INVITED                   - no_change
    INVITE_EXPIRED                      - not_verified            INACTIVE                  INVITED                   INVITE_REVOKED            LOCKED_BY_ADMIN           - not_locked              - not_verified            DELETED                   - not_deleted             - not_deleted             - no_mfa                  INVITE_EXPIRED            INVITE_EXPIRED            INVITE_EXPIRED            INVITE_EXPIRED            - no_change
    INVITE_REVOKED                      - not_verified            INACTIVE                  INVITED                   - not_invited             LOCKED_BY_ADMIN           - not_locked              - not_verified            DELETED                   - not_deleted             - not_deleted             - no_mfa                  INVITE_REVOKED            INVITE_REVOKED            INVITE_REVOKED            INVITE_REVOKED            - no_change
    PROVISIONED                         - not_verified            INACTIVE                  - already_verified        - already_accepted        LOCKED_BY_ADMIN           - not_locked              - not_verified            DELETED                   - not_deleted             - not_deleted             - no_mfa                  PROVISIONED               PROVISIONED               PROVISIONED               PROVISIONED               - no_change
    PROVISIONED, verified               - onboarding_incomplete   INACTIVE                  - already_verified        - already_accepted        LOCKED_BY_ADMIN           - not_locked              PROVISIONED               DELETED                   - not_deleted             - not_deleted             - no_mfa                  PROVISIONED               PROVISIONED               PROVISIONED               PROVISIONED               - no_change
    PROVISIONED, verified, password     ACTIVE                    INACTIVE                  - already_verified        - already_accepted        LOCKED_BY_ADMIN           - not_locked              PROVISIONED               DELETED                   - not_deleted             - not_deleted             - no_mfa                  PROVISIONED               PROVISIONED               PROVISIONED               PROVISIONED               - no_change
    ACTIVE                              - already_active          INACTIVE                  - already_verified        - already_accepted        LOCKED_BY_ADMIN           - not_locked              AWAITING_NEW_PASSWORD     DELETED                   - not_deleted             - not_deleted             - no_mfa                  ACTIVE                    ACTIVE                    ACTIVE                    ACTIVE                    - no_change
    UNVERIFIED                          - already_active          INACTIVE                  UNVERIFIED                - already_accepted        LOCKED_BY_ADMIN           - not_locked              - not_verified            DELETED                   - not_deleted             - not_deleted             - no_mfa                  UNVERIFIED                UNVERIFIED                UNVERIFIED                UNVERIFIED                - no_change
    RECOVERY                            - already_active          INACTIVE                  - already_verified        - already_accepted        LOCKED_BY_ADMIN           - not_locked              AWAITING_NEW_PASSWORD     DELETED                   - not_deleted             - not_deleted             - no_mfa                  RECOVERY                  RECOVERY                  RECOVERY                  RECOVERY                  - no_change
    AWAITING_NEW_PASSWORD               - already_active          INACTIVE                  - already_verified        - already_accepted        LOCKED_BY_ADMIN           - not_locked              AWAITING_NEW_PASSWORD     DELETED                   - not_deleted             - not_deleted             - no_mfa                  AWAITING_NEW_PASSWORD     AWAITING_NEW_PASSWORD     AWAITING_NEW_PASSWORD     AWAITING_NEW_PASSWORD     - no_change
    AUTO_LOCKED                         - already_active          INACTIVE                  - already_verified        - already_accepted        LOCKED_BY_ADMIN           ACTIVE                    AUTO_LOCKED               DELETED                   - not_deleted             - not_deleted             - no_mfa                  AUTO_LOCKED               AUTO_LOCKED               AUTO_LOCKED               AUTO_LOCKED               - no_change
    LOCKED_BY_ADMIN                     - already_active          INACTIVE                  - locked_by_admin         - already_accepted        - already_locked          ACTIVE                    - locked_by_admin         DELETED                   - not_deleted             - not_deleted             - no_mfa                  LOCKED_BY_ADMIN           LOCKED_BY_ADMIN           LOCKED_BY_ADMIN           LOCKED_BY_ADMIN           - no_change
    LOCKED_BY_ADMIN, invited            - not_verified            INACTIVE                  - locked_by_admin         LOCKED_BY_ADMIN           - already_locked          INVITED                   - not_verified            DELETED                   - not_deleted             - not_deleted             - no_mfa                  LOCKED_BY_ADMIN           LOCKED_BY_ADMIN           LOCKED_BY_ADMIN           LOCKED_BY_ADMIN           - no_change
    INACTIVE manual                     ACTIVE                    - already_inactive        - deactivated             - not_invited             INACTIVE                  - not_locked              - inactive                DELETED                   - not_deleted             - not_deleted             - no_mfa                  INACTIVE                  INACTIVE                  INACTIVE                  INACTIVE                  - no_change
    INACTIVE manual, never accepted     - not_verified            - already_inactive        - deactivated             - not_invited             INACTIVE                  - not_locked              - inactive                DELETED                   - not_deleted             - not_deleted             - no_mfa                  INACTIVE                  INACTIVE                  INACTIVE                  INACTIVE                  - no_change
    INACTIVE no_seat                    ACTIVE                    - already_inactive        - deactivated             - not_invited             INACTIVE                  - not_locked              - inactive                DELETED                   - not_deleted             - not_deleted             - no_mfa                  INACTIVE                  INACTIVE                  INACTIVE                  INACTIVE                  - no_change
    INACTIVE dormant                    ACTIVE                    - already_inactive        - deactivated             - not_invited             INACTIVE                  - not_locked              - inactive                DELETED                   - not_deleted             - not_deleted             - no_mfa                  INACTIVE                  INACTIVE                  INACTIVE                  INACTIVE                  - no_change
    DELETED                             - deleted                 - deleted                 - deleted                 - deleted                 - deleted                 - deleted                 - deleted                 - already_deleted         INVITED                   gone                      - deleted                 - deleted                 - deleted                 - deleted                 - deleted                 - deleted
    ");
}

#[test]
fn the_states_above_reach_every_status() {
    let t = TestApp::new(Backend::Sqlite);
    t.set_up();
    t.portal("acme", "standard", None);
    let id = t.invite("acme", "u@acme.example", "user");
    let mut reached: Vec<&str> = STATES
        .iter()
        .map(|(_, edit)| {
            let now = t.clock.now();
            t.force("acme", id, |user| {
                user.lock = None;
                user.email_verified_at = None;
                user.password = Password::None;
                user.lifecycle = Lifecycle::Pending(Onboarding::Invited {
                    expires_at: now + Span::days(1),
                });
                edit(user, now);
            });
            t.status("acme", id)
        })
        .collect();
    reached.sort_unstable();
    reached.dedup();
    let mut all: Vec<&str> = model::status::Status::ALL.iter().map(|s| s.code()).collect();
    all.sort_unstable();
    assert_eq!(reached, all);
}
