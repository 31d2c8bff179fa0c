//! The application that Entra looked up is the one that is meant.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::entra_error::EntraError;
use crate::evidence::{Claim, Evidence};
use crate::report::{Cause, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "response/app",
    title: "Entra looked up the application that is meant",
    fails: "The error names another application, tenant or cloud",
    severity: Severity::Error,
    cause: Some(Cause::NotRegistered),
    reasons: &[],
    cites: "Microsoft Entra certificate credentials, claims; refusals on record: AADSTS700027",
    examine: Examine::Response(examine),
};

fn examine(evidence: &Evidence<'_>, error: &EntraError) -> Examined {
    super::about_assertion(error)?;
    let Some(app_id) = &error.app_id else {
        return Err(Skip::inapplicable("The error names no application."));
    };
    // Whether issuer and registration agree is another check's.
    let (wanted, what, place) = match evidence.assertion.string("iss") {
        Ok(Claim::Present(iss)) => (iss, "the assertion's `iss` is", "claims.iss"),
        _ => match evidence
            .registered
            .registration
            .and_then(|registration| Some(registration.app_id.as_ref()?.to_string()))
        {
            Some(id) => (id, "the registration given is of", "registration.app_id"),
            None => return Err(Skip::inapplicable("There is nothing to compare the application with.")),
        },
    };
    let found = if wanted.eq_ignore_ascii_case(app_id.as_str()) {
        Found::pass(say("Entra looked up {}.", [value(app_id)]))
    } else {
        Found::fail(say("Entra looked up application {}, and {} {}.", [value(app_id), words(what), value(&wanted)]))
            .compare(&wanted, app_id.as_str())
    };
    Ok(found.at("response.app_id").at(place))
}
