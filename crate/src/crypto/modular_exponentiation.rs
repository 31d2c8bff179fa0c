//! The arithmetic of RSA: passed in, because the numbers of a browser's engine are faster than any that are compiled for it.

use num_bigint::BigUint;

/// RSAVP1's arithmetic (RFC 8017, section 5.2.2): a number to the power of another, modulo a third. All are big-endian
/// bytes, in and out. The modulus is odd and of at most 16,384 bits, the base less than it.
pub type ModularExponentiation = fn(base: &[u8], exponent: u64, modulus: &[u8]) -> Vec<u8>;

/// The arithmetic where there is no browser.
pub(crate) fn mod_pow(base: &[u8], exponent: u64, modulus: &[u8]) -> Vec<u8> {
    BigUint::from_bytes_be(base).modpow(&exponent.into(), &BigUint::from_bytes_be(modulus)).to_bytes_be()
}
