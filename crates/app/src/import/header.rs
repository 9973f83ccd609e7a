//! What the columns of a file mean, whoever wrote it: our own export in English or German, Google Workspace, Microsoft
//! Entra and 365, Okta.

use crate::error::AppError;
use model::name::{PersonName, Username};
use model::operation::NewPerson;
use model::report::Skip;
use words::{Said as _, language, t};

/// A row is kept in reports up to this many characters.
const MOST_INPUT: usize = 500;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Column {
    FirstName,
    LastName,
    /// Both names in one; read where the two are empty.
    DisplayName,
    Email,
    /// A sign-in name that is mostly an address (Entra, Okta); read where there is no address.
    Login,
    Username,
    Role,
    Status,
    /// Whether the account works where it comes from (Entra).
    Enabled,
    /// The opposite (Microsoft 365).
    Blocked,
}

impl Column {
    /// Reads a title: case, spaces and punctuation do not count. What stands in brackets is a remark ("[Required]") or,
    /// in the templates of Entra, the name itself ("First name [givenName]").
    fn of(title: &str) -> Option<Self> {
        let Some((before, rest)) = title.split_once('[') else {
            return Self::named(&bare(title));
        };
        let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
        if bare(before).starts_with("blocksignin") {
            // Entra's template asks the opposite of the field it names: "Block sign in (Yes/No) [accountEnabled]".
            return Some(Self::Blocked);
        }
        Self::named(&bare(inside)).or_else(|| Self::named(&bare(&format!("{before}{after}"))))
    }

    fn named(bare: &str) -> Option<Self> {
        match bare {
            "firstname" | "givenname" | "vorname" => Some(Self::FirstName),
            "lastname" | "familyname" | "surname" | "nachname" | "familienname" => Some(Self::LastName),
            "displayname" | "anzeigename" => Some(Self::DisplayName),
            "email" | "mail" | "primaryemail" | "emailaddress" | "emailadresse" | "inviteeemail" => Some(Self::Email),
            "userprincipalname" | "login" => Some(Self::Login),
            "username" | "benutzername" => Some(Self::Username),
            "role" | "rolle" => Some(Self::Role),
            "status" => Some(Self::Status),
            "accountenabled" => Some(Self::Enabled),
            "blockcredential" | "blocksignin" => Some(Self::Blocked),
            _ => None,
        }
    }
}

fn bare(title: &str) -> String {
    title
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Lines that programs write above the header: the separator (Excel) or the version of a template (Entra).
pub(super) fn is_preamble(line: &str) -> bool {
    let line = line.trim().trim_matches('"').to_ascii_lowercase();
    line.starts_with("sep=") || line.starts_with("version:")
}

/// The header of a file.
#[derive(Debug)]
pub(super) struct Header {
    columns: Vec<Option<Column>>,
    /// Titles of columns that mean nothing to us.
    pub(super) ignored: Vec<String>,
}

impl Header {
    pub(super) fn read(record: &csv::StringRecord) -> Result<Self, AppError> {
        let columns: Vec<Option<Column>> = record.iter().map(Column::of).collect();
        for (index, title) in record.iter().enumerate() {
            let column = columns.get(index).copied().flatten();
            if column.is_some() && columns.iter().take(index).any(|other| *other == column) {
                return Err(super::cells::refused(t!("import-twice", title = title)));
            }
        }
        if !columns.contains(&Some(Column::Email)) && !columns.contains(&Some(Column::Login)) {
            return Err(super::cells::refused(t!("import-no-address")));
        }
        let unknown = record
            .iter()
            .zip(&columns)
            .filter(|(title, column)| column.is_none() && !title.trim().is_empty());
        let ignored = unknown.map(|(title, _)| title.trim().to_owned()).collect();
        Ok(Self { columns, ignored })
    }

    /// The person of a row, or what is wrong with it.
    pub(super) fn person(&self, record: &csv::StringRecord, input: &str) -> Result<NewPerson, String> {
        if record.len() != self.columns.len() {
            return Err(t!("import-cells", n = record.len(), columns = self.columns.len()));
        }
        let cells = Cells { header: self, record };
        let mut person = NewPerson {
            input: cells.input(input),
            email: cells.email(),
            first_name: cells.get(Column::FirstName),
            last_name: cells.get(Column::LastName),
            username: cells.get(Column::Username),
            role: cells.get(Column::Role),
            settled: cells.is_away().then_some(Skip::NotActiveAtSource),
        };
        cells.name_by_display_name(&mut person);
        readable(&person).map(|()| person)
    }
}

/// One row with its header.
struct Cells<'r> {
    header: &'r Header,
    record: &'r csv::StringRecord,
}

