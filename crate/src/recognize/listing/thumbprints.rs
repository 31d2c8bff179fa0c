//! Thumbprints by themselves: behind a label that says so, or alone in their source.

use super::super::{CERTIFICATES, Content};
use crate::character::is;
use crate::crypto::Hash;
use crate::decode::base64;
use crate::decode::thumbprint::{Thumbprint, read};

/// What a thumbprint is called.
const LABELS: [&str; 8] = [
    "thumbprint",
    "fingerprint",
    "x5t",
    "customkeyidentifier",
    // As Windows and the portal call it in German and in French.
    "fingerabdruck",
    "empreinte",
    // A path in the drive of certificates, and the setting of an App Service.
    "cert:\\",
    "website_load_certificates",
];
/// The same in a line of few words: in a long one they speak of ciphers and signatures.
const HASHES: [&str; 6] = ["cert hash", "certificate hash", "sha-1", "sha1", "sha-256", "sha256"];
/// The longest of these lines, in characters.
const FEW: usize = 60;
/// Other numbers of the same length, and thumbprints of other certificates than the client's.
const OTHERS: [&str; 12] = [
    "serial",
    "key identifier",
    "keyidentifier",
    "key id",
    "name hash",
    "public key",
    "spki",
    "commit",
    "used by client",
    "saml",
    "tokensigning",
    "ssh",
];
/// Of the card of single sign-on, whose thumbprint is the other side's.
const OF_SINGLE_SIGN_ON: [&str; 4] =
    ["federation metadata", "saml signing", "saml certificates", "token signing certificate"];
/// What says that it is of a certificate that the person has: its store, its file, its tool.
const OF_OWN: [&str; 16] = [
    "subject",
    "issuer",
    "owner",
    "cert hash",
    "-1 hash",
    "-256 hash",
    "fingerprint",
    "keychain",
    "keystore",
    "cert:\\",
    "certificate hash",
    "vault",
    "x.509",
    "x509",
    "certificatestore",
    "microsoft.web/certificates",
];
/// What says that it may as well be the one that is registered.
const OF_DIRECTORY: [&str; 2] = ["portal", "registered"];
/// How many lines lie between two hashes of one certificate at most.
const NEAR: usize = 3;

/// A thumbprint in a line: where it begins, by which hash, its bytes.
type Candidate = (usize, Hash, Vec<u8>);

/// Every thumbprint in a text.
pub(super) fn thumbprints(text: &str) -> Vec<Content> {
    let lower = text.to_ascii_lowercase();
    if has(&lower, &OF_SINGLE_SIGN_ON) {
        return Vec::new();
    }
    let is_own = has(&lower, &OF_OWN) && !has(&lower, &OF_DIRECTORY);
    let lines = || text.lines().zip(lower.lines()).filter(|(line, _)| line.contains(is(|c| c.is_ascii_alphanumeric())));
    let is_bare = lines().all(|(line, _)| is_alone(line));
    let mut found: Vec<(usize, Thumbprint)> = Vec::new();
    let mut heading = "";
    for (n, (line, lower)) in lines().enumerate() {
        let all = candidates(line);
        if all.is_empty() {
            // Browsers put a line between the heading and the digits.
            if lower.contains(is(|c| c.is_ascii_alphabetic())) && lower.trim() != "certificate" {
                heading = lower;
            }
            continue;
        }
        if found.len() == CERTIFICATES {
            break;
        }
        for (start, hash, bytes) in all {
            let before = lower.get(..start).unwrap_or_default();
            if !(is_bare || names(before) || (!has(before, &OTHERS) && names(heading))) {
                continue;
            }
            let known = |one: &Thumbprint, hash: Hash| one.certificate.thumbprint(hash).is_some();
            if found.iter().any(|(_, one)| one.certificate.thumbprint(hash) == Some(&bytes)) {
                continue;
            }
            match found.last_mut().filter(|(last, one)| is_own && n - *last <= NEAR && !known(one, hash)) {
                Some((_, last)) => last.add(hash, bytes),
                None => found.push((n, Thumbprint::new(hash, bytes, is_own))),
            }
        }
    }
    found.into_iter().map(|(_, one)| Content::Thumbprint(Box::new(one))).collect()
}

/// Whether a text says that what follows is a thumbprint of the client's certificate.
fn names(label: &str) -> bool {
    let label = label.to_ascii_lowercase();
    // certutil has hashes of names and of keys, too; what tells which may be taken for a prefix of the lines.
    let is_bare = label.trim_start().starts_with("hash(");
    !is_bare && (has(&label, &LABELS) || (label.len() < FEW && has(&label, &HASHES))) && !has(&label, &OTHERS)
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether nothing else is in a line. A client secret may look like the base64 of 32 bytes.
fn is_alone(line: &str) -> bool {
    let word = line.trim_matches(is(|c| !base64::is_digit(c)));
    read(word).is_some_and(|(hash, _)| hash == Hash::Sha1 || word.chars().filter(char::is_ascii_hexdigit).count() == 64)
}

/// Everything in a line that is as long as a thumbprint.
pub(super) fn candidates(line: &str) -> Vec<Candidate> {
    // Digits in groups with blanks between them: all that stands behind a label.
    let start = line.rfind(": ").map_or(0, |at| at + 1);
    let grouped = line.get(start..).unwrap_or_default();
    if grouped.contains(' ')
        && let Some((hash, bytes)) = read(grouped.trim_matches(is(|c: char| !c.is_ascii_hexdigit())))
    {
        return vec![(start, hash, bytes)];
    }
    let mut at = 0;
    let words = line.split_inclusive(is(|c| c.is_whitespace() || "\"',;|<>()[]{}\\\u{200E}".contains(c)));
    let mut found = Vec::new();
    for word in words {
        let own = word.trim_end_matches(is(|c| !base64::is_digit(c)));
        // `Fingerprint=BD:95:…`, `thumbprint:BD95…`; the digest of an image or a package is `sha256:4CB4…`.
        let label = own
            .find(is(|c| matches!(c, '=' | ':')))
            .filter(|end| own.get(..*end).is_some_and(|name| has(&name.to_ascii_lowercase(), &LABELS)))
            .map_or(0, |end| end + 1);
        if let Some((hash, bytes)) = own.get(label..).and_then(read) {
            found.push((at + label, hash, bytes));
        }
        at += word.len();
    }
    found
}
