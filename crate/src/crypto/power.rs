//! The arithmetic of RSA where there is no browser.

use num_bigint::BigUint;

/// As [`super::Power`] says.
pub(crate) fn power(number: &[u8], exponent: u64, modulus: &[u8]) -> Vec<u8> {
    BigUint::from_bytes_be(number).modpow(&exponent.into(), &BigUint::from_bytes_be(modulus)).to_bytes_be()
}
