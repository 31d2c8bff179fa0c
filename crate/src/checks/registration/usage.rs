//! The credential is one for client assertions. SAML's have `usage: Sign`, and a twin for verifying.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "registration/usage",
    title: "The credential is `AsymmetricX509Cert` for `Verify`",
    fails: "The registered entry cannot be used to sign in",
    severity: Severity::Error,
    cause: Some(Cause::NotRegistered),
    reasons: &[],
    cites: "Microsoft Graph, keyCredential",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let matching = super::matching(evidence)?;
    let Some((n, credential)) = matching.iter().find(|(_, one)| one.is_usable()).or(matching.first()) else {
        return Err(Skip::owned("registration/certificate", "No credential given is known to have the certificate."));
    };
    // The portal has no column for either.
    if credential.usage.is_none() && credential.kind.is_none() {
        return Err(Skip::inapplicable("What was given shows no usage."));
    }
    let (Some(usage), Some(kind)) = (&credential.usage, &credential.kind) else {
        return Err(Skip::unreadable(say("The credential {} does not say what it is for.", [credential.label()])));
    };
    let label = credential.label();
    let found = if credential.is_usable() {
        Found::pass(say("The credential {} is {} for {}.", [label, value(kind), value(usage)]))
    } else {
        Found::fail(say(
            "The credential {} holds the certificate, but as {} for {}; client assertions want AsymmetricX509Cert for Verify.",
            [label, value(kind), value(usage)],
        ))
    };
    Ok(found.at(Place::credential(*n, "usage")).at(Place::credential(*n, "type")))
}
