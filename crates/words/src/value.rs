//! What fills a gap of a message.

use fluent_bundle::FluentValue;
use std::borrow::Cow;

/// A number, which is grouped and decides about plurals, or a text, which is taken as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value<'a> {
    /// A whole number.
    Number(i64),
    /// A name, an address, a time in words.
    Text(Cow<'a, str>),
}

impl<'a> Value<'a> {
    pub(crate) fn fluent(&'a self) -> FluentValue<'a> {
        match self {
            Self::Number(number) => FluentValue::from(*number),
            Self::Text(text) => FluentValue::from(text.as_ref()),
        }
    }
}

macro_rules! from_numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Value<'_> {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}

from_numbers!(i32, i64, u8, u16, u32, u64, usize);

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}
