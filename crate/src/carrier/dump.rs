//! Bytes as programs print them in lines: hexadecimal beside characters, behind offsets or without them; or text alone
//! behind offsets, as curl traces it.

use crate::character::is;
use crate::decode::{self, hex};

/// The most bytes in a line.
const WIDEST: usize = 64;
/// So many bytes before something else are no letters of a text.
const TORN: usize = 8;
/// Fewer bytes than these are no dump.
const FEWEST: usize = 24;

pub(super) fn bytes(text: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_hexdigit() || c.is_ascii_whitespace() || c == ':';
    if text.len() > 2 * FEWEST && text.contains(is(|c| matches!(c, ' ' | ':'))) && text.chars().all(is_digit) {
        return hex::decode(text).map(|bytes| decode::text::decode(&bytes));
    }
    if !text.lines().any(|line| offset(line).is_some()) {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut plain = String::with_capacity(text.len());
    let mut dumped = Vec::new();
    let mut changed = false;
    for (n, line) in lines.iter().enumerate() {
        let next = lines.get(n + 1).and_then(|next| offset(next));
        let own = offset(line);
        let before = n.checked_sub(1).and_then(|n| offset(lines.get(n)?));
        // A line is as long as the next begins behind it; the last one ends before that.
        let difference = |one: Option<(usize, &str)>, other: Option<(usize, &str)>| {
            other?.0.checked_sub(one?.0).filter(|length| (1..=WIDEST).contains(length))
        };
        let length = difference(own, next);
        let Some(((at, inside), most)) = own.zip(length.or_else(|| difference(before, own))) else {
            flush(&mut dumped, &mut plain);
            plain.push_str(line);
            plain.push('\n');
            continue;
        };
        changed = true;
        // Another dump begins.
        if at == 0 {
            flush(&mut dumped, &mut plain);
        }
        let found = digits(inside, most);
        // Something stands among the digits that is to be taken off first.
        if found.len() >= TORN && length.is_some_and(|length| length != found.len()) {
            return None;
        }
        if found.is_empty() {
            dumped.extend(inside.bytes());
            // What is shorter than the next line's offset ended with a line end.
            if length != Some(inside.len()) {
                dumped.push(b'\n');
            }
        }
        dumped.extend(found);
    }
    flush(&mut dumped, &mut plain);
    changed.then_some(plain)
}

fn flush(dumped: &mut Vec<u8>, plain: &mut String) {
    if !dumped.is_empty() {
        plain.push_str(&decode::text::decode(dumped));
        plain.push('\n');
        dumped.clear();
    }
}

/// The offset that a line begins with, and what stands behind it.
fn offset(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start_matches(is(|c| matches!(c, ' ' | '\t' | '"' | '\'')));
    let end = line.find(is(|c: char| !c.is_ascii_hexdigit())).filter(|end| matches!(end, 4 | 6 | 7 | 8))?;
    let (digits, rest) = line.split_at_checked(end)?;
    let after = rest.strip_prefix(':').unwrap_or(rest);
    let inside = after.strip_prefix(' ')?;
    Some((usize::from_str_radix(digits, 16).ok()?, inside))
}

/// The bytes of a line, at most so many: groups of digits, up to what is set apart from them.
fn digits(line: &str, most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = line.trim_start();
    while bytes.len() < most {
        let end = rest.find(is(|c: char| !c.is_ascii_hexdigit())).unwrap_or(rest.len());
        let Some((group, after)) = rest.split_at_checked(end).filter(|_| matches!(end, 2 | 4 | 8)) else { break };
        bytes.extend(hex::decode(group).unwrap_or_default());
        if after.starts_with("   ") {
            break;
        }
        rest = after.trim_start();
    }
    bytes.truncate(most);
    bytes
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn dumps_are_read() {
        let text = "POST /token HTTP/1.1, deadbeef 2c 20 and so on";
        let hexadecimal = |group: usize, gap: &str, close: &str| {
            let digits = |bytes: &[u8]| {
                let groups = bytes.chunks(group).map(base16ct::lower::encode_string);
                groups.collect::<Vec<_>>().join(" ")
            };
            let line = |(n, bytes): (usize, &[u8])| {
                let (left, right) = bytes.split_at(bytes.len().min(8));
                let both = format!("{}{gap} {}", digits(left), digits(right));
                format!("{:08x}{close} {both:50} {}\n", 16 * n, String::from_utf8_lossy(bytes))
            };
            text.as_bytes().chunks(16).enumerate().map(line).fold(String::new(), |dump, line| dump + &line)
        };
        for dump in [hexadecimal(1, " ", " "), hexadecimal(2, "", ":"), hexadecimal(1, "", "  ")] {
            assert_eq!(bytes(&format!("head\n{dump}")), Some(format!("head\n{text}\n")), "{dump}");
        }
        let plain = base16ct::lower::encode_string(text.as_bytes())
            .as_bytes()
            .chunks(2)
            .map(String::from_utf8_lossy)
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(bytes(&plain).as_deref(), Some(text));
        let trace = "0000: POST /a\n0009: Host: b\n0012: \n0014: client_id=\n001e: c\n";
        assert_eq!(bytes(trace).as_deref(), Some("POST /a\nHost: b\n\nclient_id=c\n\n"));
        assert_eq!(bytes("beef is what\nfade did"), None);
    }
}
