//! A source that arrives in pieces is the same wherever it was cut.

use std::collections::BTreeSet;

use assertion_inspector::report::Kind;
use assertion_inspector::request::{Context, Source};
use assertion_inspector::{Inspector, Reading};

use super::{cases, dropped, pasted, seeds};

/// The report on a source that arrives in pieces of these lengths, over and over.
fn said(source: &Source, lengths: &[usize]) -> String {
    let mut reading = Reading::new(source.name.clone());
    let mut rest = source.bytes.as_slice();
    for length in lengths.iter().cycle() {
        let (piece, after) = rest.split_at((*length).min(rest.len()));
        assert!(reading.push(piece));
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    let mut inspector = Inspector::default();
    inspector.finish(reading);
    serde_json::to_string(&inspector.report(&Context::default())).unwrap()
}

#[track_caller]
fn is_the_same_wherever_it_is_cut(source: &Source, random: &mut usize) {
    let mut inspector = Inspector::default();
    inspector.add(source);
    let whole = serde_json::to_string(&inspector.report(&Context::default())).unwrap();
    let mut next = |most: usize| {
        // Knuth's numbers: the same in each run.
        *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        1 + (*random >> 33) % most
    };
    let most = (source.bytes.len() / 3).max(1);
    for lengths in [vec![next(16)], vec![next(most), next(most), next(most)]] {
        assert_eq!(said(source, &lengths), whole, "{lengths:?}: {}", String::from_utf8_lossy(&source.bytes));
    }
}

#[test]
fn every_source_is_the_same_wherever_it_is_cut() {
    let cases = cases::all().iter().flat_map(|case| &case.request.sources).cloned();
    let sources: BTreeSet<Vec<u8>> = seeds::files().into_iter().chain(cases).map(|source| source.bytes).collect();
    assert!(sources.len() > 300, "{}", sources.len());
    let random = &mut 1;
    for bytes in sources {
        is_the_same_wherever_it_is_cut(&Source { name: None, bytes }, random);
    }
}

#[test]
fn so_is_what_powershell_writes() {
    let text = String::from_utf8(dropped("client.pem").bytes).unwrap();
    let bytes = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    is_the_same_wherever_it_is_cut(&Source { name: None, bytes }, &mut 4);
}

/// What is taken while it arrives is what would be taken of the whole.
#[test]
fn armour_is_taken_as_from_the_whole_text() {
    let text = |name: &str| String::from_utf8(dropped(name).bytes).unwrap();
    let (client, other) = (text("client.pem"), text("other.pem"));
    let glued = client.trim_end();
    let cut = &client[..client.len() / 2];
    let (json, escaped) = (r#"{"keyCredentials":[]}"#, client.replace('\n', "\\n"));
    for text in [
        format!("\u{FEFF}  {client}\u{E9}{other}"),
        // The dashes of the end are those of the beginning.
        format!("{glued}BEGIN CERTIFICATE-----{other}{glued}{other}"),
        format!("{cut}{client}{cut}"),
        format!("{client}[{other}] {client}{json}{other}"),
        format!("{json}{client}"),
        format!("{client}{{\"a\":\"{escaped}\"}}{other}"),
        format!("-----END X----- {client}-----BEGIN -----END {other}-----BEGIN "),
        format!("{client}AADSTS700027: a\n\n{other}client_assertion=a.b.c&client_id=d\n{client}"),
    ] {
        is_the_same_wherever_it_is_cut(&pasted(text), &mut 2);
    }
    let invalid = [client.as_bytes(), &[0xC3], other.as_bytes(), &[0xE2, 0x82], client.as_bytes()].concat();
    is_the_same_wherever_it_is_cut(&Source { name: None, bytes: invalid }, &mut 3);
}

/// JSON comes before armour, wherever it begins.
#[test]
fn armour_in_a_registration_is_the_registrations() {
    let escaped = String::from_utf8(dropped("client.pem").bytes).unwrap().replace('\n', "\\n");
    let mut inspector = Inspector::default();
    inspector.add(&pasted(format!(r#"az: {{"keyCredentials":[],"displayName":"{escaped}"}}"#)));
    let sources = inspector.report(&Context::default()).sources;
    assert_eq!(sources.iter().map(|source| source.kind).collect::<Vec<_>>(), [Kind::Registration]);
}
