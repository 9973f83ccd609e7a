//! The SQLite file itself: made for this user only, and owned by one process.

use crate::error::StoreError;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Makes the folder and the file where they are missing and returns the path without links in it, so that two names of one
/// file have one lock.
pub(super) fn prepare(path: &Path) -> Result<PathBuf, StoreError> {
    let made = make_folder(path).and_then(|()| create(OpenOptions::new().create(true).append(true), path));
    made.and_then(|_| path.canonicalize())
        .map_err(|error| cannot("open", path, &error))
}

/// Takes the lock that a running owner holds. The system gives it back when the process ends, however it ends.
pub(super) fn own(path: &Path) -> Result<File, StoreError> {
    let beside = with_suffix(path, ".lock");
    let file = create(OpenOptions::new().create(true).append(true), &beside)
        .map_err(|error| cannot("open", &beside, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Other(format!(
            "The database {} is in use by another Portico process. Stop that one first; two of them cannot share a SQLite file.",
            path.display()
        ))),
        Err(TryLockError::Error(error)) => Err(cannot("lock", &beside, &error)),
    }
}

/// Makes a new empty file; one that exists is never overwritten.
pub(super) fn make_new(path: &Path) -> Result<(), StoreError> {
    match create(OpenOptions::new().write(true).create_new(true), path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(StoreError::Other(format!(
            "The file {} exists already; choose another name.",
            path.display()
        ))),
        Err(error) => Err(cannot("write", path, &error)),
    }
}

/// Writes the file and its directory entry through to the disk.
pub(super) fn persist(path: &Path) -> Result<(), StoreError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."));
    let synced = File::open(path).and_then(|file| file.sync_all());
    // Only Unix opens directories as files; elsewhere the file's own flush has to do.
    let synced = if cfg!(unix) {
        synced.and_then(|()| File::open(folder)?.sync_all())
    } else {
        synced
    };
    synced.map_err(|error| cannot("write", path, &error))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or(Ok(()), |folder| builder.create(folder))
}

fn create(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}

fn cannot(verb: &str, path: &Path, error: &io::Error) -> StoreError {
    StoreError::Unavailable(format!("cannot {verb} {}: {error}", path.display()))
}
