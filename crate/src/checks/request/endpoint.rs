//! The request went to the cloud and the tenant that the audience names.

use super::given;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::{Cloud, LoginUrl, SHARED_ISSUER};
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "request/endpoint",
    title: "The request went to the cloud and the tenant that the audience names",
    fails: "The address is not the one that `aud` calls for",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["other-cloud", "other-tenant", "multi-tenant"],
    cites: "Microsoft Entra certificate credentials, claims; refusals on record: AADSTS700023, AADSTS90010",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    let url =
        request.url.as_deref().ok_or_else(|| Skip::needs(Need::Request, "The request was given without its URL."))?;
    let Some(target) = LoginUrl::parse(url).filter(|target| target.cloud.is_some()) else {
        return Err(Skip::unreadable(say("{} is no login endpoint that is known here.", [value(url)])));
    };
    let audiences = evidence.assertion.audiences()?.present("aud")?;
    let [audience] = audiences.as_slice() else {
        return Err(Skip::owned("claims/aud", "`aud` holds several audiences."));
    };
    let Some(named) = LoginUrl::parse(audience).filter(|named| named.cloud.is_some()) else {
        return Err(Skip::owned("claims/aud", "`aud` is no login endpoint that is known here."));
    };
    if named.is_multi_tenant() {
        return Err(Skip::owned("claims/aud_tenant", "`aud` stands for many tenants."));
    }
    let found = if are_different_clouds(&target, &named) {
        Found::fail(say(
            "The request went to {}, and `aud` names {}, which is in another cloud.",
            [value(&target.host), value(&named.host)],
        ))
        .because("other-cloud")
        .compare(audience.replacen(&named.host, &target.host, 1), audience)
    } else if target.is_multi_tenant() {
        // A sign-in of a user may go through it.
        if request.parameter("grant_type") != Some("client_credentials") {
            return Err(Skip::inapplicable(say("{} stands for many tenants.", [value(url)])));
        }
        Found::fail(say("The request went to {}, which stands for many tenants; for `client_credentials` the tenant's own ID or domain is wanted.", [value(url)]))
            .because("multi-tenant")
    } else {
        let (one, other) = (&target.tenant, &named.tenant);
        if one.is_another(other) {
            Found::fail(say("The request went to the tenant {}, and `aud` names {}.", [value(one), value(other)]))
                .because("other-tenant")
                .compare(audience.replacen(other.as_str(), one.as_str(), 1), audience)
        } else if one.is_same(other) {
            Found::pass(say("Both are those of {}.", [value(one)]))
        } else {
            Found::pass(say("The request went to {}, in the cloud of `aud`.", [value(target.host)]))
        }
    };
    Ok(found.at("request.url").at("claims.aud"))
}

/// Those with tenants of their own. The issuer of version 1 has one host for several clouds.
fn are_different_clouds(one: &LoginUrl, other: &LoginUrl) -> bool {
    let own = |url: &LoginUrl| url.cloud.filter(|cloud| !matches!(cloud, Cloud::ExternalId | Cloud::B2c));
    let is_shared = |url: &LoginUrl| url.host == SHARED_ISSUER;
    match (own(one), own(other)) {
        (Some(cloud), Some(another)) => cloud != another && !is_shared(one) && !is_shared(other),
        _ => false,
    }
}
