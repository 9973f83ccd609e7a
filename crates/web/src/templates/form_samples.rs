//! Samples of the pages with forms: signing in, setting up, accepting, adding, inviting, importing, exporting.

use super::accept::{self, AcceptPage, Dead, DeadLink};
use super::add_user::{self, AddUserPage, InvitationMail};
use super::components::{Kind, When};
use super::entered::{Entered, Met, Rule};
use super::export::{self, ExportPage};
use super::form::{Choice, Need};
use super::frame::{Frame, Skip, Theme};
use super::import::{self, ImportPage, ImportReport};
use super::invite::{self, InvitePage, Listed, Resend, Review, ReviewGroup, Unread};
use super::samples::frame;
use super::set_up::{self, NoSetUp, SetUpPage};
use super::sign_in::{self, SignInName, SignInNote, SignInPage};
use maud::Markup;

const LIST: &str = "/p/acme/users";

/// Every sample of these pages: file name and page.
pub(crate) fn all(theme: Theme) -> Vec<(&'static str, Markup)> {
    let outside = |title: &str| public(title, theme);
    let inside = |title: &str| plain(title, theme);
    vec![
        (
            "sign-in",
            sign_in::page(&outside("Sign in"), &sign_in(SignInNote::None)),
        ),
        ("sign-in-failed", sign_in::page(&outside("Sign in"), &failed_sign_in())),
        (
            "sign-in-accepted",
            sign_in::page(&outside("Sign in"), &sign_in(SignInNote::Accepted)),
        ),
        (
            "sign-in-signed-out",
            sign_in::page(&outside("Sign in"), &sign_in(SignInNote::SignedOut)),
        ),
        (
            "set-up",
            set_up::page(
                &Frame {
                    portal: None,
                    ..outside("Set up")
                },
                &SetUpPage {
                    rules: rules([Met::Untried; 2]),
                    ..set_up()
                },
            ),
        ),
        (
            "set-up-wrong",
            set_up::page(
                &Frame {
                    portal: None,
                    ..outside("Set up")
                },
                &wrong_set_up(),
            ),
        ),
        (
            "set-up-no-link",
            set_up::no_form(
                &Frame {
                    portal: None,
                    ..outside("Set up")
                },
                NoSetUp::LinkInvalid,
                "/sign-in",
            ),
        ),
        (
            "set-up-done",
            set_up::no_form(
                &Frame {
                    portal: None,
                    ..outside("Set up")
                },
                NoSetUp::AlreadyDone,
                "/sign-in",
            ),
        ),
        (
            "accept",
            accept::page(&outside("Accept invitation"), &accepting(None, [Met::Untried; 2])),
        ),
        (
            "accept-wrong",
            accept::page(
                &outside("Accept invitation"),
                &accepting(Some("Use at least 12 characters."), [Met::No, Met::Yes]),
            ),
        ),
        (
            "accept-used",
            accept::dead(&outside("Invitation used"), &dead(Dead::Used)),
        ),
        (
            "accept-expired",
            accept::dead(&outside("Invitation expired"), &dead(Dead::Expired)),
        ),
        (
            "accept-void",
            accept::dead(&outside("Invitation void"), &dead(Dead::Void)),
        ),
        (
            "accept-unknown",
            accept::dead(&outside("Link unknown"), &dead(Dead::Unknown)),
        ),
        (
            "accept-waiting",
            accept::waiting(&outside("Waiting for a seat"), "Acme Industries", "ann@example.com"),
        ),
        ("add-user", add_user::page(&inside("Add user"), &add_user())),
        ("add-user-wrong", add_user::page(&inside("Add user"), &wrong_user())),
        ("invite", invite::page(&inside("Invite users"), &inviting())),
        (
            "invite-review",
            invite::review(&inside("Review invitations"), &review()),
        ),
        ("export", export::page(&inside("Export users"), &exporting())),
        ("import", import::page(&inside("Import users"), &importing())),
        ("import-report", import::report(&inside("Check the import"), &report())),
    ]
}

/// A page inside the portal without the user list's skip link.
pub(crate) fn plain(title: &str, theme: Theme) -> Frame {
    Frame {
        skip: Skip::Main,
        job: None,
        ..frame(title, theme)
    }
}

/// A page for somebody who is not signed in.
pub(crate) fn public(title: &str, theme: Theme) -> Frame {
    let mut public = Frame {
        viewer: None,
        nav: Vec::new(),
        provider_bar: None,
        ..plain(title, theme)
    };
    if let Some(portal) = &mut public.portal {
        portal.others.clear();
    }
    public
}

pub(crate) fn sign_in(note: SignInNote) -> SignInPage {
    SignInPage {
        portal: s("Acme Industries"),
        action: s("/p/acme/sign-in"),
        hidden: vec![(s("next"), s(LIST))],
        note,
        forgot_href: Some(s("/p/acme/forgot")),
        ..SignInPage::default()
    }
}

