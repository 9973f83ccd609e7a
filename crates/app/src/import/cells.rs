//! From the bytes of a file to people: encoding, separator, header, cells. What cannot be read is refused as a whole, with
//! the rows named, so that a file goes in complete or not at all.

use super::header::{Header, is_preamble};
use crate::error::{AppError, FieldError};
use crate::export::Separator;
use crate::users::add::People;
use model::operation::NewPerson;
use words::t;

/// Largest file.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// Most rows, the header aside.
pub const MAX_ROWS: usize = 100_000;
/// So many faults are named at a time.
const MOST_ERRORS: usize = 20;

/// A file that was understood. Its people are read from the text each time they are asked for: a hundred thousand of them
/// would take ten times the room of the file.
#[derive(Debug)]
pub struct Table<'t> {
    text: &'t str,
    header: Header,
    count: usize,
    separator: Separator,
}

impl Table<'_> {
    /// Its people, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        let mut records = Records::new(self.text, self.separator);
        // The first one is the header.
        records.next();
        records.filter_map(|record| {
            let Record { number, cells, input } = record.ok()?;
            let person = self.header.person(&cells, input).ok()?;
            Some(Row { number, person })
        })
    }

    /// How many people there are.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Titles of columns that mean nothing to us.
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.header.ignored
    }
}

impl People for Table<'_> {
    fn each(&self) -> Box<dyn Iterator<Item = NewPerson> + '_> {
        Box::new(self.rows().map(|row| row.person))
    }
}

/// One person of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The line of the file, the header being line 1.
    pub number: u64,
    /// The person as written.
    pub person: NewPerson,
}

pub(super) fn refused(message: impl words::Said) -> AppError {
    AppError::invalid("file", message)
}

/// Reads a CSV file: UTF-8, with a header, separated by comma, semicolon or tab.
///
/// # Errors
/// `Invalid` on `file`, one message per fault, with its line.
pub fn parse(bytes: &[u8]) -> Result<Table<'_>, AppError> {
    let text = decoded(bytes)?;
    let separator = separator_of(text);
    let mut records = Records::new(text, separator);
    let header = records.next().transpose()?.ok_or_else(|| refused(t!("import-empty")))?;
    let header = Header::read(&header.cells)?;
    let (mut count, mut errors) = (0, Vec::new());
    for record in records {
        let Record { number, cells, input } = record?;
        if count >= MAX_ROWS {
            return Err(refused(t!("import-too-many-rows")));
        }
        match header.person(&cells, input) {
            Ok(_) => count += 1,
            Err(fault) => errors.push(fault_in(number, fault)),
        }
        if errors.len() >= MOST_ERRORS {
            errors.push(FieldError::new("file", t!("import-more-faults")));
            break;
        }
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    if count == 0 {
        return Err(refused(t!("import-empty")));
    }
    Ok(Table {
        text,
        header,
        count,
        separator,
    })
}

/// What is wrong with a row. Line numbers are not grouped.
fn fault_in(row: u64, fault: String) -> FieldError {
    FieldError::new("file", t!("import-row", row = row.to_string(), fault = fault))
}

fn decoded(bytes: &[u8]) -> Result<&str, AppError> {
    if bytes.len() > MAX_BYTES {
        return Err(refused(t!("import-too-large")));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(refused(t!("import-utf16")));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let row = before.iter().filter(|b| **b == b'\n').count() + 1;
        refused(t!("import-not-utf8", row = row.to_string()))
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// What the file itself says is its separator (Excel's first line), else what its header says.
fn separator_of(text: &str) -> Separator {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    let said = first
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and(first.get(4..));
    let said = said.and_then(|said| {
        Separator::ALL
            .iter()
            .find(|s| said.as_bytes().first() == Some(&s.byte()))
    });
    match said {
        Some(separator) => *separator,
        None if is_preamble(first) => sniffed(lines.next().unwrap_or_default()),
        None => sniffed(first),
    }
}

/// The separator that the header has most of, outside of quotes.
fn sniffed(header: &str) -> Separator {
    let mut counts = Separator::ALL.iter().map(|s| (*s, 0usize)).collect::<Vec<_>>();
    let mut quoted = false;
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        if !quoted && let Some((_, n)) = counts.iter_mut().find(|(s, _)| s.byte() == byte) {
            *n += 1;
        }
    }
    // Of equals the first one: the comma.
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, n)| *n)
        .map_or(Separator::Comma, |(separator, _)| separator)
}

/// One line of a file, or several where a cell has line breaks.
struct Record<'t> {
    /// The line of the file that it starts on.
    number: u64,
    cells: csv::StringRecord,
    /// As it stands in the file.
    input: &'t str,
}

