//! Recovery codes: ten, of 80 random bits each, for the day the phone is gone. Each works once.

use crate::ctx::Ctx;
use model::ids::UserPk;

/// How many there are at a time.
pub const RECOVERY_CODES: usize = 10;

/// Crockford's base 32: nothing in it looks like something else.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code, five bits each.
const LENGTH: u32 = 16;

pub(super) fn make(ctx: &Ctx) -> Vec<String> {
    (0..RECOVERY_CODES)
        .map(|_| written(ctx.app().random().bytes()))
        .collect()
}

/// Four groups of four: `7QF2-0MXA-…`.
fn written(random: [u8; 32]) -> String {
    let bits = random
        .iter()
        .take(10)
        .fold(0_u128, |bits, byte| (bits << 8) | u128::from(*byte));
    let mut text = String::new();
    for at in 0..LENGTH {
        if at > 0 && at % 4 == 0 {
            text.push('-');
        }
        let five = (bits >> (5 * (LENGTH - 1 - at))) & 31;
        let letter = usize::try_from(five).ok().and_then(|five| ALPHABET.get(five));
        text.extend(letter.map(|letter| char::from(*letter)));
    }
    text
}

/// What is stored of a code, however it was typed. Keyed and bound to its user.
pub(super) fn hash(ctx: &Ctx, pk: UserPk, code: &str) -> Vec<u8> {
    let context = format!("recovery code {}", pk.0);
    ctx.app().keys().keyed_hash(&context, canonical(code).as_bytes())
}

fn canonical(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(64)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_written_in_groups_and_read_as_people_type_them() {
        assert_eq!(written([0xFF; 32]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        let mut first = [0; 32];
        first[0] = 0b0000_1000;
        first[9] = 2;
        assert_eq!(written(first), "1000-0000-0000-0002");
        assert_eq!(canonical(" lo00-0000 0000-000z"), "100000000000000Z");
    }
}
