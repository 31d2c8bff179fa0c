//! Lines that were one: cut at a column by a terminal or a program, or between words by mail, or continued by a sign.

/// No window and no mail is wider, in characters, and nobody cuts lines that are shorter.
const WIDEST: usize = 256;
const NARROWEST: usize = 40;
/// The shortest lines that are taken for one because they are of one length.
const EQUAL: usize = 20;
/// No mark or indentation of a text is longer.
const INDENT: usize = 8;
/// What stands at the end of a line that goes on.
const SIGNS: [char; 3] = ['\\', '`', '^'];

struct Line<'a> {
    text: &'a str,
    /// In characters.
    width: usize,
    /// The widest line of its paragraph, and whether others are as wide.
    widest: usize,
    is_cut: bool,
    /// Whether the sign at its end says that it goes on.
    goes_on: bool,
}

pub(super) fn joined(text: &str) -> Option<String> {
    let lines = lines(text);
    let mut joined = String::with_capacity(text.len());
    let mut changed = false;
    let mut previous = 0;
    let mut indented = true;
    for (n, line) in lines.iter().enumerate() {
        joined.push_str(if indented { line.text } else { line.text.trim_start() });
        indented = true;
        let Some(next) = lines.get(n + 1) else { break };
        match join(previous, line, next) {
            Join::Not => joined.push('\n'),
            Join::With(between) => {
                joined.push_str(between);
                changed = true;
            }
            Join::Continued => {
                joined.pop();
                indented = joined.ends_with(' ');
                changed = true;
            }
        }
        previous = line.width;
    }
    match dotted(&joined) {
        Some(dotted) => Some(dotted),
        None => changed.then_some(joined),
    }
}

/// The text without blanks round full stops between long words.
fn dotted(text: &str) -> Option<String> {
    let is_digit = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '=');
    let mut plain = String::new();
    let mut at = 0;
    for (dot, _) in text.match_indices('.') {
        let (before, after) = (text.get(at..dot)?, text.get(dot + 1..)?);
        let (word, next) = (before.trim_end(), after.trim_start());
        if (word.len() < before.len() || next.len() < after.len())
            && word.chars().rev().take_while(is_digit).take(EQUAL).count() == EQUAL
            && next.chars().take_while(is_digit).take(EQUAL).count() == EQUAL
        {
            plain.extend([word, "."]);
            at = text.len() - next.len();
        }
    }
    plain.push_str(text.get(at..)?);
    (at > 0).then_some(plain)
}

/// The lines, each with the width of its paragraph. Where every second line is empty, it is of no meaning.
fn lines(text: &str) -> Vec<Line<'_>> {
    let all = || text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let is_spaced = all().nth(2).is_some() && all().enumerate().all(|(n, line)| n % 2 == 0 || line.trim().is_empty());
    let step = if is_spaced { 2 } else { 1 };
    let ends = |at: usize| all().nth(at).is_some_and(|line| line.ends_with('+'));
    // psql marks a line that goes on, and so the last of them, at a column.
    let is_marked = ends(step) && ends(2 * step);
    let mut lines: Vec<_> = all()
        .step_by(step)
        .map(|line| if is_marked { line.strip_suffix('+').map_or(line, str::trim_end) } else { line })
        .map(|text| Line { text, width: text.chars().count(), widest: 0, is_cut: false, goes_on: false })
        .collect();
    for paragraph in lines.split_mut(|line| line.width == 0 || line.width > WIDEST) {
        let widest = paragraph.iter().map(|line| line.width).max().unwrap_or_default();
        let is_cut = paragraph.iter().filter(|line| line.width == widest).count() > 1;
        // Where lines are cut at a column, the sign may be one of the text: then few lines end with it.
        let signs = paragraph.iter().filter(|line| line.text.ends_with(SIGNS)).count();
        let are_signs = 2 * signs > paragraph.len();
        for line in &mut *paragraph {
            (line.widest, line.is_cut) = (widest, is_cut);
            line.goes_on = line.text.ends_with(SIGNS) && (are_signs || !is_cut || line.width < widest);
        }
        // What stood before the first of the lines when they were cut may have been taken off.
        if let [first, others @ .., _] = paragraph
            && others.iter().all(|line| line.width == widest)
            && is_cut
            && first.width + INDENT >= widest
        {
            first.width = widest;
        }
    }
    lines
}

enum Join {
    Not,
    With(&'static str),
    /// The sign at the end of the line is none of it.
    Continued,
}

fn join(previous: usize, line: &Line<'_>, next: &Line<'_>) -> Join {
    let goes_on = line.goes_on || (line.width > WIDEST && line.text.ends_with(SIGNS));
    if goes_on && !next.text.trim().is_empty() && !next.text.starts_with("```") {
        return Join::Continued;
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_long = |word: &str| word.len() >= EQUAL && !word.trim_start().contains(' ');
    // The full stops of a token stand at the ends of lines, or at their beginnings.
    let parts = (line.text, next.text.trim());
    if is_long(parts.0) && is_long(parts.1) && (parts.0.ends_with('.') || parts.1.starts_with('.')) {
        return Join::With("");
    }
    if line.widest == 0 || next.widest == 0 {
        return Join::Not;
    }
    let is_equal = line.width >= EQUAL && (line.width == previous || line.width == next.width);
    let end = next.text.find(|c: char| !is_word(c) || c == '-').map_or(next.text.len(), |end| end + 1);
    let is_full = line.widest >= NARROWEST && line.width + next.text.get(..end).unwrap_or_default().len() > line.widest;
    let is_in_word = line.width == line.widest && {
        let last = line.text.rsplit(' ').next().unwrap_or_default();
        line.is_cut || last.len() + next.text.split(' ').next().unwrap_or_default().len() >= EQUAL
    };
    if is_equal || (is_full && (is_in_word || line.text.ends_with('-'))) {
        Join::With("")
    } else if is_full {
        Join::With(" ")
    } else {
        Join::Not
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn lines_that_were_one_are_joined() {
        let word = "0123456789".repeat(30);
        for width in [40, 64, 76, 80, 132] {
            let lines: Vec<&str> =
                (0..word.len()).step_by(width).map(|n| &word[n..word.len().min(n + width)]).collect();
            for end in ["\n", "\r\n", "\n\n", "\\\n  ", "`\n"] {
                assert_eq!(joined(&lines.join(end)).as_deref(), Some(word.as_str()), "{width} {end:?}");
            }
            assert_eq!(joined(&format!("{}\n401", lines.join("\n"))).as_deref(), Some(format!("{word}\n401").as_str()));
        }
        let mail = "This is a line that a mail client wraps between the words of it, and this\nis the next one";
        assert_eq!(joined(mail), Some(mail.replace('\n', " ")));
        assert_eq!(joined("curl a \\\n  -d b").as_deref(), Some("curl a   -d b"));
    }

    #[test]
    fn other_lines_are_not() {
        let long = "a".repeat(300);
        for text in
            [format!("{long}\n401"), format!("{long}\n{long}"), "a\nb".to_owned(), "{\n  \"a\": 1\n}".to_owned()]
        {
            assert_eq!(joined(&text), None, "{text}");
        }
    }
}
