//! Header lines of pasted tables: recognised by their words, and used to tell which column holds what.

use super::{Address, Piece, SplitName, names, read_address};

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Email,
    First,
    Last,
    Name,
    Other,
}

/// Titles of columns as spreadsheets and directories write them, in the languages that we have met.
const TITLES: [(Column, &[&str]); 5] = [
    (
        Column::Email,
        &[
            "e-mail",
            "email",
            "mail",
            "e-mails",
            "emails",
            "e-mail address",
            "email address",
            "e-mail addresses",
            "email addresses",
            "mail address",
            "address",
            "addresses",
            "e-mail-adresse",
            "mailadresse",
            "correo",
            "correo electrónico",
            "courriel",
            "adresse e-mail",
            "電子メール",
            "البريد الإلكتروني",
        ],
    ),
    (
        Column::First,
        &[
            "first name",
            "firstname",
            "first",
            "given name",
            "forename",
            "vorname",
            "prénom",
            "nombre",
        ],
    ),
    (
        Column::Last,
        &[
            "last name",
            "lastname",
            "last",
            "surname",
            "family name",
            "nachname",
            "familienname",
            "nom",
            "apellidos",
        ],
    ),
    (
        Column::Name,
        &["name", "full name", "display name", "person", "contact"],
    ),
    (
        Column::Other,
        &[
            "",
            "#",
            "user",
            "user name",
            "username",
            "no",
            "no.",
            "nr",
            "nr.",
            "id",
            "department",
            "team",
            "company",
            "phone",
            "title",
            "role",
            "notes",
        ],
    ),
];

/// The order of the columns of a table.
pub(super) struct Columns {
    delimiter: char,
    columns: Vec<Column>,
}

/// A line of titles only, with at least one for e-mail or a name.
pub(super) fn is_header(line: &str) -> bool {
    // The longest sensible header is far shorter: a megabyte of semicolons is not looked at cell by cell.
    line.len() <= 500 && {
        let columns: Option<Vec<Column>> = line.split(delimiter_of(line)).map(column).collect();
        columns.is_some_and(|columns| columns.iter().any(|column| *column != Column::Other))
    }
}

fn delimiter_of(line: &str) -> char {
    line.chars()
        .find(|c| matches!(c, '\t' | ';' | ',' | '|'))
        .unwrap_or('\t')
}

fn column(cell: &str) -> Option<Column> {
    let title = unwrap(cell).trim_end_matches(':').to_lowercase();
    TITLES
        .iter()
        .find(|(_, titles)| titles.contains(&title.as_str()))
        .map(|(column, _)| *column)
}

fn unwrap(cell: &str) -> &str {
    cell.trim_matches(|c: char| c == '"' || c.is_whitespace() || crate::invisible::is_unseen(c))
}

impl Columns {
    /// The columns that a header line names, if there is one for e-mail and at least one more.
    pub(super) fn of(header: &str) -> Option<Self> {
        let delimiter = delimiter_of(header);
        let columns: Vec<Column> = header.split(delimiter).filter_map(column).collect();
        let emails = columns.iter().filter(|column| **column == Column::Email).count();
        (emails == 1 && columns.len() > 1).then_some(Self { delimiter, columns })
    }

    /// A row with the same number of cells, an address in its column and no other @. Any other line is read freely.
    pub(super) fn read<'a>(&self, line: &'a str) -> Option<Piece<'a>> {
        if line.split(self.delimiter).take(self.columns.len() + 1).count() != self.columns.len() {
            return None;
        }
        let cell = |wanted: Column| {
            let index = self.columns.iter().position(|column| *column == wanted)?;
            line.split(self.delimiter)
                .nth(index)
                .map(unwrap)
                .filter(|text| !text.is_empty())
        };
        let address = cell(Column::Email).filter(|_| line.matches('@').take(2).count() == 1)?;
        let email = read_address(address).ok()?;
        let name = name_of(cell(Column::First), cell(Column::Last), cell(Column::Name));
        let parsed = Ok(Address { email, name });
        Some(Piece {
            input: line.trim_matches(|c: char| c.is_whitespace() || crate::invisible::is_residue(c)),
            parsed,
        })
    }
}

/// Where there is a column for first names, a column called just "Name" holds the last names.
fn name_of(first: Option<&str>, last: Option<&str>, full: Option<&str>) -> Option<SplitName> {
    match (first, last) {
        (Some(first), last) => names::pair(first, last.or(full)),
        (None, Some(last)) => names::pair(full.unwrap_or(last), full.map(|_| last)),
        (None, None) => names::split(full?),
    }
}
