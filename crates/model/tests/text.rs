//! Addresses, names and keys: one canonical key per thing, and what people read when theirs is refused.

use icu_collator::{Collator, CollatorPreferences, options::CollatorOptions};
use model::{
    email::{Email, EmailError},
    keys::{fold, search_key, search_terms, sort_key},
    name::{NameError, PersonName, Slug, SlugError, Username, UsernameError},
    paste,
};
use proptest::prelude::*;

fn key(text: &str) -> String {
    Email::parse(text).map_or_else(|error| format!("{text}: {error}"), |email| email.key().to_owned())
}

#[test]
fn spellings_of_one_mailbox_have_one_key() {
    let spellings = [
        ["Ann.Lee@Example.COM", " ann.lee@example.com\n"],
        ["jürgen@bücher.example", "JU\u{308}RGEN@XN--BCHER-KVA.example"],
        ["χρήστης@παράδειγμα.test", "ΧΡΉΣΤΗΣ@ΠΑΡΆΔΕΙΓΜΑ.test"],
        ["a@straße.example", "A@STRAẞE.example"],
        ["ann@例え.test", "ann@例え。test"],
    ];
    for [one, other] in spellings {
        assert_eq!(key(one), key(other), "{one} {other}");
    }
    assert_ne!(key("ann@a.example"), key("ann@b.example"));
    assert_ne!(
        key("mike@x.example"),
        key("mıke@x.example"),
        "a dotless i is another letter"
    );
}

