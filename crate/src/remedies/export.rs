//! Which certificate belongs to which private key, and how to get the public one out of a file or a store.

use super::{Failed, Writer, known, remedy};
use crate::crypto::Hash;
use crate::decode::hex;
use crate::evidence::Evidence;
use crate::report::{Finding, Remedy, say, value};

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("signature/verifies", &["wrong-key", "other-certificate"]),
        ("header/x5t", &["no-match", "other-certificate"]),
        ("header/x5t_s256", &["no-match", "other-certificate"]),
        ("header/kid", &["no-match", "other-certificate"]),
        ("header/x5c", &["other-certificate"]),
        ("registration/certificate", &["same-key"]),
        ("certificate/signer", &[]),
        ("response/says_wrong_key", &["aadsts700027", "aadsts50012"]),
        ("source/private_key", &["pkcs12"]),
    ],
    helps,
    write,
};

/// A file with the key in it is a reason to ask for the certificate, unless that was given too; and so is Entra's word
/// about the signature, unless the certificate's key made it.
fn helps(evidence: &Evidence<'_>, failed: &Failed<'_>) -> bool {
    let wants = |finding: &&Finding| match finding.id {
        "response/says_wrong_key" => !evidence.signer.is_by_reference(),
        id => !id.starts_with("source/"),
    };
    evidence.certificates.is_empty() || failed.calling.iter().any(wants)
}

fn write(evidence: &Evidence<'_>, _failed: &Failed<'_>) -> Remedy {
    let mut written = remedy(
        "Find the certificate that belongs to the private key",
        "The registered certificate, the thumbprint in the header and the private key that signs belong together. A renewed certificate is another one, even with the same key and the same name.",
    )
    .step("Export the public certificate from where the private key is; the private key itself is needed nowhere else.")
    .step("Compare the public keys: both lines below print the same where certificate and private key belong together.");
    if let Ok((_, certificate)) = evidence.reference()
        && let Some(fields) = &certificate.fields
    {
        let hash = hex::encode(&Hash::Sha256.digest(&[&fields.public_key_info])).to_ascii_lowercase();
        written = written.step(say("For {} they print {}.", [value(certificate.label()), value(hash)]));
    }
    let (_, thumbprint) = known::wanted(evidence)
        .filter(|(hash, _)| *hash == Hash::Sha1)
        .unwrap_or_else(|| (Hash::Sha1, "<thumbprint>".to_owned()));
    written
            .step("Give the certificate here, and sign with its private key; or name in the header the certificate whose key does sign.")
            .snippet(
                "From a .pfx",
                "shell",
                "# asks for the password; old files want -legacy as well\nopenssl pkcs12 -in client.pfx -clcerts -nokeys -out certificate.pem\nopenssl x509 -in certificate.pem -noout -subject -enddate -fingerprint -sha1",
            )
            .snippet(
                "From a Windows store",
                "powershell",
                format!(
                    "Get-ChildItem Cert:\\CurrentUser\\My, Cert:\\LocalMachine\\My |\n    Format-List Subject, Thumbprint, NotAfter, HasPrivateKey\nExport-Certificate -Cert 'Cert:\\CurrentUser\\My\\{thumbprint}' -FilePath certificate.cer"
                ),
            )
            .snippet(
                "… with certutil",
                "powershell",
                format!("certutil -user -store My '{thumbprint}' certificate.cer"),
            )
            .snippet(
                "Do they belong together?",
                "shell",
                "openssl x509 -in certificate.pem -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256\nopenssl pkey -in private-key.pem -pubout -outform DER | openssl dgst -sha256",
            )
}
