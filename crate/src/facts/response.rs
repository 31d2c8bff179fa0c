//! Entra's error: what it prints, and what that means.

use super::fact;
use crate::decode::entra_error::{EntraError, name};
use crate::decode::hex;
use crate::decode::identifier::Reading;
use crate::entra::{Subject, Unknown, classify};
use crate::evidence::Evidence;
use crate::report::{Cause, Fact, Form, Place, Section, Text, say, value, words};
use crate::time::{UnixTime, duration};

pub(super) fn section(error: &EntraError, evidence: &Evidence<'_>) -> Section {
    let row = |label: &str, value: &Option<String>| value.as_ref().map(|value| fact(label, value, Form::Code));
    let placed =
        |name: &str, label: &str, value: &Option<String>| row(label, value).map(|row| row.at(Place::response(name)));
    let mut facts = vec![code(error)];
    facts.extend(row("Reason", &error.reason));
    facts.extend(thumbprint(error));
    let app_id = error.app_id.as_ref().map(ToString::to_string);
    facts.extend(placed("app_id", "Application that Entra looked up", &app_id));
    for (name, label) in [("issuer", "Issuer"), ("subject", "Subject"), ("audience", "Audience")] {
        facts.extend(placed(name, label, &error.printed(name)));
    }
    facts.extend(placed("host", "Host that answered", &error.host));
    facts.extend(error.found_key.as_ref().map(|(start, end)| found_key(start, end)));
    facts.extend(error.server_time.map(|time| {
        fact("Entra's clock", time.to_string(), Form::Code)
            .at(Place::response("server_time"))
            .with_note(words(time.relative_to(evidence.moment.now)))
    }));
    facts.extend(error.assertion_times.into_iter().flat_map(|(start, end)| times(start, end, error.server_time)));
    facts.extend(placed("trace_id", "Trace ID", &error.trace_id).map(|fact| fact.with_note("for Microsoft's support")));
    facts.extend(placed("correlation_id", "Correlation ID", &error.correlation_id));
    if error.mentions_x5c {
        facts.push(fact("Hint in the text", "x5c", Form::Code).with_note(
            "the application may trust certificates by subject name and issuer, which takes `x5c` in the header",
        ));
    }
    super::section("response", "Entra's error", facts)
}

fn code(error: &EntraError) -> Fact {
    let codes: Vec<String> = error.codes.iter().map(|code| name(*code)).collect();
    let value = if codes.is_empty() { "none".to_owned() } else { codes.join(", ") };
    let note = match classify(error) {
        Ok(refusal) => refusal.meaning,
        Err(Unknown::Contradiction { .. }) => "code and sentence do not go together",
        Err(_) => "not known here",
    };
    fact("Code", value, Form::Code).at(Place::response("code")).with_note(note)
}

/// The number that is not the one in the portal: what it is, and the `x5t` that it comes from.
fn thumbprint(error: &EntraError) -> Option<Fact> {
    let refusal = classify(error).ok();
    let label = "Thumbprint, as Entra printed it";
    let Some(printed) = &error.thumbprint else {
        let is_missing = refusal.is_some_and(|refusal| {
            !error.prints_thumbprint
                && error.reason.is_some()
                && refusal.subject == Subject::Cause(Cause::NotRegistered)
        });
        return is_missing.then(|| {
            fact(label, "none", Form::Text).with_note(
                "in the errors on record one is there where the header has `x5t`, and none where it has only `x5t#S256` or `kid`; a hint, not a rule",
            )
        });
    };
    let row = fact(label, printed, Form::Code).at(Place::response("thumbprint"));
    if refusal.is_some_and(|refusal| !refusal.is_about_assertion()) {
        return Some(row.with_note("of the key that the issuer of another token uses, not of your certificate"));
    }
    let (_, x5t) = error.x5t()?;
    let text = &x5t.text;
    Some(row.with_note(match &x5t.reading {
        _ if x5t.is_documentation() => say("an example from Microsoft's documentation: `x5t` was {}", [value(text)]),
        Reading::Thumbprint(hash, _) => {
            say("{} bytes, as long as {}: `x5t` was {}", [words(printed.len() / 2), words(hash.label()), value(text)])
        }
        Reading::Hex(hash, bytes) => say(
            "`x5t` was {}: the digits of the {} thumbprint {} themselves",
            [value(text), words(hash.label()), value(hex::encode(bytes))],
        ),
        Reading::HexText { hash, bytes, newline } => say(
            "`x5t` was {}: base64 of the digits of the {} thumbprint {}{}",
            [
                value(text),
                words(hash.label()),
                value(hex::encode(bytes)),
                words(if *newline { " and a line end" } else { "" }),
            ],
        ),
        Reading::KeyId(id) => say("`x5t` was the GUID {}", [value(id)]),
        _ => say("{} bytes, as long as no thumbprint: `x5t` was {}", [words(printed.len() / 2), value(text)]),
    }))
}

fn found_key(start: &str, end: &str) -> Fact {
    let row = fact("Key that Entra found", format!("{start} to {end}"), Form::Code);
    if end.contains("9999") {
        row.with_note("such dates seem to stand for a key that was taken from `x5c`")
    } else {
        row.with_note("as printed, which is without a time zone")
    }
}

/// The claims as Entra read them (facts 3.5).
fn times(start: UnixTime, end: UnixTime, server: Option<UnixTime>) -> [Fact; 2] {
    let against = |time: UnixTime| {
        server.map_or_else(Text::default, |server| {
            let side = if time < server { "before" } else { "after" };
            say("{} {} Entra's clock", [words(duration(time.since(server))), words(side)])
        })
    };
    let row = |label: &str, time: UnixTime, absent: &'static str| {
        let note = if time.seconds() <= 0.0 { absent.into() } else { against(time) };
        fact(label, time.to_string(), Form::Code).with_note(note)
    };
    [
        row("Valid from, as Entra read it", start, "1970 stands for an absent `nbf`, which is normal"),
        row("Expiry, as Entra read it", end, "1970 stands for an `exp` that is absent or was not understood"),
    ]
}
