//! People for demonstrations and benchmarks.

use super::Answer;
use crate::config::Config;
use crate::failure::Failure;
use crate::{installation, progress};
use clap::Args;
use serde_json::json;

/// `portico seed`.
#[derive(Args, Debug)]
pub(super) struct Seed {
    /// The portal's slug.
    #[arg(long, value_name = "SLUG")]
    portal: String,
    /// How many.
    #[arg(long, value_name = "N")]
    users: u64,
    /// The same number makes the same people.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
}

impl Seed {
    pub(super) fn run(self, config: &Config, answer: Answer) -> Result<(), Failure> {
        let app = installation::open_for_many(config)?;
        let ctx = installation::portal(&app, &self.portal)?;
        let bar = progress::bar(self.users);
        app::seed::users(&ctx, self.users, self.seed, &mut |done| bar.set_position(done))?;
        bar.finish_and_clear();
        let text = format!("{} users were added. Nobody can sign in as one of them.", self.users);
        answer.say(
            &text,
            &json!({ "portal": self.portal, "users": self.users, "seed": self.seed }),
        )
    }
}
