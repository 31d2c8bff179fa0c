//! Entra's codes and sentences: what each means, and the cause that it settles.
//!
//! "Error codes are subject to change at any time" (Microsoft, reference-error-codes): what is not in this table is said
//! to be unknown, and where code and sentence disagree neither is believed.

use crate::decode::entra_error::EntraError;
use crate::report::Cause;

/// What an error says, as far as its code and its sentence are known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    pub(crate) subject: Subject,
    /// A clause that begins in lower case and has no full stop.
    pub(crate) meaning: &'static str,
}

/// What an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The client assertion, and the cause is settled.
    Cause(Cause),
    /// The client assertion or its certificate, and no cause is settled.
    Assertion,
    /// A federated identity credential.
    Federated,
    /// Something else.
    Other,
}

/// Why there is no refusal to tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// There is no code in it.
    Codeless,
    /// None of its codes is known.
    Code(u32),
    /// The sentence is that of another code.
    Contradiction { code: u32, sentence_of: u32 },
}

/// One row: a code, the words that its sentence must hold (none for the code alone), and what that means.
struct Rule(u32, &'static str, Subject, &'static str);

use Cause::{BadClaims, BadRequest, BadTime, NotRegistered, WrongIdentifier, WrongKey};
use Subject::{Assertion, Federated, Other};

const fn settles(code: u32, words: &'static str, cause: Cause, meaning: &'static str) -> Rule {
    Rule(code, words, Subject::Cause(cause), meaning)
}

const KEY_NOT_FOUND: &str =
    "no certificate registered on the application has the identifier that the assertion's header gives";
const KEY_EXPIRED: &str = "the certificate that the assertion names was found, and Entra takes it to have expired";
const KEY_MISMATCH: &str =
    "the certificate that the assertion names was found, and the signature does not verify with its key";
const INVALID_SIGNATURE: &str = "the client assertion was refused, and no reason is told that is known here";
const OUTSIDE_TIME: &str = "the assertion is outside the time from its `nbf` to its `exp`";
const AUDIENCE: &str = "`aud` is not the endpoint that was asked";
const NO_ASSERTION: &str = "no client assertion arrived: the parameter is missing or was damaged on its way";
const FEDERATED: &str = "no federated identity credential of the application fits the token that was sent";
const MUTUAL_TLS: &str = "it is about the client certificate of a mutual TLS connection";

