//! The report as Markdown, read as GitHub reads it: whatever the evidence holds is text, whole, and makes no markup.

use std::collections::BTreeSet;
use std::fs;

use assertion_inspector::report::{CauseStatus, Fact, Form, Piece, Report, Section, Severity, Status, Text};
use assertion_inspector::request::Request;
use assertion_inspector::{inspect, markdown};
use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::{cases, folder, hostile, pasted};

/// Those of the characters in `tests/hostile.txt`, and in the cases, that cannot be seen.
const UNSEEN: &str = "\u{85}\u{A0}\u{AD}\u{34F}\u{115F}\u{1160}\u{17B4}\u{17B5}\u{180B}\u{180E}\u{200B}\u{200E}\u{2028}\u{2029}\u{202E}\u{2066}\u{2069}\
                      \u{2800}\u{3000}\u{3164}\u{E000}\u{FE0F}\u{FEFF}\u{FFA0}\u{FFF9}\u{378}\u{1D159}\u{1D173}\u{E0041}\u{E007F}";

/// As a person is to see it.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_control() || UNSEEN.contains(c) { format!("U+{:04X}", u32::from(c)) } else { c.into() })
        .collect()
}

/// One block of a report: what it is, and its text. What is no part of a report is named.
#[derive(Debug, PartialEq)]
struct Block {
    kind: &'static str,
    text: String,
}

/// A document as GitHub reads it.
fn read(markdown: &str) -> Vec<Block> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.alerts = true;
    extension.autolink = true;
    extension.footnotes = true;
    extension.math_code = true;
    extension.math_dollars = true;
    extension.strikethrough = true;
    extension.table = true;
    extension.tasklist = true;
    let arena = Arena::new();
    let mut blocks = Vec::new();
    blocks_of(parse_document(&arena, markdown, &options), "", &mut blocks);
    blocks
}

fn blocks_of(node: Node<'_>, inside: &'static str, blocks: &mut Vec<Block>) {
    for child in node.children() {
        let inside = match &child.data().value {
            NodeValue::List(_) => inside,
            NodeValue::Item(list) => match (inside, list.list_type) {
                ("", ListType::Bullet) => "item",
                ("item", ListType::Bullet) => "item in item",
                ("item", ListType::Ordered) => "step",
                ("step", ListType::Bullet) => "choice",
                _ => "too deep",
            },
            NodeValue::Heading(heading) if inside.is_empty() => {
                let kind = if heading.level == 1 { "title" } else { "heading" };
                blocks.push(Block { kind, text: text_of(child) });
                continue;
            }
            NodeValue::CodeBlock(block) if inside.is_empty() => {
                blocks.push(Block { kind: "to paste", text: block.literal.clone() });
                continue;
            }
            NodeValue::Paragraph => {
                let kind = if inside.is_empty() { "paragraph" } else { inside };
                blocks.push(Block { kind, text: text_of(child) });
                continue;
            }
            other => {
                blocks.push(Block { kind: "not ours", text: format!("{other:?}") });
                continue;
            }
        };
        blocks_of(child, inside, blocks);
    }
}

/// The words that the report itself sets in bold type.
const BOLD: [&str; 5] = ["confirmed", "mismatch", "incomplete", "consistent", "accepted"];

fn text_of(node: Node<'_>) -> String {
    let inlines = node.children().map(|child| match &child.data().value {
        NodeValue::Text(text) => text.to_string(),
        NodeValue::Code(code) => code.literal.clone(),
        NodeValue::Strong if BOLD.contains(&text_of(child).as_str()) => text_of(child),
        other => format!("[not ours: {other:?}]"),
    });
    inlines.collect()
}

