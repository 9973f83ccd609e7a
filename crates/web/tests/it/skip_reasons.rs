//! Every reason to leave somebody as they are, met by a form, in the words of the summary (ui.md B9).

use crate::browser::Browser;
use crate::support::admin;
use app::store::portals;
use model::ids::UserId;
use model::policy::{Policy, Switch};
use model::report::Skip;
use model::time::Span;
use model::user::{InactiveReason, Lifecycle, Password};
use serde_json::json;
use std::fmt::Write as _;
use testkit::{TestApp, admin_of, on_both};

/// A portal of its own, with its admin at a browser.
struct Desk<'t> {
    t: &'t TestApp,
    slug: String,
    admin: Browser,
}

impl<'t> Desk<'t> {
    fn new(t: &'t TestApp, slug: &str, preset: &str, seats: Option<i64>) -> Self {
        t.portal(slug, preset, seats);
        Self {
            t,
            slug: slug.to_owned(),
            admin: Browser::signed_in(t, slug, &admin_of(slug)),
        }
    }

    fn address(&self, name: &str) -> String {
        format!("{name}@{}.example", self.slug)
    }

    fn user(&self, name: &str) -> UserId {
        self.t.user(&self.slug, &self.address(name), "user")
    }

    fn invited(&self, name: &str) -> UserId {
        self.t.invite(&self.slug, &self.address(name), "user")
    }

    fn own_id(&mut self) -> UserId {
        self.admin.open(&format!("/p/{}/users?role=admin", self.slug));
        self.admin.ids().remove(0).parse().expect("an id")
    }

    fn policy(&self, edit: impl Fn(&mut Policy)) {
        let write = self.t.db.write(|tx| {
            let mut portal = portals::by_slug(tx, &self.slug)?.expect("the portal");
            edit(&mut portal.policy);
            portals::update(tx, &portal, self.t.clock.now())
        });
        write.expect("the policy");
    }

    /// Confirms a command on ticked users; what the list says afterwards.
    fn run(&mut self, command: &str, ids: &[UserId]) -> String {
        bulk(&mut self.admin, &self.slug, command, ids)
    }

    /// The same after other commands on one user.
    fn after(&mut self, first: &[&str], id: UserId, command: &str) -> String {
        for command in first {
            assert!(self.run(command, &[id]).starts_with("Done. "), "{command} is done");
        }
        self.run(command, &[id])
    }

    /// Runs a command of the list and gives its operation.
    fn job(&mut self, command: &str, fields: &[(&str, &str)]) -> String {
        let path = format!("/p/{}/users/bulk/{command}", self.slug);
        let form = [&[("confirm", "yes"), ("typed", "1")], fields].concat();
        let location = self.admin.post(&path, &form).expect(303).header("location").to_owned();
        location.split("result=").nth(1).expect("an operation").to_owned()
    }

    /// Takes an operation back.
    fn undo(&mut self, job: &str) -> String {
        let path = format!("/p/{}/jobs/{job}/undo", self.slug);
        told(&mut self.admin, &self.slug, &path, &[])
    }

    /// Invites a new address and another one.
    fn invite(&mut self, other: &str) -> String {
        let text = format!("new@{}.example\n{other}", self.slug);
        let path = format!("/p/{}/users/invite/send", self.slug);
        let sent = [("addresses", text.as_str()), ("role", "user")];
        told(&mut self.admin, &self.slug, &path, &sent)
    }

    /// Imports a new address and another row.
    fn import(&mut self, header: &str, good: &str, other: &str) -> String {
        let csv = format!("{header}\nnew@{}.example,{good}\n{other}", self.slug);
        let path = format!("/p/{}/users/import/run", self.slug);
        told(&mut self.admin, &self.slug, &path, &[("csv", &csv), ("invite", "yes")])
    }

    /// A large invitation by a second admin, which goes on in the background.
    fn large(&self) -> (Browser, UserId) {
        let id = self.t.user(&self.slug, &self.address("second"), "admin");
        let mut second = Browser::signed_in(self.t, &self.slug, &self.address("second"));
        let people: Vec<String> = (0..301).map(|n| self.address(&format!("p{n}"))).collect();
        let path = format!("/p/{}/users/invite/send", self.slug);
        let job = second.post(&path, &[("addresses", &people.join("\n")), ("role", "user")]);
        second.open(job.expect(303).header("location")).expect(200).says("Stop");
        (second, id)
    }

