//! Instants, and how they are written. Nothing here reads a clock.

use std::fmt::{Display, Formatter, Result};

use time::OffsetDateTime;

/// Differences up to this many seconds between an assertion's times and a clock are silent.
/// The number is ours: Microsoft states none.
pub(crate) const TOLERANCE: f64 = 300.0;

/// A minute and its like, in seconds.
const UNITS: [(f64, &str); 4] = [(86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute"), (1.0, "second")];

/// Numbers above this count something smaller than seconds: as seconds they are past the year 5000.
const SECONDS: f64 = 1e11;
/// What programs count instead, and how many of it a second has, the smallest first: a number counts the first unit of which
/// the next larger one would be past that year.
const SMALLER: [(&str, f64); 3] = [("nanoseconds", 1e9), ("microseconds", 1e6), ("milliseconds", 1e3)];

/// An instant: seconds since the Unix epoch, in UTC and without leap seconds (RFC 7519, section 2, `NumericDate`).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(crate) struct UnixTime(f64);

impl UnixTime {
    pub(crate) const fn from_seconds(seconds: f64) -> Self {
        Self(seconds)
    }

    pub(crate) const fn seconds(self) -> f64 {
        self.0
    }

    /// Whole seconds, downwards.
    pub(crate) fn whole_seconds(self) -> i64 {
        whole(self.0)
    }

    /// How many seconds it is after another; less than zero where it is before.
    pub(crate) const fn since(self, other: Self) -> f64 {
        self.0 - other.0
    }

    /// The unit that it counts where as seconds it is past the year 5000, and how many of it a second has.
    pub(crate) fn unit(self) -> Option<(&'static str, f64)> {
        SMALLER.into_iter().find(|(_, count)| self.0 > SECONDS / 1e3 * count)
    }

    /// Whether it is near enough to count seconds.
    pub(crate) fn is_in_seconds(self) -> bool {
        self.0 < SECONDS
    }

    /// `in 12 days`, `12 minutes ago`, `now`.
    pub(crate) fn relative_to(self, now: Self) -> String {
        let ahead = self.since(now);
        if ahead.abs() < 1.0 {
            "now".to_owned()
        } else if ahead > 0.0 {
            format!("in {}", duration(ahead))
        } else {
            format!("{} ago", duration(ahead))
        }
    }
}

/// `2026-01-31T00:00:00Z`; a fraction of a second is dropped. An instant outside the calendar stays a number.
impl Display for UnixTime {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        let seconds = self.whole_seconds();
        // The calendar refuses what is saturated.
        match OffsetDateTime::from_unix_timestamp(seconds) {
            Ok(t) => write!(
                formatter,
                "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                t.year(),
                u8::from(t.month()),
                t.day(),
                t.hour(),
                t.minute(),
                t.second()
            ),
            Err(_) => write!(formatter, "{seconds} seconds since 1970"),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "saturates")]
fn whole(number: f64) -> i64 {
    number.floor() as i64
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

#[cfg(test)]
mod tests {
    use super::{UnixTime, duration};

    #[test]
    fn instants_are_utc() {
        let shown = |seconds| UnixTime::from_seconds(seconds).to_string();
        assert_eq!(shown(0.0), "1970-01-01T00:00:00Z");
        assert_eq!(shown(-1.0), "1969-12-31T23:59:59Z");
        assert_eq!(shown(253_402_300_799.9), "9999-12-31T23:59:59Z");
        assert_eq!(shown(1e15), "1000000000000000 seconds since 1970");
    }

    #[test]
    fn durations_are_words() {
        assert_eq!(duration(0.0), "0 seconds");
        assert_eq!(duration(1.5), "1 second");
        assert_eq!(duration(119.0), "119 seconds");
        assert_eq!(duration(120.0), "2 minutes");
        assert_eq!(duration(-86_400.0 * 12.0), "12 days");
        let relative = |seconds, now| UnixTime::from_seconds(seconds).relative_to(UnixTime::from_seconds(now));
        assert_eq!(relative(60.0, 0.0), "in 60 seconds");
        assert_eq!(relative(0.0, 7_200.0), "2 hours ago");
        assert_eq!(relative(0.0, 0.5), "now");
    }
}
