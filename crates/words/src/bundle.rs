//! One bundle of messages per language, made when the first text is asked for.

use crate::vocabulary::word;
use crate::{Language, Speech, Value, english, number, pseudo};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::types::FluentNumberOptions;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use model::policy::Vocabulary;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};
use unic_langid::LanguageIdentifier;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

pub(crate) type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| load(Language::English));
static GERMAN: LazyLock<Bundle> = LazyLock::new(|| load(Language::German));
static ACCENTED: LazyLock<Bundle> = LazyLock::new(|| load(Language::Accented));
static MIRRORED: LazyLock<Bundle> = LazyLock::new(|| load(Language::Mirrored));

/// A text in a language, its gaps filled. Where the language lacks it, in English; where nobody has it, `⟦id⟧` (a test
/// finds every such id in the source before a person does).
#[must_use]
pub fn say(language: Language, id: &str, args: &[(&str, Value<'_>)]) -> String {
    said(Speech::from(language), id, args)
}

/// The same with a portal's own words, where the text has them: they are its attributes, named as the vocabulary.
pub(crate) fn said(speech: Speech, id: &str, args: &[(&str, Value<'_>)]) -> String {
    if args.is_empty() {
        return without_gaps(speech, id);
    }
    formatted(speech, id, args)
}

/// Texts by id.
type Texts = HashMap<Box<str>, Box<str>>;

/// A text that is the same every time is put together once: a list says the same few words for each of its rows.
fn without_gaps(speech: Speech, id: &str) -> String {
    static KNOWN: RwLock<Vec<(Speech, Texts)>> = RwLock::new(Vec::new());
    let texts = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    let of_speech = texts.iter().find(|(known, _)| *known == speech);
    if let Some(text) = of_speech.and_then(|(_, texts)| texts.get(id)) {
        return text.to_string();
    }
    drop(texts);
    let text = formatted(speech, id, &[]);
    if has(id) {
        let mut texts = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
        if !texts.iter().any(|(known, _)| *known == speech) {
            texts.push((speech, Texts::new()));
        }
        let of_speech = texts.iter_mut().find(|(known, _)| *known == speech);
        if let Some((_, texts)) = of_speech {
            texts.insert(id.into(), text.as_str().into());
        }
    }
    text
}

fn formatted(speech: Speech, id: &str, args: &[(&str, Value<'_>)]) -> String {
    let own = format(bundle(speech.language), speech.vocabulary, id, args);
    own.or_else(|| format(&ENGLISH, speech.vocabulary, id, args))
        .unwrap_or_else(|| format!("⟦{id}⟧"))
}

/// The ids of the texts whose ids begin so, in the order of the files.
pub fn ids(prefix: &'static str) -> impl Iterator<Item = &'static str> {
    static IDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        let texts = sources(Language::English);
        let lines = texts.iter().flat_map(|(_, text)| text.lines());
        let ids = lines.filter_map(|line| {
            line.split_once(" = ")
                .or_else(|| line.strip_suffix(" =").map(|id| (id, "")))
        });
        ids.map(|(id, _)| id)
            .filter(|id| id.starts_with(|first: char| first.is_ascii_lowercase()))
            .map(str::to_owned)
            .collect()
    });
    IDS.iter().map(String::as_str).filter(move |id| id.starts_with(prefix))
}

/// Whether the language itself, or English, has this text.
pub(crate) fn has(id: &str) -> bool {
    ENGLISH.has_message(id)
}

fn bundle(language: Language) -> &'static Bundle {
    match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
        Language::Accented => &ACCENTED,
        Language::Mirrored => &MIRRORED,
    }
}

fn format(bundle: &Bundle, vocabulary: Vocabulary, id: &str, args: &[(&str, Value<'_>)]) -> Option<String> {
    let message = bundle.get_message(id)?;
    let own = message.get_attribute(word(vocabulary)).map(|own| own.value());
    let pattern = own.or(message.value())?;
    let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.fluent())).collect();
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
}

/// The sources that a language's messages come from: name of the file, and text.
pub(crate) fn sources(language: Language) -> Vec<(String, String)> {
    let from = match language {
        Language::German => "de",
        Language::English | Language::Accented | Language::Mirrored => "en",
    };
    let files = FILES.iter().filter(|(code, ..)| *code == from);
    let mut sources: Vec<_> = files
        .map(|(code, area, text)| (format!("{code}/{area}.ftl"), (*text).to_owned()))
        .collect();
    if from == "en" {
        sources.push((String::from("model"), english::messages()));
    }
    sources
}

/// Reads what can be read: a test makes sure that it is everything.
fn load(language: Language) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![plurals_of(language)]);
    // Names of unknown direction are isolated by `bdi` on pages and by marks in mails, both outside the messages.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::German => german_number,
        Language::English | Language::Accented | Language::Mirrored => english_number,
    }));
    if Language::PSEUDO.contains(&language) {
        bundle.set_transform(Some(pseudo::accented));
    }
    for (_, text) in sources(language) {
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text);
        // The first of two messages with one id stays.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// Whose plurals count: those of the language that the texts are made from.
fn plurals_of(language: Language) -> LanguageIdentifier {
    let code = match language {
        Language::German => "de",
        Language::English | Language::Accented | Language::Mirrored => "en",
    };
    code.parse().unwrap_or_default()
}

fn english_number<M: MemoizerKind>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(Language::English, value)
}

fn german_number<M: MemoizerKind>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    grouped(Language::German, value)
}

#[expect(clippy::cast_possible_truncation, reason = "every number came in as a whole one")]
fn grouped(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(n) if n.options == FluentNumberOptions::default() => Some(number(language, n.value as i64)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_text_shows_its_id() {
        assert_eq!(say(Language::German, "no-such-text", &[]), "⟦no-such-text⟧");
    }

    #[test]
    fn every_language_fills_gaps_with_its_own_numbers_and_plurals() {
        let say = |language, n: i64| super::say(language, "count-users", &[("n", n.into())]);
        assert_eq!(say(Language::English, 1), "1 user");
        assert_eq!(say(Language::English, 12_345), "12,345 users");
        assert_eq!(say(Language::German, 1), "1 Benutzer");
        assert_eq!(say(Language::German, 12_345), "12.345 Benutzer");
        assert_eq!(say(Language::Accented, 12_345), "12,345 ⟦ûšérš~~⟧");
    }
}
