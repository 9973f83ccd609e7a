//! Cuts one line into words, quoted texts, comments, separators and things that look like addresses.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A run of text without an @.
    Word,
    /// A text in double quotes without an @.
    Quoted,
    /// A text in parentheses without an @.
    Comment,
    /// A run of text with an @; `core` is the address without punctuation around it.
    Bare,
    /// An address between `<` and `>`; `core` is what is between them.
    Angle,
    /// A comma: it can stand inside a name ("Lee, Ann").
    Comma,
    /// Any other separator: it cannot.
    Hard,
}

/// A token of a line; the ranges are of bytes in the line.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
    pub(super) core: Range<usize>,
}

impl Token {
    pub(super) const fn is_address(&self) -> bool {
        matches!(self.kind, Kind::Bare | Kind::Angle)
    }

    pub(super) const fn is_separator(&self) -> bool {
        matches!(self.kind, Kind::Comma | Kind::Hard)
    }
}

/// Remembers where the next occurrence is, so that asking again costs nothing and the whole line is searched once.
struct Next {
    wanted: char,
    known: Option<usize>,
}

impl Next {
    const fn new(wanted: char) -> Self {
        Self { wanted, known: Some(0) }
    }

    /// The first occurrence at or after `from`; `from` never goes down.
    fn after(&mut self, line: &str, from: usize) -> Option<usize> {
        let known = self.known?;
        if known < from || !line[known..].starts_with(self.wanted) {
            self.known = line[from..].find(self.wanted).map(|offset| from + offset);
        }
        self.known
    }
}

struct Lexer<'a> {
    line: &'a str,
    at: Next,
    close_angle: Next,
    close_comment: Next,
    straight_quote: Next,
    curly_quote: Next,
    tokens: Vec<Token>,
}

/// The tokens of a line, in order, in linear time.
pub(super) fn tokens(line: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        line,
        at: Next::new('@'),
        close_angle: Next::new('>'),
        close_comment: Next::new(')'),
        straight_quote: Next::new('"'),
        curly_quote: Next::new('”'),
        tokens: Vec::new(),
    };
    let mut position = 0;
    while let Some(c) = line[position..].chars().next() {
        position = lexer.step(position, c);
    }
    lexer.tokens
}

impl Lexer<'_> {
    /// Takes one token (or nothing) from `start` and returns where the next one starts.
    fn step(&mut self, start: usize, c: char) -> usize {
        let inside = start + c.len_utf8();
        if let Some(kind) = separator(c) {
            return self.push(kind, start..inside, start..inside);
        }
        if c.is_whitespace() || c == '>' {
            return inside;
        }
        match c {
            '<' => self.angle(start),
            '(' => {
                let close = self.close_comment.after(self.line, inside);
                self.enclosed(Kind::Comment, start..inside, close, ')')
            }
            '"' => {
                let close = self.straight_quote.after(self.line, inside);
                self.enclosed(Kind::Quoted, start..inside, close, '"')
            }
            '“' => {
                let close = self.curly_quote.after(self.line, inside);
                self.enclosed(Kind::Quoted, start..inside, close, '”')
            }
            _ => self.word(start),
        }
    }

    fn push(&mut self, kind: Kind, span: Range<usize>, core: Range<usize>) -> usize {
        let end = span.end;
        self.tokens.push(Token { kind, span, core });
        end
    }

    /// `<ann@example.com>`; a `<` that encloses anything else is punctuation.
    fn angle(&mut self, start: usize) -> usize {
        let inside = start + 1;
        let Some(close) = self.close_angle.after(self.line, inside) else {
            return inside;
        };
        let text = self.line[inside..close].trim_start();
        // Looks no further than the next `<`: a line full of them is still read in linear time.
        let ends = |c: char| c == '<' || c.is_whitespace() || separator(c).is_some();
        let end = text.find(ends).unwrap_or(text.len());
        let is_address = self.at.after(self.line, inside).is_some_and(|at| at < close)
            && text[end..].chars().all(char::is_whitespace);
        if !is_address {
            return inside;
        }
        let core = address_in(text.trim_end());
        let offset = close - text.len();
        self.push(Kind::Angle, start..close + 1, offset + core.start..offset + core.end)
    }

    /// A quoted text or a comment; where an address is inside, the sign is punctuation and the inside is read as usual.
    fn enclosed(&mut self, kind: Kind, open: Range<usize>, close: Option<usize>, sign: char) -> usize {
        let Some(close) = close else { return open.end };
        if self.at.after(self.line, open.end).is_some_and(|at| at < close) {
            return open.end;
        }
        let end = close + sign.len_utf8();
        if kind == Kind::Quoted && self.line[end..].starts_with('@') {
            // A quoted local part: one address, which `Email` then refuses.
            let span = open.start..self.word_end(end);
            return self.push(Kind::Bare, span.clone(), span);
        }
        self.push(kind, open.start..end, open.end..close)
    }

    fn word_end(&self, start: usize) -> usize {
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | '“') || separator(c).is_some();
        self.line[start..]
            .find(ends)
            .map_or(self.line.len(), |offset| start + offset)
    }

    fn word(&mut self, start: usize) -> usize {
        let end = self.word_end(start);
        let word = &self.line[start..end];
        if !word.contains('@') {
            return self.push(Kind::Word, start..end, start..end);
        }
        let core = address_in(word);
        self.push(Kind::Bare, start..end, start + core.start..start + core.end)
    }
}

/// The separators of lists and tables, in the scripts that have their own.
pub(super) const fn separator(c: char) -> Option<Kind> {
    match c {
        ',' | '，' | '、' | '،' | '､' => Some(Kind::Comma),
        ';' | '\t' | '|' | '；' | '؛' => Some(Kind::Hard),
        _ => None,
    }
}

/// Where the address is in a word: without quotes, brackets, closing punctuation, a label such as `mailto:`, and what
/// follows the `?` of a link.
fn address_in(word: &str) -> Range<usize> {
    let mut core = word.trim_start_matches(|c| is_quote(c) || matches!(c, '[' | '{' | '•' | '·' | '–' | '—'));
    if let Some((label, rest)) = core.split_once(':')
        && is_label(label)
        && !rest.starts_with('/')
    {
        core = rest;
    }
    let start = word.len() - core.len();
    let is_link = word[..start].to_ascii_lowercase().ends_with("mailto:");
    let core = if is_link {
        core.split('?').next().unwrap_or(core)
    } else {
        core
    };
    let closing = |c| is_quote(c) || matches!(c, '.' | ':' | '!' | '?' | ')' | '}' | '*' | '…' | '。');
    let bracket = if core.contains('[') { '.' } else { ']' };
    start..start + core.trim_end_matches(|c| closing(c) || c == bracket).len()
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”' | '„' | '«' | '»' | '`')
}

/// What people write before an address: `mailto`, `E-mail`, `To`.
fn is_label(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || c == '-')
}
