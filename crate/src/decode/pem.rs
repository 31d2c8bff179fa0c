//! PEM (RFC 7468), as tolerant as people's ways of copying it.

use std::borrow::Cow;

use super::base64;
use crate::list::List;

/// One block of armour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// What stands behind `BEGIN`.
    pub(crate) label: String,
    /// From the first hyphen to the last, as given.
    pub(crate) armour: String,
    /// The decoded body; none if it is not base64.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Whether the `END` line is there.
    pub(crate) ended: bool,
}

pub(crate) const BEGIN: &str = "-----BEGIN ";
pub(crate) const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Finds every block, and gives the text without them.
pub(crate) fn blocks(text: &str) -> (Vec<Block>, String) {
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
pub(crate) fn first(text: &str) -> Option<(&str, Block, &str)> {
    let (before, after) = text.split_once(BEGIN)?;
    let Some((label, body)) = after.split_once(DASHES) else {
        return Some((before, Block { label: String::new(), armour: after.to_owned(), bytes: None, ended: false }, ""));
    };
    // A block that is cut ends where the next begins.
    let limit = body.find(BEGIN).unwrap_or(body.len());
    let inside = body.get(..limit).unwrap_or_default();
    let (content, tail) = match inside.split_once(END) {
        Some((content, tail)) => (content, tail.split_once(DASHES).map(|(_, tail)| tail)),
        None => (inside, None),
    };
    let used = tail.map_or(limit, |tail| limit - tail.len());
    let armour = format!("{BEGIN}{label}{DASHES}{}", body.get(..used).unwrap_or_default());
    let block = Block { label: label.to_owned(), bytes: decode(content), armour, ended: tail.is_some() };
    Some((before, block, body.get(used..).unwrap_or_default()))
}

/// A certificate's armour, in lines of 64 digits.
pub(crate) fn encode(der: &[u8]) -> String {
    format!("{BEGIN}CERTIFICATE{DASHES}\n{}\n{END}CERTIFICATE{DASHES}\n", lines(der, "\n"))
}

/// The body of a block, in lines of 64 digits with these ends between them.
pub(crate) fn lines(der: &[u8], end: &str) -> String {
    let body = base64::encode(der);
    let lines: Vec<&str> = (0..body.len()).step_by(64).filter_map(|n| body.get(n..body.len().min(n + 64))).list();
    lines.join(end)
}

/// Decodes a body: line ends real or escaped, quotes, and headers such as `Proc-Type` are passed over.
fn decode(body: &str) -> Option<Vec<u8>> {
    let mut body = Cow::Borrowed(body);
    if body.contains('\\') {
        body = body.replace("\\r", "\n").replace("\\n", "\n").replace("\\/", "/").into();
    }
    let mut digits = String::with_capacity(body.len());
    for line in body.lines().filter(|line| !line.contains(':') || !line.contains(": ")) {
        let is_digit = |c: &char| !c.is_whitespace() && !matches!(c, '"' | '\'' | '`' | ',' | '\\' | '\u{FEFF}');
        digits.extend(line.chars().filter(is_digit));
    }
    base64::decode(&digits).filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn finds_blocks_among_other_text() {
        let (found, rest) = blocks("a\r\n-----BEGIN X-----\r\nAQID\r\n-----END X-----\r\nb-----BEGIN Y-----\\nBA==\\n");
        assert_eq!(found.len(), 2);
        let [x, y] = found.as_slice() else { panic!() };
        assert_eq!((x.label.as_str(), x.bytes.as_deref(), x.ended), ("X", Some([1, 2, 3].as_slice()), true));
        assert_eq!(x.armour, "-----BEGIN X-----\r\nAQID\r\n-----END X-----");
        assert_eq!((y.label.as_str(), y.bytes.as_deref(), y.ended), ("Y", Some([4].as_slice()), false));
        assert_eq!(rest, "a\r\n\n\r\nb\n");
    }
}
