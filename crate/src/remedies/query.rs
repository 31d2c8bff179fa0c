//! The query that shows the configured keys. The one in Entra's own message does not.

use super::{Failed, Writer, known, quote, register, remedy};
use crate::evidence::{Evidence, WHOLE};
use crate::report::{Remedy, say, value};

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("certificate/signer", &[]),
        ("registration/certificate", &[]),
        ("registration/app", &[]),
        ("registration/usage", &[]),
        ("registration/validity", &[]),
        ("response/says_not_registered", &[]),
        ("response/key_found", &[]),
        ("response/app", &[]),
        ("header/x5t", &["no-match", "other-certificate"]),
        ("header/x5t_s256", &["no-match", "other-certificate"]),
        ("header/kid", &["no-match", "other-certificate"]),
    ],
    // Who looks at the portal has the lines there.
    helps: |evidence, failed| !register::is_open(evidence, failed),
    write,
};

fn write(evidence: &Evidence<'_>, _failed: &Failed<'_>) -> Remedy {
    let mut written = remedy(
        "See which keys are configured",
        "This query takes the client ID, and gives the certificates themselves, in `key`. The link in Entra's own message (/applications/ and the client ID) does not work: that path wants the object ID.",
    )
    .step("Sign in to the tenant that holds the registration, run one of the lines, and give the answer here as well: it is an app registration.");
    if evidence.begun(&evidence.subjects()).is_some() {
        written = written.step(say(
            "Or, in PowerShell, run {} and then the command whose list you gave: it shows the identifiers whole.",
            [value(WHOLE)],
        ));
    }
    if let Some(step) = known::cloud_step(evidence) {
        written = written.step(step);
    }
    snippets(written, evidence)
}

/// The query as each tool takes it.
pub(super) fn snippets(written: Remedy, evidence: &Evidence<'_>) -> Remedy {
    let url = known::key_query(evidence);
    // In double quotes, so that those of the URL stay; it holds a GUID or a place-holder, and no value of the evidence.
    let shell = url.replace('$', "\\$");
    let powershell = quote::powershell(&url);
    let connect = known::connect(evidence, "Application.Read.All");
    written
        .snippet("Microsoft Graph (Graph Explorer)", "http", format!("GET {url}"))
        .snippet("Azure CLI (bash)", "shell", format!("az rest --method get --url \"{shell}\""))
        .snippet(
            "Microsoft Graph PowerShell",
            "powershell",
            format!("{connect}\nInvoke-MgGraphRequest -Method GET -Uri {powershell} -OutputType Json"),
        )
}
