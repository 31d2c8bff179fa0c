//! An application that asks for itself asks for all that it was granted of one resource: `RESOURCE/.default`.

use super::{CLIENT_CREDENTIALS, given};
use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::LoginUrl;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "request/scope",
    title: "The scope is that of an application",
    fails: "The scope is missing or refused",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["missing", "not-default"],
    cites: "Microsoft Entra OAuth 2.0 client credentials flow; refusals on record: AADSTS1002012, AADSTS70011, AADSTS90014, AADSTS900144",
    examine: Examine::Evidence(examine),
};

/// MSAL for Java puts these before the scope of each grant.
const OF_SIGN_IN: [&str; 3] = ["openid", "profile", "offline_access"];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let request = given(evidence)?;
    let url = request.url.as_deref().and_then(LoginUrl::parse);
    let is_v2 = url.is_some_and(|url| url.cloud.is_some() && url.endpoint == "oauth2/v2.0/token");
    if !is_v2 || request.parameter("grant_type") != Some(CLIENT_CREDENTIALS) {
        return Err(Skip::inapplicable("It is no request of an application for itself at the v2.0 endpoint."));
    }
    let Some(sent) = request.parameter("scope").filter(|scope| !scope.trim().is_empty()) else {
        if request.unresolved.contains(&"scope") {
            return Err(Skip::needs(Need::Request, "The value of `scope` is not in what was given."));
        }
        super::whole(request, "No `scope` was found in what was given of the request.")?;
        return Ok(Found::fail("The request has no `scope`, where the resource with `/.default` behind it is wanted.")
            .because("missing"));
    };
    let is_default = |scope: &str| scope.to_ascii_lowercase().ends_with("/.default");
    let scopes = || sent.split_whitespace();
    if scopes().all(|scope| is_default(scope) || OF_SIGN_IN.contains(&scope)) && scopes().any(is_default) {
        return Ok(Found::pass(say("`scope` is {}.", [value(sent)])).at(Place::request("scope")));
    }
    // What a command line encodes once more is not known.
    if sent.contains('%') || sent == ".default" {
        return Err(Skip::unreadable(say("`scope` is {}, of which nothing is known.", [value(sent)])));
    }
    Ok(Found::fail(say(
        "`scope` is {}: for `client_credentials` Entra takes the resource with `/.default` behind it, and no permission by its name.",
        [value(sent)],
    ))
    .because("not-default")
    .at(Place::request("scope")))
}