/// What is wanted of a report's Markdown, block by block, to the letter.
fn wanted(report: &Report) -> Vec<Block> {
    let line = |kind, text: String| Block { kind, text };
    let heading = |text: &str| line("heading", visible(text));
    let word = |value: String| value.trim_matches('"').replace('_', " ");
    let mut lines = vec![line("title", said(&report.verdict.headline))];
    let status = match report.verdict.status {
        Status::Nothing => "Nothing was given".to_owned(),
        status => format!("Verdict: {}", word(serde_json::to_string(&status).unwrap())),
    };
    let counts: String = [Severity::Error, Severity::Warning, Severity::Notice]
        .into_iter()
        .map(|severity| {
            let count = report.failed().filter(|finding| finding.severity == severity).count();
            let name = word(serde_json::to_string(&severity).unwrap());
            match count {
                0 => String::new(),
                1 => format!(", 1 {name}"),
                _ => format!(", {count} {name}s"),
            }
        })
        .collect();
    lines.push(line("paragraph", format!("{status}{counts}.")));
    lines.push(heading("Causes"));
    for cause in &report.causes {
        let needs: Vec<String> = cause.needs.iter().map(|need| word(serde_json::to_string(need).unwrap())).collect();
        let why = match cause.status {
            CauseStatus::Unknown if !needs.is_empty() => format!(" (needs {})", needs.join(", ")),
            _ if !cause.because.is_empty() => format!(" ({})", cause.because.join(", ")),
            _ => String::new(),
        };
        let status = word(serde_json::to_string(&cause.status).unwrap());
        lines.push(line("item", format!("{status}: {}{why}", words(cause.title))));
    }
    if report.failed().next().is_some() {
        lines.push(heading("What does not match"));
    }
    for finding in report.failed() {
        let severity = word(serde_json::to_string(&finding.severity).unwrap());
        let reason = finding.reason.map(|reason| format!(" {reason}")).unwrap_or_default();
        lines.push(line("item", format!("{severity} {}{reason}: {}", finding.id, said(&finding.message))));
        let sides = [
            ("expected", &finding.expected_label, &finding.expected),
            ("actual", &finding.actual_label, &finding.actual),
        ];
        for (name, whose, value) in sides {
            let name = shown(whose.as_deref().unwrap_or(name));
            lines.extend(value.as_ref().map(|value| line("item in item", format!("{name}: {}", shown(value)))));
        }
    }
    if !report.remedies.is_empty() {
        lines.push(heading("What to do"));
    }
    for remedy in &report.remedies {
        lines.push(line("item", format!("{}: {}", words(&remedy.title), said(&remedy.why))));
        lines.extend(remedy.steps.iter().map(|step| line("step", said(step))));
        lines.extend(remedy.choices.iter().map(|one| line("choice", format!("{}: {}", one.seen, one.then))));
    }
    if let Some(snippet) = report.remedies.first().and_then(|remedy| remedy.snippets.first()) {
        lines.push(line("paragraph", format!("{}:", visible(&snippet.label))));
        lines.push(line("to paste", snippet.text.split('\n').map(visible).collect::<Vec<_>>().join("\n")));
    }
    if !report.files.is_empty() {
        lines.push(heading("Given"));
    }
    for file in &report.files {
        let note = if file.note.is_empty() { String::new() } else { format!(": {}", said(&file.note)) };
        lines.push(line("item", format!("{}{note}", shown(&file.name))));
    }
    if !report.thumbprints.rows.is_empty() {
        lines.push(heading("Thumbprints"));
    }
    let rows: Vec<_> = report
        .thumbprints
        .rows
        .iter()
        .filter(|row| plays_a_part(report, "", &row.iter().map(Text::plain).collect::<Vec<_>>()))
        .collect();
    for row in &rows {
        let cells = report.thumbprints.columns.iter().zip(*row).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<String> = cells.map(|(column, cell)| format!("{column} {}", said(cell))).collect();
        lines.push(line("item", cells.join(", ")));
    }
    let of = |section: &Section| section.facts.iter().map(|fact| fact.value.clone()).collect::<Vec<_>>();
    let sections = report.sections.iter().filter(|one| plays_a_part(report, &one.id, &of(one)));
    let sections: Vec<_> = sections.collect();
    for section in &sections {
        lines.push(heading(&section.title));
        for fact in section.facts.iter().filter(|fact| is_shown(fact)) {
            let note = if fact.note.is_empty() { String::new() } else { format!(" ({})", said(&fact.note)) };
            let value = if fact.form == Form::Text { visible(&fact.value) } else { shown(&fact.value) };
            lines.push(line("item", format!("{}: {value}{note}", shown(&fact.label))));
        }
    }
    let left_out = (report.sections.len() - sections.len()).max(report.thumbprints.rows.len() - rows.len());
    if left_out > 0 {
        let text =
            format!("Left out: {left_out} more certificates and key credentials, which neither signed nor are named.");
        lines.push(line("paragraph", text));
    }
    lines
}

