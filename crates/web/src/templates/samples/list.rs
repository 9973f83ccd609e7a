//! The user list in its states.

use super::super::components::{Empty, Icon, Look, MenuItem, Message, Opens, Pager, Tag};
use super::super::list_view::{
    Announce, BulkButton, Chip, Column, ColumnKey, FilterControl, FilterGroup, Filters, Keep, Matching, RowButton,
    Search, Sorted, Strip, Tile, UserListPage, UserRow, ViewTools,
};
use super::super::wording::{Act, Outcome};
use super::{LIST, action, choice, id, moment, s};

pub(crate) fn user_list() -> UserListPage {
    UserListPage {
        slug: s("acme"),
        path: s(LIST),
        here: s(LIST),
        heading: s("Users"),
        actions: vec![
            action(
                "Export list",
                "/p/acme/users/export",
                Some(Icon::Download),
                Look::Secondary,
            ),
            action("Add user", "/p/acme/users/new", Some(Icon::UserPlus), Look::Secondary),
            action("Invite users", "/p/acme/users/invite", Some(Icon::Send), Look::Primary),
        ],
        tiles: tiles(),
        search: Search {
            from_characters: 1,
            ..Search::default()
        },
        filters: filters(),
        clear_href: s(LIST),
        view: ViewTools {
            zones: vec![
                (s("GMT"), s(LIST), true),
                (s("Europe/Berlin"), s("/p/acme/users?tz=local"), false),
            ],
            columns: vec![
                choice("user", "Username", true),
                choice("role", "Role", true),
                choice("mfa", "Multi-factor", false),
            ],
            sorts: vec![
                choice("last", "Last name", true),
                choice("status", "Status", false),
                choice("seen", "Last signed in", false),
            ],
            descending: false,
        },
        bulk: [
            Act::Deactivate,
            Act::Resend,
            Act::ResetPassword,
            Act::Activate,
            Act::Lock,
            Act::Unlock,
            Act::Delete,
        ]
        .map(|act| BulkButton {
            action: s(act.slug()),
            label: act.label(),
            opens: Opens::Dialog,
        })
        .to_vec(),
        matching: Matching {
            count: 12_345,
            signed_filter: s("v1.eyJjYXQiOiJhbGwifQ.c2ln"),
            show_selected: None,
        },
        caption: s("Users, all but deleted, sorted by last name ascending; column headers sort"),
        announce: Announce {
            found: s("12,345 users found."),
            range: s("Users 1 to 50 of 12,345."),
            sorted: s("Sorted by last name, ascending."),
        },
        columns: columns(),
        rows: (0..50).map(row).collect(),
        pager: Pager {
            range: s("51–100 of 12,345"),
            first: Some(s(LIST)),
            previous: Some(s("/p/acme/users?before=b1")),
            next: Some(s("/p/acme/users?after=a1")),
            last: Some(s("/p/acme/users?at=last")),
            sizes: [25, 50, 100, 200]
                .map(|n| (n, format!("{LIST}?size={n}"), n == 50))
                .to_vec(),
        },
        ..UserListPage::default()
    }
}

pub(crate) fn searched() -> UserListPage {
    let rows = vec![row(1), row(5), row(14)];
    UserListPage {
        here: s("/p/acme/users?q=ann&role=admin"),
        query: vec![(s("q"), s("ann")), (s("role"), s("admin")), (s("size"), s("100"))],
        search: Search {
            value: s("an"),
            words: vec![s("an")],
            from_characters: 2,
        },
        chips: vec![
            Chip {
                label: s("Role Admin"),
                href: s("/p/acme/users?q=ann"),
            },
            Chip {
                label: s("Last signed in more than 90 days ago"),
                href: s("/p/acme/users?q=ann&role=admin"),
            },
        ],
        scope_note: s("You can see users of 2 of 7 sub-accounts."),
        strip: Strip::Job {
            text: s("Job running: Deactivate, 33 %"),
            href: s("/p/acme/jobs/7"),
        },
        rows,
        pager: Pager {
            range: s("1–3 of 3"),
            ..Pager::default()
        },
        ..user_list()
    }
}

pub(crate) fn with_result() -> UserListPage {
    let outcome = Outcome {
        done: 18,
        skipped: vec![(5, s("already verified")), (2, s("deactivated"))],
        ..Outcome::default()
    };
    let (kind, text) = Act::Resend.result(&outcome);
    let links = vec![
        (s("Show list"), s("/p/acme/jobs/7")),
        (s("Download CSV"), s("/p/acme/jobs/7/results.csv")),
    ];
    let message = Message {
        kind,
        text,
        undo: Some((s("Undo"), s("/p/acme/jobs/7/undo"))),
        links,
        focus: true,
    };
    UserListPage {
        strip: Strip::Result {
            message,
            keep: Keep::Only(vec![id(3), id(4)]),
        },
        ..user_list()
    }
}

