//! Everything that is not the list: signing in, one user, the log, commands, jobs.

use super::judge::{For, brief, complaints};
use super::million::{self, BIG, Million, NOW, SOMEBODY, undone, user_id};
use crate::audit::{self, EventQuery};
use crate::db::explain::recorded;
use crate::links::Purpose;
use crate::portal_tx::PortalTx;
use crate::users::grants::{self, GrantKind};
use crate::users::holders;
use crate::{StoreError, api_tokens, counts, links, operations, outbox, portals, second_factors, sessions, users};
use model::event::{Action, EventResult};
use model::ids::{EventId, MessageId, OperationId, TokenId, UserId, UserPk};
use model::presets::Preset;
use model::report::Outcome;
use model::time::Span;
use model::user::User;
use model::user::sight::Sight;
use uuid::Uuid;

/// Runs statements, takes them back, keeps what their plans are.
struct Session<'m> {
    million: &'m Million,
    shown: Vec<String>,
    wrong: Vec<String>,
}

type Answer = Result<(), StoreError>;

impl Session<'_> {
    fn run(&mut self, purpose: For, what: &str, sight: &Sight, run: impl Fn(&mut PortalTx<'_, '_>) -> Answer) {
        let db = &self.million.db;
        let statements = recorded(|| {
            undone(db, |tx| {
                let ran = run(&mut PortalTx::new(tx, BIG).within(sight.clone()));
                ran.map_err(|error| StoreError::Other(format!("{what}: {error}")))
            });
        });
        let engine = db.engine();
        assert!(!statements.is_empty(), "{what}");
        self.wrong.extend(complaints(engine, purpose, what, &statements));
        let plans: Vec<String> = statements
            .iter()
            .map(|explained| brief(engine, &explained.plan))
            .collect();
        self.shown.push(format!("{what}:\n    {}", plans.join("\n    ")));
    }

    fn answer(&mut self, what: &str, run: impl Fn(&mut PortalTx<'_, '_>) -> Answer) {
        self.run(For::Rows, what, &Sight::Everybody, run);
    }

    fn end(self) -> String {
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n\n"));
        self.shown.join("\n")
    }
}

fn session(million: &Million) -> Session<'_> {
    Session {
        million,
        shown: Vec::new(),
        wrong: Vec::new(),
    }
}

fn operation(n: u128) -> OperationId {
    OperationId(Uuid::from_u128(n))
}

/// Users of the big portal, as many as a chunk has.
fn chunk() -> Vec<UserPk> {
    (0..500).map(|n| UserPk::new(BIG, 1 + n * 10)).collect()
}

fn ids() -> Vec<UserId> {
    chunk().into_iter().map(user_id).collect()
}

fn log(million: &Million) -> String {
    let line = EventId(Uuid::from_u128((0x0195_u128 << 112) | (0x7 << 76)));
    let person = user_id(SOMEBODY).0.to_string();
    let with = |change: &dyn Fn(&mut EventQuery)| {
        let mut query = EventQuery {
            limit: 51,
            ..EventQuery::default()
        };
        change(&mut query);
        query
    };
    let queries = [
        ("newest", with(&|_| {})),
        ("after", with(&|q| q.after = Some(line))),
        ("before", with(&|q| q.before = Some(line))),
        (
            "by row key of the actor",
            with(&|q| q.actor_pk = Some(UserPk::new(BIG, 3))),
        ),
        ("by a row key that did nothing", with(&|q| q.actor_pk = Some(SOMEBODY))),
        ("by id of the actor", with(&|q| q.actor = Some(person.clone()))),
        (
            "by address of the actor",
            with(&|q| q.actor = Some("ann3@example.com".into())),
        ),
        ("by row key of the target", with(&|q| q.target_pk = Some(SOMEBODY))),
        ("by id of the target", with(&|q| q.target = Some(person.clone()))),
        (
            "by id of a purged target",
            with(&|q| q.target = Some(Uuid::from_u128(1).to_string())),
        ),
        (
            "by address of the target",
            with(&|q| q.target = Some("john9001@example.com".into())),
        ),
        ("by action", with(&|q| q.action = Some(Action::UserDeactivated))),
        (
            "by action, after",
            with(&|q| (q.action, q.after) = (Some(Action::UserDeactivated), Some(line))),
        ),
        (
            "by an action that nobody did",
            with(&|q| q.action = Some(Action::PortalSuspended)),
        ),
        ("by result", with(&|q| q.result = Some(EventResult::Refused))),
        (
            "by day",
            with(&|q| (q.from, q.to) = (Some(NOW - Span::days(400)), Some(NOW - Span::days(399)))),
        ),
        ("of an operation", with(&|q| q.operation = Some(operation(3)))),
        (
            "of a user by an actor",
            with(&|q| (q.target_pk, q.actor_pk) = (Some(SOMEBODY), Some(UserPk::new(BIG, 3)))),
        ),
    ];
    let mut session = session(million);
    let berlin = Sight::Of {
        own: SOMEBODY,
        sub_accounts: ["berlin".to_owned()].into(),
    };
    for (seen, sight) in [("", &Sight::Everybody), (", of Berlin", &berlin)] {
        for (name, query) in &queries {
            session.run(For::Page, &format!("log {name}{seen}"), sight, |p| {
                audit::list(p, query).map(|_| ())
            });
        }
        session.run(For::Rows, &format!("line{seen}"), sight, |p| {
            audit::by_id(p, line).map(|_| ())
        });
        session.run(For::Page, &format!("newer lines{seen}"), sight, |p| {
            audit::newer_than(p, line).map(|_| ())
        });
    }
    session.answer("lines of an operation", |p| {
        audit::count_of_operation(p, operation(3), Action::UserDeactivated).map(|_| ())
    });
    session.end()
}