/// Whether the section of this id, or without one the row, with these values is told: all of few, of many those that are named.
fn plays_a_part(report: &Report, id: &str, values: &[String]) -> bool {
    let many = |id: &str| id.split_once('.').is_some_and(|(_, number)| number.parse::<usize>().is_ok());
    let rows = &report.thumbprints.rows;
    if (report.sections.iter().filter(|one| many(&one.id)).count() < 5 && rows.len() < 5)
        || (!id.is_empty() && !many(id))
    {
        return true;
    }
    let signed = rows.iter().filter(|row| row[7].plain() == "yes").flat_map(|row| row[2..5].iter().map(Text::plain));
    let places = ["header.x5t", "header.x5t#S256", "header.kid", "response.thumbprint"];
    let facts = report.sections.iter().flat_map(|section| &section.facts);
    let named = facts.filter(|fact| places.contains(&fact.place.as_str())).map(|fact| fact.value.replace('=', ""));
    let steps = report.remedies.iter().flat_map(|remedy| &remedy.steps).flat_map(Text::pieces);
    let of_steps = steps.filter_map(|piece| match piece {
        Piece::Value(value) => Some(value.replace('=', "")),
        Piece::Words(_) => None,
    });
    let named: Vec<String> =
        signed.chain(named).chain(of_steps).filter(|name| name.len() > 26).map(|name| name.to_lowercase()).collect();
    let is_named = |value: &String| named.contains(&value.replace('=', "").to_lowercase());
    let pointed = report.failed().flat_map(|finding| &finding.places);
    values.iter().any(is_named)
        || pointed.into_iter().any(|place| !id.is_empty() && place.as_str().starts_with(&format!("{id}.")))
}

/// A text of the core's, as it is read.
fn said(text: &Text) -> String {
    let of = |piece: &Piece| match piece {
        Piece::Words(own) => words(own),
        Piece::Value(value) => shown(value),
    };
    text.pieces().iter().map(of).collect()
}

/// Words of the core's own, whose accents make code.
fn words(own: &str) -> String {
    own.replace('`', "")
}

fn is_shown(fact: &Fact) -> bool {
    fact.form != Form::Json && fact.value.len() <= 1_000
}

/// A value by itself.
fn shown(value: &str) -> String {
    if value.is_empty() { "(empty)".to_owned() } else { visible(value) }
}

/// How the Markdown of a report differs from what it must be.
fn complaints(report: &Report) -> Vec<String> {
    let markdown = markdown::of(report);
    let blocks = read(&markdown);
    let wanted = wanted(report);
    let mut complaints = Vec::new();
    for (block, wanted) in blocks.iter().zip(&wanted) {
        if block.kind != wanted.kind || block.text.trim() != wanted.text.trim() {
            complaints
                .push(format!("wanted {} {:?}\n  read   {} {:?}", wanted.kind, wanted.text, block.kind, block.text));
        }
    }
    if blocks.len() != wanted.len() {
        complaints.push(format!("wanted {} blocks, read {}", wanted.len(), blocks.len()));
    }
    complaints
}

fn of_each_value(requests: fn(&str) -> Vec<Request>) -> Vec<String> {
    let complaints = |value: &String| {
        let requests = requests(value);
        let of = |(n, request): (usize, &Request)| {
            let complaints = complaints(&inspect(request));
            complaints.into_iter().map(move |complaint| format!("{value:?}, request {n}:\n  {complaint}"))
        };
        requests.iter().enumerate().flat_map(of).collect::<Vec<_>>()
    };
    hostile::values().iter().flat_map(complaints).collect()
}

