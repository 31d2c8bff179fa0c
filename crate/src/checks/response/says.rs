//! What the `says_…` checks have in common: Entra's code and sentence, as a sentence that a person can act on.

use crate::check::{Examined, Found, Skip};
use crate::decode::entra_error::{EntraError, name};
use crate::entra::{Advice, Detail, Refusal, Subject};
use crate::evidence::{Evidence, Tie};
use crate::report::{Cause, Place, Text, say, value, words};
use crate::time::duration;

pub(super) fn examine(evidence: &Evidence<'_>, error: &EntraError, cause: Cause, reasons: &[&'static str]) -> Examined {
    let refusal = super::about_assertion(evidence, error)?;
    let code = refusal.code;
    match refusal.subject {
        Subject::Cause(said) if said == cause => {}
        Subject::Cause(_) => {
            return Ok(Found::pass(say("{} names another cause.", [words(name(code))])).at(Place::response("code")));
        }
        _ => return Err(Skip::inapplicable(say("{} settles no cause.", [words(name(code))]))),
    }
    // Only the answer to this very request tells of its times, claims and parameters.
    let needed = match cause {
        Cause::BadClaims | Cause::BadTime | Cause::BadRequest => Tie::Assertion,
        _ => Tie::Certificate,
    };
    if evidence.answer.tie < needed {
        return Err(Skip::inapplicable("Nothing ties the error to this assertion."));
    }
    if refusal.is_key_not_found()
        && let Some(check) = evidence.looked_for_wrongly(error)
    {
        return Err(Skip::owned(
            check,
            "The identifier that Entra looked for is wrong, so it does not tell whether the certificate is registered.",
        ));
    }
    let printed = |detail: &Detail| match detail {
        Detail::Thumbprint => error.thumbprint.as_ref().map(|_| Place::response("thumbprint")),
        Detail::Application => error.app_id.as_ref().map(|_| Place::response("app_id")),
        Detail::ServerTime => error.server_time.map(|_| Place::response("server_time")),
    };
    let mut found = Found::fail(match cause {
        Cause::NoCredentialMatches => of_credentials(evidence, refusal),
        _ => message(error, refusal),
    })
    .at(Place::response("code"));
    if let Some(reason) = reasons.iter().copied().find(|reason| refusal.is(reason)) {
        found = found.because(reason);
    }
    if refusal.prints.iter().any(|detail| matches!(detail, Detail::Thumbprint))
        && let Some(thumbprint) = &error.thumbprint
    {
        found = found.showing(thumbprint).of("", "the client used");
    }
    Ok(refusal.prints.iter().filter_map(printed).fold(found, Found::at))
}

/// What it says of federated credentials, beside those that were given.
fn of_credentials(evidence: &Evidence<'_>, refusal: &Refusal) -> Text {
    let compared = [70_021, 700_211, 700_212, 700_213, 7_002_131].contains(&refusal.code);
    match (evidence.federated.fits_whole(), refusal.advice) {
        (Some(one), _) if compared => say(
            "Issuer, subject and audience of the token fit the federated credential {}, and Entra found none that fits: the credentials given are another application's, or newer than the request, or not yet everywhere.",
            [value(one.label())],
        ),
        (_, Some(Advice::Clause(advice))) if !compared || evidence.federated.credentials.is_empty() => {
            say("Entra says that {}: {}.", [words(refusal.meaning), words(advice)])
        }
        _ => say("Entra says that {}.", [words(refusal.meaning)]),
    }
}

fn message(error: &EntraError, refusal: &Refusal) -> Text {
    let application = error.app_id.as_ref().map_or("the application".into(), |id| say("application {}", [value(id)]));
    let certificate = match &error.thumbprint {
        Some(thumbprint) => {
            say("the certificate with the thumbprint {} on {}", [value(thumbprint), application.clone()])
        }
        None => say("the certificate on {}", [application.clone()]),
    };
    let says = |advice: Text| say("Entra says that {}: {}.", [words(refusal.meaning), advice]);
    match refusal.advice {
        None => say("Entra says that {}.", [words(refusal.meaning)]),
        Some(Advice::Clause(clause)) => says(clause.into()),
        Some(Advice::Quoting { behind, clause, otherwise }) => {
            says(error.quoted_after(behind).map_or(otherwise.into(), |quoted| say(clause, [value(quoted)])))
        }
        Some(Advice::RegisterOrSignWithAnother) => match &error.thumbprint {
            Some(thumbprint) => say(
                "Entra found no certificate with the thumbprint {} registered on {}: register it there, or sign with one that is.",
                [value(thumbprint), application],
            ),
            None => say(
                "Entra found no certificate registered on {} by the identifier in the assertion's header: register the certificate there, or correct the identifier.",
                [application],
            ),
        },
        Some(Advice::RegisterAnother) => {
            let dates = error.found_key.as_ref();
            let dates =
                dates.map(|(start, end)| say(", valid from {} to {}", [value(start), value(end)])).unwrap_or_default();
            say(
                "Entra found {}{}, and says that it is expired: register a new one, and sign with its key.",
                [certificate, dates],
            )
        }
        Some(Advice::SignWithItsKey) => say(
            "Entra found {}, and the signature does not verify with its key: sign with the private key of that certificate, with the padding that `alg` names, and change nothing afterwards.",
            [certificate],
        ),
        Some(Advice::MakeItInTime) => outside_time(error),
    }
}

/// The three times of AADSTS700024 (facts 3.5).
fn outside_time(error: &EntraError) -> Text {
    let (Some(now), Some((start, end))) = (error.server_time, error.assertion_times) else {
        return "Entra says that the assertion is outside the time from its `nbf` to its `exp`: make a new one for each request, by a clock that is right.".into();
    };
    if end.seconds() <= 0.0 {
        "Entra read no `exp` in the assertion (it prints 1970): add it, in seconds since 1970.".into()
    } else if end < now {
        say(
            "The assertion had expired at {}, {} before Entra's clock ({}): make a new one for each request, by a clock that is right.",
            [value(end), words(duration(now.since(end))), value(now)],
        )
    } else if start > now {
        say(
            "The assertion is valid from {} on, {} after Entra's clock ({}): the clock that made it is ahead, or it took local time for UTC.",
            [value(start), words(duration(start.since(now))), value(now)],
        )
    } else {
        say(
            "Entra says that the assertion is outside its time, from {} to {}, with its clock at {}.",
            [value(start), value(end), value(now)],
        )
    }
}
