//! Configuration as files, variables and flags, and the key file.

use crate::tool::{OWNER, Place, finish};
use std::os::unix::fs::PermissionsExt as _;

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_wrong_file_stops_the_start_with_key_value_and_remedy() {
    let place = Place::sqlite();
    let cases = [
        "lisen = \"127.0.0.1:1\"\n",
        "workers = 1000\n",
        "workers = 2.5\n",
        "log = \"xml\"\n",
        "insecure_http = \"maybe\"\n",
        "listen = \"127.0.0.1:0\"\nbase_url = \"portal\"\n",
        "trusted_proxies = [\"10.0.0.1\", \"x\"]\n",
        "mail = \"smtp://ada:secret@127.0.0.1\"\n",
        "mail = \"post\"\nmail_from = \"a@b.example\"\n",
        "[server]\nlisten = 1\n",
        "listen = \n",
    ];
    let said: Vec<String> = cases
        .iter()
        .map(|text| {
            place.write("portico.toml", text);
            place.call(&["serve"]).refusal()
        })
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    lisen (portico.toml) is no setting of Portico: correct or remove it. The settings are listen, base_url, database_url, mail, mail_from, key_file, trusted_proxies, log, metrics_listen, workers, data_dir, insecure_http.
    workers = "1000" (portico.toml): write a number from 1 to 256.
    portico.toml: workers cannot be a float. Write it as workers = "value".
    log = "xml" (portico.toml): write text or json.
    insecure_http = "maybe" (portico.toml): write true or false.
    base_url = "portal" (portico.toml): write what people open in the browser, without a path, such as https://portal.example.com.
    trusted_proxies = "10.0.0.1,x" (portico.toml): "x" is no IP address: write such as 10.0.0.1.
    mail_from = "": this is no e-mail address. Write one, such as "Portico <no-reply@example.com>".
    mail = "post": write capture, file:DIR, smtp://HOST:PORT or smtps://HOST:PORT.
    server (portico.toml) is no setting of Portico: correct or remove it. The settings are listen, base_url, database_url, mail, mail_from, key_file, trusted_proxies, log, metrics_listen, workers, data_dir, insecure_http.
    portico.toml, line 1: string values must be quoted, expected literal string. Write it as key = "value".
    "#);
    assert!(
        !place.file("portico-data").exists(),
        "a refused start leaves nothing behind"
    );
}

#[test]
fn flags_win_over_variables_and_those_over_the_file() {
    let place = Place::sqlite();
    place.write("portico.toml", "workers = 0\ndata_dir = \"from-file\"\n");
    let mut command = place.command(&["migrate", "--data-dir", "from-flag"]);
    command
        .env("PORTICO_WORKERS", "4")
        .env("PORTICO_DATA_DIR", "from-variable");
    finish(command, "").ok();
    assert!(place.file("from-flag/portico.db").exists());
    let mut command = place.command(&["migrate"]);
    command
        .env("PORTICO_WORKERS", "4")
        .env("PORTICO_DATA_DIR", "from-variable");
    finish(command, "").ok();
    assert!(place.file("from-variable/portico.db").exists() && !place.file("from-file").exists());
    let mut command = place.command(&["migrate", "--data-dir", "x"]);
    command.env("PORTICO_WORKER", "4");
    assert!(
        finish(command, "")
            .refusal()
            .starts_with("PORTICO_WORKER (environment variable PORTICO_WORKER) is no setting")
    );
    place.write("other.toml", "workers = 3\ndata_dir = \"from-other\"\n");
    place.call(&["migrate", "--config", "other.toml"]).ok();
    assert!(place.file("from-other/portico.db").exists());
    let refused = place.call(&["migrate", "--config", "none.toml"]).refusal();
    assert!(
        refused.starts_with("The configuration file none.toml cannot be read ("),
        "{refused}"
    );
}

#[test]
fn the_key_file_is_made_once_for_this_user_only() {
    let place = Place::sqlite().set_up();
    let key = place.file("portico-data/portico.key");
    let first = std::fs::read_to_string(&key).unwrap();
    assert_eq!((mode(&key), first.trim().len()), (0o600, 44));
    assert_eq!(
        (
            mode(&place.file("portico-data")),
            mode(&place.file("portico-data/portico.db"))
        ),
        (0o700, 0o600)
    );
    place.owner_token();
    assert_eq!(std::fs::read_to_string(&key).unwrap(), first);

    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).unwrap();
    let token = ["token", "create", "--portal", "provider", "--as", OWNER, "--name", "x"];
    assert_eq!(
        place.call(&token).refusal(),
        "Other users of this machine can read the key file portico-data/portico.key: run chmod 600 portico-data/portico.key."
    );
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&key, "short").unwrap();
    assert_eq!(
        place.call(&token).refusal(),
        "The key file portico-data/portico.key is damaged: restore it from the backup; nothing was changed."
    );
    std::fs::write(&key, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=").unwrap();
    let wrong = "The key file is not the one that this database was made with: put the right one in its place.";
    assert_eq!(place.call(&token).refusal(), wrong);
    std::fs::remove_file(&key).unwrap();
    assert_eq!(
        place.call(&token).refusal(),
        "The key file portico-data/portico.key is not there: put the one in its place that the database was made with."
    );
    std::fs::write(&key, first).unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    place.call(&token).ok();
}

#[test]
fn another_key_for_the_same_postgresql_is_refused() {
    let place = Place::postgres().set_up();
    let token = [
        "token",
        "create",
        "--portal",
        "provider",
        "--as",
        OWNER,
        "--name",
        "x",
        "--data-dir",
        "elsewhere",
    ];
    assert_eq!(
        place.call(&token).refusal(),
        "The key file is not the one that this database was made with: put the right one in its place."
    );
}
