//! Hashes, algorithms and signatures: pure functions on typed things.

mod algorithm;
mod encoding;
mod hash;
mod message;
mod modular_exponentiation;
mod rsa_key;
mod signature;
mod slip;

pub(crate) use algorithm::{Algorithm, Scheme};
pub(crate) use hash::Hash;
pub(crate) use message::Message;
pub use modular_exponentiation::ModularExponentiation;
pub(crate) use modular_exponentiation::mod_pow;
pub(crate) use rsa_key::RsaKey;
pub(crate) use signature::{Verification, verify};
pub(crate) use slip::Slip;

#[cfg(test)]
mod tests;
