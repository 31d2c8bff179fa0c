//! A federated token against the federated identity credentials that were given.

mod alg;
mod alg_tested;
mod audience;
mod claims;
mod expression;
mod expression_anchor;
mod issuer;
mod key;
mod key_use;
mod one_audience;
mod subject;
mod typ;

use crate::check::{Check, Skip};
use crate::decode::federation::FederatedCredential;
use crate::decode::json::Member;
use crate::decode::jwk::Jwk;
use crate::evidence::{Evidence, Federation};
use crate::report::{Need, Place};

pub(super) const CHECKS: &[&Check] = &[
    &alg::CHECK,
    &alg_tested::CHECK,
    &typ::CHECK,
    &claims::CHECK,
    &issuer::CHECK,
    &subject::CHECK,
    &expression::CHECK,
    &expression_anchor::CHECK,
    &audience::CHECK,
    &key::CHECK,
    &key_use::CHECK,
    &one_audience::CHECK,
];

/// What decides of a federated token.
fn token<'e, 'a>(evidence: &'e Evidence<'a>) -> Result<&'e Federation<'a>, Skip> {
    let federated = &evidence.federated;
    federated.is_federated.then_some(federated).ok_or_else(|| Skip::inapplicable("There is no federated token."))
}

/// The same where there are credentials to compare it with.
fn compared<'e, 'a>(evidence: &'e Evidence<'a>) -> Result<&'e Federation<'a>, Skip> {
    let federated = token(evidence)?;
    if federated.credentials.is_empty() {
        return Err(Skip::needs(Need::Federation, "No federated credential was given."));
    }
    Ok(federated)
}

/// A member of a federated token's header that is a string.
fn in_header(evidence: &Evidence<'_>, name: &str) -> Result<Option<String>, Skip> {
    token(evidence)?;
    let header = evidence.assertion.jws.and_then(|jws| jws.header.as_ref());
    let header = header.ok_or_else(|| Skip::needs(Need::Assertion, "The header of the token was not given."))?;
    Ok(header.get(name).filter(|member| !member.is_null()).map(Member::shown))
}

/// The keys of the issuer that have the token's `kid`, and that `kid`; all of them where it has none.
fn keys<'a>(evidence: &Evidence<'a>) -> Result<(Vec<&'a Jwk>, Option<String>), Skip> {
    token(evidence)?;
    if evidence.issuer_keys().next().is_none() {
        return Err(Skip::needs(Need::Federation, "The keys that the issuer publishes were not given."));
    }
    let kid = in_header(evidence, "kid")?;
    let keys = evidence.issuer_keys().filter(|key| kid.is_none() || key.kid == kid).collect();
    Ok((keys, kid))
}

/// A value of the token that is told.
fn stated<T>(value: Option<&(T, Place)>) -> Result<&(T, Place), Skip> {
    value.ok_or_else(|| Skip::needs(Need::Assertion, "What the token has is not told."))
}

/// The place where this value of a credential is the token's, of those that have the values before it; none where all differ.
/// It skips where one may be.
fn passes(evidence: &Evidence<'_>, value: usize) -> Result<Option<Place>, Skip> {
    const NAMES: [&str; 3] = ["issuer", "subject", "audience"];
    const CHECKS: [&str; 2] = ["federated/issuer", "federated/subject"];
    let federated = &evidence.federated;
    for (before, owner) in CHECKS.iter().enumerate().take(value) {
        if federated.fitting(before + 1).next().is_none() {
            return Err(Skip::owned(owner, "No credential has what is compared before."));
        }
    }
    let fit = |n: usize| federated.fits.get(n).and_then(|fits| fits.get(value)).copied().flatten();
    let found = federated.fitting(value).find(|(n, _)| fit(*n) == Some(true));
    if let Some((n, one)) = found {
        let is_expression = value == 1 && one.expression.is_some();
        let name = if is_expression { "expression" } else { NAMES.get(value).copied().unwrap_or_default() };
        return Ok(Some(Place::federation(n, name)));
    }
    if federated.fitting(value + 1).next().is_some() { Err(unknown()) } else { Ok(None) }
}

/// A credential has a value that is not told.
fn unknown() -> Skip {
    Skip::needs(Need::Federation, "A credential has a value that is not told, and it may be the token's.")
}

/// Whose the value of a credential is.
fn holder(one: &FederatedCredential) -> String {
    format!("credential {}", one.label())
}

/// The reason with its clause.
fn clause(clauses: &[(&'static str, &'static str)], reason: &str) -> (&'static str, &'static str) {
    clauses.iter().find(|(one, _)| *one == reason).or_else(|| clauses.last()).copied().unwrap_or_default()
}
