//! The claims of the assertion in focus. A claim that is missing and one that is malformed are different findings.

use super::assertion::Assertion;
use crate::decode::guid::Guid;
use crate::decode::json::{Member, Number, Object};
use crate::report::{Text, say, words};
use crate::skip::Skip;
use crate::time::UnixTime;

/// One claim.
pub(crate) enum Claim<T> {
    Absent,
    /// What stands there instead.
    Malformed(String),
    Present(T),
}

impl<T> Claim<T> {
    fn read(member: Option<&Member>, read: impl FnOnce(&Member) -> Option<T>) -> Self {
        match member {
            None => Self::Absent,
            Some(member) => read(member).map_or_else(|| Self::Malformed(member.shown()), Self::Present),
        }
    }

    /// The value, if there is a good one; the check that owns the others says so.
    pub(crate) fn present(self, name: &str) -> Result<T, Skip> {
        match self {
            Self::Present(value) => Ok(value),
            Self::Absent => {
                let message = say("There is no `{}`.", [words(name)]);
                Err(if REQUIRED.contains(&name) { owned(name, message) } else { Skip::inapplicable(message) })
            }
            Self::Malformed(_) => Err(owned(name, say("`{}` cannot be read.", [words(name)]))),
        }
    }
}

/// The claims that must be there.
const REQUIRED: [&str; 4] = ["iss", "sub", "aud", "exp"];

/// A claim that is missing or malformed, told by its own check where it has one.
fn owned(name: &str, message: Text) -> Skip {
    match name {
        "iss" => Skip::owned("claims/iss", message),
        "sub" => Skip::owned("claims/sub", message),
        "aud" => Skip::owned("claims/aud", message),
        "exp" => Skip::owned("claims/exp", message),
        "nbf" => Skip::owned("claims/nbf", message),
        _ => Skip::unreadable(message),
    }
}

impl<'a> Assertion<'a> {
    /// The claims of a client assertion.
    pub(crate) fn claims(&self) -> Result<&'a Object, Skip> {
        self.part("claims", |jws| jws.claims.as_ref())
    }

    /// The claims of any client assertion, a federated one's, too.
    pub(crate) fn any_claims(&self) -> Result<&'a Object, Skip> {
        self.given("claims", |jws| jws.claims.as_ref(), Self::is_client_assertion)
    }

    /// A claim that is a string and not empty.
    pub(crate) fn string(&self, name: &str) -> Result<Claim<String>, Skip> {
        let member = self.claims()?.get(name);
        Ok(Claim::read(member, |member| member.string().filter(|value| !value.is_empty())))
    }

    /// A claim that is a number, whatever its spelling.
    pub(crate) fn number(&self, name: &str) -> Result<Claim<Number>, Skip> {
        Ok(Claim::read(self.claims()?.get(name), Member::number))
    }

    /// A claim that is an instant.
    pub(crate) fn instant(&self, name: &str) -> Result<Claim<UnixTime>, Skip> {
        let read = |member: &Member| member.number().map(|number| UnixTime::from_seconds(number.value));
        Ok(Claim::read(self.any_claims()?.get(name), read))
    }

    /// The audiences: one string or an array of strings.
    pub(crate) fn audiences(&self) -> Result<Claim<Vec<String>>, Skip> {
        let member = self.claims()?.get("aud");
        Ok(Claim::read(member, |member| member.string().map(|one| vec![one]).or_else(|| member.strings())))
    }

    /// A claim that is a good string; the check that owns another says so.
    pub(crate) fn present_string(&self, name: &str) -> Result<String, Skip> {
        self.string(name)?.present(name)
    }

    /// A claim that is a good instant; the check that owns another says so.
    pub(crate) fn present_instant(&self, name: &str) -> Result<UnixTime, Skip> {
        self.instant(name)?.present(name)
    }

    /// `iss`, where it is a GUID.
    pub(crate) fn issuer(&self) -> Option<Guid> {
        Guid::parse(&self.present_string("iss").ok()?)
    }
}
