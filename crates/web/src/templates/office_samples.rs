//! Samples of activity, portals, tokens, errors and captured mail.

use super::activity::{self, ActivityFilters, ActivityLine, ActivityPage, Actor, Change, EntryPage, Reference, Side};
use super::components::{Action, Icon, Kind, Look, Opens, Pager, Tab, heading};
use super::dev_mail::{self, MailLine, MailPage};
use super::entered::Entered;
use super::errors::{self, ErrorPage, Problem};
use super::form_samples::{described, moment, plain, public, s};
use super::frame::{Theme, page};
use super::list_view::Chip;
use super::portals::{
    self, NewPortalPage, PortalRow, PortalSettings, PortalState, PortalsPage, SeatsLimit, StaffPortals, StaffReach,
    StateChange,
};
use super::tokens::{self, NewTokenPage, TokenRow, TokenShown, TokenState, TokensPage};
use maud::{Markup, html};

const ACTIVITY: &str = "/p/acme/activity";

/// Every sample of these pages: file name and page.
pub(crate) fn all(theme: Theme) -> Vec<(&'static str, Markup)> {
    let inside = |title: &str| plain(title, theme);
    let error = |problem| errors::page(&inside(""), &broken(problem));
    let suspend = portals::suspend_confirmation(
        "Acme Industries",
        212,
        "/provider/portals/acme/suspend",
        "/provider/portals/acme",
    );
    let revoke = tokens::revoke_confirmation("Nightly sync", "/p/acme/tokens/1/revoke", "/p/acme/tokens");
    let staff = html! { (heading("Tom Berg", &[])) (portals::staff_portals(&staff())) };
    vec![
        ("activity", activity::page(&inside("Activity"), &activity_list())),
        (
            "activity-empty",
            activity::page(
                &inside("Activity"),
                &ActivityPage {
                    lines: Vec::new(),
                    ..activity_list()
                },
            ),
        ),
        ("activity-entry", activity::entry(&inside("Activity"), &entry())),
        ("portals", portals::page(&inside("Portals"), &portal_list())),
        ("portal-new", portals::new_portal(&inside("New portal"), &new_portal())),
        (
            "portal-settings",
            portals::settings(&inside("Settings"), &portal_settings()),
        ),
        ("portal-suspended", portals::settings(&inside("Settings"), &suspended())),
        ("portal-suspend", portals::suspend_page(&inside("Settings"), &suspend)),
        ("staff-portals", page(&inside("Tom Berg"), staff)),
        ("tokens", tokens::page(&inside("API tokens"), &token_list())),
        (
            "tokens-empty",
            tokens::page(
                &inside("API tokens"),
                &TokensPage {
                    rows: Vec::new(),
                    ..token_list()
                },
            ),
        ),
        ("token-new", tokens::new_token(&inside("New token"), &new_token())),
        (
            "token-shown",
            tokens::shown_once(&inside("Token created"), &shown_token()),
        ),
        ("token-revoke", tokens::revoke_page(&inside("API tokens"), &revoke)),
        ("error-403", error(forbidden())),
        (
            "error-404",
            errors::page(&public("", theme), &broken(Problem::NotFound)),
        ),
        (
            "error-409",
            error(Problem::Conflict {
                what: s("Maria Gomez changed this portal at 14:04 GMT."),
                retry_href: s("/provider/portals/acme"),
            }),
        ),
        ("error-413", error(Problem::TooLarge { limit: s("1 MiB") })),
        (
            "error-422",
            error(Problem::NotUnderstood {
                reasons: vec![s("The form was not complete: “role” is missing.")],
            }),
        ),
        (
            "error-429",
            error(Problem::TooMany {
                seconds: 20,
                retry_href: Some(s("/p/acme/users?q=ann")),
            }),
        ),
        ("error-500", error(Problem::Internal)),
        (
            "error-503",
            error(Problem::Unavailable {
                retry_href: s("/p/acme/users"),
            }),
        ),
        ("mail-list", dev_mail::list(&public("Captured mail", theme), &mails())),
        ("mail", dev_mail::mail(&inside("Invitation"), &mail())),
    ]
}

