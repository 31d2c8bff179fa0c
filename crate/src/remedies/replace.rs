//! A certificate that Entra does not take, or no longer, is replaced by another.

use super::{Failed, Writer, known, quote, remedy};
use crate::evidence::Evidence;
use crate::report::Remedy;

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("certificate/key_type", &[]),
        ("certificate/key_size", &[]),
        ("certificate/validity", &["expired"]),
        ("signature/key_fits", &[]),
        ("registration/validity", &["expired"]),
        ("header/alg", &["ecdsa"]),
        ("response/says_wrong_key", &["aadsts50032"]),
        ("response/says_bad_time", &["aadsts700027", "aadsts50012", "aadsts1000502"]),
    ],
    helps,
    write,
};

/// `ES256` with an RSA certificate is a matter of the header alone.
fn helps(evidence: &Evidence<'_>, failed: &Failed<'_>) -> bool {
    let has_rsa = evidence.reference().is_ok_and(|(_, certificate)| certificate.rsa_key().is_some());
    !has_rsa || failed.calling.iter().any(|finding| finding.id != "header/alg")
}

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let over = failed.is_called_by(&["certificate/validity", "registration/validity", "response/says_bad_time"]);
    let application = quote::shell(&known::application(evidence));
    remedy(
            if over { "Replace the certificate that has expired" } else { "Replace the certificate by one with an RSA key" },
            if over {
                "An expired certificate authenticates nobody; the entry in the registration expires with it."
            } else {
                "Entra takes RSA keys of 2048 bits or more, and no others. Who issued the certificate, itself or an authority, does not matter."
            },
        )
        .step("Make a new key and certificate, or have an authority make them, on the machine that signs.")
        .step("Register the new certificate beside the old one, let the client sign with its private key and name it in the header, and remove the old one when nothing uses it any more.")
        .step_if(
        failed.has("response/says_bad_time", &["aadsts700027"]),
        "Entra has said that a key is expired where its time had not begun, too: look at the start date in the registration as well.",
    )
    .step_if(
            over,
            "Where a Key Vault or another service renews the certificate, the new version must be registered too, before the client uses it.",
        )
        .snippet(
            "With openssl",
            "shell",
            "openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days 365 -subj '/CN=client-assertion' \\\n  -keyout private-key.pem -out certificate.pem",
        )
        .snippet(
            "On Windows",
            "powershell",
            "$certificate = New-SelfSignedCertificate -Subject 'CN=client-assertion' -CertStoreLocation 'Cert:\\CurrentUser\\My' `\n    -KeyAlgorithm RSA -KeyLength 2048 -HashAlgorithm SHA256 -NotAfter (Get-Date).AddYears(1)\nExport-Certificate -Cert $certificate -FilePath certificate.cer",
        )
        .snippet(
            "Register it (--append keeps the others)",
            "shell",
            format!("az ad app credential reset --id {application} --cert @certificate.pem --append"),
        )
}