    /// What the list says about a job that is over.
    fn result(&mut self, job: &str) -> String {
        self.t.run_jobs();
        let id = job.rsplit('/').next().unwrap_or_default().split('?').next();
        let page = format!("/p/{}/users?result={}", self.slug, id.unwrap_or_default());
        self.admin.open(&page).expect(200).part("strip-text")
    }
}

fn bulk(who: &mut Browser, slug: &str, command: &str, ids: &[UserId]) -> String {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let number = ids.len().to_string();
    let mut form = vec![("confirm", "yes"), ("typed", number.as_str())];
    form.extend(ids.iter().map(|id| ("ids", id.as_str())));
    told(who, slug, &format!("/p/{slug}/users/bulk/{command}"), &form)
}

/// Sends a form and reads the list that it leads back to.
fn told(who: &mut Browser, slug: &str, path: &str, form: &[(&str, &str)]) -> String {
    who.open(&format!("/p/{slug}/users"));
    let location = who.post(path, form).expect(303).header("location").to_owned();
    who.open(&location).expect(200).part("strip-text")
}

/// A preset, and what is done in a portal of it.
type Way = (&'static str, fn(&mut Desk<'_>) -> String);

fn standard(way: fn(&mut Desk<'_>) -> String) -> Way {
    ("standard", way)
}

/// The way to a reason. A new reason needs a line here.
fn way_to(skip: Skip) -> Way {
    match skip {
        Skip::NotFound => standard(|d| d.run("activate", &[UserId(uuid::Uuid::nil())])),
        Skip::NoPermission => standard(whose_right_is_gone),
        Skip::Outranked => standard(help_desk_against_the_admin),
        Skip::IsSelf => standard(|d| {
            let own = d.own_id();
            d.run("deactivate", &[own])
        }),
        Skip::LastAdmin => standard(staff_against_the_last_admin),
        Skip::Duplicate => standard(|d| d.invite(&format!("NEW@{}.example", d.slug))),
        Skip::AlreadyVerified => standard(|d| {
            let ann = d.user("ann");
            // The invitation that ann accepted is no longer one of a moment ago.
            d.t.advance(Span::minutes(2));
            d.run("resend", &[ann])
        }),
        Skip::Deactivated => standard(|d| d.after(&["deactivate"], d.user("ann"), "resend")),
        Skip::Deleted => standard(|d| d.after(&["delete"], d.user("ann"), "resend")),
        Skip::LockedByAdmin => standard(|d| d.after(&["lock"], d.user("ann"), "reset-password")),
        Skip::Cooldown => standard(|d| d.after(&[], d.invited("ivy"), "resend")),
        Skip::NotInvited => standard(|d| d.after(&["revoke"], d.invited("ivy"), "revoke")),
        Skip::AlreadyAccepted => standard(|d| d.after(&[], d.user("ann"), "revoke")),
        Skip::AlreadyActive => standard(|d| d.after(&[], d.user("ann"), "activate")),
        Skip::NoSeat => standard(|d| d.after(&[], d.user("ann"), "activate")),
        Skip::NotVerified => standard(|d| d.after(&[], d.invited("ivy"), "activate")),
        Skip::OnboardingIncomplete => standard(without_a_password),
        Skip::AlreadyInactive => standard(|d| d.after(&["deactivate"], d.user("ann"), "deactivate")),
        Skip::AlreadyLocked => standard(|d| d.after(&["lock"], d.user("ann"), "lock")),
        Skip::NotLocked => standard(|d| d.after(&[], d.user("ann"), "unlock")),
        Skip::Inactive => standard(|d| d.after(&["deactivate"], d.user("ann"), "reset-password")),
        Skip::PasswordSignInOff => standard(|d| {
            let ann = d.user("ann");
            d.policy(|policy| policy.password_sign_in = Switch::Off);
            d.run("reset-password", &[ann])
        }),
        Skip::NotDeletableFromStatus => ("permissions", |d| d.after(&[], d.invited("ivy"), "delete")),
        Skip::AlreadyDeleted => standard(|d| d.after(&["delete"], d.user("ann"), "delete")),
        Skip::NotDeleted => standard(|d| d.after(&[], d.user("ann"), "restore")),
        Skip::AlreadyUser => standard(|d| {
            d.user("ann");
            d.invite(&d.address("ann"))
        }),
        Skip::AlreadyInvited => standard(|d| {
            d.invited("ivy");
            d.invite(&d.address("ivy"))
        }),
        Skip::DeletedBefore => standard(|d| {
            let ann = d.user("ann");
            d.run("delete", &[ann]);
            d.invite(&d.address("ann"))
        }),
        Skip::Disposable => ("simple", |d| d.invite("throw@mailinator.com")),
        Skip::DomainNotAllowed => standard(|d| {
            d.policy(|policy| policy.blocked_domains = vec![String::from("rival.example")]);
            d.invite("eve@rival.example")
        }),
        Skip::NotUnderstood => standard(|d| d.invite("not an address")),
        Skip::UsernameTaken => standard(|d| {
            d.user("ann");
            d.import("email,username", "user.new", &format!("{},user.ann", d.address("eve")))
        }),
        Skip::FieldMissing => ("workflow", |d| {
            d.import("email,first name", "Nora", &format!("{},", d.address("eve")))
        }),
        Skip::AdminLimit => ("mssp", |d| {
            let header = "email,first name,role";
            d.import(header, "Nora,user", &format!("{},Eve,admin", d.address("eve")))
        }),
        Skip::RoleNotGrantable => standard(|d| d.import("email,role", "user", &format!("{},owner", d.address("eve")))),
        Skip::NotActiveAtSource => {
            standard(|d| d.import("email,status", "ACTIVE", &format!("{},SUSPENDED", d.address("eve"))))
        }
        Skip::NoChange => standard(|d| {
            d.invited("ivy");
            d.import("email,role", "user", &format!("{},user", d.address("ivy")))
        }),
        Skip::Stopped => standard(|d| {
            let (mut second, _) = d.large();
            let job = second.press("Stop", &[]).expect(200).at.clone();
            d.result(&job)
        }),
        Skip::AdminOnlyModule => standard(|d| {
            let id = d.user("ann").to_string();
            let path = format!("/p/{}/users/bulk/set-modules", d.slug);
            let form = [
                ("confirm", "yes"),
                ("ids", id.as_str()),
                ("edit", "add"),
                ("module", "pricing"),
            ];
            told(&mut d.admin, &d.slug, &path, &form)
        }),
        Skip::ChangedSincePreview => standard(|d| {
            let ann = d.user("ann");
            let job = d.job("deactivate", &[("ids", &ann.to_string())]);
            d.run("activate", &[ann]);
            d.undo(&job)
        }),
        Skip::NotInCatalogue => standard(given_back_what_is_gone),
        Skip::ExternalOnly => standard(an_internal_user_in_production),
        Skip::NoMfa => standard(|d| d.after(&[], d.user("ann"), "reset-mfa")),
        Skip::AddressTaken => standard(|d| {
            let ann = d.user("ann");
            d.user("bob");
            let path = format!("/p/{}/users/{ann}/change-email", d.slug);
            let form = [("email", d.address("bob")), ("confirm", String::from("yes"))];
            let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
            d.admin.post(&path, &form).expect(422).body
        }),
    }
}

/// What an undo would give back is no longer in the portal.
fn given_back_what_is_gone(d: &mut Desk<'_>) -> String {
    let id = d.user("ann").to_string();
    let reports = |edit| [("ids", id.as_str()), ("edit", edit), ("module", "reports")];
    d.job("set-modules", &reports("add"));
    let job = d.job("set-modules", &reports("remove"));
    let gone = format!("/api/v1/portals/{}/modules/reports", d.slug);
    admin(d.t, &d.slug).delete(&gone).expect(204);
    d.undo(&job)
}

fn an_internal_user_in_production(d: &mut Desk<'_>) -> String {
    let (api, base) = (admin(d.t, &d.slug), format!("/api/v1/portals/{}", d.slug));
    let app = json!({"slug": "crm", "name": "CRM", "roles": [{"slug": "editor", "name": "Editor"}]});
    api.post(&format!("{base}/apps"), &app).expect(201);
    api.post(&format!("{base}/deploy"), &json!({})).expect(200);
    let ina = json!({"email": d.address("ina"), "first_name": "Ina", "kind": "internal"});
    let ina = api.post(&format!("{base}/users"), &ina).expect(201).value();
    let id = ina["id"].as_str().expect("an id");
    let job = d.job(
        "set-app-roles",
        &[("ids", id), ("edit", "add"), ("app_role", "crm/editor")],
    );
    d.result(&job)
}

/// A job goes on with the rights that its actor still has.
fn whose_right_is_gone(d: &mut Desk<'_>) -> String {
    let (second, id) = d.large();
    d.run("delete", &[id]);
    d.result(&second.at)
}

fn help_desk_against_the_admin(d: &mut Desk<'_>) -> String {
    d.t.user(&d.slug, &d.address("hal"), "helpdesk");
    let mut hal = Browser::signed_in(d.t, &d.slug, &d.address("hal"));
    let admin = d.own_id();
    bulk(&mut hal, &d.slug, "reset-password", &[admin])
}

fn staff_against_the_last_admin(d: &mut Desk<'_>) -> String {
    let mut owner = Browser::signed_in(d.t, "provider", testkit::OWNER);
    let admin = d.own_id();
    bulk(&mut owner, &d.slug, "deactivate", &[admin])
}

/// No form leaves somebody like this: a row from before, or from a repair.
fn without_a_password(d: &mut Desk<'_>) -> String {
    let ann = d.user("ann");
    d.t.force(&d.slug, ann, |user| {
        user.lifecycle = Lifecycle::Inactive(InactiveReason::Manual);
        user.password = Password::None;
    });
    let told = d.run("activate", &[ann]);
    d.t.force(&d.slug, ann, |user| user.email_verified_at = None);
    told
}

/// The seats of the portal where the reason is met: as many as it needs to be met.
fn seats(skip: Skip) -> Option<i64> {
    (skip == Skip::NoSeat).then_some(1)
}

/// Proves: S0.25, S0.23, S0.24, S0.30, S0.31, S0.32, S0.40, S3.8, S4.12
#[test]
fn every_reason_is_met_and_said() {
    on_both(|t| {
        let mut said = String::new();
        for skip in Skip::ALL {
            let (preset, way) = way_to(*skip);
            let slug = skip.code().replace('_', "-");
            let text = way(&mut Desk::new(t, &slug, preset, seats(*skip)));
            if text.contains("<html") {
                // A page about one user says the whole sentence.
                assert!(text.contains(skip.sentence()), "{skip:?}: {text}");
                continue;
            }
            let short = skip.short_of_one().unwrap_or(skip.short());
            assert!(text.contains(short), "{skip:?}: {text}");
            writeln!(said, "{}: {text}", skip.code()).expect("a line");
        }
        insta::allow_duplicates! { insta::assert_snapshot!(said, @"
        not_found: Not done. No user was activated. Reason: not found.
        no_permission: Not done. Nobody was invited: 301 not permitted.
        outranked: Not done. No e-mail was sent. Reason: of higher rank.
        is_self: Not done. No user was deactivated. Reason: your own account.
        last_admin: Not done. No user was deactivated. Reason: last admin.
        changed_since_preview: Not done. Nothing was undone. Reason: changed meanwhile.
        duplicate: Partly done. 1 invitation is being sent. Not invited, 1: 1 repeated.
        already_verified: Not done. No e-mail was sent. Reason: already verified.
        deactivated: Not done. No e-mail was sent. Reason: deactivated.
        deleted: Not done. No e-mail was sent. Reason: deleted.
        locked_by_admin: Not done. No e-mail was sent. Reason: locked by an admin.
        cooldown: Not done. No e-mail was sent. Reason: mailed a moment ago.
        not_invited: Not done. No invitation was revoked. Reason: without an open invitation.
        already_accepted: Not done. No invitation was revoked. Reason: already accepted.
        already_active: Not done. No user was activated. Reason: already active.
        no_seat: Not done. No user was activated. Reason: without a free seat.
        not_verified: Not done. No user was activated. Reason: unverified.
        onboarding_incomplete: Not done. No user was activated. Reason: not finished onboarding.
        already_inactive: Not done. No user was deactivated. Reason: already inactive.
        already_locked: Not done. No user was locked. Reason: already locked.
        not_locked: Not done. No user was unlocked. Reason: not locked.
        inactive: Not done. No e-mail was sent. Reason: inactive.
        password_sign_in_off: Not done. No e-mail was sent. Reason: signing in without a password.
        not_deletable_from_status: Not done. No user was deleted. Reason: in a status that cannot be deleted.
        already_deleted: Not done. No user was deleted. Reason: already deleted.
        not_deleted: Not done. No e-mail was sent. Reason: not deleted.
        already_user: Partly done. 1 invitation is being sent. Not invited, 1: 1 already a user.
        already_invited: Partly done. 1 invitation is being sent. Not invited, 1: 1 already invited.
        deleted_before: Partly done. 1 invitation is being sent. Not invited, 1: 1 deleted here before.
        disposable: Partly done. 1 invitation is being sent. Not invited, 1: 1 disposable address.
        domain_not_allowed: Partly done. 1 invitation is being sent. Not invited, 1: 1 of a domain not allowed.
        not_understood: Partly done. 1 invitation is being sent. Not invited, 1: 1 not understood.
        username_taken: Partly done. 1 invitation is being sent. Not invited, 1: 1 with a taken username.
        field_missing: Partly done. 1 invitation is being sent. Not invited, 1: 1 with a required field missing.
        admin_limit: Partly done. 1 invitation is being sent. Not invited, 1: 1 above the number of admins.
        role_not_grantable: Partly done. 1 invitation is being sent. Not invited, 1: 1 with a role you cannot give.
        admin_only_module: Not done. No user was changed. Reason: who may not have an admin module.
        external_only: Not done. No user was changed. Reason: internal user.
        not_in_catalogue: Not done. Nothing was undone. Reason: with something that the portal does not have.
        no_mfa: Not done. No multi-factor sign-in was reset. Reason: without a second factor.
        not_active_at_source: Partly done. 1 invitation is being sent. Not invited, 1: 1 suspended or disabled in the file.
        no_change: Partly done. 1 invitation is being sent. Not invited, 1: 1 unchanged.
        stopped: Not done. Nobody was invited: 301 not reached.
        ") }
    });
}

/// The example of document 000: who got the mail and who did not, with reasons.
///
/// Proves: S0.22, S0.23, S0.24, S0.25
#[test]
fn who_got_the_mail_and_who_did_not_s0_25() {
    on_both(|t| {
        let mut desk = Desk::new(t, "acme", "workflow", Some(50));
        let mut ids: Vec<UserId> = (0..18).map(|n| desk.invited(&format!("invited{n}"))).collect();
        ids.extend((0..5).map(|n| desk.user(&format!("verified{n}"))));
        let off = [desk.user("off0"), desk.user("off1")];
        desk.run("deactivate", &off);
        ids.extend(off);
        t.advance(Span::minutes(2));
        t.run_jobs();
        let before = t.mail.list().len();
        let told = desk.run("resend", &ids);
        insta::allow_duplicates! {
            insta::assert_snapshot!(told, @"Partly done. Verification email sent to 18 of 25 users. Not sent to 7: 5 already verified, 2 deactivated.");
        }
        t.run_jobs();
        assert_eq!(t.mail.list().len(), before + 18);
        desk.admin
            .click("Details")
            .says("Changed: 18")
            .says("Skipped: 7")
            .says("5 · Already verified")
            .says("2 · Deactivated");
        let nobody = desk.run("resend", &ids[18..23]);
        insta::allow_duplicates! {
            insta::assert_snapshot!(nobody, @"Not done. No e-mail was sent. All 5 users are already verified.");
        }
    });
}
