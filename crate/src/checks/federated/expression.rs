//! The expression of a flexible federated credential can be used, and fits the token's claims.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::federation::FederationForm;
use crate::entra::expression;
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value, words};

pub(super) const CHECK: Check = Check {
    id: "federated/expression",
    title: "The matching expression fits the token",
    fails: "The matching expression does not fit",
    severity: Severity::Error,
    cause: Some(Cause::NoCredentialMatches),
    reasons: &["syntax", "operator", "claim", "issuer", "on-managed-identity", "no-match"],
    cites: "Microsoft Entra flexible federated identity credentials; refusals on record: AADSTS7002131, AADSTS700235",
    examine: Examine::Evidence(examine),
};

/// What each reason says.
const CLAUSES: &[(&str, &str)] = &[
    ("syntax", "it is none: `claims['sub'] matches '…'` is the form, with one blank between the parts"),
    ("operator", "the operators are `eq`, `matches` and `and`"),
    ("claim", "it compares a claim that is not allowed for this issuer"),
    ("issuer", "expressions are for GitHub, GitLab and HCP Terraform"),
    ("on-managed-identity", "expressions are for applications, and not for managed identities"),
    ("no-match", "it does not fit the claims of the token"),
];

fn examine(evidence: &Evidence<'_>) -> Examined {
    let federated = super::compared(evidence)?;
    if let Some(one) = federated.fits_whole() {
        return Ok(Found::pass(say("{} fits.", [value(one.label())])));
    }
    let near = federated.nearest(1).or_else(|| federated.nearest(0));
    let (n, one) = near.ok_or_else(super::unknown)?;
    let Some(text) = &one.expression else {
        return Err(Skip::inapplicable("The credential has no expression."));
    };
    let reason = if one.form == FederationForm::Identity {
        "on-managed-identity"
    } else if let Some(fault) = expression::fault(text, one.issuer.as_deref()) {
        fault
    } else if federated.fits.get(n).is_some_and(|fits| fits.get(1) == Some(&Some(false))) {
        "no-match"
    } else {
        return Err(super::unknown());
    };
    let (reason, clause) = super::clause(CLAUSES, reason);
    Ok(Found::fail(say(
        "The expression of the federated credential {} is {}: {}.",
        [value(one.label()), value(text), words(clause)],
    ))
    .because(reason)
    .at(Place::federation(n, "expression")))
}
