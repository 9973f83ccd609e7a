//! Finds the words of a page that did not come out of a message: in the language `en-XA` those have neither accents nor
//! brackets around them.

use model::access::Permission;
use model::presets::Preset;

/// What holds data, not texts of ours.
const DATA: [&str; 11] = [
    "bdi", "code", "kbd", "pre", "samp", "script", "style", "svg", "template", "textarea", "time",
];

/// Elements that never have an end.
const EMPTY: [&str; 8] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// Attributes that people hear or see.
const SAID: [&str; 6] = [
    "alt",
    "aria-description",
    "aria-label",
    "data-said",
    "placeholder",
    "title",
];

/// One text with words that are in no message.
pub(crate) fn unsaid(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside: Option<(String, usize)> = None;
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        if inside.is_none() {
            found.extend(words(text).map(|words| format!("{words}   in: {}", shown(text))));
        }
        let Some((tag, after)) = after.split_at_checked(end_of(after)) else {
            break;
        };
        rest = after.strip_prefix('>').unwrap_or(after);
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        match &mut inside {
            Some((outer, depth)) if *outer == name => {
                *depth = if tag.starts_with('/') { *depth - 1 } else { *depth + 1 }
            }
            None if !tag.starts_with('/') => {
                found.extend(unsaid_attributes(&name, tag));
                inside = holds_data(&name, tag).then_some((name, 1));
            }
            _ => {}
        }
        inside = inside.filter(|(_, depth)| *depth > 0);
    }
    found
}

/// Where a tag ends: the first `>` outside of quotes.
fn end_of(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == '>' && !quoted
    });
    end.map_or(tag.len(), |(at, _)| at)
}

/// What names a language in that language is no text of ours either.
fn holds_data(name: &str, tag: &str) -> bool {
    let own_language = name != "html" && (tag.contains(" lang=\"") || tag.contains("translate=\"no\""));
    !EMPTY.contains(&name) && (DATA.contains(&name) || own_language)
}

fn unsaid_attributes(name: &str, tag: &str) -> Vec<String> {
    let button = name == "input" && tag.contains("type=\"submit\"");
    let read = SAID.iter().copied().chain(button.then_some("value"));
    let found = read.filter_map(|attribute| {
        let value = tag.split(&format!(" {attribute}=\"")).nth(1)?.split('"').next()?;
        let words = words(value)?;
        Some(format!("{words}   in {attribute}: {}", shown(value)))
    });
    found.collect()
}

fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The plain English words outside of brackets.
fn words(text: &str) -> Option<String> {
    if is_name(text) {
        return None;
    }
    // The name of a module that every portal begins with.
    let text = text.replace("User management", "");
    let mut own = String::new();
    let mut depth = 0usize;
    for c in text.replace("&amp;", "&").chars() {
        match c {
            '⟦' => depth += 1,
            '⟧' => {
                depth = depth.saturating_sub(1);
                own.push(' ');
            }
            c if depth == 0 => own.push(c),
            _ => {}
        }
    }
    let pieces = own.split(|c: char| !(c.is_alphanumeric() || "@._/-'".contains(c)));
    let words: Vec<&str> = pieces.filter(|piece| is_text(piece)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A word of a language, rather than an address, a path, a code, or a name that the test made up.
fn is_text(piece: &str) -> bool {
    let piece = piece.trim_matches(|c: char| !c.is_alphanumeric());
    let address = piece.contains(['@', '/']) || piece.contains(".example") || piece.ends_with(".csv");
    let code = Permission::from_code(piece).is_some();
    let letters = piece.split(|c: char| !c.is_alphabetic());
    let word = letters.clone().any(|run| run.len() >= 3 && run.is_ascii());
    !address && !code && word && !NAMES.contains(&piece)
}

/// What an administrator chose among names or made up: a time zone, `America/New York`, a preset, a module.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let region = text.split_once('/').map_or("", |(region, _)| region);
    let zone = !region.is_empty() && region.chars().all(|c| c.is_ascii_alphabetic());
    let preset = Preset::ALL.iter().any(|preset| preset.name().replace('_', " ") == text);
    zone || preset
}

/// Names of things of the world that the pages are about, of programs and formats, and of languages in themselves.
#[rustfmt::skip]
const NAMES: [&str; 41] = [
    "0.0.0-test", "ACME", "API", "Acme", "CRM", "CSV", "Dashboard", "Deutsch", "Editor", "English", "Excel", "GLOBEX", "GMT", "Guide", "Hal",
    "Ivy", "Lee", "Ltd", "North", "Olga", "Owner", "Pat", "Payment", "Portico", "Pricing", "Provider", "Reports", "Test",
    "Tina", "Tom", "UTC", "UTF-8", "Uma", "Zoe", "acme", "crm", "email", "http", "q000", "standard", "test",
];

#[test]
fn a_word_outside_of_a_message_is_found() {
    let html = r#"<p class="hint">⟦Šévé~⟧ 3 <b>Olga</b> Left over</p><code>users.view</code><a title="Open <it>">⟦Å⟧</a>
        <select><option lang="de">Deutsch</option></select><bdi>Ann <bdi>Lee</bdi> Smith</bdi> ann@x.example <input type="submit" value="Go on">"#;
    let expected = ["Left over   in: Left over", "Open   in title: Open <it>"];
    assert_eq!(unsaid(html), expected);
}
