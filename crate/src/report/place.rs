//! The names of the values of the evidence, as the contract lists them.

use serde::Serialize;

/// The name of one value, such as `claims.aud`: facts bear it, and findings point at it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Place(String);

impl Place {
    /// A member of the header.
    pub(crate) fn header(member: &str) -> Self {
        Self::of("header", member)
    }

    pub(crate) fn claim(name: &str) -> Self {
        Self::of("claims", name)
    }

    pub(crate) fn signature() -> Self {
        Self("signature".to_owned())
    }

    /// A value of one of the certificates given, by its number.
    pub(crate) fn certificate(n: usize, value: &str) -> Self {
        Self::numbered("certificate", n, value)
    }

    /// A certificate known by its thumbprint alone, by its number.
    pub(crate) fn thumbprint(n: usize, value: &str) -> Self {
        Self::numbered("thumbprint", n, value)
    }

    /// A value of a certificate in the header, by its number.
    pub(crate) fn x5c(n: usize, value: &str) -> Self {
        Self::numbered("x5c", n, value)
    }

    /// The registration's client ID.
    pub(crate) fn application() -> Self {
        Self::of("registration", "app_id")
    }

    /// A value of one of the registration's key credentials, by its number.
    pub(crate) fn credential(n: usize, value: &str) -> Self {
        Self::numbered("registration", n, value)
    }

    /// A value of one of the federated credentials, by its number.
    pub(crate) fn federation(n: usize, value: &str) -> Self {
        Self::numbered("federation", n, value)
    }

    /// The URL or a parameter of the token request.
    pub(crate) fn request(value: &str) -> Self {
        Self::of("request", value)
    }

    /// A value that Entra's error prints.
    pub(crate) fn response(value: &str) -> Self {
        Self::of("response", value)
    }

    /// A value that the person typed.
    pub(crate) fn expected(field: &str) -> Self {
        Self::of("expected", field)
    }

    /// The time of the request, as the person says it.
    pub(crate) fn at() -> Self {
        Self("at".to_owned())
    }

    /// A whole source, by its id. No fact bears it.
    pub(crate) fn source(id: u32) -> Self {
        Self(format!("source.{id}"))
    }

    fn of(section: &str, value: &str) -> Self {
        Self(format!("{section}.{value}"))
    }

    fn numbered(section: &str, n: usize, value: &str) -> Self {
        Self(format!("{section}.{n}.{value}"))
    }

    /// The name itself; empty where there is none.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether its fact stands in the section of this id.
    pub(crate) fn is_in(&self, section: &str) -> bool {
        self.0.strip_prefix(section).is_some_and(|value| value.starts_with('.'))
    }

    /// For the last door: a name that the evidence gives may be a secret.
    pub(crate) fn string(&mut self) -> &mut String {
        &mut self.0
    }
}
