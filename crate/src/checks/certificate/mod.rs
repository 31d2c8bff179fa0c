//! The reference certificate itself.

mod expires_soon;
mod key_size;
mod key_type;
mod signer;
mod validity;

use crate::check::{Check, Skip};
use crate::decode::certificate::Fields;
use crate::evidence::{Evidence, Holder};
use crate::report::{Need, say, words};
use crate::token::Token;

pub(super) const CHECKS: &[&Check] =
    &[&validity::CHECK, &expires_soon::CHECK, &key_type::CHECK, &key_size::CHECK, &signer::CHECK];

/// The fields of the reference certificate, what holds it and what a person calls it.
fn reference<'e>(evidence: &'e Evidence<'_>) -> Result<(Holder, &'e Fields, String), Skip> {
    if let Some(token @ Token::Federated(_)) = &evidence.assertion.token {
        return Err(Skip::inapplicable(say("It is {}.", [words(token.label())])));
    }
    let (holder, certificate) = evidence.reference()?;
    let fields = certificate.fields.as_ref();
    fields.map(|fields| (holder, fields, certificate.label())).ok_or_else(|| match certificate.der {
        Some(_) => Skip::unreadable("The inside of the certificate cannot be read."),
        None => Skip::needs(Need::Certificate, "Of the certificate only its thumbprint was given."),
    })
}
