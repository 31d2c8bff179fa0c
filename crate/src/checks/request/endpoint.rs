//! The request went to the cloud and the tenant that the audience names.

use super::CLIENT_CREDENTIALS;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::{Cloud, Endpoint, LoginUrl, SHARED_ISSUER, Tenant};
use crate::evidence::{Claim, Evidence};
use crate::report::{Cause, Need, Place, Severity, Text, say, value};

pub(super) const CHECK: Check = Check {
    id: "request/endpoint",
    title: "The request went to the cloud and the tenant that the audience names",
    fails: "The address is not the one that `aud` calls for",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &[
        "other-cloud",
        "other-tenant",
        "multi-tenant",
        "not-entra",
        "not-the-token-endpoint",
        "malformed-tenant",
        "b2c-policy",
    ],
    cites: "Microsoft Entra certificate credentials, claims; Azure AD B2C client credentials flow; refusals on record: AADSTS700023, AADSTS90010, AADSTS900023",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = evidence.exchange.request;
    let audience = match evidence.assertion.audiences() {
        Ok(Claim::Present(audiences)) => Some(audiences).filter(|all| all.len() == 1).and_then(|mut all| all.pop()),
        _ => None,
    };
    let named = audience.as_deref().and_then(LoginUrl::parse).filter(|named| named.cloud.is_some());
    let url = request.and_then(|request| request.url.as_deref());
    let target = url.and_then(LoginUrl::parse);
    let place = || if url.is_some() { Place::request("url") } else { Place::claim("aud") };
    let fail = |reason, message: Text| Ok(Found::fail(message).because(reason).at(place()));
    if let (Some(target), Some(url)) = (&target, url)
        && let Some(found) = wrong_by_itself(target, url)
    {
        return Ok(found.at(place()));
    }
    if let Some(policy) = target.as_ref().or(named.as_ref()).and_then(|url| url.policy.as_ref()) {
        let message = "The endpoint is that of the policy {} of Azure AD B2C, which takes a client secret and no assertion, as documented.";
        return fail("b2c-policy", say(message, [value(policy)]));
    }
    let many = [&target, &named].into_iter().flatten().find(|url| url.is_multi_tenant());
    let is_for_itself = request.and_then(|request| request.parameter("grant_type")) == Some(CLIENT_CREDENTIALS);
    if let Some(many) = many.filter(|_| is_for_itself) {
        let message = "The endpoint is that of {}, which stands for many tenants; for `client_credentials` the tenant's own ID or domain is wanted.";
        return fail("multi-tenant", say(message, [value(&many.tenant)]));
    }
    let Some(url) = url else {
        return Err(Skip::needs(Need::Request, "The request was given without its URL, or not at all."));
    };
    let Some(target) = target.filter(|target| target.cloud.is_some() && target.leads_to() == Endpoint::Token) else {
        return Err(Skip::unreadable(say("{} is no token endpoint that is known here.", [value(url)])));
    };
    let (Some(named), Some(audience)) = (named, audience) else {
        evidence.assertion.audiences()?;
        return Err(Skip::owned("claims/aud", "`aud` is no login endpoint that is known here."));
    };
    if named.is_multi_tenant() {
        return Err(Skip::owned("claims/aud_tenant", "`aud` stands for many tenants."));
    }
    let (one, other) = (&target.tenant, &named.tenant);
    let found = if are_different_clouds(&target, &named) {
        Found::fail(say(
            "The request went to {}, and `aud` names {}, which is in another cloud.",
            [value(&target.host), value(&named.host)],
        ))
        .because("other-cloud")
        .compare(audience.replacen(&named.host, &target.host, 1), audience)
    } else if target.is_multi_tenant() {
        // A sign-in of a user may go through it.
        return Err(Skip::inapplicable(say("{} stands for many tenants.", [value(url)])));
    } else if one.is_another(other) {
        Found::fail(say("The request went to the tenant {}, and `aud` names {}.", [value(one), value(other)]))
            .because("other-tenant")
            .compare(audience.replacen(other.as_str(), one.as_str(), 1), audience)
    } else if one.is_same(other) {
        Found::pass(say("Both are those of {}.", [value(one)]))
    } else {
        Found::pass(say("The request went to {}, in the cloud of `aud`.", [value(target.host)]))
    };
    Ok(found.at(Place::request("url")).at(Place::claim("aud")))
}

/// What is wrong with where the request went, whatever `aud` says.
fn wrong_by_itself(target: &LoginUrl, url: &str) -> Option<Found> {
    let fail = |reason, message, shown: Text| Some(Found::fail(say(message, [shown])).because(reason));
    if target.is_look_alike() {
        let message = "The request went to {}, which looks like a login host of Entra and is none: whoever answers there has the assertion.";
        return fail("not-entra", message, value(&target.host));
    }
    target.cloud?;
    if !target.is_secure {
        return fail("not-entra", "The request went to {}, without encryption: Entra is asked by https.", value(url));
    }
    if matches!(target.leads_to(), Endpoint::Another | Endpoint::Issuer) {
        return fail("not-the-token-endpoint", "The request went to {}, which gives no tokens.", value(url));
    }
    match &target.tenant {
        Tenant::Malformed(_) | Tenant::Missing => fail(
            "malformed-tenant",
            "The request went to {}, which names a tenant by neither GUID nor domain.",
            value(url),
        ),
        _ => None,
    }
}

/// Whether two addresses are certainly of different clouds, of those with tenants of their own. The issuer of version 1 has one
/// host for several clouds.
fn are_different_clouds(one: &LoginUrl, other: &LoginUrl) -> bool {
    let own = |url: &LoginUrl| url.cloud.filter(|cloud| !matches!(cloud, Cloud::ExternalId | Cloud::B2c));
    let is_shared = |url: &LoginUrl| url.host == SHARED_ISSUER;
    match (own(one), own(other)) {
        (Some(cloud), Some(another)) => cloud != another && !is_shared(one) && !is_shared(other),
        _ => false,
    }
}