/// The header, then a record per person: what is empty is left out, and what stands above the header.
struct Records<'t> {
    reader: csv::Reader<&'t [u8]>,
    lines: Lines<'t>,
    begun: bool,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, separator: Separator) -> Self {
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator.byte())
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self {
            reader,
            lines: Lines::new(text),
            begun: false,
        }
    }

    fn at(&self) -> usize {
        usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX)
    }
}

impl<'t> Iterator for Records<'t> {
    type Item = Result<Record<'t>, AppError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut cells = csv::StringRecord::new();
        loop {
            let start = self.at();
            match self.reader.read_record(&mut cells) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(refused(error.to_string()))),
            }
            let (number, input) = self.lines.take(start, self.at());
            let empty = cells.iter().all(|cell| cell.trim().is_empty());
            let above = !self.begun && cells.get(0).is_some_and(is_preamble);
            if !empty && !above {
                self.begun = true;
                return Some(Ok(Record { number, cells, input }));
            }
        }
    }
}

/// Where records stand in the file. The CSV reader's own line numbers are those of where it stopped before.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    const fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line that a record starts on, and its text.
    fn take(&mut self, start: usize, end: usize) -> (u64, &'t str) {
        let record = self.text.get(start..end).unwrap_or_default();
        let trimmed = record.trim_start_matches(['\r', '\n']);
        let begins = start + (record.len() - trimmed.len());
        let passed = self.text.get(self.at..begins).unwrap_or_default();
        self.line += u64::try_from(passed.bytes().filter(|b| *b == b'\n').count()).unwrap_or_default();
        self.at = begins;
        (self.line, trimmed.trim_end_matches(['\r', '\n']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match parse(text.as_bytes()) {
            Ok(table) => table
                .rows()
                .map(|row| format!("{} {:?}\n", row.number, row.person))
                .collect(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn titles_separators_quotes_and_apostrophes_are_understood() {
        insta::assert_snapshot!(shown(
            "\u{FEFF}FIRST_NAME;Last-Name;primary email;User name;Role;Status;Shoe size\r\n\r\n\"Ann;\"\"A\"\"\";'=Lee;'+ann@x.example;;manager;ACTIVE;38\r\n;;;;;;\r\nBo;;bo@x.example;;;;\r\n"
        ), @r#"
        3 NewPerson { input: "Ann;\"A\", '=Lee, '+ann@x.example, manager, ACTIVE", email: "+ann@x.example", first_name: Some("Ann;\"A\""), last_name: Some("=Lee"), username: Some(""), role: Some("manager"), settled: None }
        5 NewPerson { input: "Bo, bo@x.example", email: "bo@x.example", first_name: Some("Bo"), last_name: Some(""), username: Some(""), role: Some(""), settled: None }
        "#);
        insta::assert_snapshot!(shown("mail\nann@x.example"), @r#"2 NewPerson { input: "ann@x.example", email: "ann@x.example", first_name: None, last_name: None, username: None, role: None, settled: None }"#);
        assert_eq!(
            parse(b"E-Mail\tFirst name\tTeam\na@x.example\tAnn\tRed")
                .unwrap()
                .ignored(),
            ["Team"]
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_row() {
        let faults = [
            "",
            "E-mail\n",
            "name\nx",
            "email,mail\na@x.example,b@x.example",
            "email,first name\na@x.example",
            "email,first name\na@x.example,Ann\nb@x.example,\"A\nB\"\nc@x.example,C,D",
            "email,username\na@x.example,a b",
        ];
        let mut said: Vec<String> = faults.iter().map(|text| shown(text)).collect();
        said.push(parse(b"email\n\xE4@x.example").unwrap_err().to_string());
        said.push(parse(&vec![b'a'; MAX_BYTES + 1]).unwrap_err().to_string());
        said.push(parse(b"\xFF\xFEe").unwrap_err().to_string());
        said.push(
            parse(format!("email\n{}", "a@x.example\n".repeat(MAX_ROWS + 1)).as_bytes())
                .unwrap_err()
                .to_string(),
        );
        insta::assert_snapshot!(said.join("\n"), @r#"
        file: The file is empty: it needs a header and at least one row.
        file: The file is empty: it needs a header and at least one row.
        file: There is no column for the e-mail address: the first row must be a header with a column "E-mail".
        file: The column "mail" is there twice: remove one of the two.
        file: Row 2: it has 1 cells and the header 2: a cell with a separator needs quotes.
        file: Row 3: first name: Write the name on one line.; file: Row 5: it has 3 cells and the header 2: a cell with a separator needs quotes.
        file: Row 2: username: Leave out the spaces in the user name.
        file: Row 2 is not UTF-8: save the file as "CSV UTF-8".
        file: The file is larger than 10 MB: split it.
        file: The file is UTF-16: save it as "CSV UTF-8".
        file: There are more than 100,000 rows: split the file.
        "#);
    }
}
