//! `customKeyIdentifier` is meant for the thumbprint, and is what the portal shows as one. Entra matches the certificate, so
//! nothing else in it does harm, but to the person who compares.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::hex;
use crate::decode::registration::{Credential, CustomKeyIdentifier};
use crate::evidence::Evidence;
use crate::report::{Place, Severity, Text, say, value};

pub(super) const CHECK: Check = Check {
    id: "registration/identifier",
    title: "`customKeyIdentifier` is a SHA-1 thumbprint",
    fails: "`customKeyIdentifier` is spelled unusually",
    severity: Severity::Notice,
    cause: None,
    reasons: &["label", "double-base64", "sha256", "null"],
    cites: "Microsoft Graph, keyCredential",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let mut looked_at = super::matching(evidence)?;
    if looked_at.is_empty() {
        looked_at = evidence.registered.credentials.iter().flatten().copied().enumerate().collect();
    }
    looked_at.retain(|(_, one)| one.is_usable() && (one.custom_key_identifier.is_some() || one.has_no_identifier));
    let Some((first, _)) = looked_at.first() else {
        return Err(Skip::inapplicable("No key credential with a `customKeyIdentifier` was given."));
    };
    let odd = looked_at.iter().find_map(|(n, one)| odd(one).map(|(reason, message)| (*n, reason, message)));
    Ok(match odd {
        Some((n, reason, message)) => Found::fail(message).because(reason).at(place(n)),
        None => Found::pass("It has the length of one, and no `key` says otherwise.").at(place(*first)),
    })
}

fn place(n: usize) -> Place {
    Place::credential(n, "custom_key_identifier")
}

/// What stands there instead.
fn odd(credential: &Credential) -> Option<(&'static str, Text)> {
    let of = say("`customKeyIdentifier` of the credential {}", [credential.label()]);
    Some(match &credential.custom_key_identifier {
        Some(CustomKeyIdentifier::Hex { text, bytes } | CustomKeyIdentifier::Bytes { text, bytes }) => {
            let certificate =
                credential.certificate.as_ref().filter(|certificate| certificate.sha1.as_ref() != Some(bytes))?;
            (
                "label",
                say("{} is {}, which is not the thumbprint of {}.", [of, value(text), value(certificate.label())]),
            )
        }
        Some(CustomKeyIdentifier::Label { label, .. }) => (
            "label",
            say(
                "{} is the label {}, which says nothing of its certificate.",
                [of, value(label.chars().take(90).collect::<String>())],
            ),
        ),
        Some(CustomKeyIdentifier::DoubleBase64 { bytes, .. }) => {
            ("double-base64", say("{} is base64 of base64; decoded twice it is {}.", [of, value(hex::encode(bytes))]))
        }
        Some(CustomKeyIdentifier::Sha256 { bytes, .. }) => (
            "sha256",
            say("{} is {}, as long as a SHA-256 thumbprint, where SHA-1 is usual.", [of, value(hex::encode(bytes))]),
        ),
        // It was the tool that cut it.
        Some(CustomKeyIdentifier::Cut { .. }) => return None,
        None => ("null", say("{} is empty: only its `key` tells which certificate it holds.", [of])),
    })
}
