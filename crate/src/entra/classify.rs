//! Which refusal an error is: its codes and its sentence read together. Where the two disagree, neither is believed.

use super::codes::{OF_FEDERATED, REFUSALS, WRAPPER};
use super::refusal::{Advice, Refusal, Subject};
use crate::decode::entra_error::EntraError;
use crate::decode::instant;
use crate::report::Cause;

/// Why it is not known which refusal an error is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// There is no code in it.
    Codeless,
    /// None of its codes is known.
    Code(u32),
    /// The sentence is that of another code.
    Contradiction { code: u32, sentence_of: u32 },
}

/// Classifies an error; of several codes, by the most specific.
pub(crate) fn classify(error: &EntraError) -> Result<&'static Refusal, Unknown> {
    let first = *error.codes.first().ok_or(Unknown::Codeless)?;
    let text = EntraError::squeeze(&error.text);
    let says = |refusal: &Refusal| refusal.phrase.is_some_and(|phrase| text.contains(&EntraError::squeeze(phrase)));
    let (starts_later, names_parameter) = (starts_later(error), names_parameter(error));
    // Two rows with one phrase: the values in the text tell them apart, and the first is the usual one.
    let fits = |refusal: &&Refusal| match refusal.subject {
        Subject::Cause(Cause::BadTime) => refusal.advice != Some(Advice::RegisterAnother) || !starts_later,
        Subject::Cause(Cause::BadClaims) => refusal.code != MISSING_FIELD || !names_parameter,
        _ => true,
    };
    let rows = || {
        error.codes.iter().flat_map(|code| REFUSALS.iter().filter(move |refusal| refusal.code == *code)).filter(fits)
    };
    let by_phrase = rows().filter(|refusal| says(refusal)).min_by_key(|refusal| rank(refusal));
    // Where none of its own phrases is there, another code's may be.
    if by_phrase.is_none()
        && rows().any(|refusal| refusal.phrase.is_some() && refusal.code != WRAPPER)
        && let Some(other) = REFUSALS.iter().find(|refusal| says(refusal))
    {
        return Err(Unknown::Contradiction { code: first, sentence_of: other.code });
    }
    let by_code = || rows().filter(|refusal| refusal.alone).min_by_key(|refusal| rank(refusal));
    by_phrase.or_else(by_code).ok_or(Unknown::Code(first))
}

/// The same of an error that is about a federated token.
pub(crate) fn of_federated(error: &EntraError) -> Result<&'static Refusal, Unknown> {
    let own = OF_FEDERATED.iter().find(|refusal| error.codes.contains(&refusal.code));
    own.map_or_else(|| classify(error), Ok)
}

/// AADSTS90014 names what is missing.
const MISSING_FIELD: u32 = 90014;
/// What is a claim of the assertion; everything else that it names is a parameter of the request.
const CLAIMS: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "jti", "iat"];

fn names_parameter(error: &EntraError) -> bool {
    error.quoted_after("required field").is_some_and(|name| !CLAIMS.contains(&name))
}

