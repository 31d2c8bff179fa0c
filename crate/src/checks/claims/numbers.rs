//! Times as strings (MSAL for .NET) or with fractions (MSAL for Python): both work.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::evidence::{Claim, Evidence};
use crate::report::{Place, Severity, say, words};

pub(super) const CHECK: Check = Check {
    id: "claims/numbers",
    title: "The times are whole numbers",
    fails: "Times are not whole numbers",
    severity: Severity::Notice,
    cause: None,
    reasons: &["string", "fraction"],
    cites: "RFC 7519, section 2, NumericDate",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let mut seen = false;
    for name in ["exp", "nbf", "iat"] {
        let Claim::Present(number) = evidence.assertion.number(name)? else { continue };
        seen = true;
        let (reason, message) = if number.string {
            ("string", say("`{}` is a string; MSAL for .NET sends it so, and it works.", [words(name)]))
        } else if number.value.fract() != 0.0 {
            ("fraction", say("`{}` has a fraction; MSAL for Python sends it so, and it works.", [words(name)]))
        } else {
            continue;
        };
        return Ok(Found::fail(message).because(reason).at(Place::claim(name)));
    }
    if seen { Ok(Found::pass("They are.")) } else { Err(Skip::inapplicable("There are no times.")) }
}
