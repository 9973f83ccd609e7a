//! The name of a client program in words: "Firefox on Windows".

use crate::speak::t;

/// Words that programs say about themselves, most telling first.
const PROGRAMS: [(&str, &str); 9] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("portico", "Portico"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// What a `User-Agent` stands for; what is not known is shown as it is, cut.
#[must_use]
pub(crate) fn name(client: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(word, _)| client.contains(word))
            .map(|(_, name)| *name)
    };
    match (find(&PROGRAMS), find(&SYSTEMS)) {
        (Some(program), Some(system)) => t!("device-on", program = program, system = system),
        (Some(program), None) => program.to_owned(),
        _ if client.is_empty() => t!("device-unknown"),
        _ => client.chars().take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn browsers_are_named_by_program_and_system() {
        assert_eq!(
            name("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"),
            "Firefox on Windows"
        );
        assert_eq!(
            name("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"),
            "Safari on iPhone"
        );
        assert_eq!(name("curl/8.5.0"), "curl");
        assert_eq!(name(""), "Unknown program");
    }
}
