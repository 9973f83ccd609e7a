//! The rules of a portal: one form per section, each field with its bounds and where its value comes from.

use super::components::{Message, Place, hidden, message};
use super::entered::form_page;
use super::form::{Field, error_summary, field};
use super::frame::Frame;
use crate::speak::t;
use maud::{Markup, html};

/// The page.
#[derive(Debug, Clone, Default)]
pub struct PolicyPage {
    /// The name of the portal.
    pub portal: String,
    /// One sentence about the preset it was made from.
    pub preset: String,
    /// Hidden fields of every form: the version that was seen.
    pub hidden: Vec<(String, String)>,
    /// A sentence about what was tried.
    pub problem: Option<Message>,
    /// The sections.
    pub sections: Vec<Section>,
}

/// One section, saved by itself.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// The word in its id and address.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// What it is about, or empty.
    pub about: String,
    /// Where it is posted.
    pub action: String,
    /// Its settings.
    pub settings: Vec<SettingRow>,
    /// Facts that somebody else decides: the sentence, and the address where it can be done by whom may.
    pub fact: Option<(String, Option<(String, String)>)>,
}

/// One setting.
#[derive(Debug, Clone, Default)]
pub struct SettingRow {
    /// Its controls; mostly one.
    pub fields: Vec<Field>,
    /// "From the preset mssp." or "Changed here by ann@acme.example on 2026-11-20.".
    pub source: String,
    /// The button that brings the preset's value back: its name and its words; none where it is the preset's already.
    pub reset: Option<(String, String)>,
}

/// The page.
#[must_use]
pub fn page(frame: &Frame, policy: &PolicyPage) -> Markup {
    let fields: Vec<Field> = policy.fields().cloned().collect();
    let main = html! {
        div.page-head {
            div {
                h1 #title tabindex="-1" { (t!("policy-title")) }
                p.muted { bdi { (policy.portal) } " · " (policy.preset) }
            }
        }
        @if let Some(problem) = &policy.problem { (message(problem, Place::Page)) }
        (error_summary(&fields))
        nav aria-label=(t!("policy-sections")) {
            ul.sections { @for section in &policy.sections { li { a href={ "#section-" (section.key) } { (section.title) } } } }
        }
        @for section in &policy.sections { (one_section(policy, section)) }
    };
    form_page(frame, &fields, policy.problem.as_ref(), main)
}

fn one_section(policy: &PolicyPage, section: &Section) -> Markup {
    let title = format!("section-{}-title", section.key);
    html! {
        section.card.narrow id={ "section-" (section.key) } aria-labelledby=(title) {
            h2 id=(title) { (section.title) }
            @if !section.about.is_empty() { p.muted { (section.about) } }
            @if let Some((text, link)) = &section.fact {
                p { (text) @if let Some((label, href)) = link { " " a href=(href) { (label) } } }
            }
            form.stack method="post" action=(section.action) data-once {
                (hidden(&policy.hidden))
                // Enter in a field presses the first button of a form: it saves, it does not reset.
                button.vh type="submit" tabindex="-1" aria-hidden="true" { (t!("policy-save")) }
                @for setting in &section.settings { (row(setting)) }
                div.form-foot {
                    button.btn.primary type="submit" aria-label=(t!("policy-save-section", section = section.title.as_str())) { (t!("policy-save")) }
                }
            }
        }
    }
}

fn row(setting: &SettingRow) -> Markup {
    html! {
        div.setting {
            @for one in &setting.fields { (field(one)) }
            p.source {
                (setting.source)
                @if let Some((name, label)) = &setting.reset {
                    " " button.link type="submit" name="reset" value=(name) formnovalidate { (label) }
                }
            }
        }
    }
}

impl PolicyPage {
    fn fields(&self) -> impl Iterator<Item = &Field> {
        let settings = self.sections.iter().flat_map(|section| &section.settings);
        settings.flat_map(|setting| &setting.fields)
    }
}
