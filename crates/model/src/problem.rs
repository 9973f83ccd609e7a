//! Why input cannot stand. Every reason has a code, by which its sentence in another language is found.

/// Stands for a character that was typed, in the samples of `ALL`. For private use: nobody's text has it.
pub const GAP: char = '\u{E000}';

/// Gives the reasons of an error their codes, and lists one of each: `EmailError { NoAt = "no_at" }`.
macro_rules! coded {
    ($error:ident { $($reason:ident $({ $($gap:tt)* })? = $code:literal),* $(,)? }) => {
        impl $error {
            /// One of every reason, with [`GAP`](crate::problem::GAP) or the largest number where something was typed.
            pub const ALL: &[Self] = &[$(Self::$reason { $($($gap)*)? }),*];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$reason { .. } => $code),* }
            }
        }
    };
}

pub(crate) use coded;
