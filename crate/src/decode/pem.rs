//! PEM (RFC 7468), as tolerant as people's ways of copying it.

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

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Finds every block, and gives the text without them.
pub(crate) fn blocks(text: &str) -> (Vec<Block>, String) {
    let mut blocks = Vec::new();
    let mut remainder = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        remainder.push_str(before);
        remainder.push('\n');
        let Some((label, body)) = after.split_once(DASHES) else {
            blocks.push(Block { label: String::new(), armour: after.to_owned(), bytes: None, ended: false });
            return (blocks, remainder);
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
        blocks.push(Block { label: label.to_owned(), bytes: decode(content), armour, ended: tail.is_some() });
        rest = body.get(used..).unwrap_or_default();
    }
    remainder.push_str(rest);
    (blocks, remainder)
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
    let body = body.replace("\\r", "\n").replace("\\n", "\n").replace("\\/", "/");
    let digits: String = body
        .lines()
        .filter(|line| !line.contains(": "))
        .flat_map(str::chars)
        .filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'' | '`' | ',' | '\\' | '\u{FEFF}'))
        .collect();
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
