//! What was given, by its kind.

use crate::decode::certificate::Certificate;
use crate::decode::entra_error::EntraError;
use crate::decode::federation::FederatedCredential;
use crate::decode::json::Member;
use crate::decode::jws::Jws;
use crate::decode::registration::Registration;
use crate::recognize::{Content, Item, TokenRequest};
use crate::request::{Expected, Role, Share};

/// Everything that was given, in its order. What came in one exchange has the same number.
#[derive(Default)]
pub(super) struct Given<'a> {
    pub(super) assertions: Vec<(u32, &'a Jws)>,
    pub(super) requests: Vec<(u32, &'a TokenRequest)>,
    pub(super) responses: Vec<(u32, &'a EntraError)>,
    /// The exchanges in which a token was given.
    pub(super) successes: Vec<u32>,
    pub(super) certificates: Vec<&'a Certificate>,
    /// Certificates that a thumbprint alone tells of.
    pub(super) thumbprints: Vec<&'a Certificate>,
    pub(super) registrations: Vec<Listing<'a>>,
    /// Federated credentials, and whether the person says that they are the application's.
    pub(super) federation: Vec<(&'a FederatedCredential, bool)>,
}

/// What a registration lists, and what the person says of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Listing<'a> {
    pub(super) registration: &'a Registration,
    pub(super) said: Option<Share>,
}

impl<'a> Given<'a> {
    pub(super) fn sort(items: &'a [(u32, Item)], expected: &Expected) -> Self {
        let mut given = Self::default();
        for (id, item) in items {
            match &item.content {
                Content::Assertion(jws) => given.assertions.push((item.exchange, jws)),
                Content::Request(request) => given.requests.push((item.exchange, request)),
                Content::Response(error) => given.responses.push((item.exchange, error)),
                Content::Success => given.successes.push(item.exchange),
                Content::Certificate(certificate) => given.certificates.push(certificate),
                Content::Thumbprint(thumbprint) => match thumbprint.role(expected) {
                    Some(Role::Mine) => given.thumbprints.push(&thumbprint.certificate),
                    Some(Role::Registered) => given.list(&thumbprint.registration, Some(Share::Part)),
                    Some(Role::RegisteredAll) => given.list(&thumbprint.registration, Some(Share::Whole)),
                    None => {}
                },
                Content::Registration(registration) => given.list(registration, expected.said(*id)),
                Content::Federation(one) => match expected.said(*id) {
                    Some(Share::Other) => {}
                    said => given.federation.push((one, said.is_some())),
                },
                Content::Jwk(_) | Content::Unwanted(_) | Content::Unrecognized(_) => {}
            }
        }
        given.leave_out_twins();
        given
    }

    /// Leaves out claims by themselves, as a log prints them, where the token that has them is there, too.
    fn leave_out_twins(&mut self) {
        fn own(jws: &Jws) -> Option<[Option<String>; 2]> {
            let claims = jws.claims.as_ref()?;
            Some(["iss", "sub"].map(|name| claims.get(name).and_then(Member::string)))
        }
        let whole: Vec<_> =
            self.assertions.iter().filter(|(_, jws)| jws.header.is_some()).filter_map(|(_, jws)| own(jws)).collect();
        self.assertions.retain(|(_, jws)| jws.header.is_some() || !own(jws).is_some_and(|own| whole.contains(&own)));
    }

    /// Unless the person says that it is another's.
    fn list(&mut self, registration: &'a Registration, said: Option<Share>) {
        if said != Some(Share::Other) {
            self.registrations.push(Listing { registration, said });
        }
    }
}
