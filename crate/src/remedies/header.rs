//! The header as it should be, beside the one that was sent.

use super::members::Members;
use super::{Failed, Writer, known, quote, remedy};
use crate::crypto::{Algorithm, Hash, Scheme};
use crate::decode::base64;
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::{Finding, Remedy, say, value};

/// The ways to write a thumbprint wrongly, which can be told without knowing whose it is.
pub(super) const MISWRITTEN: &[&str] = &[
    "hex",
    "hex-text",
    "hex-text-newline",
    "sha1",
    "sha256",
    "key-id",
    "pem-text",
    "public-key",
    "placeholder",
    "hidden-characters",
    "undecodable",
    "length",
];

pub(super) const WRITER: Writer = Writer {
    called_by: &[
        ("header/alg", &[]),
        ("header/alg_known", &[]),
        ("header/typ", &[]),
        ("header/typ_known", &[]),
        ("header/critical", &[]),
        ("header/identifier", &[]),
        ("header/x5t", &[]),
        ("header/x5t_s256", &[]),
        ("header/kid", &[]),
        ("header/identifiers_agree", &[]),
        ("header/x5c", &[]),
        ("response/thumbprint", MISWRITTEN),
        ("response/says_wrong_identifier", &[]),
        ("response/says_wrong_key", &["aadsts5002738"]),
        ("response/says_bad_request", &["aadsts5002727"]),
    ],
    helps,
    write,
};

/// Reasons that say only that the certificate is another one.
const ANOTHER: &[&str] = &["no-match", "other-certificate"];

/// Whose key signed must be known before the header is made to name it.
fn helps(evidence: &Evidence<'_>, failed: &Failed<'_>) -> bool {
    let another = |finding: &&Finding| finding.reason.is_some_and(|one| ANOTHER.contains(&one));
    evidence.signer.is_by_reference() || !failed.calling.iter().all(another)
}

fn write(evidence: &Evidence<'_>, failed: &Failed<'_>) -> Remedy {
    let mut written = remedy(
        "Correct the header",
        "Entra finds the certificate by the thumbprint in the header: the hash of the certificate's DER bytes, as base64url. SHA-1 stands in `x5t`, SHA-256 in `x5t#S256`, never the other way round.",
    );
    if let Ok((_, certificate)) = evidence.reference() {
        written = written.step(say("Name {}: the values below are computed from it.", [value(certificate.label())]));
    } else {
        written =
            written.step("Give the certificate (.cer, .crt or .pem) as well, and the values are computed from it.");
    }
    let written = written
        .step_if(
            failed.has("header/x5t", &["hex", "hex-text", "hex-text-newline"])
                || failed.has("header/x5t_s256", &["hex", "hex-text", "hex-text-newline"])
                || failed.has("response/thumbprint", &["hex", "hex-text", "hex-text-newline"]),
            "Encode the bytes of the thumbprint, not its hexadecimal digits as text.",
        )
        .step_if(
            failed.has("header/alg", &[]) || failed.has("header/alg_known", &[]),
            "Sign with PS256 (RSASSA-PSS with SHA-256, a salt of 32 bytes), which is the documented algorithm; RS256 is accepted as well.",
        )
        .step_if(
            failed.has("header/x5c", &[]),
            "`x5c` begins with the certificate that signs, and those of its issuers follow. Without subject-name and issuer authentication leave `x5c` out.",
        )
        .step("Sign again after each change of header or claims: the signature covers both.");
    match evidence.assertion.header().ok() {
        Some(header) => written.snippet("As sent", "json", Members::of(header).to_string()).snippet(
            "Corrected",
            "json",
            corrected(evidence, failed, Members::of(header)).to_string(),
        ),
        None => written.snippet("The header", "json", corrected(evidence, failed, Members::default()).to_string()),
    }
}

/// The same members in the same order; only what is wrong is changed.
fn corrected(evidence: &Evidence<'_>, failed: &Failed<'_>, mut members: Members) -> Members {
    let header = evidence.assertion.header().ok();
    let alg = header.and_then(|header| header.get("alg")).and_then(Member::string);
    let wrong_alg = header.is_none() || failed.has("header/alg", &[]) || failed.has("header/alg_known", &[]);
    if wrong_alg || failed.has("response/says_wrong_key", &["aadsts5002738"]) {
        members.set("alg", quote::json("PS256"));
    }
    if header.is_none() || failed.has("header/typ", &[]) || failed.has("header/typ_known", &[]) {
        members.set("typ", quote::json("JWT"));
    }
    let keeps_pkcs1 = !wrong_alg
        && alg.as_deref().and_then(Algorithm::parse).is_some_and(|algorithm| algorithm.scheme == Scheme::Pkcs1);
    let says = failed.has("response/thumbprint", MISWRITTEN) || failed.has("response/says_wrong_identifier", &[]);
    let identifiers =
        evidence.assertion.x5t.is_some() || evidence.assertion.x5t_s256.is_some() || evidence.assertion.kid.is_some();
    let sha256 = || quote::json(&known::identifier(evidence, Hash::Sha256));
    let wrong = |id: &str| failed.has(id, &[]) && (evidence.signer.is_by_reference() || !failed.has(id, ANOTHER));
    let wrong_x5t = wrong("header/x5t") || (says && evidence.assertion.x5t.is_some());
    if wrong_x5t && keeps_pkcs1 && known::thumbprint(evidence, Hash::Sha1).is_some() {
        members.set("x5t", quote::json(&known::identifier(evidence, Hash::Sha1)));
    } else if wrong_x5t {
        // No known client sends SHA-1 with PS256.
        members.rename("x5t", "x5t#S256", sha256());
    }
    if wrong("header/x5t_s256") || (says && evidence.assertion.x5t_s256.is_some()) {
        members.set("x5t#S256", sha256());
    }
    if wrong("header/kid")
        || (says && evidence.assertion.x5t.is_none() && evidence.assertion.x5t_s256.is_none() && identifiers)
    {
        members.rename("kid", "x5t#S256", sha256());
    }
    if failed.has("header/identifiers_agree", &[]) {
        members.remove("kid");
    }
    if failed.has("header/critical", &[]) {
        members.remove("crit");
        members.remove("b64");
    }
    if let Some((name, _)) = evidence.assertion.misspelt_identifier().filter(|_| !identifiers) {
        members.remove(name);
    }
    if !identifiers {
        members.set("x5t#S256", sha256());
    }
    if failed.has("header/x5c", &[]) {
        match chain(evidence) {
            Some(chain) => members.set("x5c", chain),
            None => members.remove("x5c"),
        }
    }
    members
}

/// `x5c` with the signer's certificate in front.
fn chain(evidence: &Evidence<'_>) -> Option<String> {
    let all = evidence.assertion.x5c.as_ref()?.all()?;
    let (_, signer) = evidence.reference().ok().filter(|(_, one)| all.iter().any(|other| other.is(one)))?;
    let others = all.into_iter().filter(|other| !other.is(signer));
    let values: Vec<String> = [signer]
        .into_iter()
        .chain(others)
        .filter_map(|one| Some(quote::json(&base64::encode(one.der.as_ref()?))))
        .collect();
    Some(format!("[{}]", values.join(", ")))
}