#[test]
fn no_value_of_the_evidence_makes_markup_or_is_cut() {
    let wrong = of_each_value(hostile::requests);
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_value_of_an_error_makes_markup_or_is_cut() {
    let wrong = of_each_value(hostile::errors);
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n"));
}

/// Else the tests above would look at nothing.
#[test]
fn the_values_stand_where_they_are_looked_for() {
    const VALUE: &str = "harmless";
    const PLACES: &str = "claims.aud claims.exp claims.harmless claims.iat claims.iss claims.jti claims.nbf claims.sub \
        certificate.0.issuer certificate.0.subject expected.client_id expected.tenant header.alg header.harmless header.kid \
        header.typ header.x5t header.x5t#S256 registration.0.custom_key_identifier request.client_assertion_type \
        request.client_id request.grant_type request.scope request.url x5c.0.subject Reason Signature title.certificate.0 \
        title.registration title.registration.0 title.x5c.0";
    let mut places = BTreeSet::new();
    let mut sentences = 0;
    for request in [hostile::requests(VALUE), hostile::errors(VALUE)].concat() {
        let report = inspect(&request);
        for section in &report.sections {
            places.extend(section.title.contains(VALUE).then(|| format!("title.{}", section.id)));
            for fact in section.facts.iter().filter(|fact| is_shown(fact)) {
                if [&fact.value, &fact.label, &fact.note.plain()].iter().any(|text| text.contains(VALUE)) {
                    let place = fact.place.as_str();
                    places.insert(if place.is_empty() { fact.label.clone() } else { place.to_owned() });
                }
            }
        }
        sentences += report.failed().filter(|finding| finding.message.plain().contains(VALUE)).count();
    }
    let missing: Vec<&str> = PLACES.split_whitespace().filter(|place| !places.contains(*place)).collect();
    assert_eq!(missing, Vec::<&str>::new());
    assert!(sentences >= 15, "{sentences}");
}

#[test]
fn the_report_of_each_case_is_read_as_it_is_meant() {
    let mut wrong = Vec::new();
    for case in cases::all() {
        let complaints = complaints(&inspect(&case.request));
        wrong.extend(complaints.iter().map(|complaint| format!("{}:\n  {complaint}", case.at)));
    }
    for path in fs::read_dir(folder("responses")).unwrap().map(|entry| entry.unwrap().path()) {
        if path.extension().is_some_and(|end| end == "txt") {
            let request = hostile::request(vec![pasted(fs::read_to_string(&path).unwrap())], "", "");
            wrong.extend(
                complaints(&inspect(&request)).iter().map(|complaint| format!("{}:\n  {complaint}", path.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "{} of them\n{}", wrong.len(), wrong.join("\n"));
}

/// A ticket has one page or two, however much was given: what plays a part is told, and of the rest that it is left out.
#[test]
fn of_many_certificates_those_that_play_a_part_are_told() {
    let files = ["client", "other", "rotated", "renewed", "expired", "issuer", "leaf", "rsa3072", "rsa4096", "future"];
    let entry = |n: usize| {
        let digits = if n == 0 { super::mint::fill("{other sha1 hex}") } else { format!("{n:040X}") };
        format!(
            r#"{{"customKeyIdentifier":"{digits}","displayName":"CN=entry{n}","keyId":"b2f3a5b2-7350-4d33-ae4d-{n:012}","type":"AsymmetricX509Cert","usage":"Verify"}}"#
        )
    };
    let entries: Vec<String> = (0..30).map(entry).collect();
    let registration = format!(
        r#"{{"appId":"6b1f2a3c-4d5e-4f60-8172-93a4b5c6d7e8","displayName":"Daemon","signInAudience":"x","keyCredentials":[{}]}}"#,
        entries.join(",")
    );
    let mut sources = vec![pasted(cases::valid("client")), pasted(registration)];
    sources.extend(files.iter().map(|name| super::dropped(&format!("{name}.pem"))));
    let now = cases::seconds("2026-01-01T00:05:00Z");
    let context = assertion_inspector::request::Context { now, ..Default::default() };
    let report = inspect(&Request { sources, context });
    assert_eq!(complaints(&report), Vec::<String>::new());
    let ticket = markdown::of(&report);
    assert!(ticket.lines().count() < 150, "{}", ticket.lines().count());
    for (told, what) in [(true, "{client sha1 hex}"), (true, "{other sha1 hex}"), (false, "{rotated sha1 hex}")] {
        assert_eq!(ticket.contains(&super::mint::fill(what)), told, "{what}");
    }
    assert!(ticket.contains("Left out: "), "{ticket}");
}
