//! The titles of columns in CSV files. The English ones are what programs read.

use crate::vocabulary::slug;
use crate::{Language, say};

/// The title of a column, named by its English title: `First name`.
#[must_use]
pub fn csv_header(language: Language, column: &str) -> String {
    say(language, &format!("csv-{}", slug(column).replace(' ', "-")), &[])
}
