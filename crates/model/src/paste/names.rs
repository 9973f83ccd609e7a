//! Names beside addresses: taken out of their wrapping and cut into first and last name.

use super::{
    SplitName,
    token::{Kind, Token},
};
use crate::name::PersonName;

/// The name that these tokens say, all of which stand before one address. `attached` text is a display name ("Ann Lee",
/// "Lee, Ann"); text that a separator divides from the address is cells of a row: first name, last name.
pub(super) fn name_of(line: &str, tokens: &[Token]) -> Option<SplitName> {
    let attached = tokens.last().is_some_and(|token| !token.is_separator());
    if attached {
        display_name(line, tokens)
    } else {
        row_name(line, tokens)
    }
}

/// Two words or more that look like a name: enough to believe it in the middle of a list.
pub(super) fn is_full_name(line: &str, tokens: &[Token]) -> bool {
    name_of(line, tokens).is_some_and(|name| name.last.is_some())
}

fn display_name(line: &str, tokens: &[Token]) -> Option<SplitName> {
    let after_hard = tokens
        .iter()
        .rposition(|token| token.kind == Kind::Hard)
        .map_or(0, |index| index + 1);
    let tokens = &tokens[after_hard..];
    let mut cells = cells(line, tokens);
    match cells.len() {
        1 => split(&cells.remove(0)),
        2 => pair(&cells[1], Some(&cells[0])),
        _ => split(cells.last()?),
    }
}

fn row_name(line: &str, tokens: &[Token]) -> Option<SplitName> {
    match cells(line, tokens).as_slice() {
        [] => None,
        [name] => split(name),
        [first, last, ..] => pair(first, Some(last)),
    }
}

/// The texts between the separators, unwrapped, without those that hold no letter.
fn cells(line: &str, tokens: &[Token]) -> Vec<String> {
    tokens
        .split(Token::is_separator)
        .map(|cell| cell_text(line, cell))
        .filter(|text| !text.is_empty())
        .collect()
}

/// The words and quoted texts of a cell, without comments, list marks and labels ("To:").
fn cell_text(line: &str, cell: &[Token]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for token in cell.iter().filter(|token| token.kind != Kind::Comment) {
        let word = line[token.core.clone()].trim_matches(is_wrapping);
        if token.kind == Kind::Word && word.ends_with(':') {
            words.clear();
        } else if word.contains(char::is_alphanumeric) && !(words.is_empty() && is_list_mark(word)) {
            words.push(word);
        }
    }
    let text = words.join(" ");
    if text.contains(char::is_alphabetic) {
        text
    } else {
        String::new()
    }
}

/// "1." or "12)": the number of an item.
pub(super) fn is_list_mark(word: &str) -> bool {
    word.trim_end_matches(['.', ')', ':'])
        .bytes()
        .all(|b| b.is_ascii_digit())
}

fn is_wrapping(c: char) -> bool {
    let quote = matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '`');
    quote || matches!(c, '•' | '·' | '*' | '[' | ']' | '(' | ')') || crate::invisible::is_unseen(c) || c.is_whitespace()
}

/// "Lee, Ann" or "Ann Lee": the last word is the last name, a single word the first name.
pub(super) fn split(name: &str) -> Option<SplitName> {
    if let Some((last, first)) = name.split_once(',') {
        let first = first.split(',').next().unwrap_or(first);
        return pair(first, Some(last)).or_else(|| pair(last, None));
    }
    match name.trim().rsplit_once(char::is_whitespace) {
        Some((first, last)) => pair(first, Some(last)),
        None => pair(name, None),
    }
}

/// A name of two texts, if they look like one; text such as "see 2nd floor:" is not put into somebody's name.
pub(super) fn pair(first: &str, last: Option<&str>) -> Option<SplitName> {
    let last = match last {
        Some(last) => PersonName::parse_optional(last).ok()?,
        None => None,
    };
    let first = PersonName::parse(first).ok()?;
    let name = SplitName { first, last };
    looks_like_name(&name.to_string()).then_some(name)
}

fn looks_like_name(text: &str) -> bool {
    let unlike =
        |c: char| c.is_numeric() || matches!(c, ':' | '/' | '\\' | '@' | '=' | '<' | '>' | '{' | '}' | '?' | '!');
    text.contains(char::is_alphabetic) && !text.contains(unlike) && text.split(' ').count() <= 6
}
