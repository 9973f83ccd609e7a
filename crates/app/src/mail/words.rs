//! A mail as words in its recipient's language: whole sentences of `mail.ftl` with the gaps filled. Values never pass
//! through the messages, so that nothing in them can be taken for words of ours.

use super::Brand;
use super::clean::{isolated, lines, one_line, person};
use super::letters::letter;
use ::words::{Language, Value};
use model::mail::Mail;

/// What fills a gap.
#[derive(Clone)]
enum Arg {
    /// A name in any script: its direction is its own.
    Name(String),
    /// An address or time: always left to right.
    Latin(String),
}

/// A piece of a sentence.
pub(super) enum Piece {
    /// Our own words.
    Words(String),
    /// Somebody's name, direction unknown.
    Name(String),
    /// An address, link or time.
    Latin(String),
}

/// One sentence or paragraph.
pub(super) struct Line(pub(super) Vec<Piece>);

impl Line {
    /// The line as plain text.
    pub(super) fn text(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => words.clone(),
                Piece::Name(text) | Piece::Latin(text) => isolated(text),
            })
            .collect()
    }
}

/// The one thing to do.
pub(super) struct Action {
    /// What the button says.
    pub(super) label: Line,
    /// Where it leads.
    pub(super) link: String,
}

/// A mail as words, before it becomes text and HTML.
pub(super) struct Words {
    pub(super) language: Language,
    pub(super) subject: Line,
    pub(super) greeting: Line,
    pub(super) before: Vec<Line>,
    /// Lines of the person who invites.
    pub(super) quote: Vec<String>,
    pub(super) action: Option<Action>,
    pub(super) after: Vec<Line>,
    pub(super) footer: Line,
    /// Above the link in HTML.
    pub(super) link_hint: Line,
}

/// The words of a mail.
pub(super) fn words(mail: &Mail, brand: &Brand) -> Words {
    letter(Gaps::of(mail, brand), mail)
}

impl Words {
    /// The lines that the person who invites wrote.
    pub(super) fn quoted(message: &str) -> Vec<String> {
        lines(message, 2_000)
    }
}

/// The gaps that a letter's sentences may name.
pub(super) struct Gaps {
    language: Language,
    gaps: Vec<(&'static str, Arg)>,
}

/// The first character for private use. In a sentence each gap is such a character, until its value is put there.
const STAND_IN: char = '\u{E000}';

impl Gaps {
    /// Those that every letter has: `$name`, `$portal`, `$to`, `$product`.
    fn of(mail: &Mail, brand: &Brand) -> Self {
        let gaps = Self {
            language: Language::from_code(&mail.language).unwrap_or_default(),
            gaps: vec![("name", Arg::Name(person(&mail.name)))],
        };
        gaps.name("portal", &mail.portal)
            .name("product", &brand.product)
            .latin("to", &mail.to)
    }

    /// The language of the mail.
    pub(super) const fn language(&self) -> Language {
        self.language
    }

    /// One more gap: a name.
    pub(super) fn name(mut self, gap: &'static str, value: &str) -> Self {
        self.gaps.push((gap, Arg::Name(one_line(value, 100))));
        self
    }

    /// One more gap: an address or a time.
    pub(super) fn latin(mut self, gap: &'static str, value: &str) -> Self {
        self.gaps.push((gap, Arg::Latin(one_line(value, 320))));
        self
    }

    fn has_name(&self) -> bool {
        self.gaps
            .iter()
            .any(|(gap, arg)| *gap == "name" && matches!(arg, Arg::Name(name) if !name.is_empty()))
    }

    /// A sentence with the values in it.
    pub(super) fn say(&self, id: &str) -> Line {
        let stand_ins = (STAND_IN..).map(String::from);
        let args = self.gaps.iter().zip(stand_ins);
        let args: Vec<(&str, Value<'_>)> = args.map(|((gap, _), c)| (*gap, c.into())).collect();
        let mut pieces = Vec::new();
        for piece in ::words::say(self.language, id, &args).split_inclusive(|c| self.value(c).is_some()) {
            let value = piece.chars().next_back().and_then(|c| self.value(c));
            let words = piece.trim_end_matches(|c| self.value(c).is_some());
            pieces.push(Piece::Words(words.to_owned()));
            pieces.extend(value.map(|value| match value {
                Arg::Name(text) => Piece::Name(text.clone()),
                Arg::Latin(text) => Piece::Latin(text.clone()),
            }));
        }
        Line(pieces)
    }

    fn value(&self, stand_in: char) -> Option<&Arg> {
        let at = u32::from(stand_in).checked_sub(u32::from(STAND_IN))?;
        self.gaps.get(usize::try_from(at).ok()?).map(|(_, arg)| arg)
    }

    /// A letter that asks for nothing.
    pub(super) fn without_link(&self, subject: Line, before: Vec<Line>, after: Vec<Line>) -> Words {
        Words {
            language: self.language,
            subject,
            greeting: if self.has_name() {
                self.say("mail-hello-name")
            } else {
                self.say("mail-hello")
            },
            before,
            quote: Vec::new(),
            action: None,
            after,
            footer: self.say("mail-footer"),
            link_hint: self.say("mail-link-hint"),
        }
    }

    /// A letter with the one thing to do.
    pub(super) fn with_link(
        &self,
        subject: Line,
        before: Vec<Line>,
        label: Line,
        link: &str,
        after: Vec<Line>,
    ) -> Words {
        let action = Some(Action {
            label,
            link: one_line(link, 4_000),
        });
        Words {
            action,
            ..self.without_link(subject, before, after)
        }
    }
}
