//! `/p/{portal}/settings/tokens`: API tokens. A secret is shown on exactly one answer.

use crate::assets::icons::Icon;
use crate::pages::Refusal;
use crate::pages::fields::Fields;
use crate::pages::form::Errors;
use crate::pages::page::Page;
use crate::speak::{self, t};
use crate::templates::components::{Action, Look, Opens, Pager, When};
use crate::templates::entered::Entered;
use crate::templates::form::Choice;
use crate::templates::tokens::{
    NewTokenPage, TokenRow, TokenShown, TokenState, TokensPage, new_token, page as tokens_page, revoke_confirmation,
    revoke_page, shown_once,
};
use app::Ctx;
use app::error::AppError;
use app::store::api_tokens::Token;
use app::tokens::{self, Wish};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use model::access::Permission as P;
use model::ids::TokenId;
use model::time::{Span, Time};

/// How long a token may work: value, words, days.
fn lives() -> [(&'static str, String, i64); 4] {
    [
        ("30", t!("token-30-days"), 30),
        ("90", t!("token-90-days"), 90),
        ("365", t!("token-1-year"), 365),
        ("never", t!("token-no-end"), 0),
    ]
}

/// The list.
///
/// # Errors
/// The page of the refusal.
pub async fn list(page: Page) -> Result<Response, Refusal> {
    let (frame, all) = page.show(&t!("token-list"), tokens::list).await?;
    let new = Action {
        label: t!("token-new"),
        href: page.at("/settings/tokens/new"),
        icon: Some(Icon::Plus),
        look: Look::Primary,
        opens: Opens::Page,
    };
    let view = TokensPage {
        // A token acts for a user of this portal: visiting staff have none here.
        actions: if page.ctx().is_visiting() {
            Vec::new()
        } else {
            vec![new]
        },
        docs_href: String::from("/api/docs"),
        pager: Pager {
            range: t!("token-count", n = all.len()),
            ..Pager::default()
        },
        rows: all
            .iter()
            .map(|(token, acts_for)| row(&page, token, acts_for))
            .collect(),
    };
    Ok(tokens_page(&frame, &view).into_response())
}

fn row(page: &Page, token: &Token, acts_for: &str) -> TokenRow {
    let zone = page.zone();
    let when = |at: Time| When {
        datetime: at.rfc3339(),
        text: at.short(&zone),
    };
    let state = match token {
        Token {
            revoked_at: Some(_), ..
        } => TokenState::Revoked,
        // Access ended since: the token died with it.
        token if token.epoch != token.user_epoch => TokenState::Revoked,
        Token {
            expires_at: Some(at), ..
        } if *at <= page.ctx().now => TokenState::Expired,
        _ => TokenState::Live,
    };
    let held = token.permissions.as_ref().map(|all| {
        all.iter()
            .map(|p| words::permission(speak::language(), *p))
            .collect::<Vec<_>>()
            .join(", ")
    });
    TokenRow {
        name: token.name.clone(),
        acts_for: acts_for.to_owned(),
        permissions: held.unwrap_or_else(|| t!("token-all")),
        created: when(token.created_at),
        used: token.last_used_at.map(when),
        expires: token.expires_at.map(when),
        state,
        revoke_href: (state == TokenState::Live).then(|| page.at(&format!("/settings/tokens/{}/revoke", token.id))),
    }
}

/// The form.
///
/// # Errors
/// The page of the refusal.
pub async fn form(page: Page) -> Result<Response, Refusal> {
    answer(&page, &Fields::default(), &Errors::default()).await
}

async fn answer(page: &Page, fields: &Fields, errors: &Errors) -> Result<Response, Refusal> {
    let (frame, ()) = page
        .show(&t!("token-new"), |ctx| ctx.require(P::PortalIntegrations))
        .await?;
    let person = &page.visit.caller.person;
    let ticked: Vec<&str> = fields.all("permission").collect();
    let permission = |p: &P| Choice {
        value: p.code().to_owned(),
        label: words::permission(speak::language(), *p),
        hint: p.code().to_owned(),
        chosen: ticked.contains(&p.code()),
    };
    let life = fields.some("expires").unwrap_or("90");
    let view = NewTokenPage {
        back_href: page.at("/settings/tokens"),
        action: page.at("/settings/tokens"),
        hidden: Vec::new(),
        problem: errors.of_others(&["name", "permissions", "expires"]),
        acts_for: person.email.clone(),
        name: Entered {
            value: fields.get("name").to_owned(),
            error: errors.of("name"),
        },
        permissions: person.permissions.iter().map(permission).collect(),
        permissions_error: errors.of("permissions"),
        lives: lives()
            .into_iter()
            .map(|(value, label, _)| Choice {
                value: value.to_owned(),
                label,
                hint: String::new(),
                chosen: value == life,
            })
            .collect(),
        life_error: errors.of("expires"),
    };
    Ok(new_token(&frame, &view).into_response())
}

fn wish(fields: &Fields) -> Result<Wish, AppError> {
    let permissions = fields.all("permission").map(|code| {
        P::from_code(code).ok_or_else(|| AppError::invalid("permissions", t!("token-no-permission", code = code)))
    });
    let permissions = permissions.collect::<Result<Vec<_>, _>>()?;
    // Without any, a token would hold all that its user holds: that must be said, not forgotten.
    if permissions.is_empty() {
        return Err(AppError::invalid("permissions", t!("token-tick")));
    }
    let life = lives().into_iter().find(|(value, ..)| *value == fields.get("expires"));
    let (_, _, days) = life.ok_or_else(|| AppError::invalid("expires", t!("token-choose-life")))?;
    let expires_in = (days > 0).then(|| Span::days(days));
    Ok(Wish {
        for_email: None,
        name: fields.get("name").to_owned(),
        permissions,
        expires_in,
    })
}

/// Makes a token and shows it, once.
///
/// # Errors
/// The page of the refusal.
pub async fn create(page: Page, fields: Fields) -> Result<Response, Refusal> {
    let name = fields.get("name").trim().to_owned();
    let made = match wish(&fields) {
        Ok(wish) => {
            let ends = wish.expires_in.map(|life| page.ctx().now + life);
            page.run(move |ctx: &Ctx| tokens::create(ctx, &wish))
                .await
                .map(|made| (made, ends))
        }
        Err(error) => Err(error),
    };
    match made {
        Ok((made, ends)) => {
            let (frame, ()) = page.show(&t!("token-made"), |_| Ok(())).await?;
            let me = format!("{}/api/v1/me", page.server.app.base_url());
            let view = TokenShown {
                back_href: page.at("/settings/tokens"),
                name,
                secret: made.secret.expose().to_owned(),
                example: format!("curl -H \"Authorization: Bearer {}\" {me}", made.secret.expose()),
                expires: ends.map(|at| page.long(at)),
            };
            Ok(shown_once(&frame, &view).into_response())
        }
        Err(error) => {
            let errors = Errors::take(error).map_err(|e| page.refuse(e))?;
            let mut response = answer(&page, &fields, &errors).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

/// The confirmation of revoking.
///
/// # Errors
/// The page of the refusal.
pub async fn confirm_revoke(page: Page) -> Result<Response, Refusal> {
    let id: TokenId = page.id("id")?;
    let find = move |ctx: &Ctx| {
        tokens::list(ctx)?
            .into_iter()
            .find(|(token, _)| token.id == id)
            .ok_or(AppError::NotFound("token"))
    };
    let (frame, (token, _)) = page.show(&t!("token-revoke-button"), find).await?;
    let list = page.at("/settings/tokens");
    let confirm = revoke_confirmation(&token.name, &format!("{list}/{id}/revoke"), &list);
    Ok(revoke_page(&frame, &confirm).into_response())
}

/// Revokes a token.
///
/// # Errors
/// The page of the refusal.
pub async fn revoke(page: Page) -> Result<Response, Refusal> {
    let id: TokenId = page.id("id")?;
    match page.run(move |ctx| tokens::revoke(ctx, id)).await {
        Ok(())
        | Err(AppError::Conflict {
            code: "already_revoked",
            ..
        }) => Ok(Redirect::to(&page.at("/settings/tokens")).into_response()),
        Err(error) => Err(page.refuse(error)),
    }
}
