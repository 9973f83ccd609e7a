//! What each setting may be, and which do not go together.

use super::layers::Layers;
use super::{Config, ConfigError, Log, PlainHttp};
use std::net::{IpAddr, SocketAddr};

pub(super) fn address(text: &str) -> Result<SocketAddr, String> {
    text.trim()
        .parse()
        .map_err(|_| String::from("write an address and a port, such as 127.0.0.1:8080."))
}

pub(super) fn addresses(text: &str) -> Result<Vec<IpAddr>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let parsed = parts.map(|part| {
        part.parse()
            .map_err(|_| format!("\"{part}\" is no IP address: write such as 10.0.0.1."))
    });
    parsed.collect()
}

pub(super) fn log(text: &str) -> Result<Log, String> {
    match text {
        "text" => Ok(Log::Text),
        "json" => Ok(Log::Json),
        _ => Err(String::from("write text or json.")),
    }
}

pub(super) fn workers(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|n| (1..=256).contains(n));
    number.ok_or_else(|| String::from("write a number from 1 to 256."))
}

pub(super) fn plain_http(text: &str) -> Result<PlainHttp, String> {
    match text {
        "true" => Ok(PlainHttp::Allowed),
        "false" => Ok(PlainHttp::Refused),
        _ => Err(String::from("write true or false.")),
    }
}

/// Scheme and host, perhaps a port: links are made by putting a path behind it.
pub(super) fn base_url(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let good = |host: &&str| {
        !host.is_empty() && !host.contains(['/', '?', '#', '@', '"', '<', '>']) && !host.contains(char::is_whitespace)
    };
    host.filter(good).map(|_| text.to_owned()).ok_or_else(|| {
        String::from("write what people open in the browser, without a path, such as https://portal.example.com.")
    })
}

