//! What a plan must not do, and how it is written down.

use crate::Engine;
use crate::db::explain::Explained;
use std::collections::BTreeSet;

/// What a statement is for, which decides what it may read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum For {
    /// A page or a number: it may go along an index of the portal until it has enough.
    Page,
    /// Rows that are named, or the next ones of a queue: nothing else is read.
    Rows,
    /// An export, or "all matching": it reads as many rows as it gives out, and may sort them.
    Everything,
}

/// Tables that grow with the users. The others (portals, counters, settings) may be read as a whole.
const GROWING: [&str; 14] = [
    "users",
    "users_found",
    "user_grants",
    "totp",
    "recovery_codes",
    "sessions",
    "former_passwords",
    "links",
    "api_tokens",
    "events",
    "outbox",
    "operations",
    "operation_items",
    "users_fts",
];

/// Partial indexes, of few rows each, or chosen where they were counted to be few: they may be read from end to end.
const PARTIAL: [&str; 5] = [
    "users_admins",
    "users_waiting",
    "users_with_factor",
    "operations_running",
    "outbox_due",
];

/// A sort for a page may take a fifth of the big portal: as many as the most frequent name leads to. That happens where a
/// limited walk has met too few of them, as for a name that begins with S in the order of names.
const SORTED_AT_MOST: f64 = 180_000.0;

/// An export or a report that handles so many rows, a hundredth of all, may read the users as they are stored: on a disk that
/// has to look for each of them it is the quicker way.
const MANY: f64 = 10_000.0;

/// What is wrong with the plans of a statement; nothing for good ones.
///
/// On both engines no growing table is read from end to end, and nothing sorts a portal.
/// - PostgreSQL says how many rows it expects, which bounds sorts; an incremental sort follows an index, and is fine. It may
///   begin to read a table as stored where it expects to stop early, as for "more than 10,000".
/// - SQLite does not say. There a sort must stand behind a driver, which was chosen by its counted hits, so no step of a
///   sorting plan may be bounded by the portal alone; nor any step where rows are named.
pub(super) fn wrong(engine: Engine, purpose: For, explained: &Explained) -> Vec<String> {
    match engine {
        Engine::Sqlite => wrong_on_sqlite(purpose, &explained.plan),
        Engine::Postgres => chosen(explained)
            .into_iter()
            .flat_map(|plan| wrong_on_postgres(purpose, &nodes(plan)))
            .collect(),
    }
}

fn wrong_on_sqlite(purpose: For, plan: &[String]) -> Vec<String> {
    let is = |step: &str, verb: &str| {
        let table = step.strip_prefix(verb).and_then(|rest| rest.split(' ').next());
        table.is_some_and(|table| GROWING.contains(&table)) && !PARTIAL.iter().any(|index| step.contains(index))
    };
    // A limited walk is a subquery of the name of its table, and the search index is asked by a match.
    let walked = |step: &str| plan.iter().any(|other| *other == step.replace("SCAN", "CO-ROUTINE"));
    let matched = |step: &str| step.contains("VIRTUAL TABLE INDEX") && step.contains('M');
    let scanned = |step: &&String| is(step, "SCAN ") && !walked(step) && !matched(step);
    let whole = |step: &&String| is(step, "SEARCH ") && step.ends_with("(portal=?)");
    let sorts = plan.iter().any(|step| step.starts_with("USE TEMP B-TREE FOR ORDER BY"));
    let mut wrong: Vec<String> = plan.iter().filter(scanned).cloned().collect();
    if purpose == For::Rows || sorts && purpose == For::Page {
        wrong.extend(plan.iter().filter(whole).cloned());
    }
    wrong
}

fn wrong_on_postgres(purpose: For, nodes: &[Node]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let scans = node.what.contains("Seq Scan") && GROWING.contains(&node.on.as_str());
        if scans && !is_limited(nodes, node) && !(purpose == For::Everything && handles_many(nodes)) {
            wrong.push(format!("{} of {}", node.what, node.on));
        }
        let below = nodes.get(at + 1).map_or(0.0, |below| below.rows);
        if node.what == "Sort" && below > SORTED_AT_MOST && purpose != For::Everything {
            wrong.push(format!("sorts {below} rows"));
        }
    }
    wrong
}

/// Whether a limit is expected to end the scan before its half.
fn is_limited(nodes: &[Node], scan: &Node) -> bool {
    let mut limits = nodes.iter().filter(|node| node.what == "Limit");
    limits.any(|limit| limit.depth < scan.depth && limit.cost < scan.cost / 2.0)
}

fn handles_many(nodes: &[Node]) -> bool {
    let mut others = nodes.iter().filter(|node| !node.what.contains("Seq Scan"));
    others.any(|node| node.rows >= MANY)
}

