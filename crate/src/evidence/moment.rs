//! When the failed request was made.

use super::answer::{self, Answer};
use super::assertion::Assertion;
use crate::report::Place;
use crate::request::Context;
use crate::time::{TOLERANCE, UnixTime};

/// The moment of the request and the moment of the report.
pub(crate) struct Moment {
    pub(crate) now: UnixTime,
    /// When the failed request was made, if that is known.
    pub(crate) of_request: Option<UnixTime>,
    /// Whether Entra's answer tells it, by the server's clock, and not the person.
    pub(crate) is_answered: bool,
    /// When it may have been made: at that moment, else in the life of the assertion, else, without an assertion, now.
    may_be: Option<(UnixTime, UnixTime)>,
}

/// What a validity is at the moment of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Validity {
    Valid,
    /// It was over.
    Over,
    /// It had not begun.
    NotYet,
    /// At some moments that the request may have had it was valid, and at others not.
    Undecided,
}

impl Moment {
    /// The clock of Entra's answer tells the moment, else the person does.
    pub(super) fn find(answer: &Answer<'_>, assertion: &Assertion<'_>, context: &Context) -> Self {
        let now = UnixTime::from_seconds(context.now);
        let answered = answer.moment();
        let of_request = answered.or(context.at.map(UnixTime::from_seconds));
        let without = || match assertion.jws {
            Some(_) => answer::life(assertion),
            None => Some((now, now)),
        };
        let may_be = of_request.map(|moment| (moment, moment)).or_else(without);
        Self { now, of_request, is_answered: answered.is_some(), may_be }
    }

    /// The value that tells the moment of the request.
    pub(crate) fn place(&self) -> Place {
        if self.is_answered { Place::response("server_time") } else { Place::at() }
    }

    /// What holds from `start` to `end`, with our tolerance on either side.
    pub(crate) fn within(&self, start: UnixTime, end: UnixTime) -> Validity {
        let Some((first, last)) = self.may_be else { return Validity::Undecided };
        if first.since(end) > TOLERANCE {
            Validity::Over
        } else if start.since(last) > TOLERANCE {
            Validity::NotYet
        } else if start.since(first) <= TOLERANCE && last.since(end) <= TOLERANCE {
            Validity::Valid
        } else {
            Validity::Undecided
        }
    }
}
