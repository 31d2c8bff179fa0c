//! A report as Markdown (its specification: spec.commonmark.org, 0.31), made for a ticket: what is wrong, how it is known,
//! what to do, and what was seen.
//!
//! What stands in a report is hostile: nothing of it becomes markup, and nothing of it is hidden.

use crate::character::is;
use crate::report::{CauseStatus, Finding, Form, Piece, Remedy, Report, Section, Severity, Snippet, Status, Text};
use crate::visible::visible;

/// The whole report, but for long values and all that is to be pasted but the first.
#[must_use]
pub fn of(report: &Report) -> String {
    let mut lines = vec![format!("# {}", said(&report.verdict.headline)), String::new(), counts(report)];
    lines.extend(heading("Causes"));
    for cause in &report.causes {
        let needs: Vec<String> = cause.needs.iter().map(word).collect();
        let because: Vec<String> = cause.because.iter().map(|id| code(id)).collect();
        let why = match (needs.is_empty(), because.is_empty()) {
            (_, false) => format!(" ({})", because.join(", ")),
            (false, true) => format!(" (needs {})", needs.join(", ")),
            (true, true) => String::new(),
        };
        let status = match cause.status {
            CauseStatus::Confirmed => "**confirmed**".to_owned(),
            status => word(&status),
        };
        lines.push(format!("- {status}: {}{why}", prose(cause.title)));
    }
    let failed: Vec<&Finding> = report.failed().collect();
    if !failed.is_empty() {
        lines.extend(heading("What does not match"));
    }
    for finding in failed {
        lines.extend(mismatch(finding));
    }
    if !report.remedies.is_empty() {
        lines.extend(heading("What to do"));
    }
    for remedy in &report.remedies {
        lines.extend(what_to_do(remedy));
    }
    if let Some(snippet) = report.remedies.first().and_then(|remedy| remedy.snippets.first()) {
        lines.extend(to_paste(snippet));
    }
    if !report.files.is_empty() {
        lines.extend(heading("Given"));
    }
    for file in &report.files {
        let note = if file.note.is_empty() { String::new() } else { format!(": {}", said(&file.note)) };
        lines.push(format!("- {}{note}", label(&file.name)));
    }
    if !report.thumbprints.rows.is_empty() {
        lines.extend(heading("Thumbprints"));
    }
    let part = Part::of(report);
    let rows: Vec<&Vec<Text>> = report.thumbprints.rows.iter().filter(|row| part.has_row(row)).collect();
    for row in &rows {
        let cells = report.thumbprints.columns.iter().zip(*row).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<String> = cells.map(|(column, cell)| format!("{} {}", prose(column), said(cell))).collect();
        lines.push(format!("- {}", cells.join(", ")));
    }
    let sections: Vec<&Section> = report.sections.iter().filter(|section| part.has_section(report, section)).collect();
    for section in &sections {
        lines.extend(seen(section));
    }
    let left_out = (report.sections.len() - sections.len()).max(report.thumbprints.rows.len() - rows.len());
    if left_out > 0 {
        lines.extend([
            String::new(),
            format!("Left out: {left_out} more certificates and key credentials, which neither signed nor are named."),
        ]);
    }
    lines.join("\n") + "\n"
}

/// Of a ticket that has more certificates and key credentials than a few, those that play a part: what signed, and what the
/// token, Entra's error, a finding or a remedy names.
struct Part {
    is_few: bool,
    /// The thumbprints that are named, in any spelling.
    named: Vec<String>,
}

/// How many are a few.
const FEW: usize = 4;

impl Part {
    fn of(report: &Report) -> Self {
        let facts = report.sections.iter().flat_map(|section| &section.facts);
        let is_name =
            |place: &str| ["header.x5t", "header.x5t#S256", "header.kid", "response.thumbprint"].contains(&place);
        let named = facts.filter(|fact| is_name(fact.place.as_str())).map(|fact| bare(&fact.value).to_owned());
        let signed = report.thumbprints.rows.iter().filter(|row| signed(row));
        let signed = signed.flat_map(|row| row.iter().skip(2).take(3)).map(Text::plain);
        let steps = report.remedies.iter().flat_map(|remedy| &remedy.steps).flat_map(Text::pieces);
        let in_steps = steps.filter_map(|piece| match piece {
            Piece::Value(value) => Some(bare(value).to_owned()),
            Piece::Words(_) => None,
        });
        let is_few = report.sections.iter().filter(|section| is_one_of_many(section)).count() <= FEW
            && report.thumbprints.rows.len() <= FEW;
        Self { is_few, named: named.chain(signed).chain(in_steps).filter(|name| name.len() >= SHORTEST).collect() }
    }

    fn names(&self, value: &str) -> bool {
        self.named.iter().any(|name| name.eq_ignore_ascii_case(bare(value)))
    }

