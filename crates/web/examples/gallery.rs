//! Writes every sample page as static HTML, with the assets beside it: `cargo run -p portico-web --example gallery -- DIR`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};
use web::assets;
use web::templates::frame::Theme;
use web::templates::{bulk, components, form, frame, jobs, list_view, user_page, users_list, wording};

#[path = "../src/templates/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or("usage: gallery DIR")?;
    fs::create_dir_all(folder.join("assets"))?;
    for name in ["base.css", "app.js", "favicon.svg"] {
        let asset = assets::get(&assets::url(name)).ok_or("an asset is missing")?;
        fs::write(folder.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    for theme in [Theme::Light, Theme::Dark] {
        write_all(&folder, theme)?;
    }
    Ok(())
}

fn write_all(folder: &Path, theme: Theme) -> Result<(), Box<dyn Error>> {
    for (name, page) in samples::all(theme) {
        let html = page.into_string().replace("\"/assets/", "\"assets/");
        fs::write(folder.join(format!("{name}-{}.html", theme.code())), html)?;
    }
    Ok(())
}
