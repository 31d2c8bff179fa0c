//! A federated credential has the token's issuer, character by character.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::federation;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "federated/issuer",
    title: "A federated credential has the token's issuer",
    fails: "No credential has this issuer",
    severity: Severity::Error,
    cause: Some(Cause::NoCredentialMatches),
    reasons: &[
        "trailing-slash",
        "case",
        "white-space",
        "azure-devops-kind",
        "entra-version",
        "other-tenant",
        "other-cluster",
        "enterprise-slug",
        "discovery-url",
        "cluster-internal",
        "absent",
    ],
    cites: "Microsoft Graph, federatedIdentityCredential; refusals on record: AADSTS700211, AADSTS70021",
    examine: Examine::Evidence(examine),
};

/// What each reason says, in the order of the reasons.
const CLAUSES: &[(&str, &str)] = &[
    ("trailing-slash", "one of the two has a slash at the end"),
    ("case", "they differ in upper and lower case"),
    ("white-space", "one of the two has white space round it"),
    (
        "azure-devops-kind",
        "the one is Azure DevOps itself, as in old service connections, and the other Entra, as in new ones",
    ),
    ("entra-version", "the one is of Entra's v1.0 tokens, the other of v2.0"),
    ("other-tenant", "they are of two tenants"),
    ("other-cluster", "they are of two clusters, or of one that was made anew"),
    ("enterprise-slug", "the one has the name of a GitHub Enterprise at the end"),
    ("discovery-url", "the credential has the address of the discovery document, and `iss` is what stands before it"),
    ("cluster-internal", "the cluster's internal address is no issuer that Entra can reach"),
    ("absent", "it is another issuer"),
];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let federated = super::compared(evidence)?;
    if federated.is_of_resource {
        return Err(Skip::owned("federated/audience", "The token is one for another resource."));
    }
    let (token, place) = super::stated(federated.issuer.as_ref())?;
    let found = super::passes(evidence, 0).map_err(|skip| {
        let is_slash = federated.fitting(1).any(|(_, one)| federated.is_but_for_slash(one));
        let is_subject = federated.fitting(2).next().is_none();
        let owner = if is_subject { "federated/subject" } else { "federated/audience" };
        if is_slash { Skip::owned(owner, "It differs by a slash at the end, and more differs.") } else { skip }
    })?;
    if let Some(place) = found {
        return Ok(Found::pass(say("It is {}.", [value(token)])).at(place));
    }
    let (n, one) = federated.nearest(0).ok_or_else(super::unknown)?;
    let own = one.issuer.as_deref().unwrap_or_default();
    let reason = federation::issuer_difference(own, token);
    let (reason, clause) = super::clause(CLAUSES, reason);
    Ok(Found::fail(say(
        "The issuer of the federated credential {} is {}, and the token's is {}: {}.",
        [value(one.label()), value(own), value(token), words(clause)],
    ))
    .because(reason)
    .compare(own, token)
    .of(super::holder(one), "token")
    .at(Place::federation(n, "issuer"))
    .at(place.clone()))
}
