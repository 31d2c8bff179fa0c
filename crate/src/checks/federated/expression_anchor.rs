//! An expression for GitHub names the repository or its owner by ID.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::entra::expression;
use crate::evidence::Evidence;
use crate::report::{Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "federated/expression_anchor",
    title: "Expressions for GitHub name an ID",
    fails: "The expression lacks the claim that is wanted today",
    severity: Severity::Warning,
    cause: None,
    reasons: &[],
    cites: "Refusal on record: hashicorp/terraform-provider-azuread 1901",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let all = evidence.federated.credentials.iter().enumerate();
    let is_github = |issuer: &String| issuer.starts_with("https://token.actions.githubusercontent.com");
    let mut of_github = all
        .filter(|(_, one)| one.issuer.as_ref().is_some_and(is_github))
        .filter_map(|(n, one)| Some((n, one, one.expression.as_ref()?)))
        .peekable();
    if of_github.peek().is_none() {
        return Err(Skip::inapplicable("No expression for GitHub was given."));
    }
    Ok(match of_github.find(|(.., text)| !expression::is_anchored(text)) {
        Some((n, one, _)) => Found::fail(say(
            "The expression of {} compares neither `repository_id` nor `repository_owner_id`: created today, it would be refused.",
            [value(one.label())],
        ))
        .at(Place::federation(n, "expression")),
        None => Found::pass("Each names the repository or its owner by ID."),
    })
}
