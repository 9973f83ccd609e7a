//! Reads one line: finds its addresses and gives the text around them to the address it belongs to.

use super::{
    Address, NotUnderstood, Piece, names, read_address,
    token::{self, Kind, Token},
};

struct Reader<'a> {
    line: &'a str,
    tokens: Vec<Token>,
    /// Whether the line holds exactly one address: then all text before it is its row.
    is_row: bool,
    pieces: Vec<Piece<'a>>,
    /// Where the newest piece starts and ends, in bytes.
    newest: (usize, usize),
}

/// The pieces of a line, in order. A line without an @ is one piece.
pub(super) fn read(line: &str) -> Vec<Piece<'_>> {
    if !line.contains('@') {
        let input = trim(line);
        let piece = Piece {
            input,
            parsed: Err(NotUnderstood::NoAddress),
        };
        return if input.contains(char::is_alphanumeric) {
            vec![piece]
        } else {
            Vec::new()
        };
    }
    let tokens = token::tokens(line);
    let is_row = tokens.iter().filter(|token| token.is_address()).count() == 1;
    Reader {
        line,
        tokens,
        is_row,
        pieces: Vec::new(),
        newest: (0, 0),
    }
    .read()
}

impl<'a> Reader<'a> {
    fn read(mut self) -> Vec<Piece<'a>> {
        let tokens = std::mem::take(&mut self.tokens);
        let mut next = 0;
        while let Some(found) = tokens[next..].iter().position(Token::is_address) {
            let address = next + found;
            let before = skip_separators(&tokens[next..address]);
            if !self.repeats_display_name(before, &tokens[address]) {
                self.address(before, &tokens[address]);
            }
            next = address + 1;
            while tokens.get(next).is_some_and(|token| token.kind == Kind::Comment) {
                self.extend_to(tokens[next].span.end);
                next += 1;
            }
        }
        self.rest(&tokens[next..]);
        self.pieces
    }

    /// `ann@example.com <ann@example.com>`, as some mail programs write it, is one address.
    fn repeats_display_name(&mut self, before: &[Token], token: &Token) -> bool {
        let shown = self.pieces.last().and_then(|piece| piece.parsed.as_ref().ok());
        let gap = &self.line[self.newest.1..token.span.start];
        let Some(shown) = shown.filter(|_| token.kind == Kind::Angle && before.is_empty()) else {
            return false;
        };
        let attached = gap.chars().all(|c| c.is_whitespace() || matches!(c, '"' | '\''));
        let same = attached
            && read_address(&self.line[token.core.clone()]).is_ok_and(|email| email.key() == shown.email.key());
        if same {
            self.extend_to(token.span.end);
        }
        same
    }

    /// One address with the text before it, as far as that belongs to it. The rest of that text is a piece of its own.
    fn address(&mut self, before: &[Token], token: &Token) {
        let own = &before[self.foreign(before, token.kind)..];
        let foreign = &before[..before.len() - own.len()];
        self.text(foreign);
        let start = own.first().map_or(token.span.start, |token| token.span.start);
        let parsed = read_address(&self.line[token.core.clone()]).map(|email| Address {
            email,
            name: names::name_of(self.line, own),
        });
        self.push(start, token.span.end, parsed);
    }

    /// How many of the tokens before an address do not belong to it.
    fn foreign(&self, before: &[Token], kind: Kind) -> usize {
        if self.is_row {
            return 0;
        }
        let after = |is_end: fn(&Token) -> bool| before.iter().rposition(is_end).map_or(0, |index| index + 1);
        let item = after(Token::is_separator);
        if before.len() == item {
            return before.len();
        }
        let is_name = match kind {
            Kind::Angle => true,
            _ => !has_text(self.line, &before[item..]) || names::is_full_name(self.line, &before[item..]),
        };
        let commas = before[after(|token| token.kind == Kind::Hard)..]
            .iter()
            .filter(|t| t.kind == Kind::Comma)
            .count();
        match (is_name, kind, commas) {
            (false, ..) => before.len(),
            (true, Kind::Angle, 1) => after(|token| token.kind == Kind::Hard),
            (true, ..) => item,
        }
    }

    /// What follows the last address. After a broken address it is most likely the rest of it ("ann@ example.com").
    fn rest(&mut self, tokens: &[Token]) {
        let attached = tokens.first().is_some_and(|token| !token.is_separator());
        let broken = self.pieces.last().is_some_and(|piece| piece.parsed.is_err());
        match tokens.iter().rfind(|token| !token.is_separator()) {
            Some(last) if attached && broken => self.extend_to(last.span.end),
            _ => self.text(skip_separators(tokens)),
        }
    }

    /// Text that belongs to no address, unless it is mere punctuation.
    fn text(&mut self, tokens: &[Token]) {
        let end = tokens
            .iter()
            .rposition(|token| !token.is_separator())
            .map_or(0, |index| index + 1);
        if let [first, .., last] | [first @ last] = &tokens[..end]
            && self.line[first.span.start..last.span.end].contains(char::is_alphanumeric)
        {
            self.push(first.span.start, last.span.end, Err(NotUnderstood::NoAddress));
        }
    }

    fn push(&mut self, start: usize, end: usize, parsed: Result<Address, NotUnderstood>) {
        let input = trim(&self.line[start..end]);
        self.pieces.push(Piece { input, parsed });
        self.newest = (start, end);
    }

    /// Makes the newest piece reach to `end`.
    fn extend_to(&mut self, end: usize) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.input = trim(&self.line[self.newest.0..end]);
            self.newest.1 = end;
        }
    }
}

fn skip_separators(tokens: &[Token]) -> &[Token] {
    let start = tokens
        .iter()
        .position(|token| !token.is_separator())
        .unwrap_or(tokens.len());
    &tokens[start..]
}

/// Whether there is more than comments, labels ("Cc:") and the number of a list item.
fn has_text(line: &str, tokens: &[Token]) -> bool {
    let mut texts = tokens
        .iter()
        .filter(|token| token.kind != Kind::Comment)
        .map(|token| &line[token.core.clone()]);
    texts.any(|text| text.contains(char::is_alphanumeric) && !text.ends_with(':') && !names::is_list_mark(text))
}

/// Without white space and byte order marks around it.
fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || crate::invisible::is_residue(c))
}
