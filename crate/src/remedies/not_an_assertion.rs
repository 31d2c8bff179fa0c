//! What was sent is no client assertion: what to send instead.

use super::{ALWAYS, Failed, Writer, remedy, template};
use crate::evidence::Evidence;
use crate::report::Remedy;

pub(super) const WRITER: Writer = Writer {
    called_by: &[("token/format", &[]), ("token/kind", &[]), ("response/says_bad_request", &["aadsts50027"])],
    helps: ALWAYS,
    write,
};

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let remedy = remedy(
        "Send a client assertion",
        "A client assertion is a short JWT that the client itself makes and signs with its certificate's private key. Nobody issues it.",
    );
    let kind = |reason| failed.has("token/kind", &[reason]);
    let format = |reason| failed.has("token/format", &[reason]);
    remedy
            .step_if(
                kind("access-token"),
                "An access token belongs in the `Authorization` header of the API that it was issued for; in the on-behalf-of flow the user's access token belongs in `assertion`, beside the `client_assertion`.",
            )
            .step_if(kind("id-token"), "An ID token tells the client who signed in; it is sent to nobody.")
            .step_if(
                kind("proof-token"),
                "A proof token belongs in the body of Microsoft Graph's `addKey` or `removeKey`. For the token endpoint make another assertion, with the token endpoint in `aud` and the client ID in `iss` and `sub`.",
            )
            .step_if(
                format("encrypted"),
                "Sign it (JWS, three segments) and do not encrypt it (JWE, five segments).",
            )
            .step_if(
                format("truncated"),
                "Copy the whole of it: logs and terminals cut long lines. Where the client sends it cut, look for a limit on the length of a cookie, a header or a column.",
            )
            .step_if(
                format("segments"),
                "Join base64url(header), base64url(claims) and base64url(signature) with full stops: three segments, two full stops.",
            )
            .step_if(
                format("base64") || format("json"),
                "Write each segment as base64url without padding (RFC 7515, section 2), and percent-encode the values of the form body.",
            )
            .step_if(
                failed.is_called_by(&["token/kind", "response/says_bad_request"]),
                "Make the assertion of the header and claims below, and sign it with the private key of the registered certificate; a library of Microsoft's does both.",
            )
            .snippet("Header", "json", template::header(evidence))
            .snippet("Claims", "json", template::claims(evidence))
}