fn failed_sign_in() -> SignInPage {
    SignInPage {
        with: SignInName::Both,
        name: s("ann.lee"),
        ..sign_in(SignInNote::Failed { tries: 5, minutes: 15 })
    }
}

fn set_up() -> SetUpPage {
    SetUpPage {
        action: s("/setup"),
        hidden: vec![(s("token"), s("abc"))],
        ..SetUpPage::default()
    }
}

fn wrong_set_up() -> SetUpPage {
    SetUpPage {
        provider: Entered::kept("North Star IT"),
        owner_email: Entered::kept("owner@").wrong("Enter a whole address, such as ann@example.com."),
        first_name: Entered::kept("Maria"),
        password_error: Some(s("Use at least 12 characters.")),
        rules: rules([Met::No, Met::Yes]),
        ..set_up()
    }
}

fn rules(met: [Met; 2]) -> Vec<Rule> {
    let [length, common] = met;
    vec![
        Rule {
            text: s("At least 12 characters"),
            met: length,
        },
        Rule {
            text: s("Not a common password, and not your name or address"),
            met: common,
        },
    ]
}

pub(crate) fn accepting(error: Option<&str>, met: [Met; 2]) -> AcceptPage {
    AcceptPage {
        portal: s("Acme Industries"),
        action: s("/p/acme/invite/abc"),
        signs_in_with: (s("E-mail"), s("ann@example.com")),
        expires: moment("2026-11-29 14:05 GMT"),
        error: error.map(s),
        rules: rules(met),
        ..AcceptPage::default()
    }
}

pub(crate) fn dead(why: Dead) -> DeadLink {
    DeadLink {
        portal: s("Acme Industries"),
        why,
        at: Some(moment("2026-11-20 09:30 GMT")),
        sign_in_href: s("/p/acme/sign-in"),
        ask_action: (why == Dead::Expired).then(|| s("/p/acme/invite/abc/ask")),
    }
}

pub(crate) fn add_user() -> AddUserPage {
    AddUserPage {
        back_href: s(LIST),
        action: s("/p/acme/users/new"),
        hidden: vec![(s("key"), s("0198c0de"))],
        last_name_need: Need::Optional,
        roles: roles(),
        seats: s("38 of 250 seats are free."),
        ..AddUserPage::default()
    }
}

fn wrong_user() -> AddUserPage {
    AddUserPage {
        first_name: Entered::kept("").wrong("Enter a first name."),
        last_name: Entered::kept("Lee"),
        email: Entered::kept("ann@example.com")
            .wrong("This address is already a user of this portal. Choose another one."),
        username: Some((Entered::kept("ann.lee"), Need::Required)),
        invitation: InvitationMail::Always,
        ..add_user()
    }
}

fn roles() -> Vec<Choice> {
    vec![
        described(
            "user",
            "User",
            "Own profile and the modules given. Cannot manage users.",
            true,
        ),
        described("auditor", "Auditor", "Sees users and activity, changes nothing.", false),
        described(
            "helpdesk",
            "Help desk",
            "Sends invitations again, resets passwords, unlocks.",
            false,
        ),
        described("admin", "Portal admin", "Manages users, pricing and payment.", false),
    ]
}

pub(crate) fn inviting() -> InvitePage {
    InvitePage {
        back_href: s(LIST),
        review_action: s("/p/acme/users/invite/review"),
        hidden: vec![(s("key"), s("0198c0de"))],
        roles: roles(),
        link_life: s("7 days"),
        seats: s("12 of 250 seats are free."),
        import_href: Some(s("/p/acme/users/import")),
        ..InvitePage::default()
    }
}

