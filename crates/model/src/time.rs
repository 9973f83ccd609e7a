//! One instant and one length of time: whole microseconds, UTC. Both are plain numbers in the database.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{Add, Sub};

/// An instant in microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Time(pub i64);

/// A length of time in microseconds, never negative by construction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(pub i64);

impl Span {
    /// So many whole seconds.
    #[must_use]
    pub const fn seconds(n: i64) -> Self {
        Self(n * 1_000_000)
    }
    /// So many whole minutes.
    #[must_use]
    pub const fn minutes(n: i64) -> Self {
        Self::seconds(n * 60)
    }
    /// So many whole hours.
    #[must_use]
    pub const fn hours(n: i64) -> Self {
        Self::minutes(n * 60)
    }
    /// So many days of 24 hours.
    #[must_use]
    pub const fn days(n: i64) -> Self {
        Self::hours(n * 24)
    }
    /// The length in whole seconds, rounded down.
    #[must_use]
    pub const fn as_seconds(self) -> i64 {
        self.0 / 1_000_000
    }
}

impl Add<Span> for Time {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Time {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Time {
    /// RFC 3339 in UTC, as the API and CSV files show it: whole seconds, or microseconds where there are any.
    #[must_use]
    pub fn rfc3339(self) -> String {
        Timestamp::from_microsecond(self.0).map_or_else(|_| String::from("out of range"), |t| t.to_string())
    }

    /// Parses RFC 3339; the offset is applied, fractions below a microsecond are dropped.
    ///
    /// # Errors
    /// When the text is no RFC 3339 instant.
    pub fn parse_rfc3339(text: &str) -> Result<Self, jiff::Error> {
        text.parse::<Timestamp>().map(|t| Self(t.as_microsecond()))
    }

    /// `2026-11-22 14:05`, in the zone given by its IANA name (an unknown name falls back to UTC). For tables.
    #[must_use]
    pub fn short(self, zone: &str) -> String {
        self.format("%Y-%m-%d %H:%M", zone)
    }

    /// `2026-11-22 14:05:09`, for the activity list.
    #[must_use]
    pub fn short_seconds(self, zone: &str) -> String {
        self.format("%Y-%m-%d %H:%M:%S", zone)
    }

    /// `22 Nov 2026 14:05 GMT`, for sentences and mails.
    #[must_use]
    pub fn long(self, zone: &str) -> String {
        format!("{} {}", self.format("%-d %b %Y %H:%M", zone), zone_label(zone))
    }

    fn format(self, pattern: &str, zone: &str) -> String {
        let tz = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        Timestamp::from_microsecond(self.0).map_or_else(
            |_| String::from("out of range"),
            |t| t.to_zoned(tz).strftime(pattern).to_string(),
        )
    }
}

/// How a zone is named on a page: UTC is "GMT" there, as the source documents write it (S2.24).
#[must_use]
pub fn zone_label(zone: &str) -> &str {
    match zone {
        "UTC" | "Etc/UTC" | "" => "GMT",
        other => other,
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        Self::parse_rfc3339(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_reads_back_as_it_was_written() {
        let t = Time::parse_rfc3339("2026-11-22T14:05:09.123456Z").unwrap();
        assert_eq!(t.rfc3339(), "2026-11-22T14:05:09.123456Z");
        assert_eq!(t.short("UTC"), "2026-11-22 14:05");
        assert_eq!(t.long("UTC"), "22 Nov 2026 14:05 GMT");
        assert_eq!(t.short("Europe/Berlin"), "2026-11-22 15:05");
    }
}