#[test]
fn an_address_is_shown_as_typed_and_sent_in_ascii() {
    let email = Email::parse("Jürgen@Bücher.Example").expect("well-formed");
    assert_eq!(email.to_string(), "Jürgen@Bücher.Example");
    assert_eq!(email.domain(), "Bücher.Example");
    assert_eq!(email.domain_ascii(), "xn--bcher-kva.example");
    assert_eq!(email.domain_unicode(), "bücher.example");
    assert_eq!(email.to_smtp(), "Jürgen@xn--bcher-kva.example");
    let json = serde_json::to_string(&email).expect("a string");
    assert_eq!(json, r#""Jürgen@Bücher.Example""#);
    assert_eq!(serde_json::from_str::<Email>(&json).expect("the same"), email);
    assert!(serde_json::from_str::<Email>(r#""ann""#).is_err());
}

#[test]
fn broken_addresses_are_refused_with_a_remedy() {
    let long_local = format!("{}@x.example", "x".repeat(65));
    let long = format!("{}@{}example", "a".repeat(10), "x23456789.".repeat(24));
    let cases: [(&str, EmailError); 24] = [
        ("  ", EmailError::Empty),
        ("ann", EmailError::NoAt),
        ("a@b@x.example", EmailError::ManyAts),
        ("a＠evil.example@x.example", EmailError::ManyAts),
        ("ann lee@x.example", EmailError::Space),
        ("ann\u{a0}lee@x.example", EmailError::Space),
        ("ann@x.example\r\nBcc: b@x.example", EmailError::ControlCharacter),
        ("a\0@x.example", EmailError::ControlCharacter),
        ("a\u{2028}b@x.example", EmailError::ControlCharacter),
        ("a\u{200b}b@x.example", EmailError::InvisibleCharacter),
        ("a\u{202e}b@x.example", EmailError::InvisibleCharacter),
        (&long, EmailError::TooLong),
        ("@x.example", EmailError::LocalMissing),
        (&long_local, EmailError::LocalTooLong),
        ("\"ann lee\"@x.example", EmailError::Quoted),
        (".ann@x.example", EmailError::LocalDots),
        ("a..b@x.example", EmailError::LocalDots),
        ("a(b)@x.example", EmailError::LocalCharacter('(')),
        ("ann@", EmailError::DomainMissing),
        ("ann@localhost", EmailError::DomainWithoutDot),
        ("ann@[127.0.0.1]", EmailError::IpAddress),
        ("ann@127.0.0.1", EmailError::IpAddress),
        ("ann@x_y.example", EmailError::DomainInvalid),
        ("ann@x.example.", EmailError::DomainInvalid),
    ];
    for (text, error) in cases {
        assert_eq!(Email::parse(text), Err(error), "{text:?}");
        assert!(error.to_string().ends_with('.'), "a sentence: {error}");
    }
    assert!(Email::parse(&format!("{}@x.example", "x".repeat(64))).is_ok());
    insta::assert_snapshot!(EmailError::LocalCharacter('('), @"Remove the “(” before the @.");
}

/// Proves: S4.12
#[test]
fn disposable_domains_include_their_subdomains_and_obey_the_lists() {
    let email = |text| Email::parse(text).expect("well-formed");
    let list = |domain: &str| vec![domain.to_owned()];
    assert!(email("a@Mailinator.com").is_disposable(&[], &[]));
    assert!(email("a@eu.mailinator.com").is_disposable(&[], &[]));
    assert!(!email("a@mailinator.com").is_disposable(&[], &list("mailinator.com")));
    assert!(!email("a@eu.mailinator.com").is_disposable(&[], &list("mailinator.com")));
    assert!(email("a@b.bücher.example").is_disposable(&list("xn--bcher-kva.example"), &[]));
    assert!(
        email("a@b.c.example").is_disposable(&list("b.c.example"), &list("c.example")),
        "the nearest rule wins"
    );
    assert!(
        !email("a@example.com").is_disposable(&[], &[]),
        "documentation uses it, though the list has it"
    );
}

#[test]
fn names_of_every_script_are_kept() {
    for name in [
        "X",
        "O'Brien-Løw",
        "José",
        "محمد",
        "می‌نا",
        "さくら",
        "அருண்",
        "a".repeat(200).as_str(),
    ] {
        assert_eq!(PersonName::parse(name).expect("a name").as_str(), name);
    }
    assert_eq!(
        PersonName::parse("  Mary \t\u{a0} Jane\n").expect("a name").as_str(),
        "Mary Jane"
    );
    assert_eq!(
        PersonName::parse("Jose\u{301}\u{200b}").expect("a name").as_str(),
        "José"
    );
    assert_eq!(PersonName::parse_optional(" \u{200b} "), Ok(None));
    let refused = [
        ("", NameError::Empty),
        ("a\nb", NameError::LineBreak),
        ("a\u{2029}b", NameError::LineBreak),
        ("a\u{7}b", NameError::ControlCharacter),
        ("a\u{202e}b", NameError::InvisibleCharacter),
        ("a\u{2067}b", NameError::InvisibleCharacter),
        ("\u{3164}", NameError::InvisibleCharacter),
    ];
    for (name, error) in refused {
        assert_eq!(PersonName::parse(name), Err(error), "{name:?}");
    }
    assert_eq!(PersonName::parse(&"é".repeat(201)), Err(NameError::TooLong));
    assert_eq!(
        PersonName::parse(&"e\u{301}".repeat(200)).map(|name| name.as_str().chars().count()),
        Ok(200)
    );
    assert_eq!(PersonName::parse(&"x".repeat(1 << 20)), Err(NameError::TooLong));
}

/// Proves: S2.31
#[test]
fn user_names_have_one_key_and_are_nobodys_address() {
    let key = |text: &str| Username::parse(text).map(|name| name.key().to_owned());
    assert_eq!(key("Ann.Lee"), Ok("ann.lee".to_owned()));
    assert_eq!(key("ＡＮＮ"), Ok("ann".to_owned()));
    assert_eq!(key("JU\u{308}RGEN"), key("jürgen"));
    assert_eq!(key("an"), Err(UsernameError::TooShort));
    assert_eq!(key(&"x".repeat(64)).map(|key| key.len()), Ok(64));
    assert_eq!(key(&"x".repeat(65)), Err(UsernameError::TooLong));
    assert_eq!(key("ann@x.example"), Err(UsernameError::At));
    assert_eq!(key("ann＠x.example"), Err(UsernameError::At));
    assert_eq!(key("ann lee"), Err(UsernameError::Space));
    assert_eq!(key("ann\u{200b}lee"), Err(UsernameError::Character));
    assert_eq!(key("ann\0"), Err(UsernameError::Character));
}

#[test]
fn slugs_are_short_plain_and_not_reserved() {
    for slug in ["ab", "acme-2", "a".repeat(40).as_str()] {
        assert_eq!(Slug::parse_new(slug).expect("a slug").as_str(), slug);
    }
    assert_eq!(Slug::parse_new("a"), Err(SlugError::Length));
    assert_eq!(Slug::parse_new(&"a".repeat(41)), Err(SlugError::Length));
    assert_eq!(Slug::parse_new("Acme"), Err(SlugError::Character));
    assert_eq!(Slug::parse_new("-acme"), Err(SlugError::Edge));
    for word in [
        "provider", "setup", "api", "assets", "healthz", "readyz", "dev", "p", "account",
    ] {
        assert_eq!(Slug::parse_new(word), Err(SlugError::Reserved), "{word}");
    }
    assert_eq!(Slug::parse("provider"), Ok(Slug::provider()));
}

#[test]
fn folding_forgets_case_accents_and_spelling_habits() {
    let pairs = [
        ("Łukasz  Großmann ", "lukasz grossmann"),
        ("Søren Æbelø", "soren aebelo"),
        ("İpek Yıldız", "ipek yildiz"),
        ("Đặng", "dang"),
        ("O’Brien", "o'brien"),
        ("ΓΙΏΡΓΟΣ", "γιωργοσ"),
        ("ＡＮＮ", "ann"),
        ("مُحَمَّد", "محمد"),
        ("می\u{200c}نا", "مینا"),
        ("a\0b", "ab"),
    ];
    for (text, folded) in pairs {
        assert_eq!(fold(text), folded, "{text}");
    }
    assert_ne!(fold("कि"), fold("का"), "vowel signs are letters");
    for c in '\0'..=char::MAX {
        let once = fold(&format!("a{c}b"));
        assert_eq!(fold(&once), once, "{c:?}");
    }
}

#[test]
fn a_search_key_keeps_the_fields_apart() {
    let first = PersonName::parse("Ann").ok();
    let last = PersonName::parse("Groß").ok();
    let email = Email::parse("Ann@Bücher.example").ok();
    let text = search_key(first.as_ref(), last.as_ref(), None, email.as_ref());
    assert_eq!(text, "ann\ngross\nann@bucher.example\nxn--bcher-kva.example");
    let ascii = Email::parse("ann@xn--bcher-kva.example").ok();
    assert_eq!(
        search_key(None, None, None, ascii.as_ref()),
        "ann@xn--bcher-kva.example\nbucher.example"
    );
    assert_eq!(search_key(first.as_ref(), None, None, None), "ann");
}

#[test]
fn a_search_is_cut_into_at_most_eight_folded_words() {
    assert_eq!(search_terms("  Groß\tJÜRGEN \u{301} "), ["gross", "jurgen"]);
    assert_eq!(search_terms("a b c d e f g h i j").len(), 8);
    assert_eq!(search_terms(&"é".repeat(500)), ["e".repeat(100)]);
    assert!(search_terms(" \u{200b} ").is_empty());
}

#[test]
fn people_are_sorted_as_people_expect() {
    let mut names = [
        "Zoë",
        "ångström",
        "Ann",
        "ann",
        "Émile",
        "Emil",
        "de la Cruz",
        "Delacroix",
        "Ödön",
        "李",
    ];
    names.sort_by_cached_key(|name| sort_key(name));
    insta::assert_snapshot!(
        names.join(", "),
        @"ångström, ann, Ann, de la Cruz, Delacroix, Emil, Émile, Ödön, Zoë, 李"
    );
}

/// Text of the characters that have a meaning somewhere, with some of everything else.
fn pasted_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("@"),
        Just("ann@x.example"),
        Just("Ann Lee <ann@x.example>"),
        Just("\"Lee, Ann\""),
        Just("<"),
        Just(">"),
        Just("("),
        Just(")"),
        Just("\""),
        Just("“"),
        Just("”"),
        Just(","),
        Just(";"),
        Just("\t"),
        Just(" "),
        Just("\n"),
        Just("\r\n"),
        Just("\u{200b}"),
        Just("\u{feff}"),
        Just("mailto:"),
        Just("bob"),
        Just("é"),
        Just("1."),
        Just("• "),
        Just("JÜRGEN@bücher.example"),
        Just("[1]"),
        Just("?"),
        Just("a@b"),
        Just("Name;E-mail\n"),
        Just("To:"),
        Just("\r"),
    ];
    proptest::collection::vec(prop_oneof![6 => piece.prop_map(str::to_owned), 1 => ".{0,4}"], 0..40)
        .prop_map(|pieces| pieces.concat())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #[test]
    fn the_canonical_address_is_canonical(text in "[a-zA-ZäÖßŁİΣςé.+-]{1,12}@[a-zA-ZäÖßé-]{1,9}\\.(example|EXAMPLE|рф)") {
        if let Ok(email) = Email::parse(&text) {
            let again = Email::parse(email.key()).expect("a key is an address");
            prop_assert_eq!(again.key(), email.key());
            prop_assert_eq!(again.as_str(), email.key());
            prop_assert_eq!(key(&text.to_lowercase()), email.key());
            prop_assert_eq!(&Email::parse(email.as_str()), &Ok(email));
        }
    }

    #[test]
    fn two_parsers_agree_on_plain_addresses(text in "[a-z.!#()<\\[:;,\\\\\" +]{1,8}@[a-z.-]{1,8}") {
        let options = email_address::Options::default().without_display_text().without_domain_literal().with_required_tld();
        let other = email_address::EmailAddress::parse_with_options(text.trim(), options);
        // Quoted local parts are the difference: we take none, because "ann"@ would be a second spelling of ann@.
        prop_assert!(text.contains('"') || other.is_ok() == Email::parse(&text).is_ok(), "{:?}", text);
    }

    #[test]
    fn any_text_is_an_address_or_is_not(text in prop_oneof![any::<String>(), "\\PC{1,12}@\\PC{1,8}\\.example"]) {
        if let Ok(email) = Email::parse(&text) {
            prop_assert_eq!(Email::parse(email.key()).map(|again| again.key().to_owned()), Ok(email.key().to_owned()));
        }
    }

    #[test]
    fn names_and_user_names_are_stable(text in any::<String>()) {
        if let Ok(name) = PersonName::parse(&text) {
            prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
        }
        if let Ok(name) = Username::parse(&text) {
            let again = Username::parse(name.key()).map(|again| again.key().to_owned());
            prop_assert_eq!(again, Ok(name.key().to_owned()));
        }
    }

    #[test]
    fn folding_twice_changes_nothing(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn sort_keys_are_in_the_order_of_the_collation(one in ".{0,8}", other in ".{0,8}") {
        let collator = Collator::try_new(CollatorPreferences::default(), CollatorOptions::default()).expect("root");
        prop_assert_eq!(sort_key(&one).cmp(&sort_key(&other)), collator.compare(&one, &other));
    }

    #[test]
    fn pasting_loses_nothing(text in pasted_text()) {
        let pasted = paste::parse(&text).expect("short");
        for entry in &pasted.entries {
            prop_assert!(!entry.input.is_empty() && text.contains(&entry.input), "{:?} of {:?}", entry.input, text);
        }
        let lines = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')).zip(1..);
        let expected: String = lines.filter(|(_, n)| !pasted.header_lines.contains(n)).map(|(line, _)| letters(line)).collect();
        let found: String = pasted.entries.iter().map(|entry| letters(&entry.input)).collect();
        prop_assert_eq!(found, expected, "{:?}", text);
        for (index, entry) in pasted.entries.iter().enumerate() {
            let key = |e: &paste::Entry| e.parsed.as_ref().ok().map(|a| a.email.key().to_owned());
            if let Some(first) = entry.repeated_of {
                prop_assert!(first < index && pasted.entries[first].repeated_of.is_none());
                prop_assert_eq!(key(&pasted.entries[first]), key(entry));
            }
        }
    }
}
