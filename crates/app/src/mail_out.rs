//! From a decision to the outbox: mail is encrypted and queued in the transaction of the change, and leaves after it.

use crate::App;
use crate::ctx::{Ctx, Write};
use crate::error::AppError;
use crate::jobs::Bell;
use crate::keys::Secret;
use model::email::Email;
use model::ids::{MessageId, UserPk};
use model::mail::{Letter, Mail};
use model::time::Span;
use model::user::User;
use store::outbox::{self, NewMessage};

/// Mail to more people than this waits before the first one is sent, so that it can be stopped (ui.md B7).
const MANY: usize = 20;
/// How long it waits.
const SECOND_THOUGHTS: Span = Span::seconds(30);

/// A letter to a user.
pub(crate) struct Post {
    user: UserPk,
    epoch: i64,
    to: String,
    name: String,
    /// The person's own language, where one was chosen.
    language: Option<String>,
    letter: Letter,
}

impl Post {
    pub(crate) fn to(user: &User, letter: Letter) -> Self {
        Self::at(user, &user.profile.email, letter)
    }

    /// To another address of theirs: one that waits for its confirmation.
    pub(crate) fn at(user: &User, address: &Email, letter: Letter) -> Self {
        Self {
            user: user.pk,
            epoch: user.access_epoch,
            to: address.to_smtp(),
            name: user.full_name(),
            language: user.language.clone(),
            letter,
        }
    }
}

impl App {
    /// The address of a one-time link.
    pub(crate) fn link(&self, portal: &str, page: &str, secret: &Secret) -> String {
        format!("{}/p/{portal}/{page}/{}", self.base_url(), secret.expose())
    }

    /// The address of a portal's sign-in page.
    pub(crate) fn sign_in_link(&self, portal: &str) -> String {
        format!("{}/p/{portal}/sign-in", self.base_url())
    }
}

/// Encrypts and queues mails: one statement per chunk.
pub(crate) fn queue(ctx: &Ctx, w: &mut Write<'_, '_>, posts: &[Post]) -> Result<(), AppError> {
    let wait = if posts.len() > MANY { SECOND_THOUGHTS } else { Span(0) };
    let messages = posts
        .iter()
        .map(|post| message(ctx, post, wait))
        .collect::<Result<Vec<_>, _>>()?;
    if !messages.is_empty() {
        w.work_for(Bell::Outbox);
    }
    Ok(outbox::enqueue(w.p.tx(), &messages)?)
}

fn message(ctx: &Ctx, post: &Post, wait: Span) -> Result<NewMessage, AppError> {
    let id = MessageId(ctx.new_id());
    let expires_at = post.letter.link_expires_at();
    let kind = post.letter.kind();
    let mail = Mail {
        to: post.to.clone(),
        name: post.name.clone(),
        portal: ctx.portal.name.clone(),
        zone: ctx.portal.policy.time_zone_shown.clone(),
        language: post.language.clone().unwrap_or_else(|| ctx.portal.language.clone()),
        letter: post.letter.clone(),
    };
    let plain = serde_json::to_vec(&mail).map_err(|e| AppError::Internal(e.to_string()))?;
    Ok(NewMessage {
        id,
        portal: ctx.portal.pk,
        user: Some(post.user),
        kind,
        recipient: post.to.clone(),
        body: ctx.app.keys().seal(ctx.app.random().nonce(), id.0.as_bytes(), &plain)?,
        // Only mail with a link dies with the access it gives; a notice to a former address gives none.
        epoch: expires_at
            .filter(|_| !matches!(post.letter, Letter::EmailChanging { .. }))
            .map(|_| post.epoch),
        expires_at,
        created_at: ctx.now,
        next_at: ctx.now + wait,
    })
}
