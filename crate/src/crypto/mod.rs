//! Hashes, algorithms and signatures: pure functions on typed things.

mod algorithm;
mod hash;
mod power;
mod signature;
#[cfg(test)]
mod vectors;

pub(crate) use algorithm::{Algorithm, Scheme};
pub(crate) use hash::Hash;
pub(crate) use power::power;
pub use signature::Power;
pub(crate) use signature::{RsaKey, Verification, verify};
