//! Samples of the own account.

use super::account::{self, AccountPage, AccountSection, Preferences};
use super::components::Tab;
use super::form_samples::{described, moment, plain, s};
use super::frame::Theme;
use super::user_page::{FactValue, SessionRow};
use maud::Markup;

/// Every sample of these pages: file name and page.
pub(crate) fn all(theme: Theme) -> Vec<(&'static str, Markup)> {
    let page = |title: &str, section| account::page(&plain(title, theme), &account(section));
    vec![
        ("account", page("Your account", 0)),
        ("account-sessions", page("Sessions", 1)),
        ("account-preferences", page("Preferences", 2)),
    ]
}

pub(crate) fn account(section: usize) -> AccountPage {
    let tab = |at, label: &str, path: &str| Tab {
        label: s(label),
        href: format!("/p/acme/account{path}"),
        current: at == section,
    };
    AccountPage {
        tabs: vec![
            tab(0, "Profile", ""),
            tab(1, "Sessions", "/sessions"),
            tab(2, "Preferences", "/preferences"),
            tab(3, "My activity", "/activity"),
        ],
        section: match section {
            0 => own_profile(),
            1 => own_sessions(),
            _ => AccountSection::Preferences(Box::new(own_preferences())),
        },
    }
}

fn own_profile() -> AccountSection {
    AccountSection::Profile {
        facts: vec![
            (s("Name"), FactValue::Text(s("Maria Gomez"))),
            (s("E-mail"), FactValue::Text(s("maria@acme.example"))),
            (s("Role"), FactValue::Text(s("Portal admin"))),
            (
                s("Last signed in"),
                FactValue::At(moment("2026-11-22 14:05 GMT"), s("from 203.0.113.7")),
            ),
        ],
        note: s("Is something wrong? Ask another admin of Acme Industries to change it."),
    }
}

fn own_sessions() -> AccountSection {
    let session = |device: &str, own: bool| SessionRow {
        device: s(device),
        address: s("203.0.113.7"),
        started: moment("2026-11-22 08:00"),
        used: moment("2026-11-22 14:05"),
        own,
        end: (!own).then(|| s("/p/acme/account/sessions/2/end")),
    };
    AccountSection::Sessions {
        rows: vec![session("Firefox on Windows", true), session("Safari on iPhone", false)],
        end_others: Some(s("/p/acme/account/sessions/end-others")),
    }
}

fn own_preferences() -> Preferences {
    Preferences {
        action: s("/p/acme/account/preferences"),
        themes: vec![
            described("auto", "Auto", "As the system says", true),
            described("light", "Light", "", false),
            described("dark", "Dark", "", false),
        ],
        densities: vec![
            described("normal", "Normal", "", true),
            described("compact", "Compact", "More rows on a screen", false),
        ],
        zones: vec![
            described("GMT", "GMT", "", true),
            described("Europe/Berlin", "Europe/Berlin", "", false),
        ],
        sizes: ["25", "50", "100", "200"]
            .map(|n| described(n, n, "", n == "50"))
            .to_vec(),
        ..Preferences::default()
    }
}
