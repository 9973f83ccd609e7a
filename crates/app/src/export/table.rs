//! A CSV file on its way out.

use super::columns::Column;
use super::formulas::{Formulas, neutralised};
use super::{Options, or_empty};
use crate::error::AppError;
use model::policy::Vocabulary;
use model::time::Time;
use std::borrow::Cow;
use std::io::Write;
use store::users::list::ListRow;

/// The file: a header, then cell by cell.
pub(crate) struct Table<'o> {
    csv: csv::Writer<&'o mut dyn Write>,
    formulas: Formulas,
    rows: u64,
}

impl<'o> Table<'o> {
    pub(crate) fn with_header<T: AsRef<[u8]>>(
        out: &'o mut dyn Write,
        options: &Options,
        header: &[T],
    ) -> Result<Self, AppError> {
        out.write_all("\u{FEFF}".as_bytes()).map_err(|e| gone(&e))?;
        let mut csv = csv::WriterBuilder::new()
            .delimiter(options.separator.byte())
            .terminator(csv::Terminator::CRLF)
            .buffer_capacity(64 * 1024)
            .from_writer(out);
        csv.write_record(header).map_err(|e| gone(&e))?;
        Ok(Self {
            csv,
            formulas: options.formulas,
            rows: 0,
        })
    }

    /// One user with these columns.
    pub(super) fn user<S: AsRef<str>>(
        &mut self,
        user: &ListRow<S>,
        columns: &[Column],
        vocabulary: Vocabulary,
    ) -> Result<(), AppError> {
        for column in columns {
            self.cell(user, *column, vocabulary)?;
        }
        self.end_row()
    }

    fn cell<S: AsRef<str>>(
        &mut self,
        user: &ListRow<S>,
        column: Column,
        vocabulary: Vocabulary,
    ) -> Result<(), AppError> {
        match column {
            Column::FirstName => self.text(or_empty(&user.first_name)),
            Column::LastName => self.text(or_empty(&user.last_name)),
            Column::Email => self.text(user.email.as_ref()),
            Column::Username => self.text(or_empty(&user.username)),
            Column::Role => self.text(user.role.as_ref()),
            Column::Status => self.plain(user.status.code()),
            Column::StatusLabel => self.plain(vocabulary.label(user.status)),
            Column::Id => self.plain(&user.id.to_string()),
            Column::Kind => self.plain(user.kind.as_ref()),
            Column::EmailVerified => self.time(user.email_verified_at),
            Column::LastSignIn => self.time(user.last_sign_in_at),
            Column::Added => self.time(Some(user.added_at)),
            Column::Modified => self.time(Some(user.modified_at)),
            Column::StateDetail => self.plain(or_empty(&user.lifecycle_detail)),
            Column::StateEnds => self.time(user.lifecycle_at),
            Column::Lock => self.plain(or_empty(&user.lock_kind)),
            Column::LockEnds => self.time(user.lock_until),
            Column::LockReason => self.text(or_empty(&user.lock_reason)),
            Column::Mail => self.plain(or_empty(&user.mail_state)),
            Column::MailQueued => self.time(user.mail_at),
            Column::Version => self.plain(&user.version.to_string()),
        }
    }

    /// A text that somebody typed.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), AppError> {
        let cell = match self.formulas {
            Formulas::Neutralised => neutralised(text),
            Formulas::Raw => Cow::Borrowed(text),
        };
        self.plain(&cell)
    }

    fn time(&mut self, time: Option<Time>) -> Result<(), AppError> {
        self.plain(&time.map(Time::rfc3339).unwrap_or_default())
    }

    /// A word of ours.
    pub(crate) fn plain(&mut self, text: &str) -> Result<(), AppError> {
        self.csv.write_field(text).map_err(|e| gone(&e))
    }

    pub(crate) fn end_row(&mut self) -> Result<(), AppError> {
        self.rows += 1;
        self.csv.write_record(None::<&[u8]>).map_err(|e| gone(&e))
    }

    /// Ends the file and says how many rows it has.
    pub(crate) fn end(mut self) -> Result<u64, AppError> {
        self.csv.flush().map_err(|e| gone(&e))?;
        Ok(self.rows)
    }
}

fn gone(error: &dyn std::fmt::Display) -> AppError {
    AppError::Unavailable(format!("the export could not be written: {error}"))
}