fn to(label: &str, href: &str, icon: Icon, look: Look) -> Action {
    Action {
        label: s(label),
        href: s(href),
        icon: Some(icon),
        look,
        opens: Opens::Page,
    }
}

fn tab(label: &str, href: &str, current: bool) -> Tab {
    Tab {
        label: s(label),
        href: s(href),
        current,
    }
}

fn only(range: &str) -> Pager {
    Pager {
        range: s(range),
        ..Pager::default()
    }
}

pub(crate) fn activity_list() -> ActivityPage {
    ActivityPage {
        path: s(ACTIVITY),
        actions: vec![to(
            "Export as CSV",
            "/p/acme/activity.csv",
            Icon::Download,
            Look::Secondary,
        )],
        presets: vec![
            tab("Today", "/p/acme/activity?from=2026-11-22", false),
            tab("7 days", "/p/acme/activity?from=2026-11-16", true),
            tab("30 days", "/p/acme/activity?from=2026-10-24", false),
            tab("All", ACTIVITY, false),
        ],
        views: vec![
            tab("About Ann Lee", "/p/acme/activity?target=1", true),
            tab("By Ann Lee", "/p/acme/activity?actor=1", false),
        ],
        filters: ActivityFilters {
            actor: s("maria"),
            actions: vec![
                described("", "Any action", "", true),
                described("user.locked", "Locked user", "", false),
            ],
            results: vec![
                described("", "Any result", "", true),
                described("refused", "Refused", "", false),
            ],
            from: s("2026-11-16"),
            ..ActivityFilters::default()
        },
        chips: vec![
            Chip {
                label: s("Performed by “maria”"),
                href: s("/p/acme/activity?from=2026-11-16"),
            },
            Chip {
                label: s("From 2026-11-16"),
                href: s("/p/acme/activity?actor=maria"),
            },
        ],
        clear_href: s(ACTIVITY),
        zone: s("GMT"),
        lines: vec![
            line("Deactivated user", "Done", Kind::Done, Side::Portal, ""),
            line(
                "Deleted user",
                "Refused",
                Kind::NotDone,
                Side::Provider,
                "Last admin of this portal",
            ),
            ActivityLine {
                actor: Actor {
                    label: s("system"),
                    ..Actor::default()
                },
                ..line(
                    "Mail not delivered",
                    "Failed",
                    Kind::Error,
                    Side::Portal,
                    "mailbox unknown (550 5.1.1)",
                )
            },
            ActivityLine {
                reference: None,
                ..line("Exported users", "Done", Kind::Done, Side::Portal, "")
            },
        ],
        pager: only("1–4 of 4"),
        ..ActivityPage::default()
    }
}

fn line(action: &str, result: &str, kind: Kind, side: Side, reason: &str) -> ActivityLine {
    ActivityLine {
        at: moment("2026-11-22 14:05:09"),
        actor: Actor {
            label: s("maria@acme.example"),
            role: s("Portal admin"),
            side,
        },
        action: s(action),
        reference: Some(Reference {
            label: s("ann@example.com"),
            id: s("0198c0de-7c1a-7abc-8def-000000000001"),
            href: Some(s("/p/acme/users/1")),
        }),
        result: s(result),
        kind,
        reason: s(reason),
        href: s("/p/acme/activity/12"),
    }
}

pub(crate) fn entry() -> EntryPage {
    let change = |field: &str, before: &str, after: &str| Change {
        field: s(field),
        before: s(before),
        after: s(after),
    };
    EntryPage {
        back_href: s("/p/acme/activity?actor=maria"),
        line: line("Deactivated user", "Done", Kind::Done, Side::Provider, ""),
        changes: vec![
            change("Status", "Active", "Inactive"),
            change("Last name", "", "Lee"),
            change("Access ended", "2", "3"),
        ],
        job: Some((s("Deactivate 120 users"), s("/p/acme/jobs/7"))),
        request_id: s("0198c0de-7c1a-7abc-8def-00000000abcd"),
        client: s("Firefox on Windows"),
        address: s("203.0.113.7"),
    }
}