pub(crate) fn nothing_found() -> UserListPage {
    let empty = Empty {
        text: s("No users match “annx” in Active."),
        hint: String::new(),
        links: vec![
            (
                s("Search all categories (3 found in Deleted)"),
                s("/p/acme/users?q=annx&cat=any"),
            ),
            (s("Clear search"), s(LIST)),
        ],
    };
    UserListPage {
        rows: Vec::new(),
        empty: Some(empty),
        search: Search {
            value: s("annx"),
            words: vec![s("annx")],
            from_characters: 1,
        },
        ..user_list()
    }
}

pub(crate) fn first_visit() -> UserListPage {
    let empty = Empty {
        text: s("No other users yet"),
        hint: s("Invite the people who should work in this portal."),
        links: vec![(s("Invite users"), s("/p/acme/users/invite"))],
    };
    UserListPage {
        rows: vec![row(1)],
        empty: Some(empty),
        pager: Pager {
            range: s("1 of 1"),
            ..Pager::default()
        },
        ..user_list()
    }
}

fn tiles() -> Vec<Tile> {
    let tile = |key: &str, label: &str, count, extra: &str| Tile {
        key: s(key),
        label: s(label),
        count,
        extra: s(extra),
        href: format!("{LIST}?cat={key}"),
        warn: extra.starts_with('0'),
        current: key == "all",
    };
    vec![
        tile("all", "All users", 12_345, ""),
        tile("active", "Active", 11_250, "0 seats free"),
        tile("unconfirmed", "Unconfirmed", 418, "12 expired"),
        tile("password", "Password pending", 96, ""),
        tile("locked", "Locked", 31, ""),
        tile("inactive", "Inactive", 550, ""),
        tile("deleted", "Deleted", 204, ""),
    ]
}

fn filters() -> Filters {
    let group = |name: &str, label: &str, control| FilterGroup {
        name: s(name),
        label: s(label),
        control,
        error: String::new(),
    };
    let statuses = STATUSES
        .map(|(code, label, ..)| choice(&code.to_lowercase(), label, code == "ACTIVE"))
        .to_vec();
    let roles = vec![
        choice("admin", "Portal admin", false),
        choice("manager", "User manager", false),
        choice("user", "User", false),
    ];
    let seen = vec![
        choice("", "Any time", true),
        choice("never", "Never", false),
        choice("90", "More than 90 days ago", false),
    ];
    Filters {
        open: false,
        groups: vec![
            group("status", "Status", FilterControl::Checks(statuses)),
            group("role", "Role", FilterControl::Checks(roles)),
            group("seen", "Last signed in", FilterControl::Select(seen)),
            group(
                "added",
                "Added (GMT)",
                FilterControl::Range {
                    from: s("2026-11-01"),
                    to: String::new(),
                },
            ),
        ],
    }
}

fn columns() -> Vec<Column> {
    let column = |key, label: &str, zone: &str, sorted| Column {
        key,
        label: s(label),
        zone: s(zone),
        sort_href: Some(format!("{LIST}?sort={}", ColumnKey::code(key))),
        sorted,
    };
    vec![
        column(ColumnKey::First, "First name", "", Sorted::No),
        column(ColumnKey::Last, "Last name", "", Sorted::Ascending),
        column(ColumnKey::Status, "Status", "", Sorted::No),
        column(ColumnKey::Role, "Role", "", Sorted::No),
        column(ColumnKey::Email, "Primary email", "", Sorted::No),
        column(ColumnKey::Seen, "Last signed in", "(GMT)", Sorted::No),
        column(ColumnKey::Added, "Added", "(GMT)", Sorted::No),
        column(ColumnKey::Modified, "Modified", "(GMT)", Sorted::No),
    ]
}

const NAMES: [(&str, &str); 16] = [
    ("Aaliyah", "Abbott"),
    ("Ann", "Lee"),
    ("Björn", "Ångström"),
    ("", ""),
    ("Chidi", "Okonkwo-Adebayo"),
    ("Dana", "Ferrari"),
    ("محمد", "الأحمد"),
    ("Élodie", "Lefèvre"),
    ("Farhan", "Qureshi"),
    ("Grace", "O’Connor"),
    ("Hiroshi", "田中"),
    ("Ines", "da Silva e Souza"),
    ("Jürgen", "Vogel"),
    ("Katarzyna", "Wiśniewska"),
    ("Lan Anh", "Nguyễn"),
    ("Wolfeschlegelsteinhausen", "Bergerdorff"),
];

