//! Thumbprints with padding or in the standard alphabet: MSAL for Python, Java and Go send them, and they work.

use crate::check::{Check, Examine, Examined, Found, Skip};
use crate::decode::identifier::Reading;
use crate::decode::json::Member;
use crate::evidence::Evidence;
use crate::report::{Place, Severity, say, words};

pub(super) const CHECK: Check = Check {
    id: "header/identifier_spelling",
    title: "The thumbprints are base64url without padding",
    fails: "The thumbprint is spelled unusually",
    severity: Severity::Notice,
    cause: None,
    reasons: &["padded", "standard-alphabet", "null"],
    cites: "RFC 7515, section 2",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let header = evidence.assertion.header()?;
    let mut seen = false;
    for (member, identifier) in
        [("x5t", &evidence.assertion.x5t), ("x5t#S256", &evidence.assertion.x5t_s256), ("kid", &evidence.assertion.kid)]
    {
        let Some(identifier) = identifier.as_ref().filter(|one| matches!(one.reading, Reading::Thumbprint(..))) else {
            continue;
        };
        seen = true;
        let spelling = identifier.spelling();
        let (reason, what) = match (spelling.padded, spelling.standard) {
            (false, false) => continue,
            (true, false) => ("padded", "ends in `=`"),
            (_, true) => ("standard-alphabet", "is in standard base64"),
        };
        return Ok(Found::fail(say(
            "`{}` {}; some of Microsoft's own clients send it so, and it works.",
            [words(member), words(what)],
        ))
        .because(reason)
        .at(Place::header(member)));
    }
    if let Some(member) =
        ["x5t", "x5t#S256", "kid"].into_iter().find(|name| header.get(name).is_some_and(Member::is_null))
    {
        return Ok(Found::fail(say("`{}` is `null`, and is taken to be absent.", [words(member)]))
            .because("null")
            .at(Place::header(member)));
    }
    if seen { Ok(Found::pass("They are.")) } else { Err(Skip::inapplicable("There is no thumbprint in base64.")) }
}
