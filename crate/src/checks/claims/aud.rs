//! The audience is a login endpoint of one tenant, in one cloud. Only what is on record as refused fails.

use crate::character::is;
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::{Cloud, Endpoint, LoginUrl, Tenant, has_placeholder, is_resource};
use crate::evidence::{Claim, Evidence};
use crate::report::{Cause, Need, Place, Severity, Text, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "claims/aud",
    title: "The audience is a login endpoint of one tenant",
    fails: "`aud` is not this tenant's token endpoint",
    severity: Severity::Error,
    cause: Some(Cause::BadClaims),
    reasons: &[
        "missing",
        "type",
        "multiple",
        "placeholder",
        "not-a-url",
        "not-a-login-host",
        "other-tenant",
        "malformed-tenant",
        "no-tenant",
        "not-an-endpoint",
        "retired-cloud",
    ],
    cites: "Microsoft Entra certificate credentials, claims; refusals on record: AADSTS700023, AADSTS900023, AADSTS5002741, AADSTS90014",
    examine: Examine::Evidence(examine),
};

const DOCUMENTED: &str = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token";

fn examine(evidence: &Evidence<'_>) -> Examined {
    let audiences = match evidence.assertion.audiences()? {
        Claim::Present(audiences) => audiences,
        Claim::Absent => return Ok(missing()),
        Claim::Malformed(seen) => {
            return Ok(Found::fail(say(
                "`aud` is {}, where a string is wanted: {}.",
                [value(seen), value(DOCUMENTED)],
            ))
            .because("type")
            .at(Place::claim("aud")));
        }
    };
    let found = match audiences.as_slice() {
        [] => missing(),
        [audience] => one(audience, evidence)?,
        several => Found::fail(say("`aud` holds {} audiences, where one is wanted.", [words(several.len())]))
            .because("multiple"),
    };
    Ok(found.at(Place::claim("aud")))
}

fn missing() -> Found {
    Found::fail(say("The assertion has no `aud`; the documented one is {}.", [value(DOCUMENTED)])).because("missing")
}

fn one(audience: &str, evidence: &Evidence<'_>) -> Examined {
    let fail = |reason, why: Text| Ok(Found::fail(say("`aud` is {}, {}.", [value(audience), why])).because(reason));
    if has_placeholder(audience) {
        return fail("placeholder", "in which a place-holder still waits for the tenant".into());
    }
    let Some(url) = LoginUrl::parse(audience) else {
        return fail(
            "not-a-url",
            say("which is no URL of a login endpoint; the documented one is {}", [value(DOCUMENTED)]),
        );
    };
    if url.cloud.is_none() {
        if is_resource(&url.host) || url.is_look_alike() {
            let why =
                say("and {} is no login host of Entra; the documented one is {}", [value(url.host), value(DOCUMENTED)]);
            return fail("not-a-login-host", why);
        }
        return Err(Skip::unreadable(say(
            "`aud` is {}: whether {} is a host that Entra answers at is not known here.",
            [value(audience), value(url.host)],
        )));
    }
    if url.cloud == Some(Cloud::Germany) {
        return fail("retired-cloud", "and the cloud of that host was closed on 29 October 2021".into());
    }
    if url.leads_to() == Endpoint::Another {
        return fail("not-an-endpoint", say("which gives no tokens; the documented one is {}", [value(DOCUMENTED)]));
    }
    match &url.tenant {
        Tenant::Missing => return fail("no-tenant", "in which the tenant is missing".into()),
        Tenant::Malformed(tenant) => {
            let why = say("and {} is neither the GUID of a tenant nor a domain", [value(tenant)]);
            return fail("malformed-tenant", why);
        }
        Tenant::Many(_) => return Err(Skip::owned("claims/aud_tenant", "`aud` stands for many tenants.")),
        Tenant::Id(_) | Tenant::Domain(_) => {}
    }
    let expected = evidence.context.expected.tenant.as_deref().map(str::trim).filter(|tenant| !tenant.is_empty());
    let expected = expected.map(Tenant::read);
    if let Some(expected) = expected.as_ref().filter(|expected| url.tenant.is_another(expected)) {
        let found = fail("other-tenant", say("and the tenant is expected to be {}", [value(expected.as_str())]))?;
        let wanted = audience.replacen(url.tenant.as_str(), expected.as_str(), 1);
        return Ok(found.compare(wanted, audience).at(Place::expected("tenant")));
    }
    if url.leads_to() == Endpoint::Unknown || !url.is_secure || audience.contains(is(|c| matches!(c, '?' | '#'))) {
        let why = say("`aud` is {}: nothing says whether Entra takes it in this spelling.", [value(audience)]);
        return Err(Skip::unreadable(why));
    }
    match expected {
        Some(expected) if !expected.is_one() => {
            Err(Skip::unreadable(say("The tenant given, {}, cannot be read.", [value(expected)])))
        }
        Some(expected) if url.tenant.is_same(&expected) => {
            Ok(Found::pass(say("`aud` is {}, of the expected tenant.", [value(audience)]))
                .at(Place::expected("tenant")))
        }
        _ => {
            let found = Found::pass(say("`aud` is {}.", [value(audience)]));
            // The request went to this tenant, or `request/endpoint` says so.
            Ok(if is_tenant_of_request_known(evidence) { found } else { found.needing(Need::Tenant) })
        }
    }
}

fn is_tenant_of_request_known(evidence: &Evidence<'_>) -> bool {
    let url = evidence.exchange.request.and_then(|request| LoginUrl::parse(request.url.as_deref()?));
    url.is_some_and(|url| url.cloud.is_some() && url.tenant.is_one())
}
