//! A report as Markdown (its specification: spec.commonmark.org, 0.31), made for a ticket: what is wrong, how it is known,
//! what to do, and what was seen.
//!
//! What stands in a report is hostile: nothing of it becomes markup, and nothing of it is hidden.

use crate::list::List;
use crate::report::{CauseStatus, Finding, Form, Remedy, Report, Section, Severity, Status};

/// The whole report, but for long values and what is to be pasted.
#[must_use]
pub fn of(report: &Report) -> String {
    let mut lines = vec![format!("# {}", prose(&report.verdict.headline)), String::new(), counts(report)];
    lines.extend(heading("Causes"));
    for cause in &report.causes {
        let needs: Vec<String> = cause.needs.iter().map(word).list();
        let because: Vec<String> = cause.because.iter().map(|id| code(id)).list();
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
    let failed: Vec<&Finding> = report.failed().list();
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
    for section in &report.sections {
        lines.extend(seen(section));
    }
    lines.join("\n") + "\n"
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
        vec![format!("- {} {}{reason}: {}", word(&finding.severity), code(finding.id), prose(&finding.message))];
    for (name, value) in [("expected", &finding.expected), ("actual", &finding.actual)] {
        lines.extend(value.as_ref().map(|value| format!("  - {name}: {}", code(value))));
    }
    lines
}

fn what_to_do(remedy: &Remedy) -> Vec<String> {
    let mut lines = vec![format!("- {}: {}", prose(&remedy.title), prose(&remedy.why))];
    lines.extend(remedy.steps.iter().enumerate().map(|(n, step)| format!("  {}. {}", n + 1, prose(step))));
    lines
}

fn seen(section: &Section) -> Vec<String> {
    let mut lines = Vec::from(heading(&prose(&section.title)));
    for fact in section.facts.iter().filter(|fact| fact.form != Form::Json && fact.value.len() <= LONGEST) {
        let value = if fact.form == Form::Text { prose(&fact.value) } else { code(&fact.value) };
        let note = if fact.note.is_empty() { String::new() } else { format!(" ({})", prose(&fact.note)) };
        lines.push(format!("- {}: {value}{note}", prose(&fact.label)));
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

/// A sentence of the core's: what stands in grave accents is code, and nothing else is markup.
fn prose(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').list();
    let last = parts.len() - 1;
    let part = |(n, part): (usize, &&str)| match n % 2 {
        0 => escaped(part),
        _ if n < last => code(part),
        // One that opens and is not closed.
        _ => format!("\\`{}", escaped(part)),
    };
    parts.iter().enumerate().map(part).collect()
}

/// A code span (section 6.1): its fence is longer than any in it.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", visible(text))
}

/// Backslash escapes (section 2.4), where there would be markup else.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut written = String::new();
    for (at, character) in text.char_indices() {
        let is_markup = match character {
            '#' | '>' | '+' | '-' => at == 0,
            '&' => text.get(at + 1..).is_some_and(|rest| !rest.starts_with(' ')),
            _ => "\\*_[]<|~".contains(character),
        };
        if is_markup {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

/// With what cannot be seen written out: `U+202E`.
fn visible(text: &str) -> String {
    let mut written = String::new();
    for character in text.chars() {
        match character {
            '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202F}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' => written += &code_point(character),
            _ if character.is_control() => written += &code_point(character),
            _ => written.push(character),
        }
    }
    written
}

fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hostile_is_text() {
        assert_eq!(prose("`typ` is `<b>`"), "`typ` is `<b>`");
        assert_eq!(prose("<img src=x> [a](b) *c*"), "\\<img src=x> \\[a\\](b) \\*c\\*");
        assert_eq!(prose("# &lt; a & b #1"), "\\# \\&lt; a & b #1");
        assert_eq!(prose("one ` alone"), "one \\` alone");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\u{202E}b\n"), "`aU+202EbU+000A`");
    }
}
