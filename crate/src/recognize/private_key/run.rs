//! Runs of digits: base64, hexadecimal and decimal ones, with what people's ways of copying put between them.

use crate::character::{is, position};
use crate::decode::base64;
use crate::recognize::jws;

/// Bytes that were read from a text, and where their digits end.
pub(super) struct Run {
    pub(super) bytes: Vec<u8>,
    pub(super) end: usize,
}

/// The shortest line of base64 that goes on in another.
const LINE: usize = 16;
/// The longest line that programs wrap at.
const WRAPPED: usize = 128;
/// The bytes in one line of a dump.
const DUMPED: usize = 16;

/// Reads base64 from a place on, no more than so many bytes.
pub(super) fn base64(text: &str, start: usize, most: usize) -> Run {
    let (digits, end) = base64_digits(text, start, most.div_ceil(3).saturating_mul(4));
    // What is left of a digit is no byte.
    let whole = digits.get(..digits.len() / 4 * 4).unwrap_or_default();
    let bytes = if digits.len() % 4 == 1 { base64::decode(whole) } else { base64::decode(&digits) };
    Run { bytes: bytes.unwrap_or_default(), end }
}

/// Where a word begins that stands here: the letter of an escaped line end is no part of it.
pub(super) fn after_escape(text: &str, start: usize) -> usize {
    let is_escape = text.get(..start).is_some_and(|before| before.ends_with('\\'))
        && text.get(start..).is_some_and(|word| word.starts_with(is(|c| matches!(c, 'n' | 'r' | 't'))));
    start + usize::from(is_escape)
}

/// Digits of base64 from a place on, without padding, and where they end. Lines go on as long as they are as long as the
/// first or the second, which the name of a value may stand before.
pub(super) fn base64_digits(text: &str, start: usize, most: usize) -> (String, usize) {
    let mut digits = String::new();
    let mut end = start;
    let mut at = start;
    let mut widths = (0, 0);
    loop {
        let before = digits.len();
        let rest = text.get(at..).unwrap_or_default();
        let length = line(rest, most.saturating_sub(before), &mut digits);
        let width = digits.len() - before;
        let padding = rest.get(length..).unwrap_or_default();
        let behind = padding.trim_start_matches('=');
        let is_name = behind.starts_with(is(|c| matches!(c, ':' | '.' | '(' | '@')))
            || (behind.len() < padding.len() && behind.starts_with(is(is_digit)));
        if width == 0
            || (before > 0
                && (is_name || rest.starts_with("--") || jws::begins(rest.get(..length).unwrap_or_default())))
        {
            digits.truncate(before);
            return (digits, end);
        }
        end = at + length;
        if digits.len() >= most {
            return (digits, end);
        }
        // What is on one line is not wrapped; only a structure that knows its length tells that it goes on.
        let is_one_line = before == 0 && width > WRAPPED && most == usize::MAX;
        if behind.len() < padding.len() || width < widths.0.max(LINE) || is_one_line {
            return (digits, end + padding.len() - behind.len());
        }
        widths = (widths.1, width);
        at = end + between(padding);
        if at == end {
            return (digits, end);
        }
    }
}

fn is_digit(c: char) -> bool {
    base64::is_digit(c) && c != '='
}

/// Takes the digits of one line, also those that JSON escapes, and says how long they stand in the text.
fn line(text: &str, most: usize, digits: &mut String) -> usize {
    let mut rest = text;
    let mut left = most;
    loop {
        let length = position(rest, |byte| !is_digit(char::from(byte))).unwrap_or(rest.len()).min(left);
        let (plain, after) = rest.split_at_checked(length).unwrap_or_default();
        digits.push_str(plain);
        left -= plain.len();
        rest = after;
        let escape = rest.strip_prefix('\\').filter(|_| left > 0).map(|escape| escape.trim_start_matches('\\'));
        let escaped = escape.and_then(|escape| {
            let of = |start, digit| Some((digit, escape.strip_prefix(start)?));
            of("/", '/')
                .or_else(|| of("u002b", '+'))
                .or_else(|| of("u002B", '+'))
                .or_else(|| of("u002f", '/'))
                .or_else(|| of("u002F", '/'))
        });
        let Some((digit, after)) = escaped else { return text.len() - rest.len() };
        digits.push(digit);
        left -= 1;
        rest = after;
    }
}

/// What stands between the lines of a value: their ends, real and escaped, quoting of mail, quotes of strings.
const BETWEEN: [&str; 22] = [
    "\\r", "\\n", "\\t", "\\u000a", "\\u000A", "\\u000d", "\\u000D", "\\", "\r", "\n", "\t", " ", "\"", "'", "`", ",",
    ">", "|", "+ ", "+\r", "+\n", "\u{2502}",
];

