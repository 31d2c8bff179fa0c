//! Register the certificate on the application, without losing those that are there.

use super::{Failed, Writer, header, known, quote, remedy};
use crate::crypto::Hash;
use crate::decode::certificate::Certificate;
use crate::decode::registration::{Credential, Extent, Registration};
use crate::decode::{base64, json, pem};
use crate::entra::graph;
use crate::evidence::Evidence;
use crate::report::{Remedy, Text, say, value, words};

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("registration/certificate", &[]),
        ("registration/usage", &[]),
        ("response/says_not_registered", &[]),
        ("certificate/signer", &[]),
    ],
    helps,
    write,
};

/// Certificates that Entra does not take, or no longer: another must be made first. And those that are listed already.
const USELESS: [(&str, &[&str]); 5] = [
    ("certificate/key_type", &[]),
    ("certificate/key_size", &[]),
    ("signature/key_fits", &[]),
    ("certificate/validity", &["expired"]),
    ("response/key_found", &[]),
];

fn helps(evidence: &Evidence<'_>, failed: &Failed<'_>) -> bool {
    let useless = USELESS.iter().any(|(id, reasons)| failed.has(id, reasons));
    // An identifier that names nothing is not found, whatever is registered.
    let misnamed = failed.has("header/identifier", &[])
        || ["header/x5t", "header/x5t_s256", "header/kid", "response/thumbprint"]
            .iter()
            .any(|id| failed.has(id, header::MISWRITTEN) || failed.has(id, &["random", "jwk-thumbprint"]));
    // Whether it is registered already, the whole list tells.
    let is_begun = evidence.begun(&evidence.subjects()).is_some();
    !useless && !is_begun && (!misnamed || failed.is_called_by(&["registration/certificate", "registration/usage"]))
}

/// Whether no list that decides says that it is missing: then the list is to be looked at first.
pub(super) fn is_open(evidence: &Evidence<'_>, failed: &Failed<'_>) -> bool {
    failed.has_any(&[("response/says_not_registered", &[]), ("certificate/signer", &[])])
        && !failed.has_any(&[("registration/certificate", &[]), ("registration/usage", &[]), ("registration/app", &[])])
        && helps(evidence, failed)
}

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let why = "Entra finds the certificate among the `keyCredentials` of the app registration. Roles on a Key Vault and a managed identity register nothing, wherever the private key is kept.";
    let given = evidence
        .reference()
        .ok()
        .map(|(_, certificate)| certificate)
        .filter(|one| one.der.is_some() && is_meant(evidence));
    let title = if given.is_some() { "Register the certificate" } else { "Register the certificate that signs" };
    let mut written = remedy(title, why);
    written = match given {
        Some(certificate) => written.step(say("Open Microsoft Entra admin center > App registrations > {} > Certificates & secrets > Certificates > Upload certificate, and choose {}.", [value(known::application(evidence)), value(certificate.label())])),
        None => written.step(say("Get the certificate from the machine that signs{}, and give it here too: then the entry is made for it.", [named(evidence)])).step(say("Open Microsoft Entra admin center > App registrations > {} > Certificates & secrets > Certificates > Upload certificate, and choose its file (.cer, .pem or .crt, without its private key).", [value(known::application(evidence))])),
    };
    let reason = |reason| failed.has("registration/certificate", &[reason]);
    written = written
        .step_if(
            reason("absent"),
            "Or, if the certificate was replaced by one that is registered, let the client sign with the new one instead: its private key, and its thumbprint in the header.",
        )
        .step_if(
            reason("same-key"),
            "The registered certificate has the same key, and that is not enough: Entra compares the certificates.",
        )
        .step_if(
            reason("subject-trust-only"),
            "`trustedCertificateSubjects` registers no certificate: it counts only where the assertion carries `x5c`.",
        )
        .step_if(
            failed.has("registration/usage", &[]),
            "The entry must have `type` AsymmetricX509Cert and `usage` Verify; one for signing SAML tokens (Sign) does not count.",
        );
    if let Some(digits) = given.and_then(|certificate| certificate.digits(Hash::Sha1)) {
        written = written.step(say("Look whether the list then shows the thumbprint {}. It can take some minutes until a new certificate is known everywhere.", [value(digits)]));
    }
    if let Some(step) = known::cloud_step(evidence) {
        written = written.step(step);
    }
    match given.and_then(|certificate| Some((certificate, certificate.der.as_ref()?))) {
        Some((certificate, der)) => snippets(written, evidence, certificate, der),
        None => search(written, evidence),
    }
}

