//! Makes assertions: valid by default, and wrong in the one way that a case names.

use std::fmt::Write;
use std::fs;

use super::folder;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::{PrivateKeyInfo, SecretDocument};
use rsa::rand_core::{CryptoRng, Error, RngCore};
use rsa::sha2::{Digest, Sha256, Sha384, Sha512};
use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};

/// Salts of nothing but one byte: the same case gives the same assertion.
struct Fixed;

impl CryptoRng for Fixed {}

impl RngCore for Fixed {
    fn next_u32(&mut self) -> u32 {
        0x0101_0101
    }
    fn next_u64(&mut self) -> u64 {
        0x0101_0101_0101_0101
    }
    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        bytes.fill(1);
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        bytes.fill(1);
        Ok(())
    }
}

/// The private key of a test certificate.
#[track_caller]
fn key(name: &str) -> RsaPrivateKey {
    let path = folder("certificates").join(format!("{name}.key"));
    let (_, document) =
        SecretDocument::read_pem_file(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    // An id-RSASSA-PSS key says so outside, where the library would refuse it; the key inside is the same.
    let info = PrivateKeyInfo::try_from(document.as_bytes()).unwrap();
    RsaPrivateKey::from_pkcs1_der(info.private_key).unwrap()
}

/// The DER of a test certificate.
pub(crate) fn der(name: &str) -> Vec<u8> {
    STANDARD.decode(body(name).replace('\n', "")).unwrap()
}

fn pem(name: &str) -> String {
    fs::read_to_string(folder("certificates").join(format!("{name}.pem"))).unwrap()
}

fn body(name: &str) -> String {
    let pem = pem(name);
    pem.lines().filter(|line| !line.starts_with('-')).map(|line| format!("{line}\n")).collect()
}

/// A signature with a private key: `PS256`, with a salt of another length as `PS256/20`, with another `DigestInfo` as
/// `RS256/no-null`.
pub(crate) fn sign(key_name: &str, algorithm: &str, message: impl AsRef<[u8]>) -> Vec<u8> {
    let (algorithm, form) = algorithm.split_once('/').unwrap_or((algorithm, ""));
    let key = key(key_name);
    let salt = |length: usize| if form.is_empty() { length } else { form.parse().unwrap() };
    let signature = match (algorithm, form) {
        ("RS256", "bare") => key.sign(Pkcs1v15Sign::new_unprefixed(), &Sha256::digest(message)),
        ("RS256", "no-null") => {
            let prefix = *b"\x30\x2f\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x04\x20";
            key.sign(Pkcs1v15Sign { hash_len: Some(32), prefix: prefix.into() }, &Sha256::digest(message))
        }
        ("RS256", _) => key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message)),
        ("RS384", _) => key.sign(Pkcs1v15Sign::new::<Sha384>(), &Sha384::digest(message)),
        ("RS512", _) => key.sign(Pkcs1v15Sign::new::<Sha512>(), &Sha512::digest(message)),
        ("PS256", _) => key.sign_with_rng(&mut Fixed, Pss::new_with_salt::<Sha256>(salt(32)), &Sha256::digest(message)),
        ("PS384", _) => key.sign_with_rng(&mut Fixed, Pss::new_with_salt::<Sha384>(salt(48)), &Sha384::digest(message)),
        ("PS512", _) => key.sign_with_rng(&mut Fixed, Pss::new_with_salt::<Sha512>(salt(64)), &Sha512::digest(message)),
        (other, _) => panic!("{other} is none of the algorithms that cases can be signed with"),
    };
    signature.unwrap()
}

/// The third segment: a signature, made with the slip that is named behind the algorithm.
pub(crate) fn segment(key_name: &str, algorithm: &str, message: &str) -> String {
    let (algorithm, slip) = algorithm.split_once(' ').unwrap_or((algorithm, ""));
    let utf16 = |bytes: fn(u16) -> [u8; 2]| message.encode_utf16().flat_map(bytes).collect();
    let padded = |text: &str| format!("{text:=<0$}", text.len().next_multiple_of(4));
    let padded_input = message.split('.').map(padded).collect::<Vec<_>>().join(".");
    let signed: Vec<u8> = match slip {
        "unpadded" => message.replace('=', "").into(),
        "lf" => format!("{message}\n").into(),
        "crlf" => format!("{message}\r\n").into(),
        "double-hash" => Sha256::digest(message).to_vec(),
        "hex-digest" => hex(&Sha256::digest(message)).to_lowercase().into(),
        "hex-digest-upper" => hex(&Sha256::digest(message)).into(),
        "padded-input" => padded_input.into(),
        "standard-input" => padded_input.replace('-', "+").replace('_', "/").into(),
        "utf-16le" => utf16(u16::to_le_bytes),
        "utf-16be" => utf16(u16::to_be_bytes),
        "" | "cut" | "reversed" | "hex-text" => message.into(),
        other => panic!("{other} is no slip that cases can be signed with"),
    };
    let mut signature = sign(key_name, algorithm, signed);
    match slip {
        "cut" => signature.truncate(signature.len() - 3),
        "reversed" => signature.reverse(),
        "hex-text" => return hex(&signature).to_lowercase(),
        _ => {}
    }
    encode(signature)
}