/// Whether the key that was found begins after the server's clock: `01/28/2018 16:00:00`.
fn starts_later(error: &EntraError) -> bool {
    let start = error.found_key.as_ref().and_then(|(start, _)| {
        let (date, clock) = start.split_once(' ')?;
        let mut parts = date.split('/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        instant::parse(&format!("{year}-{month}-{day}T{clock}Z"))
    });
    start.zip(error.server_time).is_some_and(|(start, now)| start > now)
}

/// The smaller, the more specific.
fn rank(refusal: &Refusal) -> u8 {
    match refusal.subject {
        _ if refusal.code == WRAPPER => 3,
        Subject::Cause(_) => 0,
        Subject::Federated | Subject::Other => 1,
        Subject::Assertion => 2,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::codes::{OF_FEDERATED, REFUSALS};
    use super::super::refusal::Subject;
    use super::{Unknown, classify};
    use crate::decode::entra_error::EntraError;
    use crate::report::Cause;

    fn classified(text: &str) -> Result<(u32, Subject), Unknown> {
        classify(&EntraError::read(text, text)).map(|refusal| (refusal.code, refusal.subject))
    }

    #[test]
    fn the_most_specific_code_wins() {
        let bad_time = Subject::Cause(Cause::BadTime);
        let text = "AADSTS70002: Error validating credentials. AADSTS50012: Client assertion is not within its valid time range.";
        assert_eq!(classified(text), Ok((50012, bad_time)));
        assert_eq!(classified("AADSTS50012"), Ok((50012, Subject::Assertion)));
        assert_eq!(classified("AADSTS70002: Error validating credentials."), Ok((70002, Subject::Assertion)));
        let missing =
            "AADSTS70002: The request body must contain the following parameter: 'client_secret or client_assertion'.";
        assert_eq!(classified(missing), Ok((70002, Subject::Cause(Cause::BadRequest))));
        assert_eq!(classified("AADSTS700024"), Ok((700_024, bad_time)));
    }

    #[test]
    fn the_values_in_the_text_tell_what_it_says() {
        let missing = |name: &str| {
            classified(&format!("AADSTS90014: The required field '{name}' is missing from the credential."))
        };
        assert_eq!(missing("iss"), Ok((90014, Subject::Cause(Cause::BadClaims))));
        assert_eq!(missing("scope"), Ok((90014, Subject::Cause(Cause::BadRequest))));
        let both = "AADSTS50027: Invalid JWT token. AADSTS90014: The required field 'iss' is missing.";
        assert_eq!(classified(both), Ok((90014, Subject::Cause(Cause::BadClaims))));
        let expired = |start: &str| {
            let text = format!(
                "AADSTS700027: Client assertion contains an invalid signature. [Reason - The key used is expired., \
                 Found key 'Start={start}, End=01/28/2030 16:00:00'] Timestamp: 2026-01-01 00:00:00Z"
            );
            classify(&EntraError::read(&text, &text)).unwrap().meaning
        };
        assert!(expired("01/28/2025 16:00:00").ends_with("expired"));
        assert!(expired("01/28/2027 16:00:00").ends_with("not valid yet"));
        let newer = "AADSTS700027: The certificate with identifier used to sign the client assertion is expired on application.";
        assert_eq!(classified(newer), Ok((700_027, Subject::Cause(Cause::BadTime))));
    }

    #[test]
    fn code_and_sentence_that_disagree_are_not_believed() {
        let text = "AADSTS700024: Client assertion contains an invalid signature. [Reason - The key was not found.]";
        assert_eq!(classified(text), Err(Unknown::Contradiction { code: 700_024, sentence_of: 700_027 }));
        assert_eq!(classified("AADSTS700024: a new wording"), Ok((700_024, Subject::Cause(Cause::BadTime))));
        assert_eq!(classified("AADSTS123456: Client assertion is bad."), Err(Unknown::Code(123_456)));
        assert_eq!(classified("nothing"), Err(Unknown::Codeless));
    }

    /// The reasons of `response/says_…` are the codes of the table.
    #[test]
    fn the_reasons_of_the_checks_are_the_codes() {
        for check in crate::checks().filter(|check| check.id.starts_with("response/says_")) {
            let codes = REFUSALS
                .iter()
                .chain(OF_FEDERATED)
                .filter(|refusal| refusal.subject == Subject::Cause(check.cause.unwrap()));
            let words: BTreeSet<String> =
                codes.map(|refusal| crate::decode::entra_error::name(refusal.code).to_lowercase()).collect();
            assert_eq!(check.reasons.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), words, "{}", check.id);
        }
    }

    /// What settles a cause says what to do, and each row can be reached.
    #[test]
    fn the_rows_are_whole() {
        for refusal in REFUSALS.iter().chain(OF_FEDERATED) {
            assert_eq!(refusal.advice.is_some(), matches!(refusal.subject, Subject::Cause(_)), "{refusal:?}");
            assert!(refusal.code > 0 && !refusal.meaning.is_empty(), "{refusal:?}");
            assert!(refusal.alone || refusal.phrase.is_some(), "{refusal:?}");
        }
    }
}
