//! Time zones to choose from: GMT, those in use, and every zone that is named after a city.

use crate::templates::form::Choice;
use model::time::zone_label;

const REGIONS: [&str; 9] = [
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
];

/// The zones, those in use first; the current one is chosen.
pub(super) fn choices(in_use: &[&str], current: &str) -> Vec<Choice> {
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let mut cities: Vec<String> = known
        .into_iter()
        .filter(|name| REGIONS.iter().any(|region| name.starts_with(region)))
        .collect();
    cities.sort_unstable();
    let mut names = vec![String::from("UTC")];
    names.extend(
        in_use
            .iter()
            .filter(|name| !name.is_empty())
            .map(|name| (*name).to_owned()),
    );
    names.append(&mut cities);
    let mut seen = std::collections::HashSet::new();
    names
        .into_iter()
        .filter(|name| seen.insert(zone_label(name).to_owned()))
        .map(|name| Choice {
            label: zone_label(&name).replace('_', " "),
            chosen: zone_label(&name) == zone_label(current),
            value: name,
            hint: String::new(),
        })
        .collect()
}
