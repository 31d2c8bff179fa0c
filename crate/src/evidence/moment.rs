//! When the failed request was made.

use super::assertion::Assertion;
use super::exchange::Exchange;
use crate::request::Context;
use crate::time::{TOLERANCE, UnixTime};

/// The moment of the request and the moment of the report.
pub(crate) struct Moment {
    pub(crate) now: UnixTime,
    /// When the failed request was made, if that is known.
    pub(crate) of_request: Option<UnixTime>,
    /// Whether Entra's answer tells it, by the server's clock, and not the person.
    is_answered: bool,
    /// Whether the assertion had expired by now.
    has_expired: bool,
}

/// An error and an assertion that are farther apart than this, in seconds, hardly belong together: more than any time zone.
const ANOTHER: f64 = 86_400.0;

impl Moment {
    /// The server's clock tells it, else the person.
    pub(super) fn find(exchange: &Exchange<'_>, assertion: &Assertion<'_>, context: &Context) -> Self {
        let now = UnixTime::from_seconds(context.now);
        let answered = server_time(exchange, assertion);
        let exp = instant(assertion, "exp");
        Self {
            now,
            of_request: answered.or(context.at.map(UnixTime::from_seconds)),
            is_answered: answered.is_some(),
            has_expired: exp.is_some_and(|exp| now.since(exp) > TOLERANCE),
        }
    }

    /// The value that tells the moment of the request.
    pub(crate) fn place(&self) -> &'static str {
        if self.is_answered { "response.server_time" } else { "at" }
    }

    /// The moment to judge a certificate by; none where now is certainly not it.
    pub(crate) fn of_use(&self) -> Option<UnixTime> {
        self.of_request.or((!self.has_expired).then_some(self.now))
    }
}

/// The server's clock, unless the error is plainly about another assertion: a fresh one beside last week's error, or last
/// week's beside a fresh error.
fn server_time(exchange: &Exchange<'_>, assertion: &Assertion<'_>) -> Option<UnixTime> {
    let time = exchange.response?.server_time?;
    let made = instant(assertion, "iat").or_else(|| instant(assertion, "nbf"));
    let is_apart = made.is_some_and(|made| made.since(time) > ANOTHER)
        || instant(assertion, "exp").is_some_and(|exp| time.since(exp) > ANOTHER);
    (!is_apart || exchange.answered || prints_expiry(exchange, assertion)).then_some(time)
}

/// Whether the error prints the expiry of this assertion.
fn prints_expiry(exchange: &Exchange<'_>, assertion: &Assertion<'_>) -> bool {
    let printed = exchange.response.and_then(|error| error.assertion_times);
    let exp = assertion.present_instant("exp").ok();
    exp.zip(printed).is_some_and(|(exp, (_, printed))| exp.since(printed).abs() < 1.0)
}

/// A claim that is an instant in seconds.
fn instant(assertion: &Assertion<'_>, name: &str) -> Option<UnixTime> {
    assertion.present_instant(name).ok().filter(|time| time.is_in_seconds())
}
