//! `claimsMatchingExpression` of flexible federated identity credentials: `claims['sub'] matches 'repo:o/*' and …`.

/// Why an expression cannot be used or does not fit.
pub(crate) type Fault = &'static str;

/// One comparison: the claim, whether it is a pattern, and what it is compared with.
type Comparison<'e> = (&'e str, bool, &'e str);

/// The issuers that an expression may be used for, with their claims.
const ISSUERS: [(&str, &[&str]); 4] = [
    (
        "https://token.actions.githubusercontent.com",
        &["sub", "job_workflow_ref", "repository_id", "repository_owner_id"],
    ),
    ("https://gitlab.", &["sub", "project_id", "namespace_id"]),
    ("https://app.terraform.io", &["sub"]),
    ("https://app.eu.terraform.io", &["sub"]),
];

/// The comparisons of an expression.
fn read(expression: &str) -> Result<Vec<Comparison<'_>>, Fault> {
    let mut rest = expression;
    let mut all = Vec::new();
    loop {
        let (claim, behind) = rest.strip_prefix("claims['").and_then(|rest| rest.split_once("'] ")).ok_or("syntax")?;
        let (operator, behind) = behind.split_once(" '").ok_or("syntax")?;
        if !["eq", "matches"].contains(&operator) {
            return Err("operator");
        }
        let (comparand, behind) = behind.split_once('\'').ok_or("syntax")?;
        all.push((claim, operator == "matches", comparand));
        if behind.is_empty() {
            return Ok(all);
        }
        rest = behind.strip_prefix(" and ").ok_or(if behind.starts_with(" or ") { "operator" } else { "syntax" })?;
    }
}

/// What is wrong with an expression, whatever the token is.
pub(crate) fn fault(expression: &str, issuer: Option<&str>) -> Option<Fault> {
    let comparisons = match read(expression) {
        Ok(comparisons) => comparisons,
        Err(fault) => return Some(fault),
    };
    let known = ISSUERS.iter().find(|(known, _)| issuer.is_some_and(|issuer| issuer.starts_with(known)));
    match (issuer, known) {
        (None, _) => None,
        (Some(_), None) => Some("issuer"),
        (_, Some((_, claims))) => comparisons.iter().any(|(claim, ..)| !claims.contains(claim)).then_some("claim"),
    }
}

/// Whether it fits the claims; none where that hangs on one that is not told.
pub(crate) fn fits(expression: &str, claim: impl Fn(&str) -> Option<String>) -> Option<bool> {
    let mut fits = Some(true);
    for (name, is_pattern, comparand) in read(expression).ok()? {
        match claim(name) {
            Some(value) if is_pattern && matches(comparand.as_bytes(), value.as_bytes()) => {}
            Some(value) if !is_pattern && comparand == value => {}
            // All are to fit, whatever the others are.
            Some(_) => return Some(false),
            None => fits = None,
        }
    }
    fits
}

/// Whether a GitHub expression has the claim that is wanted since 2026.
pub(crate) fn is_anchored(expression: &str) -> bool {
    read(expression).is_ok_and(|all| {
        all.iter().any(|(claim, is_pattern, _)| !is_pattern && ["repository_id", "repository_owner_id"].contains(claim))
    })
}

/// `*` stands for any characters, `?` for one.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t, mut star) = (0, 0, None);
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(wanted) if *wanted == b'?' || Some(wanted) == text.get(t) => {
                p += 1;
                t += 1;
            }
            _ => {
                // The last star takes one more.
                let Some((at, taken)) = star else { return false };
                star = Some((at, taken + 1));
                p = at + 1;
                t = taken + 1;
            }
        }
    }
    pattern.get(p..).unwrap_or_default().iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::{fault, fits, is_anchored};

    const GITHUB: Option<&str> = Some("https://token.actions.githubusercontent.com");

    #[test]
    fn expressions_are_read_as_documented() {
        let fault = |text| fault(text, GITHUB);
        assert_eq!(fault("claims['sub'] matches 'repo:o/r:*'"), None);
        assert_eq!(fault("claims['sub'] eq 'a' and claims['repository_id'] eq '1'"), None);
        assert_eq!(fault("claims['sub'] startswith 'a'"), Some("operator"));
        assert_eq!(fault("claims['sub'] eq 'a' or claims['sub'] eq 'b'"), Some("operator"));
        assert_eq!(fault("claims[sub] eq 'a'"), Some("syntax"));
        assert_eq!(fault("claims['actor'] eq 'a'"), Some("claim"));
        assert_eq!(super::fault("claims['sub'] eq 'a'", Some("https://idp.example")), Some("issuer"));
        assert!(is_anchored("claims['repository_id'] eq '1'") && !is_anchored("claims['sub'] eq '1'"));
    }

    #[test]
    fn patterns_have_two_signs() {
        for (pattern, text, wanted) in [
            ("a*", "abc", true),
            ("a*c", "abcbc", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*", "", true),
            ("a", "A", false),
            ("a*d", "abc", false),
        ] {
            let expression = format!("claims['sub'] matches '{pattern}'");
            assert_eq!(fits(&expression, |_| Some(text.to_owned())), Some(wanted), "{pattern} {text}");
        }
        assert_eq!(fits("claims['sub'] eq 'a'", |_| None), None);
        let of_subject = |name: &str| (name == "sub").then(|| "a".to_owned());
        assert_eq!(fits("claims['repository_id'] eq '1' and claims['sub'] eq 'b'", of_subject), Some(false));
        assert_eq!(fits("claims['repository_id'] eq '1' and claims['sub'] eq 'a'", of_subject), None);
    }
}