pub(crate) fn review() -> Review {
    let invited = (1..=14).map(|at| Listed {
        email: format!("person{at}@example.com"),
        name: if at == 2 { s("Ann Lee") } else { String::new() },
        ..Listed::default()
    });
    let skipped = |email: &str, reason: &str, href: Option<&str>| Listed {
        email: s(email),
        reason: s(reason),
        href: href.map(s),
        ..Listed::default()
    };
    Review {
        back_href: s(LIST),
        send_action: s("/p/acme/users/invite/send"),
        review_action: s("/p/acme/users/invite/review"),
        edit_action: s("/p/acme/users/invite"),
        hidden: vec![(s("addresses"), s("person1@example.com")), (s("role"), s("user"))],
        summary: s("Role: User. The links work for 7 days."),
        invited: 14,
        groups: vec![
            ReviewGroup {
                kind: Kind::Done,
                title: s("Will be invited"),
                count: 14,
                people: invited.collect(),
            },
            ReviewGroup {
                kind: Kind::NotDone,
                title: s("Skipped"),
                count: 4,
                people: vec![
                    skipped("maria@acme.example", "already a user", Some("/p/acme/users/1")),
                    skipped(
                        "li@acme.example",
                        "already invited, expires 27 Nov 2026",
                        Some("/p/acme/users/2"),
                    ),
                    skipped("x@throwaway.example", "disposable address", None),
                    skipped("person1@example.com", "repeated", None),
                ],
            },
        ],
        resend: Some(Resend {
            count: 1,
            chosen: false,
        }),
        unread: vec![
            Unread {
                line: 7,
                text: s("bob@"),
                reason: s("Nothing stands after the @."),
            },
            Unread {
                line: 12,
                text: s("call Ann first"),
                reason: s("There is no e-mail address here: add one, such as ann@example.com, or remove the text."),
            },
        ],
        seats: s("12 seats are free, 14 are invited: the last 2 to accept stay inactive until a seat is free."),
        ..Review::default()
    }
}

pub(crate) fn exporting() -> ExportPage {
    ExportPage {
        back_href: s("/p/acme/users?cat=active&q=ann"),
        action: s("/p/acme/users.csv"),
        sent: export::Sent::Get,
        query: vec![(s("cat"), s("active")), (s("q"), s("ann")), (s("after"), s("c1"))],
        filter: s("Active, “ann”"),
        matching: 61_345,
        of: export::Of::Matching,
        shown_columns: s("First name, Last name, Status"),
        on_page: 50,
        file_name: s("users-acme-2026-11-22T1405Z.csv"),
        job_from: 50_000,
    }
}

fn importing() -> ImportPage {
    ImportPage {
        back_href: s(LIST),
        action: s("/p/acme/users/import"),
        file_error: Some(s("The file has no column “email”. Add it to the first line.")),
        columns: vec![
            (s("email"), s("Required.")),
            (s("first_name, last_name"), s("Up to 100 characters each.")),
            (s("role"), s("user, auditor, helpdesk or admin. Without it: user.")),
        ],
        sample_href: Some(s("/p/acme/users/import/example.csv")),
        limit: s("5 MiB and 100,000 rows"),
        ..ImportPage::default()
    }
}

pub(crate) fn report() -> ImportReport {
    let row = |line, who: &str, reason: &str| import::ImportRow {
        line,
        who: s(who),
        reason: s(reason),
        ..import::ImportRow::default()
    };
    let group = |kind, title: &str, count, rows| import::ImportGroup {
        kind,
        title: s(title),
        count,
        rows,
        ..import::ImportGroup::default()
    };
    let change = |field: &str, before: &str, after: &str, note: &str| import::ImportChange {
        field: s(field),
        before: s(before),
        after: s(after),
        note: s(note),
    };
    let changed = import::ImportRow {
        changes: vec![
            change("First name", "", "Maria", ""),
            change("Role", "user", "admin", "(stays as it is)"),
        ],
        ..row(8, "maria@acme.example", "")
    };
    ImportReport {
        back_href: s(LIST),
        form_href: s("/p/acme/users/import"),
        action: s("/p/acme/users/import/run"),
        diff_action: s("/p/acme/users/import/diff"),
        hidden: vec![(s("upload"), s("0198c0de"))],
        add: 1_212,
        invite: 1_212,
        change: 1,
        unchanged: 0,
        skipped: 1,
        not_understood: 1,
        seats: s(
            "38 seats are free, 1,212 users will be added: those who accept last stay inactive until a seat is free.",
        ),
        ignored: vec![s("Recovery Email"), s("Work Phone")],
        groups: vec![
            group(
                Kind::Error,
                "Not understood",
                1,
                vec![row(7, "bob@", "This is not an e-mail address.")],
            ),
            group(
                Kind::NotDone,
                "Skipped",
                1,
                vec![row(
                    31,
                    "eve@example.com",
                    "This role does not exist here or is above your own.",
                )],
            ),
            group(Kind::Done, "Will be changed", 1, vec![changed]),
            group(Kind::Done, "Will be added", 1_212, vec![row(2, "ann@example.com", "")]),
        ],
    }
}

pub(crate) fn s(text: &str) -> String {
    String::from(text)
}

pub(crate) fn described(value: &str, label: &str, hint: &str, chosen: bool) -> Choice {
    Choice {
        value: s(value),
        label: s(label),
        hint: s(hint),
        chosen,
    }
}

/// "2026-11-22 14:05", with anything after the minutes left out of the machine's form.
pub(crate) fn moment(text: &str) -> When {
    let (day, time) = text.split_at(10);
    When {
        datetime: format!("{day}T{}:00Z", time.get(1..6).unwrap_or("00:00")),
        text: s(text),
    }
}
