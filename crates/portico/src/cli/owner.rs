//! The owner: set-up without a browser, and the way back in.

use super::Answer;
use crate::config::Config;
use crate::failure::Failure;
use crate::installation;
use app::set_up::{self, Form, Right};
use clap::{Args, Subcommand};
use serde_json::json;

/// `portico init`.
#[derive(Args, Debug)]
pub(super) struct Init {
    /// Name of the company that runs Portico.
    #[arg(long, value_name = "NAME")]
    provider: String,
    /// Address of the owner.
    #[arg(long, value_name = "EMAIL")]
    owner_email: String,
    /// Read the owner's password from the standard input instead of making one.
    #[arg(long)]
    owner_password_stdin: bool,
}

/// `portico admin`.
#[derive(Subcommand, Debug)]
pub(super) enum Admin {
    /// Give the owner a new password, lift every lock and end the owner's sessions. The audit log has it.
    Recover {
        /// Address of the owner.
        #[arg(long)]
        email: String,
        /// Read the new password from the standard input instead of making one.
        #[arg(long)]
        password_stdin: bool,
    },
}

impl Init {
    pub(super) fn run(self, config: &Config, answer: Answer) -> Result<(), Failure> {
        let app = installation::open(config)?;
        if set_up::is_set_up(&app)? {
            return Err(Failure::new(
                "Portico is set up already: sign in as its owner, or run portico admin recover.",
            ));
        }
        let (password, made) = super::password(self.owner_password_stdin)?;
        let form = Form {
            provider: self.provider,
            owner_email: self.owner_email.clone(),
            first_name: String::new(),
            last_name: String::new(),
            password,
        };
        set_up::set_up(&app, &Right::Host, &form, app.own_request())?;
        told(
            answer,
            app.base_url(),
            &self.owner_email,
            made.as_deref(),
            "Portico is set up.",
        )
    }
}

impl Admin {
    pub(super) fn run(self, config: &Config, answer: Answer) -> Result<(), Failure> {
        let Self::Recover { email, password_stdin } = self;
        let app = installation::open(config)?;
        installation::portal(&app, "provider")?;
        let (password, made) = super::password(password_stdin)?;
        app::host::recover_owner(&app, &email, &password).map_err(|error| match error {
            app::error::AppError::NotFound("owner") => {
                Failure::new(format!("{email} is not the owner: give the address of the owner."))
            }
            other => other.into(),
        })?;
        told(
            answer,
            app.base_url(),
            &email,
            made.as_deref(),
            "The owner has a new password, and every session has ended.",
        )
    }
}

/// A password that was made is printed once; one that came in is not.
fn told(answer: Answer, base_url: &str, email: &str, made: Option<&str>, what: &str) -> Result<(), Failure> {
    let sign_in = format!("{base_url}/p/provider/sign-in");
    let mut text = format!("{what}\nSign in as {email} at {sign_in}");
    let mut json = json!({ "email": email, "sign_in": sign_in });
    if let Some(made) = made {
        text.push_str(&format!("\nPassword, shown only now: {made}"));
        json["password"] = json!(made);
    }
    answer.say(&text, &json)
}
