//! A token of another issuer: three values decide, and no certificate does.

use super::{ALWAYS, Failed, Writer, known, quote, remedy};
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::Remedy;

pub(super) const WRITER: Writer = Writer { called_by: &[("token/federated", &[])], helps: ALWAYS, write };

fn write(evidence: &Evidence<'_>, _failed: &Failed<'_>) -> Remedy {
    let claims = evidence.assertion.jws.and_then(|jws| jws.claims.as_ref());
    let value = |name: &str| {
        let member = claims.and_then(|claims| claims.get(name));
        let one = member.and_then(|member| member.string().or_else(|| member.strings()?.pop()));
        one.or_else(|| member.map(Member::shown)).unwrap_or_else(|| format!("<no {name}>"))
    };
    let entry = format!(
        "{{\n  \"name\": \"<a name of your own>\",\n  \"issuer\": {},\n  \"subject\": {},\n  \"audiences\": [{}]\n}}",
        quote::json(&value("iss")),
        quote::json(&value("sub")),
        quote::json(&value("aud"))
    );
    let application = quote::shell(&known::application(evidence));
    remedy(
            "Compare it with the federated identity credential",
            "Entra takes this token as a federated credential: it looks for one on the application with the same issuer, subject and audience.",
        )
        .step("Open Microsoft Entra admin center > App registrations > (the application) > Certificates & secrets > Federated credentials.")
        .step("Compare issuer, subject and audience with the values below, character by character: a slash at the end and the case of letters count.")
        .step("If a certificate was meant: `iss` and `sub` are both the application (client) ID, and `aud` is the token endpoint of the tenant.")
        .snippet("The credential that this token would fit", "json", entry)
        .snippet("The credentials that are there", "shell", format!("az ad app federated-credential list --id {application}"))
}
