//! Types of client assertions of which nothing says whether Entra takes them.

use super::typ::UNKNOWN;
use crate::check::{Check, Examine, Examined, Found};
use crate::evidence::Evidence;
use crate::report::{Place, Severity, say, value};

pub(super) const CHECK: Check = Check {
    id: "header/typ_known",
    title: "The type is one that clients of Entra use",
    fails: "No evidence that Entra takes this `typ`",
    severity: Severity::Warning,
    cause: None,
    reasons: &[],
    cites: "RFC 7519, section 5.1",
    examine: Examine::Evidence(examine),
};

fn examine(evidence: &Evidence<'_>) -> Examined {
    let typ = evidence.assertion.in_header("typ")?;
    let unknown = typ
        .and_then(crate::decode::json::Member::string)
        .filter(|typ| UNKNOWN.iter().any(|one| one.eq_ignore_ascii_case(typ)));
    Ok(match unknown {
        Some(typ) => {
            Found::fail(say("`typ` is {}: no client of Entra is known to send it; `JWT` is taken.", [value(&typ)]))
                .compare("JWT", typ)
                .at(Place::header("typ"))
        }
        None => Found::pass("It is none of those of which nothing is known."),
    })
}
