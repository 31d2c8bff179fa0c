//! The issuer publishes the key that signed the token.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::crypto::Verification;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "federated/key",
    title: "The issuer publishes the key that signed",
    fails: "The issuer does not publish this key",
    severity: Severity::Error,
    cause: Some(Cause::IssuerKey),
    reasons: &["kid-not-published", "wrong-key", "key-type"],
    cites: "RFC 7517, section 4.5; refusal on record: AADSTS7000272",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (keys, kid) = super::keys(evidence)?;
    let kid = kid.unwrap_or_default();
    let place = |found: Found| Ok(found.at(Place::header("kid")));
    let Some(first) = keys.first() else {
        return place(
            Found::fail(say("The key {} of the token is not among the keys given.", [value(kid)]))
                .because("kid-not-published"),
        );
    };
    let with_numbers: Vec<_> = keys.iter().filter_map(|key| key.key.as_ref()).collect();
    if with_numbers.is_empty() {
        let message = "The key {} is of the type {}, where RSA is wanted.";
        return place(Found::fail(say(message, [value(kid), value(&first.kty)])).because("key-type"));
    }
    let found: Vec<Verification> = with_numbers.iter().filter_map(|key| evidence.verification_of(key)).collect();
    if found.is_empty() {
        return Err(Skip::needs(Need::Assertion, "The token was given without a signature that can be checked."));
    }
    place(if found.iter().any(|one| matches!(one, Verification::Verified { .. })) {
        Found::pass(say("The key {} is published, and it verifies the signature.", [value(kid)]))
    } else {
        Found::fail(say("The key {} is published, and it does not verify the signature.", [value(kid)]))
            .because("wrong-key")
    })
}
