//! What the error names is what is meant: the application, its tenant, and the cloud that answered.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::entra_error::EntraError;
use crate::decode::guid::Guid;
use crate::entra::{Cloud, LoginUrl, Tenant};
use crate::evidence::{Claim, Evidence};
use crate::report::{Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "response/app",
    title: "Entra looked up the application that is meant",
    fails: "The error names another application, tenant or cloud",
    severity: Severity::Warning,
    cause: None,
    reasons: &["application", "tenant", "cloud"],
    cites: "Microsoft Entra certificate credentials, claims; refusals on record: AADSTS700027, AADSTS700016",
    examine: Examine::Response(examine),
};

fn examine(evidence: &Evidence<'_>, error: &EntraError) -> Examined {
    let compared = [application(evidence, error), tenant(evidence, error), cloud(evidence, error)];
    // The first that fails, and what fails beside it.
    let compared = compared.into_iter().flatten().reduce(|one, other| match (one.is_fail(), other.is_fail()) {
        (true, true) => one.and(other),
        (false, true) => other,
        _ => one,
    });
    compared.ok_or_else(|| Skip::inapplicable("There is nothing to compare the error with."))
}

fn application(evidence: &Evidence<'_>, error: &EntraError) -> Option<Found> {
    // AADSTS700016 and its like quote it in words of their own.
    let quoted = || error.quoted_after("with identifier").and_then(Guid::parse);
    let printed = error.app_id.clone().or_else(quoted)?;
    let of_registration = || {
        let id = evidence.registered.registration?.app_id.as_ref()?;
        Some((id.to_string(), "the registration given is of", Place::application()))
    };
    let of_request = || {
        let id = evidence.exchange.request?.parameter("client_id")?;
        Some((Guid::parse(id)?.to_string(), "the request's `client_id` is", Place::request("client_id")))
    };
    // Whether issuer and registration agree is another check's.
    let (wanted, what, place) = match evidence.assertion.string("iss") {
        Ok(Claim::Present(iss)) => (iss, "the assertion's `iss` is", Place::claim("iss")),
        _ if evidence.federated.is_federated => of_request()?,
        _ => of_request().or_else(of_registration)?,
    };
    let found = if wanted.eq_ignore_ascii_case(printed.as_str()) {
        Found::pass(say("Entra looked up {}.", [value(&printed)]))
    } else {
        Found::fail(say("Entra looked up application {}, and {} {}.", [value(&printed), words(what), value(&wanted)]))
            .because("application")
            .compare(&wanted, printed.as_str())
    };
    Some(found.at(Place::response("app_id")).at(place))
}

/// The directory that AADSTS700016 names, and the tenant that is meant.
fn tenant(evidence: &Evidence<'_>, error: &EntraError) -> Option<Found> {
    let printed = error.quoted_after("in the directory")?;
    let audience = meant(evidence)?;
    let is_another = audience.tenant.is_another(&Tenant::read(printed));
    is_another.then(|| {
        Found::fail(say(
            "Entra looked in the directory {}, and `aud` is of the tenant {}.",
            [value(printed), value(audience.tenant.as_str())],
        ))
        .because("tenant")
        .compare(audience.tenant.as_str(), printed)
        .at(Place::claim("aud"))
    })
}

/// Whether another cloud answered than the one that is meant.
pub(super) fn is_another_cloud(evidence: &Evidence<'_>, error: &EntraError) -> bool {
    let answered = error.host.as_deref().and_then(Cloud::of_host);
    let own = meant(evidence).and_then(|audience| audience.cloud);
    answered.zip(own).is_some_and(|(answered, own)| answered != own)
}

fn cloud(evidence: &Evidence<'_>, error: &EntraError) -> Option<Found> {
    let (host, audience) = (error.host.as_deref()?, meant(evidence)?);
    if !is_another_cloud(evidence, error) {
        return None;
    }
    Some(
        Found::fail(say(
            "{} answered, and `aud` is of another cloud, {}: each cloud has applications of its own.",
            [value(host), value(&audience.host)],
        ))
        .because("cloud")
        .compare(&audience.host, host)
        .at(Place::response("host"))
        .at(Place::claim("aud")),
    )
}

/// The login endpoint that `aud` names.
fn meant(evidence: &Evidence<'_>) -> Option<LoginUrl> {
    let Ok(Claim::Present(audiences)) = evidence.assertion.audiences() else { return None };
    audiences.first().and_then(|audience| LoginUrl::parse(audience))
}
