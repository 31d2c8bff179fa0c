//! Instants, as Microsoft Graph, Azure CLI and PowerShell's `ConvertTo-Json` write them.

use time::{Date, Month, Time};

use super::decimal;
use crate::character::is;
use crate::time::UnixTime;

/// `2026-01-31T00:00:00.0000000Z`, with another offset or none (which is UTC), with a space
/// for the `T`, without seconds; or `/Date(1769817600000)/`.
pub(crate) fn parse(text: &str) -> Option<UnixTime> {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
        // What follows the milliseconds is only how to show them.
        let digits =
            inside.get(1..).and_then(|rest| rest.find(is(|c| matches!(c, '+' | '-')))).map_or(inside.len(), |n| n + 1);
        let milliseconds: i64 = inside.get(..digits)?.parse().ok()?;
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of the calendar are exact")]
        return Some(UnixTime::from_seconds(milliseconds as f64 / 1_000.0));
    }
    let (date, clock) = text.split_once(['T', ' '])?;
    let [year, month, day] = numbers::<3>(date, '-')?;
    let (clock, offset) = match clock.find(is(|c| matches!(c, 'Z' | '+' | '-'))) {
        Some(n) => (clock.get(..n)?, offset(clock.get(n..)?)?),
        None => (clock, 0.0),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let [hour, minute, second] =
        numbers::<3>(clock, ':').or_else(|| numbers::<2>(clock, ':').map(|[hour, minute]| [hour, minute, 0]))?;
    let fraction = decimal::fraction(fraction)?;
    of_calendar([year, month, day, hour, minute, second], fraction - offset)
}

/// The first and the last second of a day without a time: `2026-01-31`, in UTC.
pub(crate) fn day(text: &str) -> Option<(UnixTime, UnixTime)> {
    let [year, month, day] = numbers::<3>(text.trim(), '-').filter(|[year, ..]| *year > 999)?;
    let first = of_calendar([year, month, day, 0, 0, 0], 0.0)?;
    Some((first, UnixTime::from_seconds(first.seconds() + 86_399.0)))
}

/// From the year down to the second, and so many seconds after that.
pub(super) fn of_calendar([year, month, day, hour, minute, second]: [u16; 6], more: f64) -> Option<UnixTime> {
    let byte = |number: u16| u8::try_from(number).ok();
    let date = Date::from_calendar_date(year.into(), Month::try_from(byte(month)?).ok()?, byte(day)?).ok()?;
    let clock = Time::from_hms(byte(hour)?, byte(minute)?, byte(second)?).ok()?;
    #[expect(clippy::cast_precision_loss, reason = "seconds of the calendar are exact")]
    Some(UnixTime::from_seconds(date.with_time(clock).assume_utc().unix_timestamp() as f64 + more))
}

/// Digits with this character between them.
fn numbers<const N: usize>(text: &str, separator: char) -> Option<[u16; N]> {
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    text.split(separator).map(digits).collect::<Option<Vec<_>>>()?.try_into().ok()
}

/// `Z`, `+02:00`, `+0200`, `+02`, in seconds.
fn offset(text: &str) -> Option<f64> {
    if text == "Z" {
        return Some(0.0);
    }
    let digits = text.get(1..)?.replace(':', "");
    let [hours] = numbers::<1>(digits.get(..2)?, ':')?;
    let [minutes] = match digits.get(2..)? {
        "" => [0],
        rest => numbers::<1>(rest, ':').filter(|_| rest.len() == 2)?,
    };
    let seconds = 3_600.0 * f64::from(hours) + 60.0 * f64::from(minutes);
    Some(if text.starts_with('-') { -seconds } else { seconds })
}

#[cfg(test)]
mod tests {
    use super::{day, parse};

    #[test]
    fn reads_what_tools_write() {
        let read = |text| parse(text).map(|time| time.to_string());
        let midnight = Some("2026-01-31T00:00:00Z".to_owned());
        for text in [
            "2026-01-31T00:00:00Z",
            "2026-01-31T00:00:00.6521653Z",
            "2026-01-31T00:00:00",
            "2026-01-31 00:00:00Z",
            "2026-01-31T00:00:00+00:00",
            "2026-01-31T02:00:00.0000000+02:00",
            "2026-01-30T19:00:00-05:00",
            "2026-01-31T00:00Z",
            "2026-01-31 00:00",
            "2026-01-31T00:00:00+0000",
            "2026-01-31T05:30:00+0530",
            "2026-01-31T02:00:00+02",
            "/Date(1769817600000)/",
            "/Date(1769817600000+0100)/",
        ] {
            assert_eq!(read(text), midnight, "{text}");
        }
        assert_eq!(read("/Date(-1000)/").as_deref(), Some("1969-12-31T23:59:59Z"));
        for text in [
            "",
            "2026-01-31",
            "1/31/2026 12:00:00 AM",
            "2026-13-01T00:00:00Z",
            "2026-01-31T00:00:00+2",
            "2026-01-31T00:00:00+000",
            "2026-01-31T00:00:00+00000",
            "/Date()/",
            "2026-01-31T00:00:é",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_a_whole_one() {
        let read = |text| day(text).map(|(first, last)| [first, last].map(|time| time.to_string()));
        assert_eq!(read("2026-01-31"), Some(["2026-01-31T00:00:00Z", "2026-01-31T23:59:59Z"].map(str::to_owned)));
        for text in ["", "2026-02-30", "31-01-2026", "26-01-31", "1/31/2026", "2026-01-31T00:00:00Z"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
