//! One strict decoder a format. They know neither request nor report, never panic and never guess.

pub(crate) mod base64;
pub(crate) mod certificate;
pub(crate) mod decimal;
pub(crate) mod der;
pub(crate) mod entra_error;
pub(crate) mod federation;
pub(crate) mod guid;
pub(crate) mod hex;
pub(crate) mod identifier;
pub(crate) mod instant;
pub(crate) mod json;
pub(crate) mod jwk;
pub(crate) mod jws;
mod mangled;
pub(crate) mod name;
pub(crate) mod pem;
pub(crate) mod registration;
pub(crate) mod secret;
pub(crate) mod secret_member;
pub(crate) mod text;
pub(crate) mod thumbprint;
