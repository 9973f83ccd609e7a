//! The table: on the terminal while it is measured, and as a page.

use crate::figures::{Figure, Run};
use crate::works::{self, Target, WORKS};
use std::fmt::Write as _;

/// One figure on one line of the terminal.
pub(crate) fn line(figure: &Figure) -> String {
    let title = works::of(&figure.work).map_or(figure.work.as_str(), |work| work.title);
    format!(
        "{:<9} {:>9}  {:<58} {:<34} {:>4.0} MiB  {} {}",
        figure.engine,
        figure.users,
        title,
        value(figure),
        figure.memory,
        verdict(figure).unwrap_or(""),
        figure.note,
    )
}

/// Milliseconds with as many digits as mean something.
fn ms(micros: f64) -> String {
    let ms = micros / 1_000.0;
    match ms {
        _ if ms < 10.0 => format!("{ms:.2}"),
        _ if ms < 100.0 => format!("{ms:.1}"),
        _ => format!("{ms:.0}"),
    }
}

fn value(figure: &Figure) -> String {
    let mut text = String::new();
    if figure.n > 1 || (figure.n == 0 && figure.p50 > 0.0) {
        text = format!("{} · {} ms", ms(figure.p50), ms(figure.p99));
    } else if figure.n == 1 && figure.per_second == 0.0 {
        text = format!("{} ms", ms(figure.p50));
    }
    if figure.per_second > 0.0 {
        let gap = if text.is_empty() { "" } else { " · " };
        write!(text, "{gap}{:.0}/s", figure.per_second).ok();
    }
    if let Some(limit) = figure.limit {
        write!(text, " · {:.0} % of {limit:.0}/s", 100.0 * figure.per_second / limit).ok();
    }
    if text.is_empty() {
        text = format!("{:.0} MiB", figure.memory);
    }
    text
}

/// Whether a figure comes to what was promised; nothing where nothing was.
pub(crate) fn met(figure: &Figure) -> Option<bool> {
    let on = |sqlite, postgres| if figure.engine == "sqlite" { sqlite } else { postgres };
    Some(match works::of(&figure.work)?.target {
        Target::None => return None,
        Target::Within { sqlite, postgres } => {
            let (p50, p99): (f64, f64) = if figure.engine == "sqlite" { sqlite } else { postgres };
            figure.p50 <= p50 && figure.p99 <= p99
        }
        Target::Tail { sqlite, postgres } => figure.p99 <= on(sqlite, postgres),
        Target::OfLimit(percent) => figure
            .limit
            .is_some_and(|limit| figure.per_second >= limit * percent / 100.0),
        Target::Rate(rate) => figure.per_second >= rate,
        Target::Once(time) => figure.p50 <= time,
        Target::Memory(most) => figure.memory <= most,
    })
}

fn verdict(figure: &Figure) -> Option<&'static str> {
    met(figure).map(|met| if met { "met" } else { "NOT MET" })
}

fn target(target: Target) -> String {
    let pair = |(a, b): (f64, f64)| format!("{} · {}", ms(a), ms(b));
    match target {
        Target::None => String::from("–"),
        Target::Within { sqlite, postgres } => format!("S {} · P {}", pair(sqlite), pair(postgres)),
        Target::Tail { sqlite, postgres } if sqlite == postgres => format!("p99 {} ms", ms(sqlite)),
        Target::Tail { sqlite, postgres } => format!("p99 S {} · P {} ms", ms(sqlite), ms(postgres)),
        Target::OfLimit(percent) => format!("{percent:.0} % of the limit"),
        Target::Rate(rate) => format!("{rate:.0}/s"),
        Target::Once(time) => format!("{} ms", ms(time)),
        Target::Memory(most) => format!("{most:.0} MiB"),
    }
}

/// The page for people.
pub(crate) fn page(run: &Run, plot: &str) -> String {
    let mut out = String::from(INTRODUCTION);
    write!(
        out,
        "\n![Times at both sizes]({plot})\n\n## The machine\n\n| | |\n|---|---|\n"
    )
    .ok();
    writeln!(out, "| Day, commit | {}, {} |", run.date, run.commit).ok();
    for (name, value) in &run.machine {
        writeln!(out, "| {name} | {value} |").ok();
    }
    for (engine, title) in [("sqlite", "SQLite"), ("postgres", "PostgreSQL")] {
        let of = |figure: &&Figure| figure.engine == engine;
        if run.figures.iter().any(|figure| of(&figure)) {
            write!(out, "\n## {title}\n\n").ok();
            out.push_str(&table(run, engine));
        }
    }
    out
}

fn table(run: &Run, engine: &str) -> String {
    let mut sizes: Vec<u64> = run
        .figures
        .iter()
        .filter(|f| f.engine == engine)
        .map(|f| f.users)
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut out = String::from("| Work |");
    for users in &sizes {
        write!(out, " {} users |", grouped(*users)).ok();
    }
    out.push_str(" Growth | Target | Met | Memory | Notes |\n|---|");
    out.push_str(&"--:|".repeat(sizes.len()));
    out.push_str("--:|---|---|--:|---|\n");
    for work in WORKS {
        let of = |users: u64| {
            let mut all = run.figures.iter();
            all.find(|f| f.engine == engine && f.users == users && f.work == work.key)
        };
        let Some(last) = sizes.last().and_then(|users| of(*users)) else {
            continue;
        };
        write!(out, "| {} |", work.title).ok();
        for users in &sizes {
            write!(out, " {} |", of(*users).map(value).unwrap_or_default()).ok();
        }
        let grown = sizes
            .first()
            .and_then(|users| of(*users))
            .map(|first| last.p50 / first.p50);
        let growth = grown
            .filter(|_| work.grows && sizes.len() > 1)
            .map(|g| format!("{g:.2} ×"));
        let met = met(last).map_or("", |met| if met { "yes" } else { "**no**" });
        writeln!(
            out,
            " {} | {} | {met} | {:.0} MiB | {} |",
            growth.unwrap_or_default(),
            target(work.target),
            last.memory,
            last.note
        )
        .ok();
    }
    out
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

const INTRODUCTION: &str = "\
# Performance

Made by `scripts/bench`; do not edit by hand. The command builds the release binary, seeds portals on SQLite and on a PostgreSQL that it
starts itself, drives the real server over HTTP on the loopback, and measures in the same run what the machine can do at best.
The load generator runs on the same cores as the server, so every time is what a caller sees, not less. Absolute numbers belong to
the machine; ratios travel. `scripts/bench quick` does the same with 10,000 users in about a minute.

Times are *median · 99th percentile* in milliseconds. *Growth* compares the medians at both sizes. *Memory* is the highest resident
memory of the server during that work, the mapped pages of the database included. In targets, S is SQLite and P PostgreSQL.
Why the lists stay fast: [ARCHITECTURE.md](../ARCHITECTURE.md). What was tried, what is missed and why:
[performance-notes.md](performance-notes.md).
";
