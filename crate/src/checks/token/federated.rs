//! A token of another issuer is taken as a federated identity credential, and no certificate plays a part.

use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Place, Severity, say};
use crate::token::Token;

pub(super) const CHECK: Check = Check {
    id: "token/federated",
    title: "It is an assertion for a certificate, not for a federated identity credential",
    fails: "This is a federated token, not a certificate assertion",
    severity: Severity::Notice,
    cause: None,
    reasons: &[],
    cites: "Microsoft Entra workload identity federation; refusals on record: AADSTS700211, AADSTS700213, AADSTS70021",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    match &evidence.assertion.token {
        None => Err(super::without_claims(evidence)),
        Some(Token::Federated(why)) => Ok(Found::fail(say("Entra takes this as a token for a federated identity credential ({}): issuer, subject and audience of that credential decide, and no certificate does.", [why.clone()]))
        .at(Place::claim("iss"))
        .at(Place::claim("aud"))),
        Some(_) => Ok(Found::pass("Nothing in it speaks of a federated identity credential.")),
    }
}
