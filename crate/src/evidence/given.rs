//! What was given, by its kind.

use crate::decode::certificate::Certificate;
use crate::decode::entra_error::EntraError;
use crate::decode::jws::Jws;
use crate::decode::registration::Registration;
use crate::recognize::{Content, Item, TokenRequest};

/// Everything that was given, in its order. What came in one exchange has the same number.
#[derive(Default)]
pub(super) struct Given<'a> {
    pub(super) assertions: Vec<(u32, &'a Jws)>,
    pub(super) requests: Vec<(u32, &'a TokenRequest)>,
    pub(super) responses: Vec<(u32, &'a EntraError)>,
    /// The exchanges in which a token was given.
    pub(super) successes: Vec<u32>,
    pub(super) certificates: Vec<&'a Certificate>,
    pub(super) registrations: Vec<&'a Registration>,
}

impl<'a> Given<'a> {
    pub(super) fn sort(items: &'a [(u32, Item)]) -> Self {
        let mut given = Self::default();
        for (_, item) in items {
            match &item.content {
                Content::Assertion(jws) => given.assertions.push((item.exchange, jws)),
                Content::Request(request) => given.requests.push((item.exchange, request)),
                Content::Response(error) => given.responses.push((item.exchange, error)),
                Content::Success => given.successes.push(item.exchange),
                Content::Certificate(certificate) => given.certificates.push(certificate),
                Content::Registration(registration) => given.registrations.push(registration),
                Content::Unwanted(_) | Content::Unrecognized(_) => {}
            }
        }
        given
    }
}
