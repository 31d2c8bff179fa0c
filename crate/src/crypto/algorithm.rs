//! The RSA signature algorithms of JWS (RFC 7518, sections 3.3 and 3.5).

use super::Hash;

/// How a digest is encoded before the RSA operation (RFC 8017).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Pkcs1,
    Pss,
}

/// One of RS256, RS384, RS512, PS256, PS384, PS512.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Algorithm {
    pub(crate) scheme: Scheme,
    pub(crate) hash: Hash,
}

impl Algorithm {
    /// Reads `alg`, which is case-sensitive (RFC 7515, section 4.1.1).
    pub(crate) fn parse(alg: &str) -> Option<Self> {
        let scheme = match alg.get(..2)? {
            "RS" => Scheme::Pkcs1,
            "PS" => Scheme::Pss,
            _ => return None,
        };
        let hash = match alg.get(2..)? {
            "256" => Hash::Sha256,
            "384" => Hash::Sha384,
            "512" => Hash::Sha512,
            _ => return None,
        };
        Some(Self { scheme, hash })
    }
}

impl Scheme {
    /// The scheme's name, and the `alg` family that means it.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Pkcs1 => "PKCS#1 v1.5 (RS)",
            Self::Pss => "PSS (PS)",
        }
    }

    pub(crate) fn other(self) -> Self {
        match self {
            Self::Pkcs1 => Self::Pss,
            Self::Pss => Self::Pkcs1,
        }
    }
}
