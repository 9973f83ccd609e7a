//! One `.eml` file per message.

use super::error::SendError;
use super::message::Outgoing;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Writes `<time>-<uuid>.eml`: complete or not at all. A retry of the same message replaces its file.
pub(super) fn write(dir: &Path, mail: &Outgoing) -> Result<(), SendError> {
    let bytes = mail.mime()?;
    let name = file_name(mail);
    put(dir, &name, &bytes)
        .map_err(|error| SendError::Retry(format!("The mail could not be written to {}: {error}.", dir.display())))
}

/// Creates the directory and proves that a file can be written to it.
pub(super) fn prepare(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let probe = dir.join(".probe.tmp");
    private_file(&probe)?;
    fs::remove_file(probe)
}

fn put(dir: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let half = dir.join(format!(".{name}.tmp"));
    let mut file = private_file(&half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(half, dir.join(name))
}

/// `2026-11-22T14-05-09Z-<uuid>.eml`: sorts by time, good on every file system.
fn file_name(mail: &Outgoing) -> String {
    let time = mail.date.short_seconds("UTC").replace(' ', "T").replace(':', "-");
    let id: String = mail
        .id()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(64)
        .collect();
    format!("{time}Z-{id}.eml")
}

/// Mails hold links that let somebody in: only the server's own user may read them.
fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
