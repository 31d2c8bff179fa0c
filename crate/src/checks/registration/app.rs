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
    if evidence.federated.is_federated {
        return of_federated(evidence);
    }
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

/// The application that Entra looked up for a federated token is the one whose credentials were given.
fn of_federated(evidence: &Evidence<'_>) -> Examined {
    let unknown = || Skip::inapplicable("Nothing tells which application Entra looked up.");
    let error = evidence.answer.error.filter(|_| evidence.answer.contradiction.is_none()).ok_or_else(unknown)?;
    let printed = ["The client", "with identifier"].iter().find_map(|words| error.quoted_after(words));
    let printed = printed.and_then(Guid::parse).ok_or_else(unknown)?;
    let registration = evidence.registered.registration.ok_or_else(unknown)?;
    let app_id = registration.app_id.as_ref().ok_or_else(unknown)?;
    // Credentials of another object say nothing of this application.
    let object_id = registration.object_id.as_ref().map(ToString::to_string);
    let is_of_another = evidence.federated.credentials.iter().any(|one| one.of.is_some() && one.of != object_id);
    if is_of_another {
        return Err(Skip::needs(Need::Registration, "The credentials given are not this application's."));
    }
    let found = if printed == *app_id {
        Found::pass(say("Entra looked up {}, and so is the `appId` of the registration.", [value(app_id)]))
    } else {
        Found::fail(say(
            "Entra looked up application {}, and the credentials given are on {}: put them on the first, or let the client name the second.",
            [value(&printed), value(app_id)],
        ))
        .because("other-app")
        .compare(app_id.as_str(), printed.as_str())
    };
    Ok(found.at(Place::response("code")).at(Place::application()))
}