pub(crate) fn portal_list() -> PortalsPage {
    let portal = |name: &str, slug: &str, state, users, held, owned| PortalRow {
        name: s(name),
        slug: s(slug),
        href: format!("/p/{slug}/users"),
        settings_href: Some(format!("/provider/portals/{slug}")),
        preset: s("standard"),
        state,
        users,
        pending: users / 20,
        held,
        owned,
    };
    PortalsPage {
        actions: vec![to("New portal", "/provider/portals/new", Icon::Plus, Look::Primary)],
        path: s("/provider/portals"),
        q: String::new(),
        rows: vec![
            portal("Acme Industries", "acme", PortalState::Active, 12_345, 250, Some(250)),
            portal("Globex", "globex", PortalState::Suspended, 80, 71, Some(100)),
            portal(
                "Initech International Holding and Services",
                "initech",
                PortalState::Active,
                1,
                1,
                None,
            ),
        ],
        pager: only("1–3 of 3"),
    }
}

pub(crate) fn new_portal() -> NewPortalPage {
    NewPortalPage {
        back_href: s("/provider/portals"),
        action: s("/provider/portals/new"),
        name: Entered::kept("Acme Industries"),
        slug: Entered::kept("acme").wrong("There is already a portal “acme”. Choose another word."),
        address_start: s("https://portal.example/p/"),
        presets: vec![
            described(
                "standard",
                "standard",
                "Every status under its own name; deleted users can be restored for 30 days.",
                true,
            ),
            described(
                "workflow",
                "workflow",
                "Active and inactive users against licence seats; deleting is final.",
                false,
            ),
            described(
                "mssp",
                "mssp",
                "Enabled, disabled and unconfirmed users with one portal admin.",
                false,
            ),
        ],
        admin_email: Entered::kept("maria@acme.example"),
        ..NewPortalPage::default()
    }
}

pub(crate) fn portal_settings() -> PortalSettings {
    PortalSettings {
        back_href: s("/provider/portals"),
        portal: s("Acme Industries"),
        slug: s("acme"),
        users_href: s("/p/acme/users"),
        preset: s("standard: Every status under its own name; deleted users can be restored for 30 days."),
        rename_action: s("/provider/portals/acme/rename"),
        name: Entered::kept("Acme Industries"),
        seats: SeatsLimit {
            action: s("/provider/portals/acme/seats"),
            entered: Entered::kept("200").wrong("212 seats are taken. Enter 212 or more, or deactivate users first."),
            held: 212,
            owned: Some(250),
        },
        change: Some(StateChange::Suspend(s("/provider/portals/acme/suspend"))),
        ..PortalSettings::default()
    }
}

fn suspended() -> PortalSettings {
    let mut portal = portal_settings();
    portal.seats.entered = Entered::kept("250");
    portal.state = PortalState::Suspended;
    portal.change = Some(StateChange::Resume(s("/provider/portals/acme/resume")));
    portal
}

fn staff() -> StaffPortals {
    let portal = |slug: &str, name: &str, chosen| described(slug, name, slug, chosen);
    StaffPortals {
        reach: StaffReach::Editable {
            action: s("/provider/users/1/portals"),
            hidden: vec![(s("key"), s("0198c0de"))],
            portals: vec![
                portal("acme", "Acme Industries", true),
                portal("globex", "Globex", false),
                portal("initech", "Initech", true),
            ],
        },
    }
}

