//! Finds the message files, so that a new one is only dropped into `locales/LANGUAGE`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=locales");
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let mut list = String::from("const FILES: &[(&str, &str, &str)] = &[\n");
    for language in names(&here.join("locales"))? {
        for file in names(&here.join("locales").join(&language))? {
            let Some(area) = file.strip_suffix(".ftl") else {
                continue;
            };
            let path = here.join("locales").join(&language).join(&file);
            println!("cargo::rerun-if-changed={}", path.display());
            writeln!(list, "    ({language:?}, {area:?}, include_str!({path:?})),").map_err(io::Error::other)?;
        }
    }
    list.push_str("];\n");
    fs::write(Path::new(&variable("OUT_DIR")?).join("files.rs"), list)
}

#[expect(clippy::disallowed_methods, reason = "this is how Cargo speaks to a build script")]
fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(io::Error::other)
}

/// What a folder holds, sorted so that every build is the same.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<_>>>()?;
    names.sort();
    Ok(names)
}
