//! A portal's rules: what they are, where each comes from, and changing them.

use crate::catalogue::of_the_whole;
use crate::ctx::Ctx;
use crate::error::{AppError, FieldError};
use model::access::Permission;
use model::event::Action;
use model::policy::{Fault, Policy, Setting};
use model::presets::Preset;
use model::time::Time;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use store::audit::EventQuery;
use store::portals::{self, Portal};

/// The name of the portal's language among the settings; it is the portal's, no preset says one.
pub const LANGUAGE: &str = "language";

/// Where the value of a setting comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// From the portal's preset.
    Preset,
    /// It was changed here.
    Changed {
        /// By whom, as the audit log has it.
        by: String,
        /// When.
        at: Time,
    },
    /// It has been so since the portal was made.
    Made,
}

/// One setting of a portal.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// Which.
    pub setting: &'static Setting,
    /// What it is.
    pub value: Value,
    /// What the preset says.
    pub preset: Value,
    /// Where the value comes from.
    pub source: Source,
}

/// Every setting of a portal.
#[derive(Clone, PartialEq, Debug)]
pub struct Rules {
    /// The portal.
    pub portal: Portal,
    /// The settings, in the order of the page.
    pub settings: Vec<Held>,
    /// Where the language comes from.
    pub language: Source,
    /// Seats held.
    pub seats_held: i64,
}

/// What somebody asks of a portal's rules.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Wanted {
    /// Settings by name, with their new values.
    pub values: Vec<(String, Value)>,
    /// Settings that get the preset's value again.
    pub reset: Vec<String>,
    /// The language of the portal, by code.
    pub language: Option<String>,
}

/// Admins set the rules of their own portal, the provider's staff those of the portals that they manage.
fn right(ctx: &Ctx) -> Permission {
    if ctx.is_visiting() && ctx.actor.may(Permission::PortalsManage) {
        Permission::PortalsManage
    } else {
        Permission::PortalSettings
    }
}

/// What the portal's preset says.
#[must_use]
pub fn of_preset(portal: &Portal) -> Policy {
    portal
        .preset
        .parse::<Preset>()
        .map_or_else(|_| Policy::default(), Preset::policy)
}

/// The rules with their sources.
///
/// # Errors
/// `Forbidden`.
pub fn get(ctx: &Ctx) -> Result<Rules, AppError> {
    ctx.require(right(ctx))?;
    of_the_whole(ctx)?;
    let (portal, changed, seats_held) = ctx.read(|p| {
        let pk = ctx.portal.pk;
        let portal = portals::by_pk(p.tx(), pk)?.ok_or(AppError::NotFound("portal"))?;
        let events = EventQuery {
            action: Some(Action::PolicyChanged),
            limit: LOOKED_AT,
            ..EventQuery::default()
        };
        let events = store::audit::list(p, &events)?;
        // Newest first: the first line about a setting is its last change.
        let mut changed: BTreeMap<String, Source> = BTreeMap::new();
        for event in events {
            for name in event.changes.keys() {
                changed.entry(name.clone()).or_insert_with(|| Source::Changed {
                    by: event.by.label.clone(),
                    at: event.at,
                });
            }
        }
        Ok((portal, changed, store::counts::of_portal(p)?.seats))
    })?;
    let preset = of_preset(&portal);
    let source = |name: &str| changed.get(name).cloned().unwrap_or(Source::Made);
    let held = |setting: &'static Setting| {
        let (value, preset) = (setting.of(&portal.policy), setting.of(&preset));
        let source = if value == preset {
            Source::Preset
        } else {
            source(setting.name)
        };
        Held {
            setting,
            value,
            preset,
            source,
        }
    };
    Ok(Rules {
        settings: Setting::ALL.iter().map(held).collect(),
        language: source(LANGUAGE),
        portal,
        seats_held,
    })
}

/// Changes of the policy that are looked at for sources; a portal has a few in its life.
const LOOKED_AT: usize = 1_000;

/// Changes settings. What follows for users follows in the background, a chunk at a time.
///
/// # Errors
/// `Forbidden`, `Invalid` with every setting that cannot stand as asked, `Stale` when `seen` is not the portal's version.
pub fn set(ctx: &Ctx, wanted: &Wanted, seen: Option<i64>) -> Result<Portal, AppError> {
    ctx.require_for_change(right(ctx))?;
    of_the_whole(ctx)?;
    ctx.write(|w| {
        let pk = ctx.portal.pk;
        let before = portals::lock(w.p.tx(), pk)?.ok_or(AppError::NotFound("portal"))?;
        if seen.is_some_and(|version| version != before.version) {
            return Err(AppError::Stale);
        }
        let mut after = before.clone();
        after.policy = wanted.on(&before)?;
        if let Some(language) = &wanted.language {
            after.language = known_language(language)?;
        }
        let changes = changes(&before, &after);
        if changes.is_empty() {
            return Ok(w.finish_silently("nothing was asked that is not so already", before));
        }
        portals::update(w.p.tx(), &after, ctx.now)?;
        if changes
            .keys()
            .filter_map(|name| Setting::named(name))
            .any(Setting::moves_clocks)
        {
            portals::begin_recheck(w.p.tx(), pk)?;
        }
        after.version = before.version + 1;
        let mut event = ctx.event(Action::PolicyChanged, None);
        event.changes = changes;
        Ok(w.finish(vec![event], after))
    })
}

impl Wanted {
    /// The policy with what is asked.
    fn on(&self, portal: &Portal) -> Result<Policy, AppError> {
        let preset = of_preset(portal);
        let unknown = |name: &str| AppError::invalid("settings", format!("There is no setting {name}."));
        let mut values: Vec<(&'static Setting, Value)> = Vec::new();
        for name in &self.reset {
            let setting = Setting::named(name).ok_or_else(|| unknown(name))?;
            values.push((setting, setting.of(&preset)));
        }
        for (name, value) in &self.values {
            let setting = Setting::named(name).ok_or_else(|| unknown(name))?;
            values.push((setting, value.clone()));
        }
        portal.policy.with(&values).map_err(refused)
    }
}

fn refused(faults: Vec<Fault>) -> AppError {
    let error = |fault: Fault| FieldError::new(fault.setting.name, fault.rule.sentence(fault.setting));
    AppError::Invalid(faults.into_iter().map(error).collect())
}

fn known_language(code: &str) -> Result<String, AppError> {
    let known = words::Language::ALL.iter().find(|language| language.code() == code);
    let unknown = || AppError::invalid(LANGUAGE, words::t!("error-language"));
    Ok(known.ok_or_else(unknown)?.code().to_owned())
}

fn changes(before: &Portal, after: &Portal) -> Map<String, Value> {
    let mut changes = Map::new();
    let mut note = |name: &str, before: Value, after: Value| {
        if before != after {
            changes.insert(name.to_owned(), json!({ "before": before, "after": after }));
        }
    };
    for setting in Setting::ALL {
        note(setting.name, setting.of(&before.policy), setting.of(&after.policy));
    }
    note(LANGUAGE, before.language.clone().into(), after.language.clone().into());
    changes
}
