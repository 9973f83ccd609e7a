//! Moments in words.

use crate::{Language, Value, say};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use model::time::{Time, zone_label};

/// `Sunday, 22 November 2026 at 14:05 GMT`, for mails. An unknown zone counts as UTC.
#[must_use]
pub fn long_date(language: Language, at: Time, zone: &str) -> String {
    in_words(language, "date-long", at, zone)
}

/// `22 Nov 2026 14:05 GMT`, for sentences and facts on pages. An unknown zone counts as UTC.
#[must_use]
pub fn moment(language: Language, at: Time, zone: &str) -> String {
    in_words(language, "date-moment", at, zone)
}

fn in_words(language: Language, id: &str, at: Time, zone: &str) -> String {
    let Ok(instant) = Timestamp::from_microsecond(at.0) else {
        return at.rfc3339();
    };
    let zoned = instant.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    let month = i64::from(zoned.month());
    let weekday = i64::from(zoned.weekday().to_monday_one_offset());
    let args: [(&str, Value<'_>); 7] = [
        (
            "weekday",
            say(language, "date-weekday", &[("weekday", weekday.into())]).into(),
        ),
        ("day", zoned.day().to_string().into()),
        ("month", say(language, "date-month", &[("month", month.into())]).into()),
        (
            "short-month",
            say(language, "date-short-month", &[("month", month.into())]).into(),
        ),
        ("year", zoned.year().to_string().into()),
        ("time", clock(&zoned).into()),
        ("zone", zone_label(zone).into()),
    ];
    say(language, id, &args)
}

fn clock(zoned: &Zoned) -> String {
    format!("{:02}:{:02}", zoned.hour(), zoned.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_as_people_write_it() {
        let at = Time::parse_rfc3339("2026-11-22T14:05:09Z").unwrap();
        assert_eq!(
            long_date(Language::English, at, "UTC"),
            "Sunday, 22 November 2026 at 14:05 GMT"
        );
        assert_eq!(
            long_date(Language::German, at, "UTC"),
            "Sonntag, 22. November 2026 um 14:05 GMT"
        );
        assert_eq!(
            moment(Language::English, at, "Europe/Berlin"),
            "22 Nov 2026 15:05 Europe/Berlin"
        );
        assert_eq!(moment(Language::German, at, "UTC"), "22. Nov. 2026, 14:05 GMT");
        assert_eq!(moment(Language::English, at, "no/zone"), "22 Nov 2026 14:05 no/zone");
    }

    #[test]
    fn english_pages_say_what_the_model_says() {
        for at in ["2026-01-01T00:00:00Z", "2026-05-31T23:59:59Z", "2024-02-29T09:07:00Z"] {
            let at = Time::parse_rfc3339(at).unwrap();
            assert_eq!(moment(Language::English, at, "UTC"), at.long("UTC"));
        }
    }
}