/// The plans that PostgreSQL may run a statement by: the one for its values, and the one for any values where that is not
/// dearer, planning included.
fn chosen(explained: &Explained) -> Vec<&Vec<String>> {
    let cost = |plan: &[String]| nodes(plan).first().map_or(0.0, |node| node.cost);
    let planning = |plan: &[String]| 2.5 * (1 + nodes(plan).iter().filter(|node| !node.on.is_empty()).count()) as f64;
    let own = &explained.plan;
    let any = explained.for_any.as_ref();
    let cheaper = any.filter(|any| cost(any) <= cost(own) + planning(own));
    std::iter::once(own).chain(cheaper).collect()
}

/// A step of a plan of PostgreSQL.
struct Node {
    depth: usize,
    /// `Index Scan`, `Sort`, …
    what: String,
    /// The index where there is one, else the table.
    on: String,
    rows: f64,
    cost: f64,
}

/// Reads `  ->  Index Scan using users_by_name on users  (cost=0.42..8.44 rows=1 width=8)`; other lines are details.
fn nodes(plan: &[String]) -> Vec<Node> {
    plan.iter().filter_map(|line| node(line)).collect()
}

fn node(line: &str) -> Option<Node> {
    let (label, numbers) = line.split_once("  (cost=")?;
    let number = |after: &str| {
        let (_, rest) = numbers.split_once(after)?;
        rest.split(' ').next()?.parse().ok()
    };
    let depth = label.len() - label.trim_start_matches([' ', '-', '>']).len();
    let label = &label[depth..];
    let (what, on) = match (label.split_once(" using "), label.split_once(" on ")) {
        (Some((what, rest)), _) => (what, rest.split(' ').next()?),
        (None, Some((what, rest))) => (what, rest.split(' ').next()?),
        (None, None) => (label, ""),
    };
    Some(Node {
        depth,
        what: what.to_owned(),
        on: on.to_owned(),
        rows: number("rows=")?,
        cost: number("..")?,
    })
}

/// The plan in one line: steps and indexes, without numbers.
pub(super) fn brief(engine: Engine, plan: &[String]) -> String {
    match engine {
        Engine::Sqlite => SHORTER
            .iter()
            .fold(plan.join("; "), |text, (long, short)| text.replace(long, short)),
        Engine::Postgres => trees(&nodes(plan)),
    }
}

const SHORTER: [(&str, &str); 5] = [
    ("SEARCH users USING INTEGER PRIMARY KEY", "users"),
    ("SEARCH users USING COVERING INDEX ", "covering "),
    ("SEARCH users USING INDEX ", ""),
    ("USE TEMP B-TREE FOR ORDER BY", "sort"),
    ("COMPOUND QUERY; LEFT-MOST SUBQUERY; ", ""),
];

/// Steps side by side, each with those below it in brackets.
fn trees(nodes: &[Node]) -> String {
    let mut texts = Vec::new();
    let mut rest = nodes;
    while let Some((node, after)) = rest.split_first() {
        let below = after.iter().take_while(|other| other.depth > node.depth).count();
        let (inner, beside) = after.split_at(below);
        let (what, inner) = match inner.split_first() {
            // Two ways to take doubles out, of nearly the same cost: which one it is depends on the sample of the statistics.
            Some((sort, sorted)) if node.what == "Unique" && sort.what == "Sort" => ("HashAggregate", sorted),
            _ => (node.what.as_str(), inner),
        };
        let step = format!("{what} {}", node.on);
        texts.push(match inner {
            [] => step.trim_end().to_owned(),
            inner => format!("{} ({})", step.trim_end(), trees(inner)),
        });
        rest = beside;
    }
    texts.join(", ")
}

/// What is known to read more than it should, by the beginning of what was asked, and why it is left so.
const KNOWN: [(&str, &str); 4] = [
    (
        "a role of nobody",
        "a role that the portal does not have has no rank, by which roles are indexed",
    ),
    ("log by id of a purged target", "the log has no index of public ids"),
    ("log by address of the target", "nor of addresses as they were"),
    ("a chunk erased", "operations have no index of actors, and are few"),
];

fn is_known(what: &str) -> bool {
    let asked = ["total of ", "ids of ", "export of "]
        .iter()
        .find_map(|of| what.strip_prefix(of))
        .unwrap_or(what);
    KNOWN.iter().any(|(known, _)| asked.starts_with(known))
}

/// All that is wrong with these statements, one paragraph each.
pub(super) fn complaints(engine: Engine, purpose: For, what: &str, statements: &[Explained]) -> Vec<String> {
    let complain = |explained: &Explained| {
        let wrong = wrong(engine, purpose, explained);
        if is_known(what) {
            return None;
        }
        let plans = [Some(&explained.plan), explained.for_any.as_ref()].map(|plan| plan.map(|plan| plan.join("\n")));
        (!wrong.is_empty()).then(|| format!("{what}: {wrong:?}\n{}\n{plans:#?}", explained.sql))
    };
    let all: BTreeSet<String> = statements.iter().filter_map(complain).collect();
    all.into_iter().collect()
}
