//! Hashes, algorithms and signatures: pure functions on typed things.

mod algorithm;
mod hash;
mod signature;
#[cfg(test)]
mod vectors;

pub(crate) use algorithm::{Algorithm, Scheme};
pub(crate) use hash::Hash;
pub(crate) use signature::{RsaKey, Verification, verify};
