//! Which assertion is inspected, and which request carried it.

use std::cmp::Ordering;

use super::given::Given;
use crate::decode::json::Member;
use crate::decode::jws::Jws;
use crate::recognize::TokenRequest;
use crate::time::UnixTime;
use crate::token::Token;

/// The assertion in focus, and what was sent with it.
pub(crate) struct Exchange<'a> {
    /// All that were given, each with the number of its exchange.
    pub(crate) assertions: Vec<(u32, &'a Jws)>,
    /// The assertion that is inspected, as an index of `assertions`.
    pub(crate) focus: Option<usize>,
    /// The request that carried the assertion in focus, else the only one given.
    pub(crate) request: Option<&'a TokenRequest>,
}

impl<'a> Exchange<'a> {
    /// The assertion that was chosen has the focus; else the last that was refused; else the last that a request carried;
    /// else the last client assertion; else the last token.
    pub(super) fn choose(given: &Given<'a>, chosen: Option<usize>) -> Self {
        let assertions = given.assertions.clone();
        let chosen = chosen.filter(|n| *n < assertions.len());
        let ranked = assertions.iter().enumerate().map(|(n, (exchange, jws))| {
            let answer = given.responses.iter().find(|(other, _)| other == exchange);
            let is_sent = given.requests.iter().any(|(other, _)| other == exchange);
            let is_client = |token| matches!(token, Token::ClientAssertion | Token::Federated(_));
            let is_own = jws.claims.as_ref().is_none_or(|claims| is_client(Token::classify(claims)));
            let time = answer.and_then(|(_, error)| error.server_time).or_else(|| made(jws));
            (n, (is_own && answer.is_some(), is_own && is_sent, is_own), time)
        });
        let best = ranked.max_by(|(_, one, one_time), (_, other, other_time)| {
            one.cmp(other).then_with(|| later(*one_time, *other_time))
        });
        let focus = chosen.or(best.map(|(n, _, _)| n));
        let focused = focus.and_then(|n| assertions.get(n)).copied();

        // What belongs to another assertion says nothing of this one; the same one may have been given twice.
        let own = given.requests.iter().find(|(exchange, _)| focused.is_some_and(|(focused, _)| focused == *exchange));
        let own = own.or_else(|| given.requests.iter().find(|(exchange, _)| is_twin(&assertions, focused, *exchange)));
        let only = match given.requests.as_slice() {
            [only] if !assertions.iter().any(|(other, _)| *other == only.0) => Some(only),
            _ => None,
        };
        Self { focus, request: own.or(only).map(|(_, request)| *request), assertions }
    }

    /// The assertion in focus.
    pub(super) fn focused(&self) -> Option<&'a Jws> {
        Some(self.assertions.get(self.focus?)?.1)
    }

    /// Whether an exchange held the assertion in focus.
    pub(super) fn is_own(&self, exchange: u32) -> bool {
        let focused = self.focus.and_then(|n| self.assertions.get(n)).copied();
        focused.is_some_and(|(own, _)| own == exchange) || is_twin(&self.assertions, focused, exchange)
    }

    /// Whether an exchange held another assertion.
    pub(super) fn is_another(&self, exchange: u32) -> bool {
        !self.is_own(exchange) && self.assertions.iter().any(|(other, _)| *other == exchange)
    }
}

fn is_twin(assertions: &[(u32, &Jws)], focused: Option<(u32, &Jws)>, exchange: u32) -> bool {
    let is_same = |jws: &Jws| focused.is_some_and(|(_, focused)| focused.segments == jws.segments);
    assertions.iter().any(|(other, jws)| *other == exchange && is_same(jws))
}

/// The order of two times. What is not told comes first, in the order in which it stands.
pub(super) fn later(one: Option<UnixTime>, other: Option<UnixTime>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.seconds().total_cmp(&other.seconds()),
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

/// When an assertion says that it was made.
fn made(jws: &Jws) -> Option<UnixTime> {
    let claims = jws.claims.as_ref()?;
    let time = |name| claims.get(name).and_then(Member::number).map(|number| UnixTime::from_seconds(number.value));
    ["iat", "nbf"].into_iter().filter_map(time).find(|time| time.is_in_seconds())
}
