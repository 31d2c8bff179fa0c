//! The registration is the one of the application that the assertion speaks for.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::guid::Guid;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "registration/app",
    title: "The registration is the issuer's",
    fails: "`iss` is not this registration's client ID",
    severity: Severity::Error,
    cause: Some(Cause::NotRegistered),
    reasons: &["other-app", "object-id"],
    cites: "Microsoft Entra certificate credentials, claims; refusal on record: AADSTS700016, AADSTS700027",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    evidence.assertion.is_not_another_token()?;
    let Some(registration) = evidence.registered.registration else {
        return Err(Skip::owned("registration/certificate", "No app registration of one application was given."));
    };
    let Some(app_id) = &registration.app_id else {
        if evidence.registered.is_by_word {
            return Ok(Found::pass("What was given is the application's, as you say."));
        }
        return Err(Skip::needs(Need::Registration, "The registration given does not say of which application it is."));
    };
    if registration.is_of_page && evidence.registered.is_of_another {
        return Err(Skip::needs(
            Need::Registration,
            "The application is not on this page of a list, which has another.",
        ));
    }
    let iss = evidence.assertion.present_string("iss")?;
    let Some(issuer) = Guid::parse(&iss) else {
        return Err(Skip::owned("claims/iss_is_guid", say("`iss` is {}, which is no GUID.", [value(&iss)])));
    };
    let name = registration.display_name.as_ref().map(|name| say(" ({})", [value(name)])).unwrap_or_default();
    let found = if issuer == *app_id {
        Found::pass(say("`iss` is {}, and so is the `appId` of the registration{}.", [value(&iss), name]))
    } else if registration.object_id.as_ref() == Some(&issuer) {
        Found::fail(say(
            "`iss` is {}, the object ID of the registration{}; the application (client) ID is {}.",
            [value(&iss), name, value(app_id)],
        ))
        .because("object-id")
        .compare(app_id.as_str(), iss)
        .of("client ID of the registration", "iss of the assertion")
    } else {
        let held = evidence.holding(&evidence.subjects());
        let which = if held.is_empty() { "" } else { ", where the certificate is registered" };
        Found::fail(say(
            "`iss` is {}, and the registration given is the one of {}{}{}: one of the two is the wrong application.",
            [value(&iss), value(app_id), name, words(which)],
        ))
        .because("other-app")
        .compare(app_id.as_str(), iss)
        .of("client ID of the registration", "iss of the assertion")
    };
    Ok(found.at(Place::claim("iss")).at(Place::application()))
}
