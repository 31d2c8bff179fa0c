//! Microsoft's libraries make header, claims and signature themselves. What each is given, in a few lines.

use super::{ALWAYS, Failed, Writer, header, known, remedy};
use crate::crypto::Hash;
use crate::decode::hex;
use crate::evidence::Evidence;
use crate::report::{Remedy, say, words};

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("header/alg", &[]),
        ("header/alg_known", &[]),
        ("header/identifier", &[]),
        ("header/x5t", header::MISWRITTEN),
        ("header/x5t_s256", header::MISWRITTEN),
        ("header/kid", &["random", "jwk-thumbprint"]),
        ("header/x5c", &["undecodable", "order"]),
        ("signature/verifies", &SLIP_REASONS),
        ("signature/salt", &[]),
        ("response/thumbprint", header::MISWRITTEN),
        ("response/says_wrong_identifier", &[]),
        ("response/says_wrong_key", &["aadsts700027", "aadsts50012", "aadsts5002730", "aadsts5002738"]),
    ],
    helps: ALWAYS,
    write,
};

/// What to do about a slip of those who sign themselves, by its reason word.
const SLIPS: [(&str, &str); 14] = [
    (
        "padding",
        "PS256 is RSASSA-PSS, RS256 is RSASSA-PKCS1-v1_5. Take the one that `alg` names; many functions for RSA make PKCS1-v1_5 unless told otherwise.",
    ),
    ("hash", "the 256 in `alg` is SHA-256. Hash the text once; some functions hash it themselves, and want it whole."),
    (
        "altered",
        "sign base64url(header) + \".\" + base64url(claims), and send those very characters. Encoding the JSON again after signing changes them.",
    ),
    ("missing", "append a full stop and base64url of the signature."),
    ("length", "send the whole signature, as base64url of its bytes; an RSA signature is as long as the key."),
    (
        "no-digest-info",
        "take a function that is given the hash's name, which puts DigestInfo round it: `openssl dgst -sha256 -sign`, or `openssl pkeyutl -sign -pkeyopt digest:sha256`.",
    ),
    (
        "other-mgf",
        "name the hash of MGF1 as well: for PS256 it is SHA-256, where Java takes SHA-1 unless told otherwise.",
    ),
    ("reversed", "turn the bytes of the signature round: the CryptoAPI of Windows gives the last one first."),
    ("hex-text", "send base64url of the signature's bytes, not of their hexadecimal digits, nor those."),
    ("newline", "sign the text alone: `printf %s` in place of `echo`, and no line break at the end of a file."),
    ("double-hash", "give the function the text, not its hash: it hashes by itself."),
    ("hex-digest", "give the function the text, not the hexadecimal digits of its hash: it hashes by itself."),
    ("padded-input", "take the `=` off header and claims before signing, not after."),
    ("utf-16", "turn the text into bytes as ASCII or UTF-8 before signing."),
];

/// The reason words of these slips.
#[expect(clippy::indexing_slicing, reason = "what is outside of the list does not compile")]
const SLIP_REASONS: [&str; SLIPS.len()] = {
    let mut reasons = [""; SLIPS.len()];
    let mut n = 0;
    while n < SLIPS.len() {
        reasons[n] = SLIPS[n].0;
        n += 1;
    }
    reasons
};

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let slip = SLIPS.iter().find(|(reason, _)| failed.has("signature/verifies", &[reason]));
    let digits = known::thumbprint(evidence, Hash::Sha256).map(|bytes| hex::encode(&bytes));
    let thumbprint = digits.unwrap_or_else(|| "<SHA-256 thumbprint in hexadecimal>".to_owned());
    let authority = known::authority(evidence);
    // A GUID or a place-holder, and a host with a tenant: nothing in them ends a string of any of these languages.
    let client = known::application(evidence);
    let written = remedy(
        "Let a library make and sign the assertion",
        "It takes certificate and private key, computes the thumbprint, and signs with the padding that `alg` says.",
    );
    let written = match slip {
        Some((_, step)) => written.step(say("If you sign yourself: {}", [words(step)])),
        None => written,
    };
    written
        .step_if(
            failed.has("signature/salt", &[]),
            "If you sign yourself: give the salt the length of the hash, 32 bytes for PS256 (RFC 7518, section 3.5).",
        )
        .step("The PEM file for Go holds certificate and private key; the one for Node the private key alone.")
        .snippet(
            "MSAL for .NET",
            "csharp",
            format!(
                "var certificate = new X509Certificate2(\"client.pfx\", password);\nvar app = ConfidentialClientApplicationBuilder\n    .Create(\"{client}\")\n    .WithAuthority(\"{authority}\")\n    .WithCertificate(certificate)\n    .Build();"
            ),
        )
        .snippet(
            "MSAL for Python",
            "python",
            format!(
                "app = msal.ConfidentialClientApplication(\n    \"{client}\",\n    authority=\"{authority}\",\n    client_credential={{\"private_key_pfx_path\": \"client.pfx\", \"passphrase\": password}},\n)"
            ),
        )
        .snippet(
            "MSAL for Node",
            "javascript",
            format!(
                "const app = new ConfidentialClientApplication({{\n  auth: {{\n    clientId: \"{client}\",\n    authority: \"{authority}\",\n    clientCertificate: {{\n      thumbprintSha256: \"{thumbprint}\",\n      privateKey: readFileSync(\"private-key.pem\", \"utf8\"),\n    }},\n  }},\n}});"
            ),
        )
        .snippet(
            "MSAL for Java",
            "java",
            format!(
                "IClientCredential credential = ClientCredentialFactory.createFromCertificate(\n    Files.newInputStream(Path.of(\"client.pfx\")), password);\nConfidentialClientApplication app = ConfidentialClientApplication\n    .builder(\"{client}\", credential)\n    .authority(\"{authority}/\")\n    .build();"
            ),
        )
        .snippet(
            "MSAL for Go",
            "go",
            format!(
                "data, err := os.ReadFile(\"client.pem\")\nif err != nil {{\n\tlog.Fatal(err)\n}}\ncertificates, key, err := confidential.CertFromPEM(data, \"\")\nif err != nil {{\n\tlog.Fatal(err)\n}}\ncredential, err := confidential.NewCredFromCert(certificates, key)\nif err != nil {{\n\tlog.Fatal(err)\n}}\nclient, err := confidential.New(\"{authority}\", \"{client}\", credential)"
            ),
        )
}
