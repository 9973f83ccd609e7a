//! Every word that a mail says, in English: whole sentences with named gaps, one function per letter. This is the one
//! file to translate.

use super::Brand;
use super::clean::{isolated, lines, one_line, person};
use model::mail::{Letter, Mail};
use model::time::Time;

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
    Words(&'static str),
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
                Piece::Words(words) => (*words).to_owned(),
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
    let gaps = Gaps::of(mail, brand);
    match &mail.letter {
        Letter::Invitation {
            link,
            expires_at,
            message,
            invited_by,
        } => invitation(
            gaps.latin("by", invited_by).until(*expires_at, mail),
            link,
            message.as_deref(),
        ),
        Letter::VerifyEmail { link, expires_at } => verify_email(gaps.until(*expires_at, mail), link),
        Letter::ResetPassword {
            link,
            expires_at,
            by: Some(by),
        } => reset_by_admin(gaps.latin("by", by).until(*expires_at, mail), link),
        Letter::ResetPassword {
            link,
            expires_at,
            by: None,
        } => reset_by_oneself(gaps.until(*expires_at, mail), link),
        Letter::Activated { link } => activated(&gaps, link),
        Letter::WaitingForSeat => waiting_for_seat(&gaps),
        Letter::PasswordSet { at } => password_set(&gaps.latin("at", &at.long(&mail.zone))),
        Letter::ApiTokenCreated { token_name, created_by } => {
            api_token_created(&gaps.name("token", token_name).latin("by", created_by))
        }
        Letter::MadeAdmin { by } => made_admin(&gaps.latin("by", by)),
        Letter::OwnerRecovery { link, expires_at } => owner_recovery(gaps.until(*expires_at, mail), link),
    }
}

fn invitation(gaps: Gaps, link: &str, message: Option<&str>) -> Words {
    let quote = message.map(|m| lines(m, 2_000)).unwrap_or_default();
    let mut before = vec![gaps.fill("{by} invites you to join {portal}.")];
    if !quote.is_empty() {
        before.push(gaps.fill("{by} writes:"));
    }
    Words {
        quote,
        after: vec![
            gaps.fill("The link works once, until {until}. If you get a newer invitation, only the link in that one works."),
            gaps.fill("The link is meant for you alone: please do not forward this mail."),
            gaps.fill("If you did not expect this invitation, ignore this mail. Without the link nobody can join in your name."),
        ],
        ..gaps.letter("Invitation to {portal}", before, Some(("Accept the invitation", link)))
    }
}

fn verify_email(gaps: Gaps, link: &str) -> Words {
    let before = vec![gaps.fill(
        "Please confirm that {to} is your e-mail address for {portal}. Until then it cannot be used to sign in.",
    )];
    Words {
        after: vec![
            gaps.fill("The link works once, until {until}. If you get a newer mail like this one, only the link in that one works."),
            gaps.fill("If you have no account in {portal} or did not expect this mail, ignore it. The address then stays unconfirmed."),
        ],
        ..gaps.letter("Confirm your e-mail address for {portal}", before, Some(("Confirm the address", link)))
    }
}

fn reset_by_admin(gaps: Gaps, link: &str) -> Words {
    let before = vec![gaps.fill(
        "{by} has reset your password for {portal}. The old one does not work any more: set a new one to sign in again.",
    )];
    Words {
        after: vec![
            gaps.fill("The link works once, until {until}. If you get a newer mail like this one, only the link in that one works."),
            gaps.fill("If you wonder why, please ask an administrator of {portal}."),
        ],
        ..gaps.letter("Set a new password for {portal}", before, Some(("Set a new password", link)))
    }
}

fn reset_by_oneself(gaps: Gaps, link: &str) -> Words {
    let before = vec![gaps.fill("Somebody, most likely you, asked for a new password for {portal}.")];
    Words {
        after: vec![
            gaps.fill("The link works once, until {until}. If you get a newer mail like this one, only the link in that one works."),
            gaps.fill("If it was not you, ignore this mail: nothing has changed, and your password still works."),
        ],
        ..gaps.letter("Set a new password for {portal}", before, Some(("Set a new password", link)))
    }
}

fn activated(gaps: &Gaps, link: &str) -> Words {
    let before = vec![gaps.fill("Your account in {portal} is active. You can sign in now.")];
    Words {
        after: vec![gaps.fill("If you do not know {portal}, please ignore this mail.")],
        ..gaps.letter("You can sign in to {portal}", before, Some(("Sign in", link)))
    }
}

fn waiting_for_seat(gaps: &Gaps) -> Words {
    let before = vec![
        gaps.fill("Thank you for accepting the invitation to {portal}. Everything on your side is done."),
        gaps.fill("All seats of {portal} are taken at the moment, so you cannot sign in yet. You will get a mail as soon as your account is active."),
    ];
    Words {
        after: vec![
            gaps.fill("If you did not accept an invitation to {portal}, please tell an administrator of {portal}."),
        ],
        ..gaps.letter("Your account in {portal} waits for a free seat", before, None)
    }
}

