//! Keys and key stores by their first bytes.

use super::super::Unwanted;
use super::openpgp;
use crate::decode::der::{self, Structure};

/// The first bytes of key stores: Java's, `JKS` and `JCEKS`.
const KEY_STORES: [&[u8]; 2] = [b"\xFE\xED\xFE\xED", b"\xCE\xCE\xCE\xCE"];
/// The first bytes of private keys: OpenSSH, its first version, ssh.com, Microsoft's `.pvk`, and canonical S-expressions
/// of `GnuPG`.
const PRIVATE_KEYS: [&[u8]; 6] = [
    b"openssh-key-v1\0",
    b"SSH PRIVATE KEY FILE FORMAT",
    b"\x3F\x6F\xF9\xEB",
    b"\x1E\xF1\xB5\xB0",
    b"(11:private-key(",
    b"(21:protected-private-key(",
];

/// Tells what holds a private key, or may hold one, by its beginning; public keys of Microsoft's forms as well.
pub(in crate::recognize) fn kind(bytes: &[u8]) -> Option<Unwanted> {
    let begins = |starts: &[&[u8]]| starts.iter().any(|start| bytes.starts_with(start));
    if begins(&KEY_STORES) || is_bouncy_castle(bytes) {
        return Some(Unwanted::KeyStore);
    }
    if begins(&PRIVATE_KEYS) || openpgp::is_secret_key(bytes) {
        return Some(Unwanted::PrivateKey);
    }
    match der::secret(bytes) {
        Some(Structure::Pkcs12) => Some(Unwanted::Pkcs12),
        Some(Structure::KeyStore) => Some(Unwanted::KeyStore),
        Some(_) => Some(Unwanted::PrivateKey),
        None => blob(bytes),
    }
}

/// Whether bytes that begin so may be a key: a cheap look before the others.
pub(in crate::recognize) fn may_begin(first: &[u8]) -> bool {
    let is_der = matches!(first, [0x30, 0x80..=0x84, ..] | [0x30, _, 0x02 | 0x30, ..]);
    let is_store = matches!(first, [0xFE, 0xED, 0xFE, ..] | [0xCE, 0xCE, 0xCE, ..] | [0, 0, 0, 1 | 2, ..]);
    let is_key = matches!(first, [b'o', b'p', b'e', ..] | [b'S', b'S', b'H', ..] | [0x3F, 0x6F, ..] | [0x1E, 0xF1, ..])
        || matches!(first, [b'(', b'1' | b'2', b'1', b':', ..]);
    let is_blob = matches!(first, [6 | 7, 2 | 3, 0, ..] | [b'R', b'S', b'A', ..] | [b'E', b'C', b'S' | b'K', ..]);
    is_der || is_store || is_key || is_blob || openpgp::may_begin(first)
}

/// BKS and UBER of Bouncy Castle: version, length of the salt, salt, iterations, in numbers of four bytes.
fn is_bouncy_castle(bytes: &[u8]) -> bool {
    let [0, 0, 0, 1 | 2, 0, 0, 0, length, rest @ ..] = bytes else { return false };
    let iterations = rest.get(usize::from(*length)..);
    (8..=64).contains(length) && iterations.is_some_and(|rest| matches!(rest, [0, 0 | 1, high, _, _, ..] if *high > 0))
}

/// The blobs of Microsoft: `PUBLICKEYSTRUC` with `RSAPUBKEY` or `DSSPUBKEY`, and `BCRYPT_RSAKEY_BLOB` or
/// `BCRYPT_ECCKEY_BLOB`.
fn blob(bytes: &[u8]) -> Option<Unwanted> {
    match bytes {
        [7, 2 | 3, 0, 0, _, _, 0, 0, b'R' | b'D', b'S', b'A' | b'S', ..] => Some(Unwanted::PrivateKey),
        [6, 2 | 3, 0, 0, _, _, 0, 0, b'R' | b'D', b'S', b'A' | b'S', ..] => Some(Unwanted::PublicKey),
        // The length in bits, that of the exponent in bytes, which may be the modulus's.
        [b'R', b'S', b'A', digit @ b'1'..=b'3', _, 1..=64, 0, 0, _, 0..=8, 0, 0, ..] => {
            Some(if *digit == b'1' { Unwanted::PublicKey } else { Unwanted::PrivateKey })
        }
        [b'E', b'C', b'S' | b'K', digit @ b'1'..=b'6', 32 | 48 | 66, 0, 0, 0, ..] => {
            Some(if digit % 2 == 1 { Unwanted::PublicKey } else { Unwanted::PrivateKey })
        }
        _ => None,
    }
}