/// Whether a base URL is of this machine only.
fn is_local(base_url: &str) -> bool {
    let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
    let bare = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    bare == "localhost" || bare.ends_with(".localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// What is unsafe, or cannot work, together.
pub(super) fn together(config: &Config, layers: &Layers) -> Result<(), ConfigError> {
    let public = !config.listen.ip().is_loopback();
    let https = config
        .base_url
        .as_deref()
        .is_some_and(|url| url.starts_with("https://"));
    if public && !https && config.plain_http == PlainHttp::Refused {
        return Err(layers.error(
            "listen",
            "",
            "passwords would cross the network in the clear: set base_url to the https address that people open, or listen on \
             127.0.0.1, or accept the risk with --insecure-http.",
        ));
    }
    if config.listen.ip().is_unspecified() && config.base_url.is_none() {
        return Err(layers.error(
            "base_url",
            "",
            "say what people open in the browser: it cannot be told from this listen address.",
        ));
    }
    if config.captures_mail() && (public || config.base_url.as_deref().is_some_and(|url| !is_local(url))) {
        return Err(layers.error(
            "mail",
            "capture",
            "captured mail can be read by everybody who reaches the server, and nobody gets any: set mail to smtp://HOST:PORT or \
             file:DIR, or listen on the loopback only.",
        ));
    }
    if config
        .metrics_listen
        .is_some_and(|metrics| metrics == config.listen && metrics.port() != 0)
    {
        return Err(layers.error("metrics_listen", "", "listen is the same address: choose another port."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Given;
    use super::*;

    fn config(flags: &[(&'static str, &str)], environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let given = Given {
            file: None,
            flags: flags.iter().map(|(key, text)| (*key, (*text).to_owned())).collect(),
        };
        let environment = environment
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
        Config::from_layers(&Layers::read(&given, environment)?)
    }

    fn refusal(flags: &[(&'static str, &str)]) -> String {
        config(flags, &[]).map_or_else(|error| error.to_string(), |config| format!("{config:?}"))
    }

    #[test]
    fn with_nothing_set_everything_is_local() {
        let nothing = config(&[], &[("HOME", "/root")]).unwrap();
        assert_eq!(nothing.base_url(nothing.listen), "http://127.0.0.1:8080");
        assert_eq!(nothing.database_url.to_string(), "sqlite:portico-data/portico.db");
        assert_eq!(nothing.key_file, std::path::Path::new("portico-data/portico.key"));
        assert!(nothing.captures_mail());
    }

    #[test]
    fn flags_win_over_the_environment() {
        let both = config(
            &[("workers", "3")],
            &[("PORTICO_WORKERS", "5"), ("PORTICO_LOG", "json")],
        )
        .unwrap();
        assert_eq!((both.workers, both.log), (3, Log::Json));
        let unknown = config(&[], &[("PORTICO_LISTN", "x")]).unwrap_err().to_string();
        insta::assert_snapshot!(unknown, @"PORTICO_LISTN (environment variable PORTICO_LISTN) is no setting of Portico: correct or remove it. The settings are listen, base_url, database_url, mail, mail_from, key_file, trusted_proxies, log, metrics_listen, workers, data_dir, insecure_http.");
    }

    #[test]
    fn bad_and_unsafe_settings_are_named_with_their_remedy() {
        let refused = [
            refusal(&[("listen", "localhost")]),
            refusal(&[("listen", "0.0.0.0:80")]),
            refusal(&[
                ("listen", "0.0.0.0:80"),
                ("base_url", "http://a.example"),
                ("mail", "file:x"),
            ]),
            refusal(&[("listen", "0.0.0.0:80"), ("insecure_http", "true"), ("mail", "file:x")]),
            refusal(&[("listen", "0.0.0.0:80"), ("base_url", "https://a.example")]),
            refusal(&[("base_url", "https://a.example")]),
            refusal(&[("base_url", "https://a.example/portal")]),
            refusal(&[("base_url", "a.example")]),
            refusal(&[("database_url", "mysql://ada:secret@db.example/x")]),
            refusal(&[("trusted_proxies", "10.0.0.1, proxy")]),
            refusal(&[("log", "xml")]),
            refusal(&[("workers", "0")]),
            refusal(&[("insecure_http", "yes")]),
            refusal(&[("metrics_listen", "127.0.0.1:8080")]),
        ];
        insta::assert_snapshot!(refused.join("\n"), @r#"
        listen = "localhost" (flag --listen): write an address and a port, such as 127.0.0.1:8080.
        listen = "0.0.0.0:80" (flag --listen): passwords would cross the network in the clear: set base_url to the https address that people open, or listen on 127.0.0.1, or accept the risk with --insecure-http.
        listen = "0.0.0.0:80" (flag --listen): passwords would cross the network in the clear: set base_url to the https address that people open, or listen on 127.0.0.1, or accept the risk with --insecure-http.
        base_url = "" (default): say what people open in the browser: it cannot be told from this listen address.
        mail = "capture" (default): captured mail can be read by everybody who reaches the server, and nobody gets any: set mail to smtp://HOST:PORT or file:DIR, or listen on the loopback only.
        mail = "capture" (default): captured mail can be read by everybody who reaches the server, and nobody gets any: set mail to smtp://HOST:PORT or file:DIR, or listen on the loopback only.
        base_url = "https://a.example/portal" (flag --base-url): write what people open in the browser, without a path, such as https://portal.example.com.
        base_url = "a.example" (flag --base-url): write what people open in the browser, without a path, such as https://portal.example.com.
        database_url = "mysql://***@db.example/x" (flag --database-url): The database URL must start with sqlite: or postgres://, for example sqlite:portico.db
        trusted_proxies = "10.0.0.1, proxy" (flag --trusted-proxies): "proxy" is no IP address: write such as 10.0.0.1.
        log = "xml" (flag --log): write text or json.
        workers = "0" (flag --workers): write a number from 1 to 256.
        insecure_http = "yes" (flag --insecure-http): write true or false.
        metrics_listen = "127.0.0.1:8080" (flag --metrics-listen): listen is the same address: choose another port.
        "#);
        assert!(config(&[("base_url", "https://localhost:8443/")], &[]).is_ok());
        assert!(config(&[("listen", "[::1]:80"), ("base_url", "http://[::1]")], &[]).is_ok());
    }
}
