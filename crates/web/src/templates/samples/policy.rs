//! A sample of the policy.

use super::super::components::{Kind, Message};
use super::super::form::{Choice, Field, Input, Need};
use super::super::policy::{PolicyPage, Section, SettingRow};
use super::s;

pub(crate) fn policy() -> PolicyPage {
    PolicyPage {
        portal: s("Acme Industries"),
        preset: s("Preset mssp: Enabled, disabled and unconfirmed users with one portal admin."),
        hidden: vec![(s("version"), s("7"))],
        problem: Some(Message {
            kind: Kind::Error,
            text: s("Somebody else has changed these settings meanwhile."),
            ..Message::default()
        }),
        sections: vec![locking(), seats()],
    }
}

fn locking() -> Section {
    Section {
        key: s("locking"),
        title: s("Locking"),
        about: s("What wrong passwords lead to."),
        action: s("/p/acme/settings/policy/locking"),
        settings: vec![
            SettingRow {
                fields: vec![Field {
                    name: s("lockout.failures"),
                    label: s("Wrong passwords in a row that lock"),
                    value: s("2"),
                    hint: s("From 3 to 100."),
                    error: Some(s("Enter a whole number from 3 to 100.")),
                    input: Input::Number,
                    ..Field::default()
                }],
                source: s("Changed here by ann@acme.example on 20 Nov 2026 14:05 GMT."),
                reset: Some((s("lockout.failures"), s("Use the preset’s value: 5"))),
            },
            SettingRow {
                fields: vec![Field {
                    name: s("lockout.doubling"),
                    label: s("Each further lock lasts twice as long"),
                    input: Input::Select(vec![choice("on", "On"), choice("off", "Off")]),
                    ..Field::default()
                }],
                source: s("From the preset mssp."),
                reset: None,
            },
        ],
        fact: None,
    }
}

fn seats() -> Section {
    Section {
        key: s("seats"),
        title: s("Seats and admins"),
        action: s("/p/acme/settings/policy/seats"),
        settings: vec![SettingRow {
            fields: vec![Field {
                name: s("max_admins"),
                label: s("Most admins"),
                value: s("1"),
                input: Input::Number,
                need: Need::Optional,
                ..Field::default()
            }],
            source: s("From the preset mssp."),
            reset: None,
        }],
        fact: Some((
            s("38 of 50 seats are taken. Only the provider changes the number of seats."),
            Some((s("Change the number of seats"), s("/provider/portals/acme"))),
        )),
        ..Section::default()
    }
}

fn choice(value: &str, label: &str) -> Choice {
    Choice {
        value: s(value),
        label: s(label),
        hint: String::new(),
        chosen: value == "on",
    }
}