impl Cells<'_> {
    fn get(&self, wanted: Column) -> Option<String> {
        let at = self.header.columns.iter().position(|column| *column == Some(wanted))?;
        let cell = self.record.get(at)?;
        Some(crate::export::restored(cell).to_owned())
    }

    fn trimmed(&self, wanted: Column) -> String {
        self.get(wanted).map(|cell| cell.trim().to_owned()).unwrap_or_default()
    }

    /// The row for reports. Cells that mean nothing to us (telephones, home addresses, passwords) are not kept.
    fn input(&self, line: &str) -> String {
        if self.header.ignored.is_empty() {
            return line.chars().take(MOST_INPUT).collect();
        }
        let known = self.record.iter().zip(&self.header.columns);
        let known: Vec<&str> = known
            .filter(|(cell, column)| column.is_some() && !cell.trim().is_empty())
            .map(|(cell, _)| cell)
            .collect();
        known.join(", ").chars().take(MOST_INPUT).collect()
    }

    fn email(&self) -> String {
        let email = self.trimmed(Column::Email);
        if email.is_empty() {
            guest(&self.trimmed(Column::Login))
        } else {
            email
        }
    }

    fn is_away(&self) -> bool {
        let says = |column, words: &[&str]| {
            let cell = self.trimmed(column).to_ascii_lowercase();
            words.contains(&cell.as_str())
        };
        says(
            Column::Status,
            &["suspended", "archived", "deprovisioned", "disabled", "blocked"],
        ) || says(Column::Enabled, &["false", "no", "0"])
            || says(Column::Blocked, &["true", "yes", "1"])
    }

    fn name_by_display_name(&self, person: &mut NewPerson) {
        let empty = |name: &Option<String>| name.as_deref().is_none_or(|name| name.trim().is_empty());
        if !empty(&person.first_name) || !empty(&person.last_name) {
            return;
        }
        if let Some(name) = model::paste::split_name(&self.trimmed(Column::DisplayName)) {
            person.first_name = Some(name.first.to_string());
            person.last_name = name.last.map(|last| last.to_string());
        }
    }
}

/// Entra's name of a guest, `ann_acme.example#EXT#@home.example`, holds the address with its last underscore for the @.
fn guest(login: &str) -> String {
    match login.split_once("#EXT#@").and_then(|(name, _)| name.rsplit_once('_')) {
        Some((local, domain)) => format!("{local}@{domain}"),
        None => login.to_owned(),
    }
}

/// Names that cannot be written down as they are refuse the file: nothing of a name is ever cut off.
fn readable(person: &NewPerson) -> Result<(), String> {
    let fault = |name: &Option<String>| {
        let parsed = name.as_deref().map(PersonName::parse_optional)?;
        parsed.err().map(|fault| fault.said(language()))
    };
    if let Some(fault) = fault(&person.first_name) {
        return Err(t!("import-bad-first-name", fault = fault));
    }
    if let Some(fault) = fault(&person.last_name) {
        return Err(t!("import-bad-last-name", fault = fault));
    }
    let username = person.username.as_deref().filter(|name| !name.trim().is_empty());
    match username.map(Username::parse) {
        Some(Err(fault)) => Err(t!("import-bad-username", fault = fault.said(language()))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_other_products_are_understood() {
        let titles = [
            "First Name [Required]",
            "Email Address [Required]",
            "Status [READ ONLY]",
            "New Primary Email [UPLOAD ONLY]",
            "Recovery Email",
            "userPrincipalName",
            "User name [userPrincipalName] Required",
            "Block sign in (Yes/No) [accountEnabled] Required",
            "Block credential",
            "E-Mail-Adresse",
            "FAMILY_NAME",
            "secondEmail",
        ];
        let shown: Vec<String> = titles
            .iter()
            .map(|title| format!("{title}: {:?}", Column::of(title)))
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @"
        First Name [Required]: Some(FirstName)
        Email Address [Required]: Some(Email)
        Status [READ ONLY]: Some(Status)
        New Primary Email [UPLOAD ONLY]: None
        Recovery Email: None
        userPrincipalName: Some(Login)
        User name [userPrincipalName] Required: Some(Login)
        Block sign in (Yes/No) [accountEnabled] Required: Some(Blocked)
        Block credential: Some(Blocked)
        E-Mail-Adresse: Some(Email)
        FAMILY_NAME: Some(LastName)
        secondEmail: None
        ");
    }

    #[test]
    fn a_guest_of_entra_has_its_own_address() {
        assert_eq!(guest("ann_lee_acme.example#EXT#@home.example"), "ann_lee@acme.example");
        assert_eq!(guest("ann@home.example"), "ann@home.example");
    }
}
