//! The report as Markdown, read as GitHub reads it: whatever the evidence holds is text, whole, and makes no markup.

use std::collections::BTreeSet;
use std::fs;

use assertion_inspector::report::{CauseStatus, Fact, Form, Piece, Report, Severity, Status, Text};
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
    for row in &report.thumbprints.rows {
        let cells = report.thumbprints.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<String> = cells.map(|(column, cell)| format!("{column} {}", said(cell))).collect();
        lines.push(line("item", cells.join(", ")));
    }
    for section in &report.sections {
        lines.push(heading(&section.title));
        for fact in section.facts.iter().filter(|fact| is_shown(fact)) {
            let note = if fact.note.is_empty() { String::new() } else { format!(" ({})", said(&fact.note)) };
            let value = if fact.form == Form::Text { visible(&fact.value) } else { shown(&fact.value) };
            lines.push(line("item", format!("{}: {value}{note}", shown(&fact.label))));
        }
    }
    lines
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
