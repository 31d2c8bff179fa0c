//! The issuer is the application that the person means.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::guid::Guid;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/iss_is_client",
    title: "The issuer is the expected application",
    fails: "`iss` is another application",
    severity: Severity::Error,
    cause: Some(Cause::BadClaims),
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, claims; refusal on record: AADSTS700021",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let iss = evidence.assertion.present_string("iss")?;
    let client_id = evidence.context.expected.client_id.as_deref().map(str::trim).filter(|id| !id.is_empty());
    if client_id.is_none() && is_uri_of_registration(evidence, &iss) {
        let client_id = iss.strip_prefix(URI).unwrap_or_default();
        return Ok(Found::fail(say(
            "`iss` is {}, and the application (client) ID alone is wanted, as it stands in the registration.",
            [value(&iss)],
        ))
        .compare(client_id, &iss)
        .at(Place::claim("iss"))
        .at(Place::application()));
    }
    let Some(client_id) = client_id else {
        return Err(Skip::inapplicable("No client ID was given to compare with."));
    };
    if Guid::parse(client_id).is_none() {
        return Err(Skip::unreadable(say("The client ID given, {}, is not a GUID.", [value(client_id)])));
    }
    let found = if iss.eq_ignore_ascii_case(client_id) {
        Found::pass(say("`iss` is {}, as expected.", [value(&iss)]))
    } else {
        Found::fail(say("`iss` is {}, and the application is expected to be {}.", [value(&iss), value(client_id)]))
            .compare(client_id, iss)
            .of("as you say", "iss of the assertion")
    };
    Ok(found.at(Place::claim("iss")).at(Place::expected("client_id")))
}

/// What an application's URI begins with by default.
const URI: &str = "api://";

/// Whether `iss` is the URI that is made of the client ID of the registration.
pub(super) fn is_uri_of_registration(evidence: &Evidence<'_>, iss: &str) -> bool {
    let id = iss.strip_prefix(URI).and_then(Guid::parse);
    id.is_some() && id == evidence.registered.registration.and_then(|one| one.app_id.clone())
}
