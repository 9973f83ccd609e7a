//! Cells that a spreadsheet would run as a formula (AC-65): neutralised on the way out, restored on the way in.

use std::borrow::Cow;

/// What happens to cells that a spreadsheet would run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Formulas {
    /// They get a leading apostrophe.
    #[default]
    Neutralised,
    /// They stay as they are: for programs, which must be asked for.
    Raw,
}

/// The cell as a spreadsheet shows it as text.
#[must_use]
pub fn neutralised(cell: &str) -> Cow<'_, str> {
    if runs(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The opposite of [`neutralised`], for every text: the apostrophe goes exactly where it was put.
#[must_use]
pub fn restored(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| runs(rest)).unwrap_or(cell)
}

/// Whether a spreadsheet may run the cell as a formula (AC-65). Apostrophes in front do not count, so that a text that has
/// one of its own gets another and loses only that one.
fn runs(cell: &str) -> bool {
    let Some(first) = cell.as_bytes().first() else {
        return false;
    };
    if first.is_ascii_alphanumeric() {
        return false;
    }
    let inner = cell.trim_start_matches('\'');
    inner.starts_with(['\t', '\r', '\n', '\0'])
        || inner
            .trim_start()
            .starts_with(['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_get_an_apostrophe_and_lose_it_again() {
        let cells = [
            "=1+1",
            "+49 30",
            "-x",
            "@x",
            "\t=1",
            "\rx",
            "  =1",
            "\u{3000}=1",
            "\u{FF1D}1",
            "'=1",
            "''-1",
            "' =1",
            "'",
            "O'Hara",
            "'s Gravenhage",
            "Ann",
            "",
            "1-1",
            "Ünal",
            "a=b",
        ];
        let shown: Vec<String> = cells
            .iter()
            .map(|cell| format!("{cell:?} {:?}", neutralised(cell)))
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @r#"
        "=1+1" "'=1+1"
        "+49 30" "'+49 30"
        "-x" "'-x"
        "@x" "'@x"
        "\t=1" "'\t=1"
        "\rx" "'\rx"
        "  =1" "'  =1"
        "\u{3000}=1" "'\u{3000}=1"
        "＝1" "'＝1"
        "'=1" "''=1"
        "''-1" "'''-1"
        "' =1" "'' =1"
        "'" "'"
        "O'Hara" "O'Hara"
        "'s Gravenhage" "'s Gravenhage"
        "Ann" "Ann"
        "" ""
        "1-1" "1-1"
        "Ünal" "Ünal"
        "a=b" "a=b"
        "#);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(cell in "['=+@\\- \tａ＝a-z]{0,8}") {
            let there = neutralised(&cell);
            prop_assert_eq!(restored(&there), cell.as_str());
            let starts = there.trim_start().chars().next();
            prop_assert!(!matches!(starts, Some('=' | '+' | '-' | '@' | '＝')), "{:?}", there);
        }
    }
}
