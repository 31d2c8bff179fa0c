//! What all sources say together. Each part is made once, by one pure function of what was given and of the parts before it.
//!
//! [`Evidence::gather`] never fails; what is missing is told by the accessors, as the reason for a check to skip.

mod assertion;
mod claims;
mod exchange;
mod given;
mod moment;
mod naming;
mod registered;
mod signer;
mod subjects;

pub(crate) use self::assertion::Member;
pub(crate) use self::claims::Claim;
pub(crate) use self::naming::{Naming, Printed};
pub(crate) use self::signer::TRIED;
pub(crate) use self::subjects::{HASHES, Subject};

use self::assertion::Assertion;
use self::exchange::Exchange;
use self::given::Given;
use self::moment::Moment;
use self::registered::Registered;
use self::signer::Signer;
use crate::crypto::{ModularExponentiation, Verification};
use crate::decode::certificate::Certificate;
use crate::decode::registration::Registration;
use crate::recognize::{Content, Item};
use crate::report::Need;
use crate::request::Context;
use crate::skip::Skip;

/// Everything that was given, read together.
pub(crate) struct Evidence<'a> {
    /// Everything found, with its id.
    pub(crate) items: &'a [(u32, Item)],
    pub(crate) context: &'a Context,
    /// Which assertion, request and answer belong together.
    pub(crate) exchange: Exchange<'a>,
    /// The assertion in focus.
    pub(crate) assertion: Assertion<'a>,
    /// When the request was made.
    pub(crate) moment: Moment,
    /// All certificates of certificate sources.
    pub(crate) certificates: Vec<&'a Certificate>,
    /// Which of them signed, and which is named.
    pub(crate) signer: Signer,
    /// What the registration lists.
    pub(crate) registered: Registered<'a>,
    mod_pow: ModularExponentiation,
}

impl<'a> Evidence<'a> {
    /// Reads everything together.
    pub(crate) fn gather(items: &'a [(u32, Item)], context: &'a Context, mod_pow: ModularExponentiation) -> Self {
        let given = Given::sort(items);
        let exchange = Exchange::choose(&given, context.focus);
        let assertion = Assertion::read(exchange.focused());
        let moment = Moment::find(&exchange, &assertion, context);
        let signer = Signer::find(&given.certificates, &assertion, mod_pow);
        let registered = Registered::choose(&given.registrations, &assertion, &exchange, &context.expected);
        let certificates = given.certificates;
        Self { items, context, exchange, assertion, moment, certificates, signer, registered, mod_pow }
    }

    /// The reference certificate.
    pub(crate) fn reference(&self) -> Result<(usize, &'a Certificate), Skip> {
        let found = self.signer.reference.and_then(|n| Some((n, *self.certificates.get(n)?)));
        found.ok_or_else(|| match (self.certificates.len(), self.assertion.jws) {
            (0, _) => Skip::needs(Need::Certificate, "No certificate was given."),
            (_, None) => Skip::needs(
                Need::Assertion,
                "Several certificates were given, and no assertion that names one of them.",
            ),
            (_, Some(_)) => Skip::needs(Need::Certificate, "None of the certificates given is the assertion's."),
        })
    }

    /// What a certificate's key says of the signature; none where there is no signature, or no key that it is checked with.
    pub(crate) fn verification_by(&self, certificate: &Certificate) -> Option<Verification> {
        signer::verification(&self.assertion, certificate, self.mod_pow)
    }

    /// All registrations that were given, in their order.
    pub(crate) fn registrations(&self) -> impl Iterator<Item = &'a Registration> {
        self.items.iter().filter_map(|(_, item)| match &item.content {
            Content::Registration(registration) => Some(&**registration),
            _ => None,
        })
    }

    /// A given certificate by its thumbprint.
    pub(crate) fn certificate_with(&self, bytes: &[u8]) -> Option<&'a Certificate> {
        self.certificates.iter().find(|one| one.sha1 == bytes || one.sha256 == bytes).copied()
    }
}
