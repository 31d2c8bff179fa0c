//! What the `says_…` checks have in common: Entra's code and sentence, as a sentence that a person can act on.

use crate::check::{Examined, Found, Skip};
use crate::decode::entra_error::EntraError;
use crate::entra::{Advice, Refusal, Subject};
use crate::evidence::Evidence;
use crate::report::Cause;
use crate::time::duration;

pub(super) fn examine(evidence: &Evidence<'_>, error: &EntraError, cause: Cause, reasons: &[&'static str]) -> Examined {
    let refusal = super::about_assertion(error)?;
    let code = refusal.code;
    match refusal.subject {
        Subject::Cause(said) if said == cause => {}
        Subject::Cause(_) => return Ok(Found::pass(format!("AADSTS{code} names another cause.")).at("response.code")),
        _ => return Err(Skip::not_applicable(format!("AADSTS{code} settles no cause."))),
    }
    if refusal.is_key_not_found() && evidence.was_looked_for_wrongly(error) {
        return Err(Skip::not_applicable(
            "The identifier that Entra looked for is wrong, so it does not tell whether the certificate is registered.",
        ));
    }
    let known = |place: &&&str| match **place {
        "response.thumbprint" => error.thumbprint.is_some(),
        "response.app_id" => error.app_id.is_some(),
        _ => error.server_time.is_some(),
    };
    let mut found = Found::fail(message(error, refusal)).at("response.code");
    if let Some(reason) = reasons.iter().copied().find(|reason| refusal.is(reason)) {
        found = found.because(reason);
    }
    Ok(refusal.prints.iter().filter(known).fold(found, |found, place| found.at(*place)))
}

fn message(error: &EntraError, refusal: &Refusal) -> String {
    let application = error.app_id.as_ref().map_or("the application".to_owned(), |id| format!("application {id}"));
    let certificate = match &error.thumbprint {
        Some(thumbprint) => format!("the certificate with the thumbprint {thumbprint} on {application}"),
        None => format!("the certificate on {application}"),
    };
    let says = |advice: &str| format!("Entra says that {}: {advice}.", refusal.meaning);
    match refusal.advice {
        None => format!("Entra says that {}.", refusal.meaning),
        Some(Advice::Clause(clause)) => says(clause),
        Some(Advice::Quoting { behind, clause, otherwise }) => {
            says(&error.quoted_after(behind).map_or(otherwise.to_owned(), |value| clause.replace("{}", value)))
        }
        Some(Advice::RegisterOrSignWithAnother) => match &error.thumbprint {
            Some(thumbprint) => format!(
                "Entra found no certificate with the thumbprint {thumbprint} registered on {application}: register it there, or sign with one that is."
            ),
            None => format!(
                "Entra found no certificate registered on {application} by the identifier in the assertion's header: register the certificate there, or correct the identifier."
            ),
        },
        Some(Advice::RegisterAnother) => {
            let dates = error.found_key.as_ref();
            let dates = dates.map(|(start, end)| format!(", valid from {start} to {end}")).unwrap_or_default();
            format!(
                "Entra found {certificate}{dates}, and says that it is expired: register a new one, and sign with its key."
            )
        }
        Some(Advice::SignWithItsKey) => format!(
            "Entra found {certificate}, and the signature does not verify with its key: sign with the private key of that certificate, with the padding that `alg` names, and change nothing afterwards."
        ),
        Some(Advice::MakeItInTime) => outside_time(error),
    }
}

/// The three times of AADSTS700024 (facts 3.5).
fn outside_time(error: &EntraError) -> String {
    let (Some(now), Some((start, end))) = (error.server_time, error.assertion_times) else {
        return "Entra says that the assertion is outside the time from its `nbf` to its `exp`: make a new one for each request, by a clock that is right.".to_owned();
    };
    if end.seconds() <= 0.0 {
        "Entra read no `exp` in the assertion (it prints 1970): add it, in seconds since 1970.".to_owned()
    } else if end < now {
        format!(
            "The assertion had expired at {}, {} before Entra's clock ({}): make a new one for each request, by a clock that is right.",
            end,
            duration(now.since(end)),
            now
        )
    } else if start > now {
        format!(
            "The assertion is valid from {} on, {} after Entra's clock ({}): the clock that made it is ahead, or it took local time for UTC.",
            start,
            duration(start.since(now)),
            now
        )
    } else {
        format!("Entra says that the assertion is outside its time, from {start} to {end}, with its clock at {now}.")
    }
}
