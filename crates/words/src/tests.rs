//! What every message must be, in every language. The message files of other areas are judged here too: a test that
//! fails names the file and the id.

use crate::Language;
use crate::bundle::sources;
use crate::vocabulary::{VOCABULARIES, word};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A message: its file, the gaps that it has, and those of its variants by vocabulary.
struct Found {
    file: String,
    gaps: BTreeSet<String>,
    variants: BTreeMap<String, BTreeSet<String>>,
}

fn messages(language: Language, problems: &mut Vec<String>) -> BTreeMap<String, Found> {
    let mut all: BTreeMap<String, Found> = BTreeMap::new();
    for (file, text) in sources(language) {
        let resource = parser::parse(text.as_str()).unwrap_or_else(|(resource, errors)| {
            problems.extend(errors.iter().map(|error| {
                let line = text[..error.pos.start].lines().count();
                format!("{file}, line {line}: {error}")
            }));
            resource
        });
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                if let Entry::Term(term) = entry {
                    problems.push(format!(
                        "{file}: the term -{} would need to be inflected: write it out",
                        term.id.name
                    ));
                }
                continue;
            };
            let id = message.id.name.to_owned();
            let found = Found {
                gaps: message.value.as_ref().map(gaps_of).unwrap_or_default(),
                variants: message
                    .attributes
                    .iter()
                    .map(|own| (own.id.name.to_owned(), gaps_of(&own.value)))
                    .collect(),
                file: file.clone(),
            };
            if let Some(other) = all.insert(id.clone(), found) {
                problems.push(format!("{file}: {id} is also in {}", other.file));
            }
        }
    }
    all
}

fn gaps_of(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut gaps = BTreeSet::new();
    walk(pattern, &mut gaps);
    gaps
}

fn walk(pattern: &Pattern<&str>, gaps: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expression_gaps(expression, gaps);
        }
    }
}

fn expression_gaps(expression: &Expression<&str>, gaps: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => inline_gaps(inline, gaps),
        Expression::Select { selector, variants } => {
            inline_gaps(selector, gaps);
            variants.iter().for_each(|variant| walk(&variant.value, gaps));
        }
    }
}

fn inline_gaps(inline: &InlineExpression<&str>, gaps: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            gaps.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => expression_gaps(expression, gaps),
        _ => {}
    }
}

#[test]
fn every_file_is_sound_and_no_id_comes_twice() {
    let mut problems = Vec::new();
    for language in Language::ALL {
        let found = messages(*language, &mut problems);
        for (id, message) in found {
            let area = message
                .file
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .trim_end_matches(".ftl");
            let from_model = area == "model";
            if !from_model && !id.starts_with(&format!("{area}-")) {
                problems.push(format!("{}: {id} must begin with {area}-", message.file));
            }
        }
    }
    assert_eq!(problems, [""; 0]);
}

#[test]
fn every_message_exists_in_every_language() {
    let mut problems = Vec::new();
    let english = messages(Language::English, &mut problems);
    for language in Language::ALL {
        let own = messages(*language, &mut problems);
        for (id, found) in &english {
            match own.get(id) {
                None => problems.push(format!("{} of {} is missing in {}", id, found.file, language.code())),
                Some(other) if other.gaps != found.gaps => problems.push(format!(
                    "{id}: the gaps are {:?} in {} and {:?} in {}",
                    found.gaps, found.file, other.gaps, other.file
                )),
                Some(_) => {}
            }
        }
        let extra = own.iter().filter(|(id, _)| !english.contains_key(*id));
        problems.extend(extra.map(|(id, found)| format!("{}: {id} is not English", found.file)));
    }
    assert_eq!(problems, [""; 0]);
}

/// A language may have one word for what English has two for: then it says the usual one.
#[test]
fn every_variant_belongs_to_a_vocabulary_and_fills_the_same_gaps() {
    let mut problems = Vec::new();
    let english = messages(Language::English, &mut problems);
    for language in Language::ALL {
        for (id, found) in messages(*language, &mut problems) {
            for (variant, gaps) in &found.variants {
                if !VOCABULARIES.iter().any(|one| word(*one) == variant) && variant != "child-users" {
                    problems.push(format!(
                        "{}: {id} has a variant for {variant}, which is no vocabulary",
                        found.file
                    ));
                }
                if *gaps != found.gaps {
                    problems.push(format!("{}: {id}.{variant} has other gaps than {id}", found.file));
                }
                if !english.get(&id).is_some_and(|own| own.variants.contains_key(variant)) {
                    problems.push(format!("{}: {id}.{variant} is not English", found.file));
                }
            }
        }
    }
    assert_eq!(problems, [""; 0]);
}