pub(crate) fn token_list() -> TokensPage {
    let token = |name: &str, state, used: Option<&str>| TokenRow {
        name: s(name),
        acts_for: s("maria@acme.example"),
        permissions: s("View users, Invite users"),
        created: moment("2026-10-01 09:00"),
        used: used.map(moment),
        expires: Some(moment("2026-12-31 09:00")),
        state,
        revoke_href: (state == TokenState::Live).then(|| s("/p/acme/tokens/1/revoke")),
    };
    TokensPage {
        actions: vec![to("New token", "/p/acme/tokens/new", Icon::Plus, Look::Primary)],
        docs_href: s("/api/docs"),
        rows: vec![
            token("Nightly sync", TokenState::Live, Some("2026-11-22 03:00")),
            token("Old CRM", TokenState::Expired, None),
            token("Test", TokenState::Revoked, None),
        ],
        pager: only("1–3 of 3"),
    }
}

fn new_token() -> NewTokenPage {
    NewTokenPage {
        back_href: s("/p/acme/tokens"),
        action: s("/p/acme/tokens/new"),
        acts_for: s("maria@acme.example"),
        permissions: vec![
            described("users.view", "View users", "users.view", true),
            described("users.invite", "Invite users", "users.invite", false),
            described("activity.view", "View activity", "activity.view", false),
        ],
        lives: vec![
            described("30d", "30 days", "", true),
            described("90d", "90 days", "", false),
            described("1y", "1 year", "", false),
        ],
        ..NewTokenPage::default()
    }
}

pub(crate) fn shown_token() -> TokenShown {
    TokenShown {
        back_href: s("/p/acme/tokens"),
        name: s("Nightly sync"),
        secret: s("ptk_0198c0de7c1a7abc8def000000000001_4f2a9c7d1e"),
        example: s(
            "curl -H \"Authorization: Bearer ptk_0198c0de7c1a7abc8def000000000001_4f2a9c7d1e\" https://portal.example/api/v1/portals/acme/me",
        ),
        expires: Some(moment("2026-12-22 14:05 GMT")),
    }
}

pub(crate) fn broken(problem: Problem) -> ErrorPage {
    ErrorPage {
        problem,
        home: (s("Users"), s("/p/acme/users")),
        request_id: s("0198c0de-7c1a-7abc-8def-00000000abcd"),
    }
}

pub(crate) fn forbidden() -> Problem {
    Problem::Forbidden {
        permission: s("Export users"),
        code: s("users.export"),
        granted_by: s("Maria Gomez or another admin of Acme Industries"),
    }
}

fn mails() -> Vec<MailLine> {
    let mail = |subject: &str, to: &str, time: &str| MailLine {
        href: s("/dev/mail/3"),
        to: s(to),
        subject: s(subject),
        at: moment(time),
    };
    vec![
        mail(
            "You are invited to Acme Industries",
            "ann@example.com",
            "2026-11-22 14:05",
        ),
        mail(
            "Set a new password for Acme Industries",
            "bjorn.angstrom@very-long-subdomain.example",
            "2026-11-22 13:40",
        ),
    ]
}

pub(crate) fn mail() -> MailPage {
    MailPage {
        back_href: s("/dev/mail"),
        subject: s("You are invited to Acme Industries"),
        headers: vec![
            (s("From"), s("Portico <portico@portal.example>")),
            (s("To"), s("ann@example.com")),
            (s("Date"), s("Sun, 22 Nov 2026 14:05:00 +0000")),
            (
                s("Message-ID"),
                s("<0198c0de-7c1a-7abc-8def-000000000003@portal.example>"),
            ),
        ],
        text: s(
            "Hello Ann,\n\nMaria Gomez invites you to Acme Industries.\nSet a password to start (this link works for 7 days):\n\nhttps://portal.example/p/acme/invite/4f2a9c7d1e4f2a9c7d1e4f2a9c7d1e4f2a9c7d1e.\n\nIf you do not expect this mail, ignore it.\n",
        ),
        html_href: Some(s("/dev/mail/3/html")),
    }
}