/// The length of what stands between two lines.
pub(super) fn between(text: &str) -> usize {
    let mut rest = text;
    while let Some(after) = BETWEEN.iter().find_map(|one| rest.strip_prefix(one)) {
        rest = after;
    }
    text.len() - rest.len()
}

/// Reads hexadecimal digits from a place on, no more than so many bytes: in one word, or in groups. In a dump, where an
/// offset stands before them, other signs may stand behind them in each line.
pub(super) fn hexadecimal(text: &str, start: usize, most: usize) -> Run {
    let is_dump = is_offset(last_word(text.get(..start).unwrap_or_default()));
    let mut run = Run { bytes: Vec::new(), end: start };
    let mut at = start;
    let mut in_line = 0;
    while run.bytes.len() < most {
        let rest = text.get(at..).unwrap_or_default();
        let digits = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("\\x")).unwrap_or(rest);
        let length = digits.find(is(|c: char| !c.is_ascii_hexdigit())).unwrap_or(digits.len());
        let group =
            digits.get(..length.min(most.saturating_sub(run.bytes.len()).saturating_mul(2))).unwrap_or_default();
        let follows_word = digits
            .get(length..)
            .is_some_and(|after| after.starts_with(is(|c| c.is_ascii_alphanumeric() || !c.is_ascii())));
        let Ok(bytes) = base16ct::mixed::decode_vec(group) else { break };
        if bytes.is_empty() || follows_word {
            break;
        }
        in_line += bytes.len();
        run.bytes.extend(bytes);
        run.end = at + (rest.len() - digits.len()) + group.len();
        at = run.end;
        let rest = text.get(at..).unwrap_or_default();
        if is_dump && in_line >= DUMPED {
            at += rest.find('\n').unwrap_or(rest.len());
        }
        let rest = text.get(at..).unwrap_or_default();
        let after = after_group(rest);
        if after.len() == rest.len() && !rest.starts_with("\\x") {
            break;
        }
        let passed = rest.get(..rest.len() - after.len()).unwrap_or_default();
        at += passed.len();
        if passed.contains('\n') {
            in_line = 0;
            let offset = after.find(is(|c: char| !c.is_ascii_hexdigit())).unwrap_or(after.len());
            if is_dump && is_offset(after.get(..offset).unwrap_or_default()) {
                let behind = after.get(offset..).unwrap_or_default();
                at += offset + behind.len() - behind.trim_start_matches(is(|c| matches!(c, ':' | ' ' | '\t'))).len();
            }
        }
    }
    run
}

/// What stands behind the signs between two groups.
fn after_group(text: &str) -> &str {
    let mut rest = text;
    while !rest.starts_with("\\x")
        && let Some(after) = ["\\n", "\\r", "\\t"].iter().find_map(|escape| rest.strip_prefix(escape)).or_else(|| {
            rest.strip_prefix(is(|c| {
                matches!(c, ' ' | ':' | '-' | ',' | ';' | '\t' | '\r' | '\n' | '"' | '>' | '|' | '\\')
            }))
        })
    {
        rest = after;
    }
    rest
}

/// Whether a word is an offset of a dump.
fn is_offset(word: &str) -> bool {
    matches!(word.len(), 4 | 6 | 7 | 8 | 16) && word.starts_with('0') && word.chars().all(|c| c.is_ascii_hexdigit())
}

/// The word before a place of the same line.
pub(super) fn last_word(before: &str) -> &str {
    let before = before.trim_end_matches(is(|c| matches!(c, ' ' | ':' | '\t')));
    before.rsplit(is(|c: char| !c.is_ascii_alphanumeric())).next().unwrap_or_default()
}

/// Reads numbers of bytes from a place on, no more than so many: what programs print of an array.
pub(super) fn decimal(text: &str, start: usize, most: usize) -> Run {
    let mut run = Run { bytes: Vec::new(), end: start };
    let mut at = start;
    while run.bytes.len() < most {
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.find(is(|c: char| !c.is_ascii_digit())).unwrap_or(rest.len());
        let Some(byte) = rest.get(..length).and_then(|number| number.parse().ok()) else { break };
        run.bytes.push(byte);
        run.end = at + length;
        let after = rest.get(length..).unwrap_or_default();
        at =
            run.end + after.len() - after.trim_start_matches(is(|c| matches!(c, ',' | ' ' | '\r' | '\n' | '\t'))).len();
        if at == run.end {
            break;
        }
    }
    run
}