/// The source files below a folder: path and text.
fn sources_of(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources_of(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    files
}

/// What stands after an opening quote, up to the next.
fn quoted(rest: &str) -> Option<&str> {
    rest.trim_start().strip_prefix('"')?.split('"').next()
}

/// The ids that `t!("…")`, `rich!("…")` and `say(language, "…", …)` name, with the file.
fn named(folder: &Path) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (file, text) in sources_of(folder) {
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let code = code.join(" ");
        let macros = ["t!(", "rich!("].into_iter().flat_map(|name| {
            let calls = code
                .match_indices(name)
                .filter(|(at, _)| !code[..*at].ends_with(char::is_alphanumeric));
            calls
                .filter_map(|(at, name)| quoted(&code[at + name.len()..]))
                .collect::<Vec<_>>()
        });
        let says = code.split("say(").skip(1).filter_map(|rest| {
            let (first, _) = rest.split_once('"')?;
            (first.len() < 40 && !first.contains([')', ';', '{'])).then(|| quoted(&rest[first.len()..]))?
        });
        out.extend(macros.chain(says).map(|id| (id.to_owned(), file.clone())));
    }
    out
}

/// Whether an id is meant by a literal: it is the literal, or fits its gaps, `policy-{}-hint`. An area cannot be a gap.
fn means(literal: &str, id: &str) -> bool {
    let Some((first, rest)) = literal.split_once('{') else {
        return literal == id;
    };
    let Some((_, rest)) = rest.split_once('}') else {
        return false;
    };
    let end = rest.rsplit('}').next().unwrap_or_default();
    first.contains('-') && id.len() > first.len() + end.len() && id.starts_with(first) && id.ends_with(end)
}

fn crates() -> [std::path::PathBuf; 3] {
    ["web", "app", "words"].map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name).join("src"))
}

#[test]
fn every_id_in_the_source_exists() {
    let mut problems = Vec::new();
    let english = messages(Language::English, &mut problems);
    for folder in &crates()[..2] {
        let unknown = named(folder)
            .into_iter()
            .filter(|(id, _)| !english.keys().any(|message| means(id, message)));
        problems.extend(unknown.map(|(id, file)| format!("{file}: {id} is in no message file")));
    }
    assert_eq!(problems, [""; 0]);
}

/// Whether the script names it: `script-selected-one` is its `selected`.
fn script_says(id: &str) -> bool {
    let Some(key) = id.strip_prefix("script-") else {
        return false;
    };
    let plain = key.trim_end_matches("-one").trim_end_matches("-other");
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/assets");
    fs::read_dir(assets).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        let is_script = path.extension().is_some_and(|e| e == "js");
        is_script && {
            let script = fs::read_to_string(path).unwrap();
            script.contains(&format!("\"{key}\"")) || script.contains(&format!("\"{plain}\""))
        }
    })
}

/// Every literal counts, wherever it stands: ids also come out of tables and `match`.
#[test]
fn no_message_is_unused() {
    let mut literals = BTreeSet::new();
    for (_, text) in crates().iter().flat_map(|folder| sources_of(folder)) {
        literals.extend(
            text.split('"')
                .filter(|literal| literal.contains('-'))
                .map(str::to_owned),
        );
    }
    let patterns: Vec<&String> = literals
        .iter()
        .filter(|l| l.contains('{') && !l.contains(' '))
        .collect();
    // Made in this crate, out of codes of `model` and titles of columns.
    let families = ["model", "en/permission.ftl", "en/csv.ftl"];
    let unused: Vec<String> = messages(Language::English, &mut Vec::new())
        .into_iter()
        .filter(|(_, found)| !families.contains(&found.file.as_str()))
        .filter(|(id, _)| !literals.contains(id) && !patterns.iter().any(|pattern| means(pattern, id)))
        .filter(|(id, _)| !script_says(id))
        .map(|(id, found)| format!("{}: {id}", found.file))
        .collect();
    assert_eq!(unused, [""; 0]);
}
