//! Into production: who would not get in any more, and the button.

use crate::assets::icons::{Icon, icon};
use crate::speak::t;
use crate::templates::components::{Message, Place, heading, hidden, message};
use crate::templates::frame::{Frame, page as frame_page};
use crate::templates::plain_table::{Cell, head, plain_table};
use maud::{Markup, html};

/// The page, before and after.
#[derive(Debug, Clone, Default)]
pub struct DeployPage {
    /// A sentence about what was tried.
    pub problem: Option<Message>,
    /// "This portal is for external users and a draft."
    pub state: String,
    /// What being there means.
    pub about: String,
    /// Internal users who hold app roles.
    pub holders: Vec<Holder>,
    /// Takes their app roles away, for who may.
    pub release: Option<Release>,
    /// Where deploying is posted; none in production.
    pub deploy_action: Option<String>,
    /// Hidden fields of deploying: the version that was seen.
    pub hidden: Vec<(String, String)>,
    /// The confirmation of going back to draft, for the provider's staff.
    pub draft_href: Option<String>,
}

/// An internal user with app roles.
#[derive(Debug, Clone, Default)]
pub struct Holder {
    /// Name or address.
    pub name: String,
    /// The address.
    pub email: String,
    /// The page of the user.
    pub href: String,
    /// "crm/editor, crm/viewer".
    pub app_roles: String,
}

/// The form that takes app roles from the users listed.
#[derive(Debug, Clone, Default)]
pub struct Release {
    /// Where it is posted.
    pub action: String,
    /// Hidden fields: the users.
    pub hidden: Vec<(String, String)>,
}

/// The page.
#[must_use]
pub fn deploy(frame: &Frame, page: &DeployPage) -> Markup {
    let main = html! {
        (heading(&t!("catalogue-deploy"), &[]))
        @if let Some(problem) = &page.problem { (message(problem, Place::Page)) }
        section.card.narrow aria-labelledby="stage-title" {
            h2 #stage-title { (t!("catalogue-stage")) }
            p { strong { (page.state) } }
            p.muted { (page.about) }
            @if let Some(action) = &page.deploy_action {
                form method="post" action=(action) data-once {
                    (hidden(&page.hidden))
                    button.btn.primary type="submit" { (icon(Icon::Power)) (t!("catalogue-deploy-button")) }
                }
            }
            @if let Some(href) = &page.draft_href { p { a.btn href=(href) data-dialog { (t!("catalogue-draft-button")) } } }
        }
        section {
            h2 { (t!("catalogue-internal")) }
            @if page.holders.is_empty() { p.muted { (t!("catalogue-internal-none")) } } @else { (report(page)) }
        }
    };
    frame_page(frame, main)
}

fn report(page: &DeployPage) -> Markup {
    let heads = [
        head(t!("catalogue-user"), Cell::Name),
        head(t!("catalogue-app-roles"), Cell::Text),
    ];
    let row = |holder: &Holder| {
        vec![
            html! { a href=(holder.href) { bdi { (holder.name) } } @if holder.name != holder.email { span.sub { bdi dir="ltr" { (holder.email) } } } },
            html! { bdi dir="ltr" { (holder.app_roles) } },
        ]
    };
    let rows: Vec<Vec<Markup>> = page.holders.iter().map(row).collect();
    html! {
        p { (t!("catalogue-internal-hint", n = page.holders.len())) }
        (plain_table(&t!("catalogue-internal"), &heads, &rows))
        @if let Some(release) = &page.release {
            form method="post" action=(release.action) data-once {
                (hidden(&release.hidden))
                button.btn type="submit" { (t!("catalogue-release", n = page.holders.len())) }
            }
        }
    }
}