/// Microsoft Entra error codes, and refusals on record. Of one code, the first row whose words are in the text counts.
const RULES: &[Rule] = &[
    settles(700_027, "key was not found", NotRegistered, KEY_NOT_FOUND),
    settles(700_027, "key used is expired", BadTime, KEY_EXPIRED),
    settles(700_027, "did not match the expected signature", WrongKey, KEY_MISMATCH),
    settles(700_027, "use of the key to verify the signature failed", WrongKey, KEY_MISMATCH),
    settles(700_027, "unsupported asymmetric signing algorithm", WrongKey, "the signature algorithm is not supported"),
    settles(700_027, "certificate used to sign the client assertion is expired", BadTime, KEY_EXPIRED),
    settles(700_027, "is not registered on application", NotRegistered, KEY_NOT_FOUND),
    Rule(700_027, "contains an invalid signature", Assertion, INVALID_SIGNATURE),
    Rule(700_027, "", Assertion, INVALID_SIGNATURE),
    settles(50012, "key was not found", NotRegistered, KEY_NOT_FOUND),
    settles(50012, "key used is expired", BadTime, KEY_EXPIRED),
    settles(50012, "did not match the expected signature", WrongKey, KEY_MISMATCH),
    settles(50012, "client assertion is not within its valid time range", BadTime, OUTSIDE_TIME),
    settles(50012, "client assertion audience claim does not match", BadClaims, AUDIENCE),
    Rule(50012, "invalid client secret", Other, "a client secret was sent, and it is wrong"),
    Rule(50012, "contains an invalid signature", Assertion, INVALID_SIGNATURE),
    Rule(50012, "", Assertion, "the client's credential was refused, and no reason is told that is known here"),
    settles(
        700_021,
        "identifier doesn't match 'client_id' parameter",
        BadClaims,
        "`iss` of the assertion is not the `client_id` of the request",
    ),
    settles(700_021, "", BadClaims, "`iss` of the assertion is not the `client_id` of the request"),
    settles(700_023, "audience claim does not match", BadClaims, AUDIENCE),
    // Microsoft's list describes the same number as InvalidResourcelessScope.
    Rule(700_023, "", Assertion, "by most accounts `aud` is not the endpoint that was asked"),
    settles(700_024, "client assertion is not within its valid time range", BadTime, OUTSIDE_TIME),
    settles(700_024, "", BadTime, OUTSIDE_TIME),
    settles(700_025, "client is public", BadRequest, "the application is a public client, which sends no assertion"),
    settles(700_025, "", BadRequest, "the application is a public client, which sends no assertion"),
    settles(700_026, "no configured keys", NotRegistered, "the application has no certificate registered at all"),
    settles(700_026, "", NotRegistered, "the application has no certificate registered at all"),
    settles(
        700_030,
        "subject name in certificate isn't authorized",
        NotRegistered,
        "the application does not trust the subject name of the certificate in `x5c`",
    ),
    Rule(700_030, "different cloud", Assertion, "the issuer of the certificate in `x5c` is of another cloud"),
    Rule(700_030, "", Assertion, "the certificate in `x5c` was refused"),
    settles(50027, "no certificate thumbprint", WrongIdentifier, "the header names no certificate"),
    settles(50027, "jwt token is invalid or malformed", BadRequest, "the JWT is invalid or malformed"),
    Rule(50027, "", Assertion, "a JWT that was sent is invalid"),
    settles(
        5_002_723,
        "nor keyid specified in token header",
        WrongIdentifier,
        "the header has none of `x5t`, `x5t#S256` and `kid`",
    ),
    settles(5_002_723, "", WrongIdentifier, "the header has none of `x5t`, `x5t#S256` and `kid`"),
    settles(5_002_727, "invalid jwt header type", BadRequest, "`typ` in the header is not `JWT`"),
    settles(5_002_727, "", BadRequest, "`typ` in the header is not `JWT`"),
    settles(
        5_002_730,
        "unsupported key for the signing algorithm",
        WrongKey,
        "the key does not go with the signature algorithm",
    ),
    settles(5_002_730, "", WrongKey, "the key does not go with the signature algorithm"),
    settles(5_002_738, "is not a supported signature algorithm", WrongKey, "the signature algorithm is not supported"),
    settles(5_002_738, "", WrongKey, "the signature algorithm is not supported"),
    settles(5_002_741, "number of audience values", BadClaims, "`aud` has more than one value"),
    settles(5_002_741, "", BadClaims, "`aud` has more than one value"),
    settles(50048, "subject must match the issuer", BadClaims, "`sub` is not the same as `iss`"),
    settles(50048, "", BadClaims, "`sub` is not the same as `iss`"),
    settles(50032, "rsa key size", WrongKey, "the RSA key is too short"),
    settles(50032, "", WrongKey, "the RSA key is too short"),
    settles(90014, "is missing from the credential", BadClaims, "a claim is missing from the assertion"),
    settles(90014, "request body must contain", BadRequest, "a parameter is missing from the request"),
    Rule(90014, "", Other, "a required field is missing"),
    settles(90011, "unexpected client assertion type", BadRequest, "`client_assertion_type` is not the one for a JWT"),
    Rule(90011, "", Assertion, "the type of the client assertion was not expected"),
    settles(1_000_502, "not within its specified validity window", BadTime, "the certificate is outside its validity"),
    settles(1_000_502, "", BadTime, "the certificate is outside its validity"),
    Rule(7_000_213, "", Assertion, "the chain of certificates in `x5c` is invalid"),
    Rule(7_000_214, "", Assertion, "the certificate has been revoked"),
    Rule(7_000_277, "", Assertion, "the certificate has been revoked"),
    Rule(
        7_000_274,
        "",
        Assertion,
        "the signature or the certificate was refused; Microsoft's own sources differ on which",
    ),
    Rule(392_200, "", Assertion, MUTUAL_TLS),
    Rule(392_204, "", Assertion, MUTUAL_TLS),
    Rule(50171, "", Assertion, MUTUAL_TLS),
    Rule(500_181, "", Assertion, MUTUAL_TLS),
    Rule(51000, "", Assertion, MUTUAL_TLS),
    Rule(100_007, "", Assertion, MUTUAL_TLS),
    settles(7_000_216, "", BadRequest, NO_ASSERTION),
    settles(7_000_218, "", BadRequest, NO_ASSERTION),
    // About something else (facts 3.4).
    Rule(
        50013,
        "",
        Other,
        "the user's token in `assertion` (on-behalf-of) did not verify; thumbprint and key in the text are those of its issuer, not yours",
    ),
    Rule(500_131, "", Other, "the user's token in `assertion` (on-behalf-of) is meant for another application"),
    Rule(500_133, "", Other, "the user's token in `assertion` (on-behalf-of) has expired"),
    Rule(50107, "", Other, "the issuer of a SAML or JWT bearer grant is not known to the tenant"),
    Rule(700_016, "", Other, "the tenant that was asked has no application with this client ID"),
    Rule(90002, "", Other, "there is no such tenant"),
    Rule(900_023, "", Other, "the tenant in the URL is neither a domain nor a GUID"),
    Rule(7_000_215, "", Other, "a client secret was sent, and it is wrong"),
    Rule(7_000_222, "", Other, "a client secret was sent, and it has expired"),
    Rule(7_000_112, "", Other, "the application is disabled"),
    Rule(500_011, "", Other, "the resource that a token was asked for does not exist in the tenant"),
    Rule(70011, "", Other, "the `scope` is invalid"),
    Rule(65001, "", Other, "consent to the application is missing"),
    Rule(9_001_023, "", Other, "the grant type does not go with the endpoint"),
    Rule(900_382, "", Other, "it is about the request or the tenant, and not about the client assertion"),
    Rule(90038, "", Other, "it is about the request or the tenant, and not about the client assertion"),
    Rule(9_002_313, "", Other, "the request is malformed"),
    Rule(900_144, "", Other, "a parameter is missing from the request"),
    Rule(53003, "", Other, "conditional access blocks the token"),
    Rule(90010, "", Other, "the grant type is not supported at `common` or `consumers`"),
    Rule(70021, "", Federated, FEDERATED),
    Rule(700_211, "", Federated, FEDERATED),
    Rule(700_212, "", Federated, FEDERATED),
    Rule(700_213, "", Federated, FEDERATED),
    Rule(7_002_137, "", Federated, FEDERATED),
    Rule(7_002_138, "", Federated, "a federated identity credential differs from the token in upper and lower case"),
    Rule(700_229, "", Federated, "the token for a federated identity credential is not an app-only token"),
    Rule(7_000_272, "", Federated, "the key of the token is not among those that its issuer publishes"),
    // Only wraps another code.
    Rule(70002, "", Assertion, "the client's credential was refused; the code behind this one would say why"),
];

