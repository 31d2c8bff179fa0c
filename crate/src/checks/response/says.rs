//! What the `says_…` checks have in common: Entra's code and sentence, as a sentence that a person can act on.

use crate::check::{Examined, Found, Skip};
use crate::checks::header;
use crate::decode::base64;
use crate::decode::entra_error::EntraError;
use crate::evidence::Evidence;
use crate::refusal::{Refusal, Subject};
use crate::report::Cause;
use crate::time::{duration, instant};

pub(super) fn examine(evidence: &Evidence<'_>, error: &EntraError, cause: Cause, reasons: &[&'static str]) -> Examined {
    let refusal = super::about_assertion(error)?;
    let code = refusal.code;
    match refusal.subject {
        Subject::Cause(said) if said == cause => {}
        Subject::Cause(_) => return Ok(Found::pass(format!("AADSTS{code} names another cause.")).at("response.code")),
        _ => return Err(Skip::not_applicable(format!("AADSTS{code} settles no cause."))),
    }
    if cause == Cause::NotRegistered && matches!(code, 700_027 | 50012) {
        // What was looked for in vain is no certificate's thumbprint: the certificate may well be registered.
        if super::thumbprint::betrays_another_thing(evidence, error) || header_names_no_certificate(evidence, error) {
            return Err(Skip::not_applicable(
                "The identifier that Entra looked for is wrong, so it does not tell whether the certificate is registered.",
            ));
        }
    }
    let places: &[&str] = match code {
        700_027 | 50012 => &["response.thumbprint", "response.app_id"],
        700_024 => &["response.server_time"],
        _ => &[],
    };
    let known = |place: &&&str| match **place {
        "response.thumbprint" => error.thumbprint.is_some(),
        "response.app_id" => error.app_id.is_some(),
        _ => error.server_time.is_some(),
    };
    let mut found = Found::fail(message(error, refusal, cause)).at("response.code");
    if let Some(reason) = reasons.iter().copied().find(|reason| refusal.is(reason)) {
        found = found.because(reason);
    }
    Ok(places.iter().filter(known).fold(found, |found, place| found.at(*place)))
}

/// The same by the header, where it is the header of the assertion that the error speaks of.
fn header_names_no_certificate(evidence: &Evidence<'_>, error: &EntraError) -> bool {
    let printed = super::thumbprint::read(error).map(|(_, bytes, _)| bytes);
    let x5t = evidence.x5t.as_ref().and_then(|x5t| base64::decode(&x5t.text));
    let is_another = printed.is_some() && x5t.is_some() && printed != x5t;
    !is_another && header::names_no_certificate(evidence)
}

fn message(error: &EntraError, refusal: Refusal, cause: Cause) -> String {
    let application = error.app_id.as_ref().map_or("the application".to_owned(), |id| format!("application {id}"));
    let certificate = match &error.thumbprint {
        Some(thumbprint) => format!("the certificate with the thumbprint {thumbprint} on {application}"),
        None => format!("the certificate on {application}"),
    };
    let quoted = |words| error.quoted_after(words).map(|value| format!(" ({value})")).unwrap_or_default();
    let advice = match (refusal.code, cause) {
        (700_027 | 50012, Cause::NotRegistered) => {
            return match &error.thumbprint {
                Some(thumbprint) => format!(
                    "Entra found no certificate with the thumbprint {thumbprint} registered on {application}: register it there, or sign with one that is."
                ),
                None => format!(
                    "Entra found no certificate registered on {application} by the identifier in the assertion's header: register the certificate there, or correct the identifier."
                ),
            };
        }
        (700_027 | 50012, Cause::BadTime) if refusal.meaning.contains("found") => {
            let dates = error.found_key.as_ref();
            let dates = dates.map(|(start, end)| format!(", valid from {start} to {end}")).unwrap_or_default();
            return format!(
                "Entra found {certificate}{dates}, and says that it is expired: register a new one, and sign with its key."
            );
        }
        (700_027 | 50012, Cause::WrongKey) if refusal.meaning.contains("found") => {
            return format!(
                "Entra found {certificate}, and the signature does not verify with its key: sign with the private key of that certificate, with the padding that `alg` names, and change nothing afterwards."
            );
        }
        (700_024 | 50012, Cause::BadTime) => return outside_time(error),
        (700_026, _) => "register the certificate on it".to_owned(),
        (700_030, _) => {
            "register the certificate itself on the application, or the subject name that it really has".to_owned()
        }
        (700_021 | 50048, _) => "both are to be the application's client ID".to_owned(),
        (700_023 | 50012, _) => {
            "it is to be the token endpoint of the tenant and cloud that the request goes to".to_owned()
        }
        (5_002_723 | 50027, Cause::WrongIdentifier) => {
            "set `x5t#S256` to the SHA-256 thumbprint of the certificate, as base64url".to_owned()
        }
        (5_002_738, _) => {
            format!("{} was sent, and PS256 with an RSA key is documented", quoted_or(error, MARK_ALGORITHM, "another"))
        }
        (700_027 | 5_002_730, _) => "sign with an RSA key, as PS256".to_owned(),
        (50032, _) => "at least 2048 bits are wanted".to_owned(),
        (5_002_741, _) => "leave the tenant's token endpoint alone in it".to_owned(),
        (90014, Cause::BadClaims) => format!("add `{}`", quoted_or(error, "required field", "it")),
        (90014, _) => format!("add it{}", quoted("following parameter")),
        (700_025, _) => "leave the assertion out, or let the request come from a platform of the kind `Web`".to_owned(),
        (90011, _) => "urn:ietf:params:oauth:client-assertion-type:jwt-bearer is wanted".to_owned(),
        (7_000_216 | 7_000_218, _) => {
            "look at the body of the request as it was sent (`&amp;` for `&`, a missing name)".to_owned()
        }
        (50027, _) => "look at it as it was sent, for lost or added characters".to_owned(),
        (5_002_727, _) => "set `typ` to `JWT`".to_owned(),
        (1_000_502, _) => "use one that is valid, and register it".to_owned(),
        _ => return format!("Entra says (AADSTS{}): {}.", refusal.code, refusal.meaning),
    };
    format!("Entra says that {}: {advice}.", refusal.meaning)
}

/// AADSTS5002738: `'ES384' is not a supported signature algorithm`.
const MARK_ALGORITHM: &str = "Invalid JWT token.";

fn quoted_or(error: &EntraError, words: &str, other: &str) -> String {
    error.quoted_after(words).unwrap_or(other).to_owned()
}

/// The three times of AADSTS700024 (facts 3.5).
fn outside_time(error: &EntraError) -> String {
    let (Some(now), Some((start, end))) = (error.server_time, error.assertion_times) else {
        return "Entra says that the assertion is outside the time from its `nbf` to its `exp`: make a new one for each request, by a clock that is right.".to_owned();
    };
    if end <= 0.0 {
        "Entra read no `exp` in the assertion (it prints 1970): add it, in seconds since 1970.".to_owned()
    } else if end < now {
        format!(
            "The assertion had expired at {}, {} before Entra's clock ({}): make a new one for each request, by a clock that is right.",
            instant(end),
            duration(now - end),
            instant(now)
        )
    } else if start > now {
        format!(
            "The assertion is valid from {} on, {} after Entra's clock ({}): the clock that made it is ahead, or it took local time for UTC.",
            instant(start),
            duration(start - now),
            instant(now)
        )
    } else {
        format!(
            "Entra says that the assertion is outside its time, from {} to {}, with its clock at {}.",
            instant(start),
            instant(end),
            instant(now)
        )
    }
}
