//! Which assertion, which request and which answer belong together.

use super::given::Given;
use crate::decode::entra_error::EntraError;
use crate::decode::jws::Jws;
use crate::recognize::TokenRequest;

/// The assertion in focus, and what was sent and answered with it.
pub(crate) struct Exchange<'a> {
    /// All that were given, each with the number of its exchange.
    pub(crate) assertions: Vec<(u32, &'a Jws)>,
    /// The assertion that is inspected, as an index of `assertions`.
    pub(crate) focus: Option<usize>,
    /// The request that carried the assertion in focus, else the only one given.
    pub(crate) request: Option<&'a TokenRequest>,
    /// The answer to the assertion in focus, else the last one given by itself.
    pub(crate) response: Option<&'a EntraError>,
    /// Whether it came as the answer to the request that carried the assertion in focus.
    pub(crate) answered: bool,
}

impl<'a> Exchange<'a> {
    /// The assertion that was chosen has the focus, else the first that was refused, else the last.
    pub(super) fn choose(given: &Given<'a>, chosen: Option<usize>) -> Self {
        let assertions = given.assertions.clone();
        let answer_of = |exchange: u32| given.responses.iter().find(|(other, _)| *other == exchange);
        let last = assertions.len().checked_sub(1);
        let refused = assertions.iter().position(|(exchange, _)| answer_of(*exchange).is_some());
        let focus = chosen.filter(|n| Some(*n) <= last).or(refused).or(last);
        let focused = focus.and_then(|n| assertions.get(n)).copied();

        // What belongs to another assertion says nothing of this one; the same one may have been given twice.
        let is_another = |exchange: u32| assertions.iter().any(|(other, _)| *other == exchange);
        let is_twin = |exchange: u32| {
            let is_same = |jws: &Jws| focused.is_some_and(|(_, focused)| focused.segments == jws.segments);
            assertions.iter().any(|(other, jws)| *other == exchange && is_same(jws))
        };
        let own = given.requests.iter().find(|(exchange, _)| focused.is_some_and(|(focused, _)| focused == *exchange));
        let own = own.or_else(|| given.requests.iter().find(|(exchange, _)| is_twin(*exchange)));
        let only = match given.requests.as_slice() {
            [only] if !is_another(only.0) => Some(only),
            _ => None,
        };
        let answer = focused.and_then(|(exchange, _)| answer_of(exchange));
        let by_itself = given.responses.iter().rev().find(|(exchange, _)| !is_another(*exchange));
        Self {
            focus,
            request: own.or(only).map(|(_, request)| *request),
            response: answer.or(by_itself).map(|(_, error)| *error),
            answered: own.is_some() && answer.is_some(),
            assertions,
        }
    }

    /// The assertion in focus.
    pub(super) fn focused(&self) -> Option<&'a Jws> {
        self.assertions.get(self.focus?).map(|(_, jws)| *jws)
    }
}