fn signing_in(million: &Million) -> String {
    let mut session = session(million);
    let hash = b"sixteen bytes of".as_slice();
    session.answer("GET /me", |p| sessions::find(p.tx, hash).map(|_| ()));
    session.answer("GET /me with a token", |p| api_tokens::find(p.tx, hash).map(|_| ()));
    session.answer("portal by its slug", |p| portals::by_slug(p.tx, "portal-2").map(|_| ()));
    session.answer("sign in by e-mail", |p| {
        users::by_email_key(p, "john1@example.com").map(|_| ())
    });
    session.answer("sign in by username", |p| {
        users::by_username_key(p, "smith1").map(|_| ())
    });
    session.answer("its password", |p| users::password_hash(p, SOMEBODY).map(|_| ()));
    session.answer("its failures", |p| users::failed_sign_ins(p, SOMEBODY).map(|_| ()));
    session.answer("a failure", |p| users::note_failed_sign_in(p, SOMEBODY, 1, NOW));
    session.answer("a success", |p| users::signed_in(p, SOMEBODY, NOW));
    session.answer("its second factor", |p| second_factors::totp(p, SOMEBODY).map(|_| ()));
    session.answer("a step", |p| second_factors::take_step(p, SOMEBODY, 5).map(|_| ()));
    session.answer("a recovery code", |p| {
        second_factors::take_code(p, SOMEBODY, hash, NOW).map(|_| ())
    });
    session.answer("recovery codes left", |p| {
        second_factors::codes_left(p, SOMEBODY).map(|_| ())
    });
    session.answer("a request noted", |p| sessions::touch(p.tx, hash, NOW));
    session.answer("a token's request noted", |p| {
        api_tokens::touch(p.tx, TokenId(Uuid::nil()), NOW)
    });
    session.answer("sign out", |p| sessions::delete(p.tx, hash).map(|_| ()));
    session.answer("its sessions", |p| sessions::of_user(p, SOMEBODY).map(|_| ()));
    session.answer("one session ended", |p| {
        sessions::end_one(p, SOMEBODY, Uuid::nil()).map(|_| ())
    });
    session.answer("others ended", |p| sessions::end_others(p, SOMEBODY, hash).map(|_| ()));
    session.answer("all ended", |p| sessions::end_all(p, SOMEBODY).map(|_| ()));
    session.answer("former passwords", |p| {
        users::former_passwords(p, SOMEBODY, 5).map(|_| ())
    });
    session.answer("a password", |p| users::set_password_hash(p, SOMEBODY, "hash", NOW));
    session.answer("a link", |p| links::find(p, hash, Purpose::Invitation).map(|_| ()));
    session.answer("a link used", |p| {
        links::consume(p, hash, Purpose::Invitation, NOW).map(|_| ())
    });
    session.answer("a link sent lately", |p| {
        links::sent_since(p, SOMEBODY, Purpose::ResetPassword, NOW).map(|_| ())
    });
    session.answer("portals of staff", |p| portals::list(p.tx, Some(SOMEBODY)).map(|_| ()));
    session.end()
}

