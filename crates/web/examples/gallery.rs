//! Writes every sample page as static HTML, with the assets beside it: `cargo run -p portico-web --example gallery -- DIR`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};
use web::assets;
use web::templates::frame::Theme;
use web::templates::{
    accept, account, activity, add_user, bulk, components, dev_mail, email, entered, errors, export, form, frame,
    import, invite, jobs, list_view, password, policy, portals, set_up, sign_in, tokens, user_page, users_list,
    wording,
};
#[path = "../src/templates/form_samples.rs"]
mod form_samples;
#[path = "../src/templates/office_samples.rs"]
mod office_samples;
#[path = "../src/templates/own_samples.rs"]
mod own_samples;
#[path = "../src/templates/samples.rs"]
mod samples;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args_os().nth(1).map(PathBuf::from).ok_or("usage: gallery DIR")?;
    fs::create_dir_all(folder.join("assets"))?;
    for name in ["base.css", "texts-en.js", "app.js", "favicon.svg"] {
        let asset = assets::get(&assets::url(name)).ok_or("an asset is missing")?;
        fs::write(folder.join(asset.path.trim_start_matches('/')), &asset.bytes)?;
    }
    for theme in [Theme::Light, Theme::Dark] {
        write_all(&folder, theme)?;
    }
    Ok(())
}

fn write_all(folder: &Path, theme: Theme) -> Result<(), Box<dyn Error>> {
    let pages = samples::all(theme)
        .into_iter()
        .chain(form_samples::all(theme))
        .chain(office_samples::all(theme))
        .chain(own_samples::all(theme));
    for (name, page) in pages {
        let html = page.into_string().replace("\"/assets/", "\"assets/");
        fs::write(folder.join(format!("{name}-{}.html", theme.code())), html)?;
    }
    Ok(())
}
