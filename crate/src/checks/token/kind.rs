//! A token that Entra issued is not a client assertion: that one is made by the client itself.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, Text, say, words};
use crate::token::Token;

pub(super) const CHECK: Check = Check {
    id: "token/kind",
    title: "It is a client assertion and no other token",
    fails: "This is another kind of token",
    severity: Severity::Error,
    cause: Some(Cause::BadRequest),
    reasons: &["access-token", "id-token", "proof-token"],
    cites: "RFC 7523, section 3; refusal on record: AADSTS50048",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let token = evidence.assertion.token.as_ref().ok_or_else(|| super::without_claims(evidence))?;
    let issued = |what: &str, reason, marks: &[&str]| {
        let found = Found::fail(say(
            "This is {} that Entra issued (it has {}), where a client assertion is wanted: one that the client makes and signs itself.",
            [words(what), Text::join(marks.iter().map(|mark| say("`{}`", [words(mark)])), ", ")],
        ));
        marks.iter().fold(found.because(reason), |found, mark| found.at(Place::claim(mark)))
    };
    match token {
        Token::ClientAssertion => Ok(Found::pass("Nothing in it is of another kind of token.")),
        Token::Federated(_) => Err(Skip::inapplicable("It is a token for a federated identity credential.")),
        Token::Access(marks) => Ok(issued("an access token", "access-token", marks)),
        Token::Id(marks) => Ok(issued("an ID token", "id-token", marks)),
        Token::Proof => Ok(Found::fail(
            "This is a proof token for Microsoft Graph's `addKey` and `removeKey` (its `aud` says so), where a client assertion is wanted.",
        )
        .because("proof-token")
        .at(Place::claim("aud"))),
    }
}
