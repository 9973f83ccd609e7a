//! Second factors in tests: a phone with an authenticator app, and the recovery codes kept beside it.

use crate::{PASSWORD, TestApp};
use app::sign_in::{self, caller::Arrival};
use app::users::second_factor::{self, Enrolment, Occasion};
use app::{AppError, Ctx};
use model::policy::{MfaRequired, Policy};
use store::portals;
use totp_rs::{Builder, Secret, Totp};

/// The authenticator of one account.
#[derive(Clone)]
pub struct Phone {
    totp: Totp,
    /// The recovery codes.
    pub codes: Vec<String>,
}

impl Phone {
    /// A phone into which somebody typed this secret.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn with_secret(secret: &str) -> Self {
        let secret: String = secret.split_whitespace().collect();
        let secret = Secret::try_from_base32(secret).expect("base 32");
        Self {
            totp: Builder::new().with_secret(secret).build().expect("a secret"),
            codes: Vec::new(),
        }
    }

    /// What an app makes of the address in the picture.
    ///
    /// # Panics
    /// When there is no secret in it.
    #[must_use]
    pub fn of(made: &Enrolment) -> Self {
        let (_, query) = made.uri.split_once("?secret=").expect("a secret");
        Self::with_secret(query.split('&').next().unwrap_or_default())
    }
}

impl TestApp {
    /// The code that a phone shows now, and for as long as the clock stands in the same half minute.
    ///
    /// # Panics
    /// Never: the clock stands after 1970.
    #[must_use]
    pub fn code(&self, phone: &Phone) -> String {
        let seconds = u64::try_from(self.clock.now().0 / 1_000_000).expect("after 1970");
        phone.totp.generate(seconds).to_string()
    }

    /// Changes the rules of a portal.
    ///
    /// # Panics
    /// When there is no such portal.
    pub fn rule(&self, slug: &str, edit: impl Fn(&mut Policy)) {
        let write = self.db.write(|tx| {
            let mut portal = portals::by_slug(tx, slug)?.expect("the portal");
            edit(&mut portal.policy);
            portals::update(tx, &portal, self.clock.now())
        });
        write.expect("the policy");
    }

    /// Makes a portal want a second factor.
    pub fn want_second_factor(&self, slug: &str, of: MfaRequired) {
        self.rule(slug, |policy| policy.mfa_required = of);
    }

    /// A session on its way in, after name and password.
    ///
    /// # Panics
    /// When the password is not right, or the session has come all the way.
    #[must_use]
    pub fn arrival(&self, slug: &str, email: &str) -> Arrival {
        let started = sign_in::sign_in(&self.app, slug, email, PASSWORD, self.app.own_request()).expect("sign-in");
        self.app
            .arrival(&started.secret, self.app.own_request())
            .expect("the session")
    }

    /// Sets up a second factor for somebody, in the account or on the way in. The code of this half minute is used up.
    ///
    /// # Panics
    /// When it cannot be set up.
    #[must_use]
    pub fn enrol(&self, slug: &str, email: &str) -> Phone {
        let started = sign_in::sign_in(&self.app, slug, email, PASSWORD, self.app.own_request()).expect("sign-in");
        let set_up = |ctx: &Ctx, occasion: Occasion<'_>| {
            let phone = Phone::of(&second_factor::enrolment(ctx).expect("a secret"));
            let enrolled = second_factor::confirm(ctx, &self.code(&phone), occasion).expect("confirmation");
            Phone {
                codes: enrolled.codes,
                ..phone
            }
        };
        match self.app.caller_of_session(&started.secret) {
            Ok(caller) => {
                let ctx = self
                    .app
                    .enter(&caller, slug, self.app.own_request())
                    .expect("the portal");
                set_up(&ctx, Occasion::Account { password: PASSWORD })
            }
            Err(AppError::Unfinished { .. }) => {
                let arrival = self.arrival(slug, email);
                set_up(&arrival.ctx, Occasion::SigningIn(&arrival))
            }
            Err(error) => panic!("{error}"),
        }
    }
}
