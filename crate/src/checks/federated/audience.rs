//! A federated credential of the token's issuer and subject has its audience.

use crate::check::{Check, Examine, Examined, Found};
use crate::entra::federation;
use crate::evidence::Evidence;
use crate::report::{Cause, Need, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "federated/audience",
    title: "The federated credential has the token's audience",
    fails: "The credential wants another audience",
    severity: Severity::Error,
    cause: Some(Cause::NoCredentialMatches),
    reasons: &[
        "other-cloud",
        "guid",
        "resource-token",
        "default-github",
        "default-kubernetes",
        "case",
        "trailing-slash",
        "multiple",
        "other",
    ],
    cites: "Microsoft Graph, federatedIdentityCredential; refusals on record: AADSTS700212, AADSTS7002121",
    examine: Examine::Evidence(examine),
};

/// What each reason says.
const CLAUSES: &[(&str, &str)] = &[
    ("other-cloud", "they are of two clouds"),
    ("guid", "the credential wants the URI `api://AzureADTokenExchange`, also where the token has the GUID"),
    ("default-github", "it is GitHub's default, so the step that asks for the token names no audience"),
    (
        "default-kubernetes",
        "it is the pod's ordinary token; the one for Entra is in the file that `AZURE_FEDERATED_TOKEN_FILE` names",
    ),
    ("case", "they differ in upper and lower case"),
    ("trailing-slash", "one of the two has a slash at the end"),
    ("multiple", "the token has several audiences, and one is wanted"),
    ("resource-token", "the token is one for another resource"),
    ("other", "the two are to be the same"),
];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let federated = super::token(evidence)?;
    if federated.is_of_resource {
        let token =
            federated.audiences.as_ref().map_or_else(|| "another resource".to_owned(), |(all, _)| all.join(", "));
        let found = Found::fail(say(
            "The token is an access token for {}: ask for one with the scope `api://AzureADTokenExchange/.default`, and send that as the assertion.",
            [value(&token)],
        ))
        .because("resource-token");
        return Ok(match &federated.audiences {
            Some((_, place)) => found.compare(federation::EXCHANGE[0], token).at(place.clone()),
            None => found,
        });
    }
    super::compared(evidence)?;
    let (all, place) = super::stated(federated.audiences.as_ref())?;
    let token = all.join(", ");
    if let Some(place) = super::passes(evidence, 2)? {
        let found = Found::pass(say("It is {}.", [value(token)])).at(place);
        // Nobody knows whose this credential is.
        return Ok(if federated.is_tied() { found } else { found.needing(Need::Registration) });
    }
    let (n, one) = federated.nearest(2).ok_or_else(super::unknown)?;
    let own = one.audiences.as_ref().and_then(|all| all.first()).map_or("", String::as_str);
    // A pod's ordinary token is for the cluster itself; other issuers use their own address for an audience, too.
    let is_pod = federated.subject.as_ref().is_none_or(|(subject, _)| subject.starts_with("system:serviceaccount:"));
    let issuer = federated.issuer.as_ref().filter(|_| is_pod).map(|(issuer, _)| issuer.as_str());
    let (reason, clause) = super::clause(CLAUSES, federation::audience_difference(own, all, issuer));
    let found = Found::fail(say(
        "The audience of the federated credential {} is {}, and the token's is {}: {}.",
        [value(one.label()), value(own), value(&token), words(clause)],
    ))
    .because(reason)
    .at(Place::federation(n, "audience"))
    .at(place.clone());
    Ok(if own == token {
        found.compare(federation::EXCHANGE[0], token).of("token exchange", super::holder(one))
    } else {
        found.compare(own, token).of(super::holder(one), "token")
    })
}
