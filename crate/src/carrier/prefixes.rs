//! What stands before each line: quoting of mail, frames, times, names of machines and programs, numbers, marks of a
//! comparison, indentation. It is the same in line after line, but for its numbers.

use crate::character::is;

/// What a prefix ends with.
const ENDS: [char; 9] = [' ', '\t', ':', '|', '>', ']', '\u{2502}', '\u{2503}', '\u{2551}'];
/// What is a prefix by itself at the beginning of a line.
const MARKS: [char; 5] = ['+', '-', '<', '#', '*'];
/// No prefix is longer, in bytes.
const LONGEST: usize = 400;
/// Lines of a frame, and the mark of mail.
const FRAMES: [char; 5] = ['>', '|', '\u{2502}', '\u{2503}', '\u{2551}'];

pub(super) fn without(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut plain = String::with_capacity(text.len());
    let mut changed = false;
    let mut at = 0;
    while let Some((first, others)) = lines.get(at..).and_then(<[_]>::split_first) {
        let mut prefix = *first;
        let mut count = 1;
        for line in others {
            match common(prefix, line) {
                (0, _) => break,
                (length, _) => prefix = prefix.get(..length)?,
            }
            count += 1;
        }
        let has_frame = prefix.contains(FRAMES);
        for line in lines.get(at..at + count)? {
            let line = if count == 1 { line } else { line.get(common(prefix, line).1..)? };
            // A line of nothing but its mark leaves the blank behind the others.
            let line =
                if prefix.ends_with(FRAMES) && count > 1 { line.strip_prefix(' ').unwrap_or(line) } else { line };
            // A tag ends with the mark of mail.
            let framed = line.trim_end().strip_suffix(is(|c| FRAMES.contains(&c) && c != '>'));
            let framed = framed.filter(|_| has_frame && count > 1);
            // The edges of a frame hold nothing but its title.
            let line =
                if line.trim_start().starts_with(is(|c| ('\u{250C}'..='\u{257F}').contains(&c))) { "" } else { line };
            plain.push_str(framed.map_or(line, str::trim_end));
            plain.push('\n');
        }
        changed |= count > 1;
        at += count;
    }
    plain.pop();
    (changed || plain.len() < text.len()).then_some(plain)
}

/// How much two lines have in common at their beginnings, in each: numbers and blanks may differ in length.
fn common(one: &str, other: &str) -> (usize, usize) {
    let (mut a, mut b) = (one, other);
    let mut end = (0, 0);
    while one.len() - a.len() < LONGEST
        && let (Some(left), Some(right)) = (a.chars().next(), b.chars().next())
    {
        let is_number = |text: &str| text.trim_start().starts_with(is(|c: char| c.is_ascii_digit()));
        let class: fn(&char) -> bool = match left {
            '0'..='9' => char::is_ascii_digit,
            // A number is set to the right.
            ' ' | '\t' if is_number(a) && is_number(b) => |c| c.is_ascii_whitespace(),
            _ if left == right => |_| false,
            _ => break,
        };
        if left != right && !class(&right) {
            if class(&' ') && right.is_ascii_digit() {
                a = a.trim_start();
                continue;
            }
            break;
        }
        let is_first = a.len() == one.len();
        a = behind(a, class);
        b = behind(b, class);
        if ENDS.contains(&left) || (is_first && MARKS.contains(&left)) {
            end = (one.len() - a.len(), other.len() - b.len());
        }
    }
    end
}

/// The text behind its first character, and behind those that follow it in its class.
fn behind(text: &str, class: fn(&char) -> bool) -> &str {
    let mut characters = text.chars();
    characters.next();
    let rest = characters.as_str();
    rest.trim_start_matches(|c| class(&c))
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn prefixes_are_taken_off() {
        for prefixes in [
            ["> ", "> ", "> "],
            ["    ", "    ", "    "],
            ["2026-11-27T10:15:30.1Z ", "2026-11-27T10:15:30.12Z ", "2026-11-27T10:15:31.0Z "],
            ["Nov 27 10:15:30 host app[123]: ", "Nov 27 10:15:30 host app[123]: ", "Nov 28 00:00:00 host app[9]: "],
            ["app-1  | ", "app-1  | ", "app-1  | "],
            ["     9\t", "    10\t", "    11\t"],
            ["9 ", "10 ", "11 "],
            ["./out.log:9:", "./out.log:10:", "./out.log:11:"],
            ["+", "+", "+"],
        ] {
            let [a, b, c] = prefixes;
            let text = format!("head\n{a}eyJa\n{b}2Uyb\n{c}Zc==\ntail");
            assert_eq!(without(&text).as_deref(), Some("head\neyJa\n2Uyb\nZc==\ntail"), "{text}");
        }
        let framed = "\u{256D}\u{2500} a \u{2500}\u{256E}\n\u{2502} b   \u{2502}\n\u{2502} c d \u{2502}\n\u{2570}\u{2500}\u{256F}";
        assert_eq!(without(framed).as_deref(), Some("\nb\nc d\n"));
        for text in ["a\nb", "client_id\nclient_assertion", "eyJ\neyK", "a.add(1)\na.add(2)", ""] {
            assert_eq!(without(text), None, "{text}");
        }
    }
}
