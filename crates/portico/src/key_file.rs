//! The key file: 32 random bytes in base64, for this user only.

use crate::failure::Failure;
use app::source::Random;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

/// What happens where there is no key file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Missing {
    /// A new one is made.
    Make,
    /// It is an error: the key belongs to rows that are there already.
    Refuse,
}

/// Reads the key.
pub(crate) fn load(path: &Path, missing: Missing) -> Result<[u8; 32], Failure> {
    match File::open(path) {
        Ok(file) => read(file, path),
        Err(error) if error.kind() == ErrorKind::NotFound && missing == Missing::Make => make(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Failure::new(format!(
            "The key file {} is not there: put the one in its place that the database was made with.",
            path.display()
        ))),
        Err(error) => Err(Failure::file("read", path, &error)),
    }
}

fn read(mut file: File, path: &Path) -> Result<[u8; 32], Failure> {
    check_permissions(&file, path)?;
    let mut text = String::new();
    file.read_to_string(&mut text)
        .map_err(|error| Failure::file("read", path, &error))?;
    let bytes = STANDARD
        .decode(text.trim())
        .ok()
        .and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes.ok_or_else(|| {
        Failure::new(format!(
            "The key file {} is damaged: restore it from the backup; nothing was changed.",
            path.display()
        ))
    })
}

#[cfg(unix)]
fn check_permissions(file: &File, path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file
        .metadata()
        .map_err(|error| Failure::file("read", path, &error))?
        .permissions()
        .mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(Failure::new(format!(
        "Other users of this machine can read the key file {path}: run chmod 600 {path}."
    )))
}

#[cfg(not(unix))]
fn check_permissions(_: &File, _: &Path) -> Result<(), Failure> {
    Ok(())
}

fn make(path: &Path) -> Result<[u8; 32], Failure> {
    let cannot = |error: std::io::Error| Failure::file("written", path, &error);
    make_folder_of(path).map_err(cannot)?;
    let key = Random::system().bytes();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(cannot)?;
    writeln!(file, "{}", STANDARD.encode(key))
        .and_then(|()| file.sync_all())
        .map_err(cannot)?;
    Ok(key)
}

/// Makes the folder of a file, for this user only.
pub(crate) fn make_folder_of(path: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or(Ok(()), |folder| builder.create(folder))
}
