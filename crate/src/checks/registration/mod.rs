//! Whether the certificate is registered on the application, as the registration given tells.

mod app;
mod certificate;
mod enabled;
mod identifier;
mod usage;
mod validity;

use crate::check::{Check, Skip};
use crate::decode::registration::{Credential, Registration};
use crate::evidence::Evidence;
use crate::recognize::Content;
use crate::report::{Need, Place, say, value, words};

pub(super) const CHECKS: &[&Check] =
    &[&certificate::CHECK, &app::CHECK, &enabled::CHECK, &validity::CHECK, &usage::CHECK, &identifier::CHECK];

/// The registration of the application that is meant.
fn registration<'a>(evidence: &Evidence<'a>) -> Result<&'a Registration, Skip> {
    evidence.assertion.is_not_another_token()?;
    let given = evidence.items.iter().filter(|(_, item)| matches!(item.content, Content::Registration(_))).count();
    evidence.registered.registration.ok_or_else(|| match (given, evidence.assertion.issuer()) {
        (0, _) => Skip::needs(Need::Registration, "No app registration was given."),
        (_, Some(iss)) => Skip::needs(
            Need::Registration,
            say("None of the {} registrations given is the one of {}.", [words(given), value(iss)]),
        ),
        (_, None) => Skip::needs(
            Need::ClientId,
            say("Which of the {} registrations given is meant is not known.", [words(given)]),
        ),
    })
}

/// The credentials of the assertion's certificate, where the application is the right one. It is `registration/certificate`
/// that asks for what is missing.
fn matching<'a>(evidence: &Evidence<'a>) -> Result<Vec<(usize, &'a Credential)>, Skip> {
    evidence.assertion.is_not_another_token()?;
    if evidence.registered.registration.is_none() {
        return Err(Skip::owned("registration/certificate", "No app registration was given."));
    }
    if evidence.registered.is_of_another {
        return Err(Skip::owned("registration/app", "The registration is another application's."));
    }
    Ok(evidence.holding(&evidence.subjects()))
}

/// Where a credential says which certificate it holds.
fn identity_place(n: usize, credential: &Credential) -> Place {
    let name = if credential.certificate.is_some() { "sha1.hex" } else { "custom_key_identifier" };
    Place::credential(n, name)
}