fn commands(million: &Million) -> String {
    let mut session = session(million);
    let policy = Preset::Standard.policy();
    let addresses: Vec<String> = (0..500).map(|n| format!("john{n}@example.com")).collect();
    session.answer("a user", |p| users::by_id(p, user_id(SOMEBODY)).map(|_| ()));
    session.answer("a user by row key", |p| users::by_pk(p, SOMEBODY).map(|_| ()));
    session.answer("shown by id", |p| users::list::by_ids(p, &ids()).map(|_| ()));
    session.answer("locked by id", |p| users::lock(p, &ids()).map(|_| ()));
    session.answer("locked by address", |p| users::lock_by_email(p, &addresses).map(|_| ()));
    session.answer("the portal locked", |p| portals::lock(p.tx, p.portal).map(|_| ()));
    session.answer("admins that can sign in", |p| users::able_admins(p).map(|_| ()));
    session.answer("admins", |p| users::admins(p).map(|_| ()));
    session.answer("who waits for a seat", |p| users::waiting_for_seat(p, 100).map(|_| ()));
    session.answer("a chunk changed", |p| {
        let changed = changed(p)?;
        users::update(p, &changed.iter().map(|user| (user, user)).collect::<Vec<_>>(), &policy)
    });
    session.answer("a chunk with other roles", |p| {
        let mut before = changed(p)?;
        before.iter_mut().for_each(|user| user.role.rank += 1);
        let changed = changed(p)?;
        users::update(p, &before.iter().zip(&changed).collect::<Vec<_>>(), &policy)
    });
    session.answer("a chunk erased", |p| {
        let gone = changed(p)?;
        users::erase(p, &gone.iter().collect::<Vec<_>>())
    });
    session.answer("a profile", |p| {
        let before = users::by_pk(p, SOMEBODY)?.unwrap().user;
        let mut after = before.clone();
        after.version += 1;
        users::update_profile(p, &before, &after, &policy)
    });
    session.answer("mails queued", |p| users::mail_queued(p, &chunk(), NOW));
    session.answer("mails cancelled", |p| outbox::cancel_of_users(p, &chunk(), NOW));
    session.answer("mails of a kind cancelled", |p| {
        outbox::cancel_kind(p, &chunk(), "invitation", NOW)
    });
    session.answer("links voided", |p| links::void(p, &chunk(), NOW));
    session.answer("links to former addresses voided", |p| {
        links::void_all_undo(p, &chunk(), NOW)
    });
    session.answer("one link voided", |p| {
        links::void_one(p, SOMEBODY, Purpose::Invitation, NOW)
    });
    session.answer("links replaced", |p| {
        let link = links::NewLink {
            hash: vec![1],
            user: SOMEBODY,
            purpose: Purpose::Invitation,
            epoch: 0,
            created_at: NOW,
            expires_at: NOW,
            email: None,
        };
        links::replace(p, &[link], NOW)
    });
    session.answer("second factors removed", |p| second_factors::remove(p, &chunk()));
    session.answer("second factors forgotten", |p| {
        second_factors::forget_unconfirmed(p, &chunk())
    });
    session.answer("grants forgotten", |p| grants::forget(p, &chunk()));
    session.answer("an address taken", |p| {
        users::address_is_taken(p, "john1@example.com", SOMEBODY).map(|_| ())
    });
    session.answer("addresses waited for", |p| {
        users::pending_addresses(p, &addresses).map(|_| ())
    });
    session.answer("numbers taken", |p| users::take_numbers(p, 10).map(|_| ()));
    session.answer("counters", |p| counts::of_portal(p).map(|_| ()));
    session.answer("mails of a user", |p| outbox::of_user(p, SOMEBODY, 20).map(|_| ()));
    session.run(For::Everything, "tokens", &Sight::Everybody, |p| {
        api_tokens::list(p).map(|_| ())
    });
    session.answer("a token", |p| api_tokens::by_id(p, TokenId(Uuid::nil())).map(|_| ()));
    holders_of(&mut session);
    session.end()
}

/// A chunk of users as they are after some change.
fn changed(p: &mut PortalTx<'_, '_>) -> Result<Vec<User>, StoreError> {
    let mut found = users::lock_by_pk(p, &chunk())?;
    found.iter_mut().for_each(|candidate| candidate.user.version += 1);
    Ok(found.into_iter().map(|candidate| candidate.user).collect())
}

/// Pages of the catalogue count holders; taking something away reads them all.
fn holders_of(session: &mut Session<'_>) {
    for kind in [GrantKind::AppRole, GrantKind::Permission] {
        session.answer(&format!("holders of each {}", kind.code()), |p| {
            holders::of_kind(p, kind).map(|_| ())
        });
    }
    session.answer("all admins", |p| holders::admins(p).map(|_| ()));
    session.run(For::Everything, "holders of a module", &Sight::Everybody, |p| {
        holders::granted(p, GrantKind::Module, &["reports".into()]).map(|_| ())
    });
    session.answer("internal with app roles", |p| {
        holders::internal_with_app_roles(p).map(|_| ())
    });
    let berlin = Sight::Of {
        own: SOMEBODY,
        sub_accounts: ["berlin".to_owned()].into(),
    };
    session.run(For::Page, "counters of Berlin", &berlin, |p| {
        counts::seen(p).map(|_| ())
    });
}

