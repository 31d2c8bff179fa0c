//! One application throughout: in the assertion, in the request, in the registration and in Entra's words.

use super::{Failed, Writer, known, quote, remedy};
use crate::evidence::Evidence;
use crate::report::Remedy;

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("claims/iss_is_client", &[]),
        ("registration/app", &["other-app"]),
        ("request/client_id", &[]),
        ("response/app", &[]),
        ("response/key_found", &[]),
        ("response/says_bad_claims", &["aadsts700021"]),
    ],
    // Two at least, else there is nothing to compare.
    helps: |evidence, _| ids(evidence).lines().count() > 1,
    write,
};

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    remedy(
            "Use one application throughout",
            "Entra looks for the certificate on the application that the assertion and the request name, and nowhere else.",
        )
        .step("Put the same application (client) ID in `iss`, in `sub` and in the request's `client_id`.")
        .step_if(
            failed.has("registration/app", &["other-app"]) || failed.has("response/app", &[]),
            "Register the certificate on that very application: App registrations, not Enterprise applications. If the registration given is another's by mistake, give the right one.",
        )
        .step_if(
            failed.has("response/key_found", &["registered-since"]),
            "If the certificate was registered after the request failed, send the request again; it can take some minutes until it is known everywhere.",
        )
        .step_if(
            failed.has("response/key_found", &["other-tenant-or-app"]),
            "The certificate is in the registration given, and Entra did not find it: look whether the request went to another tenant or application, with the same name perhaps.",
        )
        .snippet("The IDs as they are", "text", ids(evidence))
}

/// Where each stands, one a line.
fn ids(evidence: &Evidence<'_>) -> String {
    let ids = [
        ("expected", evidence.context.expected.client_id.clone()),
        ("iss", known::issuer(evidence)),
        ("client_id of the request", known::parameter(evidence, "client_id")),
        (
            "appId of the registration",
            evidence.registered.registration.and_then(|one| Some(one.app_id.as_ref()?.to_string())),
        ),
        ("in Entra's error", evidence.answer.error.and_then(|one| Some(one.app_id.as_ref()?.to_string()))),
    ];
    let rows: Vec<String> = ids
        .iter()
        .filter_map(|(name, id)| Some((*name, id.as_deref()?.trim())))
        .filter(|(_, id)| !id.is_empty())
        .map(|(name, id)| format!("{name:<26}{}", quote::printable(id)))
        .collect();
    rows.join("\n")
}
