//! Text of strangers, made harmless: it can neither start a header line nor turn the reading direction of the rest.

/// One line: control characters and line breaks become spaces, direction marks go, runs of space become one, and
/// what is longer than `max` characters ends in `…`.
pub(super) fn one_line(text: &str, max: usize) -> String {
    let spaced: String = text
        .chars()
        .filter(|c| !turns_direction(*c))
        .take(max.saturating_mul(4))
        .map(|c| {
            if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                ' '
            } else {
                c
            }
        })
        .collect();
    cut(&spaced.split_whitespace().collect::<Vec<_>>().join(" "), max)
}

/// Takes control characters out and leaves the rest, isolate marks too.
pub(super) fn without_control(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// Several lines, each as in [`one_line`]; together at most `max` characters and 40 lines; no empty line at the ends.
pub(super) fn lines(text: &str, max: usize) -> Vec<String> {
    let text = cut(text, max).replace("\r\n", "\n");
    let all: Vec<String> = text
        .trim()
        .split(['\n', '\r', '\u{2028}', '\u{2029}'])
        .take(40)
        .map(|line| one_line(line, max))
        .collect();
    if all.iter().all(String::is_empty) {
        Vec::new()
    } else {
        all
    }
}

/// A person's name for the greeting. A "name" that mail programs would turn into a link is no name: whoever may
/// type names could otherwise send their own links in our mails.
pub(super) fn person(name: &str) -> String {
    let name = one_line(name, 100);
    let lower = name.to_lowercase();
    let is_link = lower.contains("://") || lower.contains("www.") || lower.contains('/');
    if is_link { String::new() } else { name }
}

/// Plain text has no `<bdi>`: a right-to-left word is put between the two isolate marks, other text stays as it is.
pub(super) fn isolated(text: &str) -> String {
    if text.chars().any(reads_from_the_right) {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text.to_owned()
    }
}

fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The marks, embeddings, overrides and isolates of the bidirectional algorithm, and the byte order mark.
const fn turns_direction(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The blocks of Unicode that hold right-to-left scripts.
const fn reads_from_the_right(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_break_survives_in_one_line() {
        assert_eq!(one_line("a\r\nBcc: b\u{2028}c\u{0}d\u{85}e", 100), "a Bcc: b c d e");
    }

    #[test]
    fn direction_overrides_go_and_length_is_bounded() {
        assert_eq!(one_line("x\u{202E}moc.live\u{2066}", 100), "xmoc.live");
        assert_eq!(one_line(&"é".repeat(1_000_000), 5), "éééé…");
    }

    #[test]
    fn a_link_is_no_name() {
        assert_eq!(person("https://evil.example"), "");
        assert_eq!(person("Win at WWW.evil.example"), "");
        assert_eq!(person(" Zoë  O'Neill "), "Zoë O'Neill");
    }

    #[test]
    fn a_message_keeps_its_lines() {
        assert_eq!(lines("\r\nhi\r\n\r\nthere\t!\r\n", 100), ["hi", "", "there !"]);
        assert!(lines(" \n ", 100).is_empty());
    }
}
