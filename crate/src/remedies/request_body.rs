//! The token request as it should be. The assertion and every secret are place-holders.

use form_urlencoded::Serializer;

use super::{ALWAYS, Failed, Writer, known, quote, remedy};
use crate::entra::JWT_BEARER;
use crate::evidence::Evidence;
use crate::report::Remedy;

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("request/assertion", &[]),
        ("request/assertion_type", &[]),
        ("request/grant", &[]),
        ("request/scope", &[]),
        ("request/form", &[]),
        ("request/client_id", &[]),
        ("request/endpoint", &[]),
        ("request/secret", &[]),
        (
            "response/says_bad_request",
            &[
                "aadsts90011",
                "aadsts7000216",
                "aadsts7000218",
                "aadsts70002",
                "aadsts90014",
                "aadsts700025",
                "aadb2c99027",
            ],
        ),
    ],
    helps: ALWAYS,
    write,
};

const ON_BEHALF_OF: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let url = known::token_endpoint(evidence);
    let parameters = parameters(evidence, failed);
    let lines: Vec<String> = parameters
        .iter()
        .map(|(name, value)| format!("  --data-urlencode {}", quote::shell(&format!("{name}={value}"))))
        .collect();
    let curl = format!("curl --request POST {} \\\n{}", quote::shell(&url), lines.join(" \\\n"));
    let body = Serializer::new(String::new()).extend_pairs(&parameters).finish();
    let http = format!("POST {url}\nContent-Type: application/x-www-form-urlencoded\n\n{body}");
    remedy(
            "Correct the request",
            "The assertion travels in the form body of a POST to the tenant's token endpoint, beside the constant that says what it is.",
        )
        .step_if(
            failed.has("request/assertion_type", &[]) || failed.has("response/says_bad_request", &["aadsts90011"]),
            "`client_assertion_type` ends in `client-assertion-type:jwt-bearer`. The one with `grant-type` in it is for `grant_type`, in the on-behalf-of flow.",
        )
        .step_if(failed.has("request/client_id", &[]), "`client_id` is the same application (client) ID as `iss` and `sub`.")
        .step_if(
            failed.has("request/endpoint", &["b2c-policy"]) || failed.has("response/says_bad_request", &["aadb2c99027"]),
            "With a policy of Azure AD B2C send a client secret; for Microsoft Graph, post to the tenant's own token endpoint at login.microsoftonline.com.",
        )
        .step_if(
            failed.has("request/endpoint", &["not-entra"]),
            "An assertion that was given away is good until its `exp`, and each new one with it: stop the client first.",
        )
        .step_if(
            failed.has("request/scope", &[]),
            "Name the resource and put `/.default` behind it: what the application may do there was granted beforehand.",
        )
        .step_if(
            failed.has("request/endpoint", &["other-cloud", "other-tenant", "multi-tenant"]),
            "Post to the cloud and the tenant that `aud` names, or put those of the request in `aud`.",
        )
        .step_if(
            failed.has("request/secret", &[]),
            "Leave `client_secret` out: the assertion stands in its place. If the secret was shown to others, renew it.",
        )
        .step_if(
            failed.has("response/says_bad_request", &["aadsts700025"]),
            "The application is a public client, which has no credential: under Authentication, its platform must be Web and public client flows must be off, or the request must be sent without an assertion.",
        )
        .step_if(
            failed.has("request/form", &["method", "content-type"]),
            "Send it by POST, as `application/x-www-form-urlencoded`: with curl by `--data-urlencode` and not by `-F`.",
        )
        .step("Percent-encode each value, and separate the parameters with `&`, not with `&amp;`.")
        .snippet("The request", "http", http)
        .snippet("With curl", "shell", curl)
}

/// What the flow needs, with what was sent and is no secret.
fn parameters(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Vec<(&'static str, String)> {
    let sent = |name: &str| known::parameter(evidence, name).filter(|value| !value.trim().is_empty());
    let client = evidence.assertion.issuer().map_or_else(|| known::application(evidence), |iss| iss.to_string());
    let grant = sent("grant_type").filter(|grant| {
        matches!(grant.as_str(), ON_BEHALF_OF | "client_credentials" | "authorization_code" | "refresh_token")
    });
    let grant = grant.unwrap_or_else(|| "client_credentials".to_owned());
    let scope = sent("scope")
        .filter(|_| !failed.has("request/scope", &[]))
        .or_else(|| Some(format!("{}/.default", sent("resource")?.trim_end_matches('/'))));
    let mut parameters = vec![
        ("client_id", client),
        ("scope", scope.unwrap_or_else(|| format!("https://{}/.default", known::graph_host(evidence)))),
        ("client_assertion_type", JWT_BEARER.to_owned()),
        ("client_assertion", "<the assertion>".to_owned()),
    ];
    match grant.as_str() {
        ON_BEHALF_OF => {
            parameters.push(("assertion", "<the user's access token>".to_owned()));
            parameters.push(("requested_token_use", "on_behalf_of".to_owned()));
        }
        "authorization_code" => {
            parameters.push(("code", "<the authorization code>".to_owned()));
            parameters.push(("redirect_uri", "<the redirect URI>".to_owned()));
        }
        "refresh_token" => parameters.push(("refresh_token", "<the refresh token>".to_owned())),
        _ => {}
    }
    parameters.insert(1, ("grant_type", grant));
    parameters
}
