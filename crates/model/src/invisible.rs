//! Characters that a reader cannot see or that turn the text around. One list for addresses, names and pasted text.

/// Starts or ends a run of forced text direction (embedding, override, isolate): makes text read as something else.
pub(crate) const fn turns_text(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Left behind by web pages, word processors and spreadsheets; has no shape and no meaning in a name or an address.
pub(crate) const fn is_residue(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
    )
}

/// The joiners: no shape of their own, yet Persian and Sinhala names are spelt with them.
pub(crate) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Blank letters and tags: never part of a name, often part of a trick.
pub(crate) const fn is_blank_letter(c: char) -> bool {
    matches!(
        c,
        '\u{034F}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180E}'
            | '\u{206A}'..='\u{206F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFD}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// Any of the above: what an address must not hold.
pub(crate) const fn is_unseen(c: char) -> bool {
    turns_text(c) || is_residue(c) || is_joiner(c) || is_blank_letter(c)
}

/// Ends a line, in any of the ways Unicode knows.
pub(crate) const fn breaks_line(c: char) -> bool {
    matches!(
        c,
        '\n' | '\u{000B}' | '\u{000C}' | '\r' | '\u{0085}' | '\u{2028}' | '\u{2029}'
    )
}
