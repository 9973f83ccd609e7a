//! Text with search hits marked, and addresses that break only at good places.

use maud::{Markup, html};

/// Text with every hit of a search word in `<mark>`; case-blind.
#[must_use]
pub fn marked(text: &str, words: &[String]) -> Markup {
    html! {
        @for (part, hit) in parts(text, words) {
            @if hit { mark { (part) } } @else { (part) }
        }
    }
}

/// An e-mail address: left to right, hits marked, may wrap after `@` and dots.
#[must_use]
pub fn email(address: &str, words: &[String]) -> Markup {
    html! {
        bdi dir="ltr" {
            @for (part, hit) in parts(address, words) {
                @if hit { mark { (breakable(part)) } } @else { (breakable(part)) }
            }
        }
    }
}

fn breakable(text: &str) -> Markup {
    html! {
        @for piece in text.split_inclusive(['@', '.']) {
            (piece)
            @if piece.ends_with(['@', '.']) { wbr; }
        }
    }
}

/// Cuts the text into runs, each either a hit or not.
fn parts<'a>(text: &'a str, words: &[String]) -> Vec<(&'a str, bool)> {
    let hits = hits(text, words);
    let mut parts: Vec<(&str, bool)> = Vec::new();
    let mut start = 0;
    for (at, _) in text.char_indices().skip(1) {
        if hits.get(at) != hits.get(start) {
            parts.push((text.get(start..at).unwrap_or_default(), hits.get(start) == Some(&true)));
            start = at;
        }
    }
    if start < text.len() {
        parts.push((text.get(start..).unwrap_or_default(), hits.get(start) == Some(&true)));
    }
    parts
}

/// For every byte of the text: whether it belongs to a hit.
fn hits(text: &str, words: &[String]) -> Vec<bool> {
    let mut hits = vec![false; text.len()];
    for word in words.iter().filter(|word| !word.is_empty()) {
        for (at, _) in text.char_indices() {
            let length = text.get(at..).and_then(|rest| length_of_match(rest, word));
            if let Some(found) = length.and_then(|length| hits.get_mut(at..at + length)) {
                found.fill(true);
            }
        }
    }
    hits
}

/// How many bytes of `text` equal `word` but for case, if its start does.
fn length_of_match(text: &str, word: &str) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        if !rest.next()?.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

#[cfg(test)]
mod tests {
    use super::{email, marked};

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(String::from).collect()
    }

    #[test]
    fn hits_are_marked_in_any_case_and_may_overlap() {
        insta::assert_snapshot!(marked("Johanna Annan", &words("ann")).into_string(), @"Joh<mark>ann</mark>a <mark>Ann</mark>an");
        insta::assert_snapshot!(marked("Banana", &words("ana")).into_string(), @"B<mark>anana</mark>");
        insta::assert_snapshot!(marked("Ångström <b>", &words("ÅNG b")).into_string(), @"<mark>Ång</mark>ström &lt;<mark>b</mark>&gt;");
        insta::assert_snapshot!(marked("", &words("x")).into_string(), @"");
    }

    #[test]
    fn addresses_break_after_at_and_dot_only() {
        insta::assert_snapshot!(email("ann.lee@example.com", &words("lee")).into_string(), @r#"<bdi dir="ltr">ann.<wbr><mark>lee</mark>@<wbr>example.<wbr>com</bdi>"#);
    }
}
