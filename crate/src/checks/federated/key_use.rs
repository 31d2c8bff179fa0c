//! A published key says that it is for signing.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::Evidence;
use crate::report::{Cause, Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "federated/key_use",
    title: "The published key says that it is for signing",
    fails: "The published key does not say that it is for signing",
    severity: Severity::Warning,
    cause: Some(Cause::IssuerKey),
    reasons: &[],
    cites: "Microsoft Entra workload identity federation with SPIFFE",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let (keys, kid) = super::keys(evidence).map_err(|_| Skip::inapplicable("There is no key to look at."))?;
    let Some(key) = keys.first() else {
        return Err(Skip::inapplicable("There is no key to look at."));
    };
    let found = if key.purpose.as_deref() == Some("sig") {
        Found::pass("It has `use` `sig`.")
    } else {
        Found::fail(say(
            "The key {} has no `use` `sig`, which Entra expects (SPIRE: `set_key_use = true`).",
            [value(kid.unwrap_or_default())],
        ))
    };
    Ok(found.at(Place::header("kid")))
}