fn jobs(million: &Million) -> String {
    let mut session = session(million);
    let (mail, soon) = (MessageId(Uuid::nil()), NOW + Span::minutes(5));
    session.answer("mails claimed", |p| outbox::claim(p.tx, NOW, soon, 100).map(|_| ()));
    session.answer("a mail sent", |p| outbox::sent(p.tx, mail, NOW).map(|_| ()));
    session.answer("a mail again", |p| outbox::retry(p.tx, mail, NOW, "busy").map(|_| ()));
    session.answer("users due", |p| users::due(p.tx, NOW, 500).map(|_| ()));
    session.answer("the clock of a user", |p| users::set_clock(p, SOMEBODY, Some(NOW)));
    session.answer("expired sessions", |p| {
        sessions::remove_expired(p.tx, NOW, 500).map(|_| ())
    });
    session.answer("old links", |p| {
        links::remove_old(p.tx, NOW - Span::days(300), 500).map(|_| ())
    });
    session.answer("a portal to look at again", |p| portals::to_recheck(p.tx).map(|_| ()));
    session.answer("users to look at again", |p| {
        portals::begin_recheck(p.tx, p.portal)?;
        portals::next_to_recheck(p, 500).map(|_| ())
    });
    session.answer("their clocks", |p| {
        let clocks: Vec<_> = changed(p)?.iter().map(|user| (user.pk, None)).collect();
        portals::set_clocks(p, &clocks)
    });
    session.answer("an operation claimed", |p| {
        operations::claim(p.tx, NOW, soon).map(|_| ())
    });
    session.answer("a claim kept", |p| {
        operations::renew(p.tx, operation(1), soon).map(|_| ())
    });
    session.answer("items of it", |p| {
        operations::next_items(p, operation(1), 500).map(|_| ())
    });
    session.answer("their outcomes", |p| {
        let waiting = operations::next_items(p, operation(1), 50)?;
        let outcomes: Vec<_> = waiting.iter().map(|item| (item.n, None, Outcome::Done)).collect();
        operations::set_outcomes(p, operation(1), &outcomes)
    });
    session.answer("operations", |p| operations::list(p, None, 51).map(|_| ()));
    session.answer("running ones", |p| {
        operations::running_of(p, UserPk::new(BIG, 2)).map(|_| ())
    });
    session.answer("an operation", |p| operations::by_id(p, operation(1)).map(|_| ()));
    session.answer("an operation locked", |p| operations::lock(p, operation(1)).map(|_| ()));
    session.answer("a repeated request", |p| {
        operations::by_key(p, "ann@example.com", "key").map(|_| ())
    });
    session.answer("a page of its report", |p| {
        operations::lines(p, operation(1), None, 5, 51).map(|_| ())
    });
    session.answer("a page of skipped", |p| {
        operations::lines(p, operation(1), Some("skipped"), 5, 51).map(|_| ())
    });
    session.answer("former facts", |p| {
        operations::formers(p, operation(1), &chunk()).map(|_| ())
    });
    session.answer("an undo of it", |p| operations::undone_by(p, operation(1)).map(|_| ()));
    session.end()
}

/// What reads as much as the operation has items.
fn whole_operations(million: &Million) -> String {
    let mut session = session(million);
    let mut all = |what: &str, run: &dyn Fn(&mut PortalTx<'_, '_>) -> Answer| {
        session.run(For::Everything, what, &Sight::Everybody, run);
    };
    all("report", &|p| {
        operations::each_line(p, operation(1), |_, _| Ok::<_, StoreError>(()))
    });
    all("reasons", &|p| operations::reasons(p, operation(1)).map(|_| ()));
    all("failures", &|p| operations::failures(p, operation(1)).map(|_| ()));
    all("users again", &|p| {
        operations::users_again(p, operation(1), 1_000_000).map(|_| ())
    });
    all("inputs again", &|p| {
        operations::inputs_again(p, operation(1)).map(|_| ())
    });
    all("changed", &|p| {
        operations::changed(p, operation(1), 1_000_000).map(|_| ())
    });
    for left in [operations::Left::Changed, operations::Left::Again] {
        all(&format!("handed on: {left:?}"), &|p| {
            operations::hand_on(p, operation(1), operation(4_000), left).map(|_| ())
        });
    }
    all("mails not sent", &|p| operations::unsent(p, operation(1)).map(|_| ()));
    all("stopped", &|p| operations::stop_rest(p, operation(1), NOW).map(|_| ()));
    session.end()
}

super::on_both! {
    log: sqlite_reads_the_log_by_its_indexes, postgresql_reads_the_log_by_its_indexes;
    signing_in: sqlite_signs_in_by_keys, postgresql_signs_in_by_keys;
    commands: sqlite_commands_touch_only_their_users, postgresql_commands_touch_only_their_users;
    jobs: sqlite_jobs_claim_by_indexes, postgresql_jobs_claim_by_indexes;
    whole_operations: sqlite_reports_read_one_operation, postgresql_reports_read_one_operation;
}