/// Whether the certificate given is the one that the assertion names or is signed with, and not another's beside it.
fn is_meant(evidence: &Evidence<'_>) -> bool {
    match evidence.assertion.jws {
        Some(_) => evidence.signer.is_by_reference() || evidence.signer.named == evidence.signer.reference,
        None => true,
    }
}

fn named(evidence: &Evidence<'_>) -> Text {
    known::wanted(evidence)
        .map(|(hash, digits)| say(" (its {} is {})", [words(hash.label()), value(digits)]))
        .unwrap_or_default()
}

fn snippets(written: Remedy, evidence: &Evidence<'_>, certificate: &Certificate, der: &[u8]) -> Remedy {
    let application = quote::shell(&known::application(evidence));
    let key = base64::encode(der);
    let connect = known::connect(evidence, "Application.ReadWrite.All");
    let filter = quote::powershell(&format!("appId eq '{}'", known::application(evidence)));
    let name = quote::powershell(&certificate.label());
    let written = written
        .snippet("certificate.pem", "text", pem::encode(der))
        .snippet(
            "Azure CLI (--append keeps the others)",
            "shell",
            format!("az ad app credential reset --id {application} --cert @certificate.pem --append"),
        )
        .snippet(
            "Microsoft Graph PowerShell (reads the entries that are there, and writes all back)",
            "powershell",
            format!(
                "{connect}\n$application = Get-MgApplication -Filter {filter}\n$new = @{{\n    Type        = 'AsymmetricX509Cert'\n    Usage       = 'Verify'\n    DisplayName = {name}\n    Key         = [Convert]::FromBase64String('{key}')\n}}\n$entries = @($application.KeyCredentials | Where-Object {{ $_ }}) + $new\n# \"Cannot convert ... Edm.Binary\" is a fault of the module (2.26.0 has it): take another version.\nUpdate-MgApplication -ApplicationId $application.Id -KeyCredentials $entries"
            ),
        );
    let Some(entry) = graph::key_credential(certificate, evidence.context.random) else { return written };
    let patch = patch(evidence, &entry);
    let written = written.snippet("The keyCredentials entry", "json", entry);
    match patch {
        Some(body) => written.snippet(
            "Microsoft Graph: a PATCH replaces the whole list, and this one holds every entry of the list given",
            "http",
            format!("PATCH {}\nContent-Type: application/json\n\n{body}", known::application_url(evidence)),
        ),
        None => written,
    }
}

/// The list with this entry behind those that are there. A PATCH deletes what it does not hold: there is none unless the
/// whole list of that very application was given, and each of its entries was read whole.
fn patch(evidence: &Evidence<'_>, entry: &str) -> Option<String> {
    let application = known::client_id(evidence)?;
    let is_its = |one: &Registration| one.app_id.as_ref() == Some(&application);
    let mut lists = evidence.registrations().filter(|one| is_its(one) && one.credentials.is_some());
    let entries = |list: &Registration| -> Option<Vec<String>> {
        list.credentials.as_ref().filter(|_| list.extent == Extent::Whole)?.iter().map(Credential::entry).collect()
    };
    let mut whole = entries(lists.next()?)?;
    // Of two lists that differ, nobody knows which one holds now.
    if lists.any(|other| entries(other).as_ref() != Some(&whole)) {
        return None;
    }
    whole.push(entry.to_owned());
    Some(json::object(&[("keyCredentials", json::array(&whole))]))
}

/// How to find the certificate whose thumbprint is known.
fn search(written: Remedy, evidence: &Evidence<'_>) -> Remedy {
    let (hash, digits) = known::wanted(evidence).unwrap_or_else(|| (Hash::Sha1, "<thumbprint>".to_owned()));
    let (property, option) = match hash {
        Hash::Sha1 => ("$_.Thumbprint", "-sha1"),
        _ => ("$_.GetCertHashString('SHA256')", "-sha256"),
    };
    written
        .snippet(
            "Is it in a Windows store?",
            "powershell",
            format!(
                "Get-ChildItem Cert:\\CurrentUser\\My, Cert:\\LocalMachine\\My |\n    Where-Object {{ {property} -eq '{digits}' }}"
            ),
        )
        .snippet("Is it this file?", "shell", format!("openssl x509 -in certificate.pem -noout -subject -fingerprint {option}"))
}
