//! A table for pages beside the user list: a native table that becomes cards on a phone.

use maud::{Markup, html};
use std::borrow::Cow;

/// A column: its head and how its cells are meant.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its words.
    pub label: Cow<'static, str>,
    /// How its cells are meant.
    pub cell: Cell,
}

/// How the cells of a column are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Names the row.
    Name,
    /// Words.
    Text,
    /// A number.
    Number,
    /// Buttons or links; the head is only spoken.
    Action,
}

/// Short for a `Head`.
#[must_use]
pub fn head(label: impl Into<Cow<'static, str>>, cell: Cell) -> Head {
    Head {
        label: label.into(),
        cell,
    }
}

/// The table. Every row brings one cell per head.
// The roles are said once more because cards change `display`, which takes the table out of the accessibility tree (B16).
#[must_use]
pub fn plain_table(label: &str, heads: &[Head], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.table-card role="region" aria-label=(label) tabindex="0" {
            table.plain.cards role="table" aria-label=(label) {
                thead role="rowgroup" { tr role="row" { @for head in heads { (heading(head)) } } }
                tbody role="rowgroup" {
                    @for row in rows { tr role="row" { @for (head, content) in heads.iter().zip(row) { (cell(head, content)) } } }
                }
            }
        }
    }
}

fn heading(head: &Head) -> Markup {
    match head.cell {
        Cell::Action => html! { th role="columnheader" scope="col" { span.vh { (head.label) } } },
        Cell::Number => html! { th.num role="columnheader" scope="col" { (head.label) } },
        Cell::Name | Cell::Text => html! { th role="columnheader" scope="col" { (head.label) } },
    }
}

fn cell(head: &Head, content: &Markup) -> Markup {
    match head.cell {
        Cell::Name => html! { th role="rowheader" scope="row" { (content) } },
        Cell::Text => html! { td role="cell" data-label=(head.label) { (content) } },
        Cell::Number => html! { td.num role="cell" data-label=(head.label) { (content) } },
        Cell::Action => html! { td.num.act role="cell" { (content) } },
    }
}