fn password_set(gaps: &Gaps) -> Words {
    let before = vec![gaps.fill("The password of your account in {portal} was set on {at}.")];
    Words {
        after: vec![
            gaps.fill("If that was you, there is nothing to do."),
            gaps.fill("If it was not you, somebody else may be able to sign in as you. Please tell an administrator of {portal} at once and ask for your account to be locked."),
        ],
        ..gaps.letter("Your password for {portal} was set", before, None)
    }
}

fn api_token_created(gaps: &Gaps) -> Words {
    let before = vec![
        gaps.fill("{by} made the API token “{token}” for your account in {portal}."),
        gaps.fill("A program that has this token can act in {portal} in your name."),
    ];
    Words {
        after: vec![
            gaps.fill("If you know about it, there is nothing to do."),
            gaps.fill("If you did not expect it, please tell an administrator of {portal} at once and ask for the token to be revoked."),
        ],
        ..gaps.letter("New API token for your account in {portal}", before, None)
    }
}

fn made_admin(gaps: &Gaps) -> Words {
    let before = vec![
        gaps.fill("{by} gave you administrator rights in {portal}."),
        gaps.fill("You can now manage the users of {portal}."),
    ];
    Words {
        after: vec![gaps.fill("If you did not expect this, please ask {by} or another administrator of {portal}.")],
        ..gaps.letter("You are now an administrator of {portal}", before, None)
    }
}

fn owner_recovery(gaps: Gaps, link: &str) -> Words {
    let before = vec![gaps.fill(
        "On the server that runs {product}, a new link was asked for so that you, {to}, can get back into {portal}.",
    )];
    Words {
        after: vec![
            gaps.fill("The link works once, until {until}. It is meant for you alone: please do not forward this mail."),
            gaps.fill("If nobody in your organisation asked for it, do not use the link. Please tell whoever runs the server at once: somebody had access to it."),
        ],
        ..gaps.letter("Your recovery link for {portal}", before, Some(("Get back in", link)))
    }
}

/// The gaps that a letter's sentences may name.
struct Gaps(Vec<(&'static str, Arg)>);

impl Gaps {
    /// Those that every letter has: `{name}`, `{portal}`, `{to}`, `{product}`.
    fn of(mail: &Mail, brand: &Brand) -> Self {
        Self(vec![("name", Arg::Name(person(&mail.name)))])
            .name("portal", &mail.portal)
            .name("product", &brand.product)
            .latin("to", &mail.to)
    }

    fn name(mut self, gap: &'static str, value: &str) -> Self {
        self.0.push((gap, Arg::Name(one_line(value, 100))));
        self
    }

    fn latin(mut self, gap: &'static str, value: &str) -> Self {
        self.0.push((gap, Arg::Latin(one_line(value, 320))));
        self
    }

    fn until(self, at: Time, mail: &Mail) -> Self {
        self.latin("until", &at.long(&mail.zone))
    }

    fn has_name(&self) -> bool {
        self.0
            .iter()
            .any(|(gap, arg)| *gap == "name" && matches!(arg, Arg::Name(name) if !name.is_empty()))
    }

    /// Puts the values into a sentence. A value is never looked at for gaps of its own.
    fn fill(&self, sentence: &'static str) -> Line {
        let mut pieces = Vec::new();
        let mut rest = sentence;
        while let Some((words, (gap, tail))) = rest.split_once('{').and_then(|(w, t)| Some((w, t.split_once('}')?))) {
            pieces.push(Piece::Words(words));
            pieces.extend(self.0.iter().find(|(key, _)| *key == gap).map(|(_, arg)| match arg {
                Arg::Name(text) => Piece::Name(text.clone()),
                Arg::Latin(text) => Piece::Latin(text.clone()),
            }));
            rest = tail;
        }
        pieces.push(Piece::Words(rest));
        Line(pieces)
    }

    /// A letter without its last paragraphs.
    fn letter(&self, subject: &'static str, before: Vec<Line>, action: Option<(&'static str, &str)>) -> Words {
        Words {
            subject: self.fill(subject),
            greeting: self.fill(if self.has_name() { "Hello {name}," } else { "Hello," }),
            before,
            quote: Vec::new(),
            action: action.map(|(label, link)| Action {
                label: self.fill(label),
                link: one_line(link, 4_000),
            }),
            after: Vec::new(),
            footer: self.fill("{product} sent this mail to {to} for {portal}."),
            link_hint: self.fill("If the button does not work, copy this link into the address bar of your browser:"),
        }
    }
}