impl Refusal {
    /// Reads the codes and the sentence together; of several codes, the most specific.
    pub(crate) fn tell(error: &EntraError) -> Result<Self, Unknown> {
        let first = *error.codes.first().ok_or(Unknown::Codeless)?;
        let text = EntraError::squeeze(&error.text);
        let says = |words: &str| text.contains(&EntraError::squeeze(words));
        let of = |code: u32| RULES.iter().filter(move |rule| rule.0 == code);
        let by_words = error.codes.iter().flat_map(|code| of(*code)).filter(|rule| !rule.1.is_empty() && says(rule.1));
        let by_code = error.codes.iter().flat_map(|code| of(*code)).filter(|rule| rule.1.is_empty());
        // Where none of its own words is there, another code's may be.
        if by_words.clone().next().is_none()
            && error.codes.iter().any(|code| of(*code).any(|rule| !rule.1.is_empty()))
            && let Some(other) = RULES.iter().find(|rule| !rule.1.is_empty() && says(rule.1))
        {
            return Err(Unknown::Contradiction { code: first, sentence_of: other.0 });
        }
        let rank = |rule: &&Rule| match rule {
            Rule(70002, ..) => 3,
            Rule(_, _, Subject::Cause(_), _) => 0,
            Rule(_, _, Assertion, _) => 2,
            _ => 1,
        };
        let best = by_words.min_by_key(rank).or_else(|| by_code.min_by_key(rank)).ok_or(Unknown::Code(first))?;
        Ok(Self { code: best.0, subject: best.2, meaning: best.3 })
    }

    /// Whether it is about the client assertion or its certificate.
    pub(crate) fn is_about_assertion(&self) -> bool {
        matches!(self.subject, Subject::Cause(_) | Assertion)
    }

    /// `aadsts700027`: the machine word of a finding.
    pub(crate) fn is(&self, word: &str) -> bool {
        word.strip_prefix("aadsts").and_then(|digits| digits.parse().ok()) == Some(self.code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{RULES, Refusal, Subject, Unknown};
    use crate::decode::entra_error::EntraError;
    use crate::report::Cause;

    fn tell(text: &str) -> Result<(u32, Subject), Unknown> {
        Refusal::tell(&EntraError::read(text, text)).map(|refusal| (refusal.code, refusal.subject))
    }

    #[test]
    fn the_most_specific_code_wins() {
        let bad_time = Subject::Cause(Cause::BadTime);
        let text = "AADSTS70002: Error validating credentials. AADSTS50012: Client assertion is not within its valid time range.";
        assert_eq!(tell(text), Ok((50012, bad_time)));
        assert_eq!(tell("AADSTS50012"), Ok((50012, Subject::Assertion)));
        assert_eq!(tell("AADSTS70002: Error validating credentials."), Ok((70002, Subject::Assertion)));
        assert_eq!(tell("AADSTS700024"), Ok((700_024, bad_time)));
    }

    #[test]
    fn code_and_sentence_that_disagree_are_not_believed() {
        let text = "AADSTS700024: Client assertion contains an invalid signature. [Reason - The key was not found.]";
        assert_eq!(tell(text), Err(Unknown::Contradiction { code: 700_024, sentence_of: 700_027 }));
        assert_eq!(tell("AADSTS700024: a new wording"), Ok((700_024, Subject::Cause(Cause::BadTime))));
        assert_eq!(tell("AADSTS123456: Client assertion is bad."), Err(Unknown::Code(123_456)));
        assert_eq!(tell("nothing"), Err(Unknown::Codeless));
    }

    /// The reasons of `response/says_…` are the codes of this table.
    #[test]
    fn the_reasons_of_the_checks_are_the_codes() {
        for check in crate::checks().filter(|check| check.id.starts_with("response/says_")) {
            let codes = RULES.iter().filter(|rule| rule.2 == Subject::Cause(check.cause.unwrap()));
            let words: BTreeSet<String> = codes.map(|rule| format!("aadsts{}", rule.0)).collect();
            assert_eq!(check.reasons.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), words, "{}", check.id);
        }
    }
}
