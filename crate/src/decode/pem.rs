//! PEM (RFC 7468), as tolerant as people's ways of copying it.

use std::borrow::Cow;

use super::base64;
use crate::character::is;

/// One block of armour.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block<'a> {
    /// What stands behind `BEGIN`.
    pub(crate) label: &'a str,
    /// From the first hyphen to the last, as given.
    pub(crate) armour: &'a str,
    /// What stands between the lines of its ends.
    body: &'a str,
    /// Whether the `END` line is there.
    pub(crate) ended: bool,
}

pub(crate) const BEGIN: &str = "-----BEGIN ";
pub(crate) const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Finds every block, and gives the text without them.
pub(crate) fn blocks(text: &str) -> (Vec<Block<'_>>, String) {
    let mut blocks = Vec::new();
    let mut remainder = String::new();
    let mut rest = text;
    while let Some((before, block, after)) = first(rest) {
        remainder.push_str(before);
        remainder.push('\n');
        blocks.push(block);
        rest = after;
    }
    remainder.push_str(rest);
    (blocks, remainder)
}

/// The first block, between what stands before and after it.
pub(crate) fn first(text: &str) -> Option<(&str, Block<'_>, &str)> {
    let (before, start) = text.split_at_checked(text.find(BEGIN)?)?;
    let after = start.get(BEGIN.len()..)?;
    let Some((label, rest)) = after.split_once(DASHES) else {
        return Some((before, Block { label: "", armour: start, body: "", ended: false }, ""));
    };
    // A block that is cut ends where the next begins.
    let limit = rest.find(BEGIN).unwrap_or(rest.len());
    let inside = rest.get(..limit).unwrap_or_default();
    let (body, tail) = match inside.split_once(END) {
        Some((body, tail)) => (body, tail.split_once(DASHES).map(|(_, tail)| tail)),
        None => (inside, None),
    };
    let used = tail.map_or(limit, |tail| limit - tail.len());
    let (armour, after) = start.split_at_checked(start.len() - rest.len() + used)?;
    Some((before, Block { label, armour, body, ended: tail.is_some() }, after))
}

impl Block<'_> {
    /// The decoded body: line ends real or escaped, quotes, and headers such as `Proc-Type` are passed over. None if it is
    /// not base64.
    pub(crate) fn bytes(&self) -> Option<Vec<u8>> {
        let mut body = Cow::Borrowed(self.body);
        if body.contains('\\') {
            body = body.replace("\\r", "\n").replace("\\n", "\n").replace("\\/", "/").into();
        }
        let lines = body.lines().filter(|line| !line.contains(':') || !line.contains(": "));
        let is_between = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | '\\' | '\u{FEFF}');
        let digits = lines.flat_map(|line| line.split(is(is_between))).collect::<String>();
        base64::decode(&digits).filter(|bytes| !bytes.is_empty())
    }
}

/// A certificate's armour, in lines of 64 digits.
pub(crate) fn encode(der: &[u8]) -> String {
    format!("{BEGIN}CERTIFICATE{DASHES}\n{}\n{END}CERTIFICATE{DASHES}\n", lines(der, "\n"))
}

/// The body of a block, in lines of 64 digits with these ends between them.
pub(crate) fn lines(der: &[u8], end: &str) -> String {
    let body = base64::encode(der);
    let lines: Vec<&str> = (0..body.len()).step_by(64).filter_map(|n| body.get(n..body.len().min(n + 64))).collect();
    lines.join(end)
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn finds_blocks_among_other_text() {
        let (found, rest) = blocks("a\r\n-----BEGIN X-----\r\nAQID\r\n-----END X-----\r\nb-----BEGIN Y-----\\nBA==\\n");
        assert_eq!(found.len(), 2);
        let [x, y] = found.as_slice() else { panic!() };
        assert_eq!((x.label, x.bytes().as_deref(), x.ended), ("X", Some([1, 2, 3].as_slice()), true));
        assert_eq!(x.armour, "-----BEGIN X-----\r\nAQID\r\n-----END X-----");
        assert_eq!((y.label, y.bytes().as_deref(), y.ended), ("Y", Some([4].as_slice()), false));
        assert_eq!(rest, "a\r\n\n\r\nb\n");
    }
}
