//! The audience is a login endpoint of one tenant, in one cloud. Only what is on record as refused fails.

use crate::check::{Check, Examine, Examined, Found};
use crate::entra::{Cloud, LoginUrl, Tenant, has_placeholder};
use crate::evidence::{Claim, Evidence};
use crate::report::{Cause, Need, Severity, Text, say, value, words};

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
        "multi-tenant",
        "other-tenant",
        "retired-cloud",
    ],
    cites: "Microsoft Entra certificate credentials, claims; refusals on record: AADSTS700023, AADSTS5002741, AADSTS90014",
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
            .at("claims.aud"));
        }
    };
    let found = match audiences.as_slice() {
        [] => missing(),
        [audience] => one(audience, evidence),
        several => Found::fail(say("`aud` holds {} audiences, where one is wanted.", [words(several.len())]))
            .because("multiple"),
    };
    Ok(found.at("claims.aud"))
}

fn missing() -> Found {
    Found::fail(say("The assertion has no `aud`; the documented one is {}.", [value(DOCUMENTED)])).because("missing")
}

fn one(audience: &str, evidence: &Evidence<'_>) -> Found {
    let fail = |reason, why: Text| Found::fail(say("`aud` is {}, {}.", [value(audience), why])).because(reason);
    if has_placeholder(audience) {
        return fail("placeholder", "in which a place-holder still waits for the tenant".into());
    }
    let Some(url) = LoginUrl::parse(audience) else {
        return fail(
            "not-a-url",
            say("which is no URL of a login endpoint; the documented one is {}", [value(DOCUMENTED)]),
        );
    };
    match url.cloud {
        None => {
            let why =
                say("and {} is no login host of Entra; the documented one is {}", [value(url.host), value(DOCUMENTED)]);
            return fail("not-a-login-host", why);
        }
        Some(Cloud::Germany) => {
            return fail("retired-cloud", "and the cloud of that host was closed on 29 October 2021".into());
        }
        Some(_) => {}
    }
    if url.is_multi_tenant() {
        return fail(
            "multi-tenant",
            "which stands for many tenants, where the tenant's own ID or domain is wanted".into(),
        );
    }
    let expected = evidence.context.expected.tenant.as_deref().map(str::trim).filter(|tenant| !tenant.is_empty());
    match expected.map(Tenant::read) {
        Some(expected) if url.tenant.is_another(&expected) => {
            fail("other-tenant", say("and the tenant is expected to be {}", [value(expected.as_str())]))
                .compare(audience.replacen(url.tenant.as_str(), expected.as_str(), 1), audience)
                .at("expected.tenant")
        }
        Some(expected) if url.tenant.is_same(&expected) => {
            Found::pass(say("`aud` is {}, of the expected tenant.", [value(audience)])).at("expected.tenant")
        }
        _ => {
            let found = Found::pass(say("`aud` is {}.", [value(audience)]));
            // The request went to this tenant, or `request/endpoint` says so.
            if is_tenant_of_request_known(evidence) { found } else { found.needing(Need::Tenant) }
        }
    }
}

fn is_tenant_of_request_known(evidence: &Evidence<'_>) -> bool {
    let url = evidence.exchange.request.and_then(|request| LoginUrl::parse(request.url.as_deref()?));
    url.is_some_and(|url| url.cloud.is_some() && !url.is_multi_tenant())
}