/// Code, label, line below, row button, its full name.
const STATUSES: [(&str, &str, &str, &str, &str); 13] = [
    ("ACTIVE", "Active", "", "", ""),
    (
        "INVITED",
        "Invited",
        "expires 29 Nov 2026 14:05",
        "Resend",
        "Resend invitation to",
    ),
    (
        "INVITE_EXPIRED",
        "Invite expired",
        "since 20 Nov 2026",
        "Resend",
        "Resend invitation to",
    ),
    (
        "INVITE_NOT_DELIVERED",
        "Invite not delivered",
        "mailbox unknown",
        "Resend",
        "Resend invitation to",
    ),
    ("INVITE_REVOKED", "Invite revoked", "", "Resend", "Resend invitation to"),
    ("ADDED", "Added", "no invitation sent", "Invite", "Invite"),
    ("UNVERIFIED", "Unverified", "", "Resend", "Resend verification to"),
    (
        "AWAITING_NEW_PASSWORD",
        "Awaiting new password",
        "",
        "Resend link",
        "Resend link to",
    ),
    ("RECOVERY", "Recovery", "", "Resend link", "Resend link to"),
    ("AUTO_LOCKED", "Auto-locked", "until 14:20, 5 tries", "Unlock", "Unlock"),
    ("LOCKED_BY_ADMIN", "Locked by admin", "", "Unlock", "Unlock"),
    ("INACTIVE", "Inactive", "no free seat", "Activate", "Activate"),
    (
        "DELETED",
        "Deleted",
        "erased on 22 Dec 2026",
        "Invite again",
        "Invite again",
    ),
];

pub(crate) fn row(at: usize) -> UserRow {
    let (first, last) = NAMES[at % NAMES.len()];
    let (code, label, sub, button, full) = STATUSES[if at.is_multiple_of(3) {
        (at / 3) % STATUSES.len()
    } else {
        0
    }];
    let id = id(at);
    let email = if at % NAMES.len() == 15 {
        s("wolfeschlegelsteinhausen.bergerdorff@very-long-subdomain.customer-portal.example")
    } else {
        format!(
            "{}{at}@acme.example",
            if first.is_ascii() && !first.is_empty() {
                first.to_lowercase().replace(' ', ".")
            } else {
                s("person")
            }
        )
    };
    let href = format!("{LIST}/{id}");
    let mut user = UserRow {
        first: s(first),
        last: s(last),
        username: format!("user{at}"),
        status: Tag {
            code: s(code),
            label: s(label),
            sub: (!sub.is_empty()).then(|| s(sub)),
        },
        role: s(if at == 1 { "Portal admin" } else { "User" }),
        extra_permissions: (at % 7 == 2).then(|| (3, format!("{href}/permissions"))),
        pending_email: (at == 7).then(|| s("elodie.lefevre@new.example")),
        seen: (at % 5 != 4).then(|| moment("2026-11-22 14:05")),
        added: Some(moment("2025-03-02 09:41")),
        modified: Some(moment("2026-10-30 17:20")),
        menu: menu(&href, at == 1),
        selectable: true,
        stale: at == 9,
        email,
        id,
        href,
        ..UserRow::default()
    };
    let full_name = format!("{full} {}", user.name());
    user.button = (!button.is_empty()).then(|| RowButton {
        label: s(button),
        full_name,
        href: format!("{}/unlock", user.href),
    });
    user
}

fn menu(href: &str, last_admin: bool) -> Vec<MenuItem> {
    let link = |label: &str, path: &str, opens| MenuItem::Link {
        label: s(label),
        href: format!("{href}{path}"),
        opens,
    };
    let mut items = vec![
        link("View or edit", "", Opens::Page),
        link("Reset password", "/reset-password", Opens::Dialog),
        link("Reset MFA", "/reset-mfa", Opens::Dialog),
        link("View activity", "/activity", Opens::Page),
        MenuItem::Rule,
    ];
    if last_admin {
        items.push(MenuItem::Text {
            label: s("Deactivate, lock, delete"),
            reason: s("Last admin of this portal"),
        });
    } else {
        items.extend(
            ["Lock", "Deactivate", "Delete"].map(|act| link(act, &format!("/{}", act.to_lowercase()), Opens::Dialog)),
        );
    }
    items
}
