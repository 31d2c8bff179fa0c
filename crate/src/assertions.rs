//! The assertions that were given, told apart: when each was made, what Entra made of it, and which certificate it names.

use crate::decode::entra_error::name;
use crate::decode::hex;
use crate::decode::identifier::Identifier;
use crate::decode::json::Member;
use crate::decode::jws::Jws;
use crate::evidence::{Evidence, is_answered_by_entra};
use crate::recognize::{Content, Item};
use crate::report::{AssertionEntry, AssertionOutcome, Text, say, value, words};
use crate::time::UnixTime;

/// What is known of one of them besides itself.
struct Told {
    outcome: AssertionOutcome,
    codes: Vec<u32>,
    time: Option<UnixTime>,
}

/// One entry for each.
pub(crate) fn entries(evidence: &Evidence<'_>) -> Vec<AssertionEntry> {
    let assertions = &evidence.exchange.assertions;
    let sources =
        evidence.items.iter().filter(|(_, item)| matches!(item.content, Content::Assertion(_))).map(|(id, _)| *id);
    let entries = sources.zip(assertions).enumerate();
    entries
        .map(|(n, (source, (exchange, jws)))| {
            let told = told(evidence, *exchange, jws);
            AssertionEntry {
                source,
                label: label(n, assertions.len(), &told, jws),
                focused: evidence.exchange.focus == Some(n),
                outcome: told.outcome,
                segments: jws.shown.clone(),
            }
        })
        .collect()
}

/// How many were refused, and which certificates they name; none where the one in focus tells as much.
pub(crate) fn refused(evidence: &Evidence<'_>) -> Option<Text> {
    let assertions = &evidence.exchange.assertions;
    let is_refused =
        |(exchange, jws): &&(u32, &Jws)| told(evidence, *exchange, jws).outcome == AssertionOutcome::Refused;
    let refused: Vec<&(u32, &Jws)> = assertions.iter().filter(is_refused).collect();
    let (exchange, focused) = assertions.get(evidence.exchange.focus?)?;
    let count = refused.len();
    if count < 2 || !refused.iter().any(|(other, _)| other == exchange) {
        return None;
    }
    let so_many = say("{} of {} requests were refused", [words(count), words(assertions.len())]);
    let Some(named) = named(focused) else { return Some(say("{}.", [so_many])) };
    let same = refused.iter().filter(|(_, jws)| self::named(jws).as_ref() == Some(&named)).count();
    let named = value(named);
    Some(if same == count {
        say("{}; all {} name {}.", [so_many, words(count), named])
    } else {
        say("{}; {} of them, this one too, name {}.", [so_many, words(same), named])
    })
}

fn told(evidence: &Evidence<'_>, exchange: u32, jws: &Jws) -> Told {
    let own = || evidence.items.iter().map(|(_, item)| item).filter(|item| item.exchange == exchange);
    let is_entras =
        own().any(|item| matches!(&item.content, Content::Request(request) if is_answered_by_entra(request)));
    let mut told = Told { outcome: AssertionOutcome::Unknown, codes: Vec::new(), time: made(jws) };
    for Item { content, .. } in own() {
        match content {
            Content::Response(error) => {
                told.outcome = AssertionOutcome::Refused;
                told.codes.clone_from(&error.codes);
                told.time = error.server_time.or(told.time);
            }
            Content::Success if is_entras && told.outcome == AssertionOutcome::Unknown => {
                told.outcome = AssertionOutcome::Accepted;
            }
            _ => {}
        }
    }
    told
}

/// When it says that it was made.
fn made(jws: &Jws) -> Option<UnixTime> {
    let claims = jws.claims.as_ref()?;
    let time = |name| claims.get(name).and_then(Member::number).map(|number| UnixTime::from_seconds(number.value));
    ["iat", "nbf"].into_iter().filter_map(time).find(|time| time.is_in_seconds())
}

/// The first digits of the thumbprint that it names.
fn named(jws: &Jws) -> Option<String> {
    let header = jws.header.as_ref()?;
    let identifiers = ["x5t", "x5t#S256", "kid"].into_iter().filter_map(|member| header.get(member)?.string());
    let bytes = identifiers.map(|text| Identifier::read(&text)).find_map(|one| Some(one.thumbprint()?.1.to_vec()))?;
    Some(hex::encode(bytes.get(..4)?) + "\u{2026}")
}

fn label(n: usize, count: usize, told: &Told, jws: &Jws) -> String {
    if count == 1 {
        return "Assertion".to_owned();
    }
    let outcome = match told.outcome {
        AssertionOutcome::Refused => Some("refused"),
        AssertionOutcome::Accepted => Some("accepted"),
        AssertionOutcome::Unknown => None,
    };
    let parts = [
        Some(format!("{} of {count}", n + 1)),
        told.time.map(|time| time.to_string()),
        outcome.map(str::to_owned),
        told.codes.first().map(|code| name(*code)),
        named(jws),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" \u{b7} ")
}
