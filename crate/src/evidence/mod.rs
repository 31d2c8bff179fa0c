//! What all sources say together. Each part is made once, by one pure function of what was given and of the parts before it.
//!
//! [`Evidence::gather`] never fails; what is missing is told by the accessors, as the reason for a check to skip.

mod answer;
mod assertion;
mod claims;
mod exchange;
mod federated;
mod given;
mod moment;
mod naming;
mod registered;
mod signer;
mod subjects;

pub(crate) use self::answer::{Contradiction, Tie, is_answered_by_entra};
pub(crate) use self::assertion::Member;
pub(crate) use self::claims::Claim;
pub(crate) use self::federated::Federation;
pub(crate) use self::moment::Validity;
pub(crate) use self::naming::{Naming, Printed};
pub(crate) use self::registered::Coverage;
pub(crate) use self::signer::{Holder, TRIED};
pub(crate) use self::subjects::{HASHES, Subject, WHOLE};

use self::answer::Answer;
use self::assertion::Assertion;
use self::exchange::Exchange;
use self::given::Given;
use self::moment::Moment;
use self::registered::Registered;
use self::signer::Signer;
use crate::crypto::{ModularExponentiation, RsaKey, Verification};
use crate::decode::certificate::Certificate;
use crate::decode::entra_error::EntraError;
use crate::decode::jwk::Jwk;
use crate::decode::registration::Registration;
use crate::entra::{Refusal, Unknown, classify, of_federated};
use crate::recognize::{Content, Item};
use crate::report::Need;
use crate::request::Context;
use crate::skip::Skip;

/// Everything that was given, read together.
pub(crate) struct Evidence<'a> {
    /// Everything found, with its id.
    pub(crate) items: &'a [(u32, Item)],
    pub(crate) context: &'a Context,
    /// Which assertion is inspected, and which request carried it.
    pub(crate) exchange: Exchange<'a>,
    /// The assertion in focus.
    pub(crate) assertion: Assertion<'a>,
    /// What Entra answered, as far as that is known.
    pub(crate) answer: Answer<'a>,
    /// When the request was made.
    pub(crate) moment: Moment,
    /// All certificates of certificate sources, and behind them those that a thumbprint alone tells of.
    pub(crate) certificates: Vec<&'a Certificate>,
    /// Which of them signed, and which is named.
    pub(crate) signer: Signer,
    /// What the registration lists.
    pub(crate) registered: Registered<'a>,
    /// A federated token's values, and the federated credentials.
    pub(crate) federated: Federation<'a>,
    mod_pow: ModularExponentiation,
}

impl<'a> Evidence<'a> {
    /// Reads everything together.
    pub(crate) fn gather(items: &'a [(u32, Item)], context: &'a Context, mod_pow: ModularExponentiation) -> Self {
        let given = Given::sort(items, &context.expected);
        let exchange = Exchange::choose(&given, context.focus);
        let is_exchange = !given.federation.is_empty()
            || given.responses.iter().any(|(_, error)| classify(error).is_ok_and(Refusal::is_federated));
        let assertion = Assertion::read(exchange.focused()).exchanged(is_exchange);
        // Without an assertion the error stands for its own request.
        let alone = if assertion.jws.is_none() { answer::latest(&given) } else { None };
        let registered = Registered::choose(&given.registrations, &assertion, alone, &context.expected);
        let certificates: Vec<_> = given.certificates.iter().chain(&given.thumbprints).copied().collect();
        let signer = Signer::find(&certificates, &registered, &assertion, alone, mod_pow);
        let reference = signer.certificate(&certificates, &registered, &assertion);
        let answer = Answer::find(&given, &exchange, &assertion, reference);
        let federated = Federation::read(&given.federation, &assertion, answer.error, registered.registration);
        let moment = Moment::find(&answer, &assertion, context);
        Self {
            items,
            context,
            exchange,
            assertion,
            answer,
            moment,
            certificates,
            signer,
            registered,
            federated,
            mod_pow,
        }
    }

    /// What an error says of an assertion of this kind.
    pub(crate) fn refusal(&self, error: &EntraError) -> Result<&'static Refusal, Unknown> {
        if self.federated.is_federated { of_federated(error) } else { classify(error) }
    }

    /// The reference certificate, and what holds it.
    pub(crate) fn reference(&self) -> Result<(Holder, &Certificate), Skip> {
        let found = self.signer.reference.and_then(|holder| Some((holder, self.certificate_of(holder)?)));
        found.ok_or_else(|| match (self.certificates.len(), self.assertion.jws) {
            (0, _) => Skip::needs(Need::Certificate, "No certificate was given."),
            _ if self.names_credential() => Skip::needs(
                Need::Certificate,
                "The certificate that the assertion names was not given, only its key credential.",
            ),
            (2.., None) if self.answer.error.is_none() => Skip::needs(
                Need::Assertion,
                "Several certificates were given, and no assertion that names one of them.",
            ),
            _ => Skip::owned("certificate/signer", "None of the certificates given is the assertion's."),
        })
    }

    /// The certificates given, with what holds them.
    pub(crate) fn given(&self) -> impl Iterator<Item = (Holder, &'a Certificate)> {
        signer::holders(&self.certificates)
    }

    /// The certificate that is held there.
    pub(crate) fn certificate_of(&self, holder: Holder) -> Option<&Certificate> {
        signer::at_hand(&self.certificates, &self.registered, &self.assertion)
            .find(|(other, _)| *other == holder)
            .map(|(_, certificate)| certificate)
    }

    /// Whether a key credential without its certificate is the one that the assertion names.
    pub(crate) fn names_credential(&self) -> bool {
        let mut named = self.assertion.identifiers().filter_map(|(_, identifier)| identifier.thumbprint());
        named.any(|(hash, bytes)| self.registered.credential_with(hash, bytes).is_some())
    }

    /// What a certificate's key says of the signature; none where there is no signature, or no key that it is checked with.
    pub(crate) fn verification_by(&self, certificate: &Certificate) -> Option<Verification> {
        signer::verification(&self.assertion, certificate, self.mod_pow)
    }

    /// What an issuer's key says of the signature of a federated token.
    pub(crate) fn verification_of(&self, key: &RsaKey) -> Option<Verification> {
        signer::verification_of(&self.assertion, key, self.mod_pow)
    }

    /// The issuer's keys that were given.
    pub(crate) fn issuer_keys(&self) -> impl Iterator<Item = &'a Jwk> {
        self.items.iter().filter_map(|(_, item)| match &item.content {
            Content::Jwk(key) => Some(&**key),
            _ => None,
        })
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
        self.certificates.iter().find(|one| HASHES.iter().any(|hash| one.thumbprint(*hash) == Some(bytes))).copied()
    }
}
