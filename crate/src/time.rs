//! Instants in words. Nothing here reads a clock.

use time::OffsetDateTime;

/// Differences up to this many seconds between an assertion's times and a clock are silent.
/// The number is ours: Microsoft states none.
pub(crate) const TOLERANCE: f64 = 300.0;

/// A minute and its like, in seconds.
const UNITS: [(f64, &str); 4] = [(86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute"), (1.0, "second")];

/// Whole seconds, downwards.
#[expect(clippy::cast_possible_truncation, reason = "saturates")]
pub(crate) fn whole(seconds: f64) -> i64 {
    seconds.floor() as i64
}

/// `2026-01-31T00:00:00Z`; a fraction of a second is dropped. An instant outside the calendar stays a number.
pub(crate) fn instant(seconds: f64) -> String {
    // The calendar refuses what is saturated.
    match OffsetDateTime::from_unix_timestamp(whole(seconds)) {
        Ok(t) => format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            t.year(),
            u8::from(t.month()),
            t.day(),
            t.hour(),
            t.minute(),
            t.second()
        ),
        Err(_) => format!("{} seconds since 1970", whole(seconds)),
    }
}

/// `12 minutes`: the largest unit that counts at least two, else the largest that counts one.
pub(crate) fn duration(seconds: f64) -> String {
    let seconds = seconds.abs().floor();
    let (length, name) = UNITS
        .into_iter()
        .find(|(length, _)| seconds >= 2.0 * length)
        .or_else(|| UNITS.into_iter().find(|(length, _)| seconds >= *length))
        .unwrap_or((1.0, "second"));
    let count = whole(seconds / length);
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {name}{plural}")
}

/// `in 12 days`, `12 minutes ago`, `now`.
pub(crate) fn relative(seconds: f64, now: f64) -> String {
    let ahead = seconds - now;
    if ahead.abs() < 1.0 {
        "now".to_owned()
    } else if ahead > 0.0 {
        format!("in {}", duration(ahead))
    } else {
        format!("{} ago", duration(ahead))
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, instant, relative};

    #[test]
    fn instants_are_utc() {
        assert_eq!(instant(0.0), "1970-01-01T00:00:00Z");
        assert_eq!(instant(-1.0), "1969-12-31T23:59:59Z");
        assert_eq!(instant(253_402_300_799.9), "9999-12-31T23:59:59Z");
        assert_eq!(instant(1e15), "1000000000000000 seconds since 1970");
    }

    #[test]
    fn durations_are_words() {
        assert_eq!(duration(0.0), "0 seconds");
        assert_eq!(duration(1.5), "1 second");
        assert_eq!(duration(119.0), "119 seconds");
        assert_eq!(duration(120.0), "2 minutes");
        assert_eq!(duration(-86_400.0 * 12.0), "12 days");
        assert_eq!(relative(60.0, 0.0), "in 60 seconds");
        assert_eq!(relative(0.0, 7_200.0), "2 hours ago");
        assert_eq!(relative(0.0, 0.5), "now");
    }
}