    fn has_row(&self, row: &[Text]) -> bool {
        self.is_few || signed(row) || row.iter().any(|cell| self.names(&cell.plain()))
    }

    fn has_section(&self, report: &Report, section: &Section) -> bool {
        let is_of = |place: &str| place.strip_prefix(&section.id).is_some_and(|rest| rest.starts_with('.'));
        self.is_few
            || !is_one_of_many(section)
            || section.facts.iter().any(|fact| self.names(&fact.value))
            || report.failed().any(|finding| finding.places.iter().any(|place| is_of(place.as_str())))
    }
}

/// The digits of the shortest thumbprint, in base64.
const SHORTEST: usize = 27;

/// Whether the last cell of a row of thumbprints says that it signed.
fn signed(row: &[Text]) -> bool {
    row.last().is_some_and(|cell| cell.plain() == "yes")
}

/// Base64 without its padding.
fn bare(value: &str) -> &str {
    value.trim_end_matches('=')
}

/// A certificate or a credential: its id ends with a number.
fn is_one_of_many(section: &Section) -> bool {
    section.id.rsplit('.').next().is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn counts(report: &Report) -> String {
    let status = match report.verdict.status {
        Status::Nothing => "Nothing was given".to_owned(),
        status => format!("Verdict: **{}**", word(&status)),
    };
    let count = |severity: Severity| {
        let count = report.failed().filter(|finding| finding.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!(", {count} {}{plural}", word(&severity)))
    };
    let counts = [Severity::Error, Severity::Warning, Severity::Notice].into_iter().filter_map(count);
    format!("{status}{}.", counts.collect::<String>())
}

fn heading(title: &str) -> [String; 3] {
    [String::new(), format!("## {title}"), String::new()]
}

fn mismatch(finding: &Finding) -> Vec<String> {
    let reason = finding.reason.as_ref().map(|reason| format!(" {}", code(reason))).unwrap_or_default();
    let mut lines =
        vec![format!("- {} {}{reason}: {}", word(&finding.severity), code(finding.id), said(&finding.message))];
    let sides =
        [("expected", &finding.expected_label, &finding.expected), ("actual", &finding.actual_label, &finding.actual)];
    for (name, whose, value) in sides {
        let name = whose.as_deref().unwrap_or(name);
        lines.extend(value.as_ref().map(|value| format!("  - {}: {}", label(name), code(value))));
    }
    lines
}

fn what_to_do(remedy: &Remedy) -> Vec<String> {
    let mut lines = vec![format!("- {}: {}", prose(&remedy.title), said(&remedy.why))];
    lines.extend(remedy.steps.iter().enumerate().map(|(n, step)| format!("  {}. {}", n + 1, said(step))));
    lines.extend(remedy.choices.iter().map(|one| format!("     - {}: {}", prose(one.seen), prose(one.then))));
    lines
}

/// A block of code (section 4.5), whose fence is longer than any in it.
fn to_paste(snippet: &Snippet) -> Vec<String> {
    let longest = snippet.text.split(is(|character| character != '`')).map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let mut lines = vec![String::new(), format!("{}:", escaped(&snippet.label)), String::new()];
    lines.push(format!("{fence}{}", snippet.language));
    lines.extend(snippet.text.split('\n').map(visible));
    lines.push(fence);
    lines
}

fn seen(section: &Section) -> Vec<String> {
    let mut lines = Vec::from(heading(&escaped(&section.title)));
    for fact in section.facts.iter().filter(|fact| fact.form != Form::Json && fact.value.len() <= LONGEST) {
        let value = if fact.form == Form::Text { escaped(&fact.value) } else { code(&fact.value) };
        let note = if fact.note.is_empty() { String::new() } else { format!(" ({})", said(&fact.note)) };
        lines.push(format!("- {}: {value}{note}", label(&fact.label)));
    }
    lines
}

/// The longest value that stands in a ticket, in bytes.
const LONGEST: usize = 1_000;

/// A word of the contract, with spaces: `ruled out`.
fn word(value: &impl std::fmt::Debug) -> String {
    let mut words = String::new();
    for character in format!("{value:?}").chars() {
        if character.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(character.to_ascii_lowercase());
    }
    words
}

/// What the report calls a value, or says instead of one: as it is, or as code where it has to be escaped.
fn label(text: &str) -> String {
    if !text.is_empty() && text == escaped(text).trim() { text.to_owned() } else { code(text) }
}

/// A text of the core's: its words as prose, each value as code.
fn said(text: &Text) -> String {
    let mut written = String::new();
    for piece in text.pieces() {
        append(
            &mut written,
            &match piece {
                Piece::Words(words) => prose(words),
                Piece::Value(value) => code(value),
            },
        );
    }
    written
}

/// Words of the core's: what stands in grave accents, apart from other words, is code.
fn prose(text: &str) -> String {
    let mut written = String::new();
    let mut rest = text;
    while let Some((before, inside, after)) = span(rest) {
        for piece in [escaped(before), code(inside)] {
            append(&mut written, &piece);
        }
        rest = after;
    }
    append(&mut written, &escaped(rest));
    written
}

/// The first word in accents, with what stands before and behind it.
fn span(text: &str) -> Option<(&str, &str, &str)> {
    let is_word = |text: &str| !text.is_empty() && text.trim() == text;
    text.match_indices('`').find_map(|(at, _)| {
        let before =
            text.get(..at).filter(|before| before.is_empty() || before.ends_with(is(|c| matches!(c, ' ' | '('))))?;
        let (inside, after) = text.get(at + 1..)?.split_once('`').filter(|(inside, _)| is_word(inside))?;
        (!after.starts_with(is(|next: char| next == '`' || next.is_ascii_alphanumeric() || !next.is_ascii())))
            .then_some((before, inside, after))
    })
}

/// Puts one behind the other. Accents of two pieces are not to make one fence.
fn append(written: &mut String, piece: &str) {
    if written.ends_with('`') && piece.starts_with('`') {
        written.push(' ');
    }
    written.push_str(piece);
}

/// A value as a code span (section 6.1): in it nothing is markup. Its fence is longer than any in it, and a space on both
/// sides, which is no part of it, keeps the accents and spaces at its ends.
fn code(value: &str) -> String {
    if value.is_empty() {
        return "(empty)".to_owned();
    }
    let value = visible(value);
    let longest = value.split(is(|character| character != '`')).map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let is_stripped = value.starts_with(' ') && value.ends_with(' ') && value.trim() != "";
    let space = if value.starts_with('`') || value.ends_with('`') || is_stripped { " " } else { "" };
    format!("{fence}{space}{value}{space}{fence}")
}

/// Words with backslashes (section 2.4) before whatever may be markup. A word that GitHub makes a link of, escaped or not,
/// is code, but for the punctuation behind it.
fn escaped(words: &str) -> String {
    let escaped = |(n, word): (usize, &str)| {
        let link = word.trim_end_matches(is(|c| matches!(c, '.' | ',' | ';' | ':' | ')')));
        match word.strip_prefix(link).filter(|_| is_link(link)) {
            Some(punctuation) => code(link) + punctuation,
            None => escaped_word(word, n == 0),
        }
    };
    visible(words).split(' ').enumerate().map(escaped).collect::<Vec<_>>().join(" ")
}

/// The autolinks of GitHub's extension (github.github.com/gfm, section 6.9), and what it refers to by name or number.
fn is_link(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let is_number = |text: &str| text.starts_with(is(|next: char| next.is_ascii_digit()));
    word.contains('@') || word.contains("://") || word.contains("www.") || word.split('#').skip(1).any(is_number)
}

/// `is_first` where a line may begin with it.
fn escaped_word(word: &str, is_first: bool) -> String {
    let mut written = String::new();
    // `1.` and `1)` begin a list.
    let number = word.find(is(|next: char| !next.is_ascii_digit())).filter(|end| *end > 0);
    for (at, character) in word.char_indices() {
        let begins = match character {
            '#' => at == 0,
            '+' | '-' | '=' => at == 0 && is_first,
            '.' | ')' => is_first && number == Some(at),
            _ => "\\`*_[]<>|~&$".contains(character),
        };
        if begins {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_hold_code() {
        assert_eq!(prose("`typ` is (`<b>`): `a`, `b`"), "`typ` is (`<b>`): `a`, `b`");
        assert_eq!(prose("one ` alone"), "one \\` alone");
        assert_eq!(prose("` and `kid`"), "\\` and `kid`");
        assert_eq!(prose("```![x](y)` `` a`b`"), "\\`\\`\\`!\\[x\\](y)\\` \\`\\` a\\`b\\`");
    }

    #[test]
    fn values_are_code() {
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code(" a "), "`  a  `");
        assert_eq!(code(" "), "` `");
        assert_eq!(code(""), "(empty)");
        assert_eq!(code("a\u{202E}b\n"), "`aU+202EbU+000A`");
        assert_eq!(label("Valid from"), "Valid from");
        assert_eq!(label("``"), "``` `` ```");
    }

    #[test]
    fn words_are_no_markup() {
        assert_eq!(escaped("<img src=x> [a](b) *c*"), "\\<img src=x\\> \\[a\\](b) \\*c\\*");
        assert_eq!(escaped("# &lt; a - b #"), "\\# \\&lt; a - b \\#");
        assert_eq!(escaped("1. x"), "1\\. x");
        assert_eq!(escaped("x5t#S256 of https://a.example, by a@b.c."), "x5t#S256 of `https://a.example`, by `a@b.c`.");
    }
}
