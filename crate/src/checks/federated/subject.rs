//! A federated credential of the token's issuer has its subject, character by character.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::subject;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, Text, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "federated/subject",
    title: "A federated credential has the token's subject",
    fails: "No credential of this issuer has this subject",
    severity: Severity::Error,
    cause: Some(Cause::NoCredentialMatches),
    reasons: &[
        "case",
        "white-space",
        "immutable-in-token",
        "immutable-in-credential",
        "immutable-id",
        "custom-template",
        "entity",
        "entity-value",
        "pull-request-spelling",
        "repository",
        "wildcard",
        "escaped-colon",
        "namespace",
        "service-account",
        "client-id",
        "tenant-encoding",
        "tenant",
        "connection",
        "run-phase",
        "workspace",
        "project-path-or-id",
        "mail-address",
        "no-match",
    ],
    cites: "Microsoft Graph, federatedIdentityCredential; refusals on record: AADSTS700213, AADSTS7002138",
    examine: Examine::Evidence(examine),
};

/// What each reason says.
const CLAUSES: &[(&str, &str)] = &[
    ("case", "they differ in upper and lower case"),
    ("white-space", "one of the two has white space round it"),
    (
        "immutable-in-token",
        "the token has GitHub's immutable form, with the IDs of owner and repository, and the credential the names alone",
    ),
    (
        "immutable-in-credential",
        "the credential has GitHub's immutable form, with the IDs of owner and repository, and the token the names alone",
    ),
    ("immutable-id", "the names are the same and the IDs are not, so owner or repository was made anew"),
    (
        "custom-template",
        "one of the two is in none of GitHub's default forms: it is misspelt, or the repository has a subject template of its own",
    ),
    ("entity", "they are for different kinds of run (a branch, a tag, an environment, a pull request)"),
    ("entity-value", "they are for different branches, tags or environments"),
    ("pull-request-spelling", "GitHub writes `pull_request`, with an underscore"),
    ("repository", "they are of different repositories"),
    ("wildcard", "a `*` in a subject stands for itself, and patterns belong in `claimsMatchingExpression`"),
    ("escaped-colon", "GitHub writes a colon inside of a name as `%3A`"),
    ("namespace", "they are of different namespaces"),
    ("service-account", "they are different service accounts"),
    ("client-id", "the credential has the identity's client ID, where its object (principal) ID is wanted"),
    (
        "tenant-encoding",
        "the tenant is encoded in another way, where the base64url of the 16 bytes of its ID is wanted",
    ),
    ("tenant", "they are of different tenants"),
    ("connection", "they are different service connections, or of different organizations, projects or services"),
    ("run-phase", "they are for different run phases, and HCP Terraform wants a credential for each"),
    ("workspace", "they are of different organizations, projects or workspaces"),
    ("project-path-or-id", "they are of different projects, or the one has a project's path and the other its ID"),
    ("mail-address", "the credential has the account's mail address, where its unique ID is wanted"),
    ("no-match", "they are different"),
];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let federated = super::compared(evidence)?;
    if federated.is_of_resource {
        return Err(Skip::owned("federated/audience", "The token is one for another resource."));
    }
    let (token, place) = super::stated(federated.subject.as_ref())?;
    if let Some(place) = super::passes(evidence, 1)? {
        return Ok(Found::pass(say("It is {}.", [value(token)])).at(place));
    }
    let (n, one) = federated.nearest(1).ok_or_else(super::unknown)?;
    let Some(own) = one.subject.as_deref() else {
        return Err(Skip::owned("federated/expression", "The credential has an expression in the place of a subject."));
    };
    let client = ["azp", "appid"].iter().find_map(|name| evidence.assertion.any_claims().ok()?.get(name)?.string());
    let differences = subject::differences(own, token, client.as_deref());
    let clauses = differences.iter().map(|reason| match (*reason, subject::kind(own), subject::kind(token)) {
        ("entity", Some(own), Some(token)) => {
            say("the credential is for {}, and the token for {}", [words(own), words(token)])
        }
        ("entity", ..) if differences.contains(&"pull-request-spelling") => {
            "they are for different kinds of run".into()
        }
        ("repository", ..) if subject::is_renamed(own, token) => {
            "the IDs are the same, so the repository or its owner was renamed".into()
        }
        (reason, ..) => words(super::clause(CLAUSES, reason).1),
    });
    let (reason, _) = super::clause(CLAUSES, differences.first().copied().unwrap_or("no-match"));
    Ok(Found::fail(say(
        "The subject of the federated credential {} is {}, and the token's is {}: {}.",
        [value(one.label()), value(own), value(token), Text::join(clauses, "; ")],
    ))
    .because(reason)
    .compare(own, token)
    .of(super::holder(one), "token")
    .at(Place::federation(n, "subject"))
    .at(place.clone()))
}
