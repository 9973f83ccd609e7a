//! Every statement of the five documents is proved by a test that says so: a line `Proves: S2.26, S2.30` above the test.
//! The table in `docs/requirements.md` is written from these lines.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The number of statements in each document.
const STATEMENTS: [u32; 5] = [47, 22, 32, 27, 22];

const TABLE: &str = "docs/requirements.md";

/// `S2.26`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Number {
    document: u32,
    statement: u32,
}

impl Number {
    fn parse(text: &str) -> Option<Self> {
        let (document, statement) = text.trim().strip_prefix('S')?.split_once('.')?;
        let number = Self {
            document: document.parse().ok()?,
            statement: statement.parse().ok()?,
        };
        let known = STATEMENTS.get(number.document as usize)?;
        (1..=*known).contains(&number.statement).then_some(number)
    }

    fn all() -> impl Iterator<Item = Self> {
        let documents = (0_u32..).zip(STATEMENTS);
        documents.flat_map(|(document, count)| (1..=count).map(move |statement| Self { document, statement }))
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "S{}.{}", self.document, self.statement)
    }
}

/// Which tests prove a statement.
type Proofs = BTreeMap<Number, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sources that may hold tests: Rust of every crate, and the browser's.
fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("crates"), root().join("e2e/tests")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs" || end == "js") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// What follows `Proves:` in a comment that begins a line.
fn claimed(line: &str) -> Option<&str> {
    let comment = line.trim_start().strip_prefix("//")?;
    comment.trim_start_matches('/').trim_start().strip_prefix("Proves:")
}

/// A contradiction (C8) or an invariant (I2): claimed by tests too, but not part of the table.
fn is_of_the_model(number: &str) -> bool {
    let within = |letter, last: u32| {
        let digits = number.strip_prefix(letter).and_then(|digits| digits.parse().ok());
        digits.is_some_and(|n: u32| (1..=last).contains(&n))
    };
    within('C', 26) || within('I', 11)
}

/// The name of the test that starts on this line: a Rust function, or the first text of `test(` or `test.step(`.
fn name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix("fn ") {
        return rest.split('(').next();
    }
    let call = line.strip_prefix("await ").unwrap_or(line);
    let text = call.strip_prefix("test(").or_else(|| call.strip_prefix("test.step("))?;
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '`'))?;
    text[1..].split(quote).next()
}

/// Reads the claims of one file; whatever is no claim about a test is an error.
fn read(file: &Path, proofs: &mut Proofs) {
    let text = std::fs::read_to_string(file).unwrap();
    let shown = file.strip_prefix(root()).unwrap().display().to_string();
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let Some(numbers) = claimed(line) else { continue };
        let below = lines[at + 1..].iter().take(6).map(|line| line.trim_start());
        let below: Vec<&str> = below
            .take_while(|line| !line.is_empty() && !line.starts_with('}'))
            .collect();
        let test = below.iter().find_map(|line| name(line));
        let test = test.unwrap_or_else(|| panic!("{shown}:{}: no test below", at + 1));
        assert!(
            shown.ends_with(".js") || below.contains(&"#[test]"),
            "{shown}:{}: {test} is no test",
            at + 1
        );
        let numbers = numbers.trim().trim_end_matches('.').split(',').map(str::trim);
        for number in numbers.filter(|number| !is_of_the_model(number)) {
            let number = Number::parse(number);
            let number = number.unwrap_or_else(|| panic!("{shown}:{}: no such statement", at + 1));
            proofs.entry(number).or_default().insert(format!("`{shown}` › {test}"));
        }
    }
}

/// The table with the last column as the tests have it.
fn written(table: &str, proofs: &Proofs) -> String {
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let Some(number) = cells.get(1).and_then(|cell| Number::parse(cell)) else {
            return format!("{line}\n");
        };
        let tests = proofs.get(&number).cloned().unwrap_or_default();
        let tests: Vec<String> = tests.into_iter().collect();
        let what = cells[2];
        format!("| {number} | {what} | {} |\n", tests.join("<br>")).replace("|  |", "| |")
    };
    table.lines().map(line).collect()
}

#[expect(clippy::disallowed_methods, reason = "a switch of this test, not configuration")]
fn refreshing() -> bool {
    std::env::var_os("UPDATE_REQUIREMENTS").is_some()
}

#[test]
fn every_requirement_is_proved() {
    let mut proofs = Proofs::new();
    for file in sources() {
        read(&file, &mut proofs);
    }
    let missing: Vec<String> = Number::all()
        .filter(|number| !proofs.contains_key(number))
        .map(|number| number.to_string())
        .collect();
    let table = std::fs::read_to_string(root().join(TABLE)).unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| S"));
    let rows: Vec<Number> = rows
        .filter_map(|row| Number::parse(&format!("S{}", row.split(' ').next()?)))
        .collect();
    assert_eq!(
        rows,
        Number::all().collect::<Vec<_>>(),
        "{TABLE} names every statement once, in order"
    );
    let fresh = written(&table, &proofs);
    if refreshing() {
        std::fs::write(root().join(TABLE), &fresh).unwrap();
    } else {
        assert!(
            table == fresh,
            "{TABLE} is out of date: UPDATE_REQUIREMENTS=1 cargo test -p portico --test it requirements"
        );
    }
    assert!(missing.is_empty(), "no test proves {missing:?}");
}