/// base64url without padding.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02X}").unwrap();
        text
    })
}

fn hash(name: &str, bytes: &[u8]) -> Vec<u8> {
    match name {
        "sha1" => <sha1::Sha1 as sha1::Digest>::digest(bytes).to_vec(),
        "sha256" => Sha256::digest(bytes).to_vec(),
        other => panic!("{other} is no hash"),
    }
}

/// Fills `{client sha1 base64url}` and its like: a certificate, then what of it.
#[track_caller]
pub(crate) fn fill(text: &str) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, (inside, after))) =
        rest.split_once('{').and_then(|(before, tail)| Some((before, tail.split_once('}')?)))
    {
        let words: Vec<&str> = inside.split(' ').collect();
        filled.push_str(before);
        let is_json = inside.contains(['{', '"']);
        if let Some(value) = if is_json { None } else { value(&words) } {
            filled.push_str(&value);
            rest = after;
        } else {
            // A brace of JSON.
            filled.push('{');
            rest = &rest[before.len() + 1..];
        }
    }
    filled + rest
}

fn value(words: &[&str]) -> Option<String> {
    Some(match words {
        [name, "der"] => STANDARD.encode(der(name)),
        [name, "pem"] => pem(name).replace('\n', "\\n"),
        [name, "jwk"] => {
            let key = key(name);
            let member = |number: rsa::BigUint| encode(number.to_bytes_be());
            let jwk = format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, member(key.e().clone()), member(key.n().clone()));
            encode(hash("sha256", jwk.as_bytes()))
        }
        [name, "modulus"] => encode(key(name).n().to_bytes_be()),
        [name, function @ ("sha1" | "sha256"), "of", subject @ ..] => {
            encode(hash(function, &subject_of(name, subject)))
        }
        [name, function @ ("sha1" | "sha256"), form] => spelled(&hash(function, &der(name)), form),
        _ => return None,
    })
}

/// What people hash instead of the DER bytes.
fn subject_of(name: &str, subject: &[&str]) -> Vec<u8> {
    let text = match subject {
        ["pem"] => pem(name),
        ["pem", "bare"] => pem(name).trim_end().to_owned(),
        ["pem", "crlf"] => pem(name).replace('\n', "\r\n"),
        ["body"] => body(name).trim_end().to_owned(),
        ["body", "line"] => body(name).replace('\n', ""),
        ["key"] => {
            let der = der(name);
            return x509_parser::parse_x509_certificate(&der).unwrap().1.public_key().raw.to_vec();
        }
        other => panic!("{other:?} is nothing that can be hashed"),
    };
    text.into_bytes()
}

/// base64 with padding.
pub(crate) fn standard(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Bytes as PowerShell writes them.
pub(crate) fn numbers(bytes: &[u8], between: &str) -> String {
    bytes.iter().map(u8::to_string).collect::<Vec<_>>().join(between)
}

fn spelled(bytes: &[u8], form: &str) -> String {
    let digits = hex(bytes);
    match form {
        "hex" => digits,
        "lower" => digits.to_lowercase(),
        "colons" => bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":"),
        "base64" => STANDARD.encode(bytes),
        "base64-twice" => STANDARD.encode(STANDARD.encode(bytes)),
        "numbers" => numbers(bytes, " "),
        "list" => numbers(bytes, ","),
        "base64url" => encode(bytes),
        "padded" => URL_SAFE.encode(bytes),
        "hex-text" => encode(digits),
        "hex-text-newline" => encode(digits + "\n"),
        "hex-text-utf16" => encode(digits.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
        other => panic!("{other} is no form of a thumbprint"),
    }
}

/// The bytes of a segment.
pub(crate) fn decode(segment: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(segment).unwrap()
}
