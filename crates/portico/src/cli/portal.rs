//! Portals and API tokens.

use super::Answer;
use crate::config::Config;
use crate::failure::Failure;
use crate::installation;
use app::portals::{self, NewPortal};
use app::tokens::{self, Wish};
use clap::Subcommand;
use model::access::Permission;
use model::time::Span;
use serde_json::json;

/// `portico portal`.
#[derive(Subcommand, Debug)]
pub(super) enum Portal {
    /// Create a portal and invite its admin; the mail leaves when the server runs.
    Create {
        /// The word in its addresses: 2 to 40 of a-z, 0-9 and inner hyphens.
        slug: String,
        /// The name that people see.
        #[arg(long)]
        name: String,
        /// Where its rules start.
        #[arg(long, default_value = "standard")]
        preset: String,
        /// Seats owned; any number where it is left out.
        #[arg(long, value_name = "N")]
        seats: Option<i64>,
        /// Address of the first admin.
        #[arg(long, value_name = "EMAIL")]
        admin_email: String,
        /// Whom it is for: external (a customer's people) or internal.
        #[arg(long, default_value = "external")]
        kind: String,
    },
}

/// `portico token`.
#[derive(Subcommand, Debug)]
pub(super) enum Token {
    /// Make an API token, which is printed once. It acts for a user, never with more than that user holds.
    Create {
        /// The portal's slug; `provider` for staff.
        #[arg(long, value_name = "SLUG")]
        portal: String,
        /// Address of the user it acts for.
        #[arg(long = "as", value_name = "EMAIL")]
        for_email: String,
        /// What people call it.
        #[arg(long)]
        name: String,
        /// A permission it may use, such as users.view; all that its user holds where it is left out. Repeatable.
        #[arg(long = "permission", value_name = "PERMISSION", value_parser = permission)]
        permissions: Vec<Permission>,
        /// How long it works, such as 30d or 12h; as long as its user where it is left out.
        #[arg(long, value_name = "TIME", value_parser = span)]
        expires: Option<Span>,
    },
}

fn permission(text: &str) -> Result<Permission, String> {
    Permission::from_code(text).ok_or_else(|| {
        let known: Vec<&str> = Permission::ALL.iter().map(|p| p.code()).collect();
        format!("there is no such permission; there are {}", known.join(", "))
    })
}

fn span(text: &str) -> Result<Span, String> {
    let wrong = || String::from("write a number with d, h or m, such as 30d");
    let unit = text.chars().last().ok_or_else(wrong)?;
    let number = text
        .strip_suffix(unit)
        .and_then(|n| n.parse::<u16>().ok())
        .filter(|n| *n > 0);
    let number = i64::from(number.ok_or_else(wrong)?);
    match unit {
        'd' => Ok(Span::days(number)),
        'h' => Ok(Span::hours(number)),
        'm' => Ok(Span::minutes(number)),
        _ => Err(wrong()),
    }
}

impl Portal {
    pub(super) fn run(self, config: &Config, answer: Answer) -> Result<(), Failure> {
        let Self::Create {
            slug,
            name,
            preset,
            seats,
            admin_email,
            kind,
        } = self;
        let app = installation::open(config)?;
        let ctx = installation::portal(&app, "provider")?;
        let new = NewPortal {
            slug,
            name,
            preset,
            seats,
            admin_email: admin_email.clone(),
            kind,
        };
        let portal = portals::create(&ctx, &new)?;
        let url = format!("{}/p/{}/", app.base_url(), portal.slug);
        let text = format!("The portal is created: {url}\nAn invitation goes to {admin_email}.");
        let json = json!({ "id": portal.id, "slug": portal.slug, "name": portal.name, "kind": portal.kind.code(), "stage": portal.stage.code(), "url": url, "invited": admin_email });
        answer.say(&text, &json)
    }
}

impl Token {
    pub(super) fn run(self, config: &Config, answer: Answer) -> Result<(), Failure> {
        let Self::Create {
            portal,
            for_email,
            name,
            permissions,
            expires,
        } = self;
        let app = installation::open(config)?;
        let ctx = installation::portal(&app, &portal)?;
        let wish = Wish {
            for_email: Some(for_email.clone()),
            name,
            permissions,
            expires_in: expires,
        };
        let created = tokens::create(&ctx, &wish).map_err(|error| match error {
            app::error::AppError::NotFound(_) => Failure::new(format!(
                "{for_email} is no user of the portal \"{portal}\": check the address, or invite the person first."
            )),
            other => other.into(),
        })?;
        let token = created.secret.expose();
        answer.say(token, &json!({ "token": token, "id": created.id }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_and_a_unit() {
        assert_eq!(span("30d"), Ok(Span::days(30)));
        assert_eq!(span("12h"), Ok(Span::hours(12)));
        for wrong in ["", "d", "0d", "-1d", "3w", "30", "1.5h", "99999d", "3é"] {
            assert!(span(wrong).is_err(), "{wrong}");
        }
    }
}
