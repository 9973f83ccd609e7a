//! The page of one user.

use super::super::components::{Action, Icon, Kind, Look, Opens, Pager, Tab, Tag};
use super::super::form::{Field, Input, Need};
use super::super::user_page::{
    Activity, ActivityRow, EditField, EditNote, EmailForm, FactValue, MailRow, MailState, PendingEmail, Profile,
    Section, Security, SessionRow, UserPage,
};
use super::{LIST, action, choice, id, moment, s};

pub(crate) fn user(section: usize) -> UserPage {
    let base = format!("{LIST}/{}", id(1));
    let tab = |at, label: &str, path: &str| Tab {
        label: s(label),
        href: format!("{base}{path}"),
        current: at == section,
    };
    let opens = |mut action: Action| {
        action.opens = Opens::Dialog;
        action
    };
    UserPage {
        back: (s("Users"), s("/p/acme/users?q=ann")),
        name: s("Ann Lee"),
        status: Tag {
            code: s("AUTO_LOCKED"),
            label: s("Auto-locked"),
            sub: Some(s("until 14:20 GMT, after 5 wrong passwords")),
        },
        email: s("ann@example.com"),
        facts: vec![
            (s("Last signed in"), at("2026-11-22 14:05 GMT", "(3 hours ago)")),
            (s("Added"), at("2025-03-02 09:41 GMT", "by Maria Gomez")),
            (s("Modified"), at("2026-10-30 17:20 GMT", "by Maria Gomez")),
        ],
        id: id(1),
        actions: vec![
            opens(action(
                "Reset password",
                &format!("{base}/reset-password"),
                Some(Icon::Key),
                Look::Secondary,
            )),
            opens(action(
                "Deactivate",
                &format!("{base}/deactivate"),
                Some(Icon::Bar),
                Look::Secondary,
            )),
            opens(action(
                "Delete",
                &format!("{base}/delete"),
                Some(Icon::Bin),
                Look::Secondary,
            )),
            opens(action(
                "Unlock",
                &format!("{base}/unlock"),
                Some(Icon::Unlock),
                Look::Primary,
            )),
        ],
        notes: Vec::new(),
        tabs: vec![
            tab(0, "Profile", ""),
            tab(1, "Security", "/security"),
            tab(2, "Activity", "/activity"),
        ],
        section: match section {
            0 => Section::Profile(profile(&base)),
            1 => Section::Security(security(&base)),
            _ => Section::Activity(activity(&base)),
        },
    }
}

fn profile(base: &str) -> Profile {
    let edit = |name: &str, label: &str, value: &str, error: Option<&str>| EditField {
        field: Field {
            name: s(name),
            label: s(label),
            value: s(value),
            error: error.map(s),
            need: Need::Optional,
            max_length: Some(100),
            ..Field::default()
        },
        action: format!("{base}/profile"),
        version: s("7"),
        was: s(value),
        note: None,
    };
    let language = Field {
        name: s("language"),
        label: s("Language"),
        input: Input::Select(vec![choice("en", "English", true), choice("de", "Deutsch", false)]),
        hint: s("Mails are sent in this language."),
        ..Field::default()
    };
    let mail = |subject: &str, state, reason: &str, retry: Option<String>| MailRow {
        subject: s(subject),
        to: s("ann@example.com"),
        at: moment("2026-11-22 14:05"),
        state,
        reason: s(reason),
        retry,
    };
    Profile {
        editable: vec![
            edit("first_name", "First name", "Ann", None),
            edit("last_name", "Last name", "", Some("Enter at most 100 characters.")),
            EditField {
                note: Some(EditNote::Conflict {
                    text: s("Maria Gomez changed this to “annlee” at 14:04 GMT."),
                    keep: (s("Keep annlee"), s(base)),
                    mine: s("Use my text"),
                }),
                ..edit("username", "Username", "ann.lee", None)
            },
            EditField {
                field: language,
                action: format!("{base}/profile"),
                version: s("7"),
                was: s("en"),
                note: None,
            },
        ],
        email: Some(EmailForm {
            field: Field {
                name: s("email"),
                label: s("E-mail"),
                value: s("ann@example.com"),
                input: Input::Email,
                ..Field::default()
            },
            action: format!("{base}/change-email"),
        }),
        facts: vec![
            (s("Role"), text("User, + 3 permissions")),
            (s("Sub-accounts"), text("Hamburg, Berlin")),
        ],
        pending_email: Some(PendingEmail {
            address: s("ann@new.example"),
            resend: Some(format!("{base}/resend")),
            cancel: Some(format!("{base}/change-email/cancel")),
        }),
        mail: vec![
            mail(
                "Invitation",
                MailState::Dead,
                "mailbox unknown (550 5.1.1)",
                Some(format!("{base}/mail/3/retry")),
            ),
            mail("Password reset", MailState::Sent, "", None),
            mail("E-mail verification", MailState::Queued, "", None),
            mail("Invitation", MailState::Dropped, "", None),
        ],
    }
}

fn security(base: &str) -> Security {
    let session = |device: &str, own: bool| SessionRow {
        device: s(device),
        address: s("203.0.113.7"),
        started: moment("2026-11-22 08:00"),
        used: moment("2026-11-22 14:05"),
        own,
        end: (!own).then(|| format!("{base}/sessions/1/end")),
    };
    Security {
        password: vec![
            (s("State"), text("Set")),
            (s("Changed"), at("2026-09-01 10:00 GMT", "")),
            (s("Expires"), text("Never")),
        ],
        lock: vec![
            (s("Kind"), text("Automatic, after 5 wrong passwords")),
            (s("Since"), at("2026-11-22 14:05 GMT", "")),
            (s("Ends"), at("2026-11-22 14:20 GMT", "")),
        ],
        factors: Vec::new(),
        sessions: vec![session("Firefox on Windows", true), session("Safari on iPhone", false)],
        sign_out_all: Some(format!("{base}/sign-out")),
    }
}

fn activity(base: &str) -> Activity {
    let line = |action: &str, result: &str, kind| ActivityRow {
        at: moment("2026-11-22 14:05:09"),
        actor: s("maria@acme.example"),
        action: s(action),
        reference: s("ann@example.com"),
        result: s(result),
        kind,
        href: s("/p/acme/activity/12"),
    };
    Activity {
        views: vec![
            Tab {
                label: s("About this user"),
                href: format!("{base}/activity"),
                current: true,
            },
            Tab {
                label: s("By this user"),
                href: format!("{base}/activity?by=1"),
                current: false,
            },
        ],
        rows: vec![
            line("User locked automatically", "Done", Kind::Done),
            line("Sign-in", "Refused", Kind::NotDone),
            line("Invitation sent", "Failed", Kind::Error),
        ],
        pager: Pager {
            range: s("1–3 of 3"),
            ..Pager::default()
        },
    }
}

fn text(text: &str) -> FactValue {
    FactValue::Text(s(text))
}

fn at(text: &str, after: &str) -> FactValue {
    FactValue::At(moment(text), s(after))
}
