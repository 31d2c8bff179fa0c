//! Audiences other than the documented one, which are accepted or have been.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::{Endpoint, LoginUrl};
use crate::evidence::Evidence;
use crate::report::{Place, Severity, Text, say, value};

pub(super) const CHECK: Check = Check {
    id: "claims/aud_documented",
    title: "The audience is the documented v2.0 token endpoint",
    fails: "`aud` is accepted, but not the documented form",
    severity: Severity::Notice,
    cause: None,
    reasons: &["v1-endpoint", "issuer-form", "single-array", "spelling"],
    cites: "Microsoft Entra certificate credentials, claims",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let audiences = evidence.assertion.audiences()?.present("aud")?;
    let [audience] = audiences.as_slice() else {
        return Err(Skip::inapplicable("There is no one audience."));
    };
    let Some(url) = LoginUrl::parse(audience).filter(|url| url.cloud.is_some() && url.tenant.is_one()) else {
        return Err(Skip::inapplicable("It is no login endpoint of one tenant."));
    };
    if url.leads_to() == Endpoint::Another {
        return Err(Skip::owned("claims/aud", "It is another endpoint."));
    }
    let notice = |reason, message: Text| Found::fail(message).because(reason);
    let found = if evidence.assertion.claims()?.get("aud").is_some_and(|aud| aud.strings().is_some()) {
        notice("single-array", "`aud` is an array with one value; a bare string is the documented form.".into())
    } else if url.endpoint == "oauth2/token" {
        notice(
            "v1-endpoint",
            say("`aud` is the v1.0 token endpoint, {}; it is accepted at either endpoint.", [value(audience)]),
        )
    } else if url.host.starts_with("sts.") || url.leads_to() == Endpoint::Issuer {
        notice(
            "issuer-form",
            say(
                "`aud` is the tenant's issuer, {}; it was documented until 2022, and nothing says whether it still works.",
                [value(audience)],
            ),
        )
    } else if url.leads_to() == Endpoint::Token
        && audience.starts_with("https://")
        && audience.ends_with("/oauth2/v2.0/token")
    {
        Found::pass("It is.")
    } else {
        notice("spelling", say("`aud` is {}; the documented path is /TENANT/oauth2/v2.0/token.", [value(audience)]))
    };
    Ok(found.at(Place::claim("aud")))
}
