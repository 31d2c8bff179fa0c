//! HTML and XML: entities in every spelling, and the tags that a browser draws as lines, cells or nothing. Links of
//! Markdown, which are drawn as their text.

use crate::character::is;

/// Names of characters.
const NAMES: [(&str, char); 25] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("shy", '\u{AD}'),
    ("period", '.'),
    ("lowbar", '_'),
    ("hyphen", '-'),
    ("dash", '-'),
    ("colon", ':'),
    ("equals", '='),
    ("sol", '/'),
    ("plus", '+'),
    ("comma", ','),
    ("semi", ';'),
    ("lsquo", '\''),
    ("rsquo", '\''),
    ("ldquo", '"'),
    ("rdquo", '"'),
    ("lsqb", '['),
    ("rsqb", ']'),
    ("NewLine", '\n'),
    ("Tab", '\t'),
];
/// Tags, and what stands for them.
const NOTHING: [&str; 13] = ["wbr", "b", "i", "u", "em", "strong", "span", "code", "font", "mark", "tt", "kbd", "samp"];
const CELLS: [&str; 2] = ["td", "th"];
const LINES: [&str; 14] =
    ["br", "p", "div", "tr", "li", "ul", "ol", "table", "tbody", "thead", "pre", "dt", "dd", "blockquote"];
/// The longest entity, name of a tag, and tag that is looked at.
const ENTITY: usize = 10;
const NAME: usize = 12;
const TAG: usize = 300;

pub(super) fn text(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'&' | b'<' | b'[')) {
        let (before, sign) = rest.split_at_checked(at)?;
        plain.push_str(before);
        if let Some((text, after)) = link(sign) {
            plain.push_str(text);
            rest = after;
            continue;
        }
        if let Some((character, after)) = entity(sign).or_else(|| tag(sign)) {
            plain.extend(character);
            rest = after;
        } else {
            plain.push_str(sign.get(..1)?);
            rest = sign.get(1..)?;
        }
    }
    plain.push_str(rest);
    (plain.len() < text.len()).then_some(plain)
}

/// The text of a link, and what stands behind the link.
fn link(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
    let (inside, rest) = inside.split_at_checked(inside.find(is(|c| matches!(c, ']' | '[' | '\n')))?)?;
    let target = rest.strip_prefix("](http")?;
    let end = target.find(is(|c| matches!(c, ')' | ' ' | '\n')))?;
    Some((inside, target.get(end..)?.strip_prefix(')')?))
}

fn entity(text: &str) -> Option<(Option<char>, &str)> {
    let rest = text.strip_prefix('&')?;
    let end = rest.bytes().take(ENTITY).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
    let (name, after) = rest.split_at_checked(end)?;
    let number = |digits: &str| match digits.strip_prefix(is(|c| matches!(c, 'x' | 'X'))) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    };
    let character = match name.strip_prefix('#') {
        Some(digits) => char::from_u32(number(digits)?)?,
        None => NAMES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((Some(character), after.strip_prefix(';')?))
}

fn tag(text: &str) -> Option<(Option<char>, &str)> {
    let rest = text.strip_prefix('<')?;
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let name = name.get(..name.bytes().take(NAME).position(|byte| !byte.is_ascii_alphanumeric())?)?;
    let is_one_of = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let character = if is_one_of(&LINES) {
        Some('\n')
    } else if is_one_of(&CELLS) {
        Some('\t')
    } else if is_one_of(&NOTHING) {
        None
    } else {
        return None;
    };
    let end = rest.bytes().take(TAG).position(|byte| matches!(byte, b'<' | b'>'))?;
    let after = rest.get(end..)?.strip_prefix('>')?;
    // A line end behind the tag of one is the same.
    let line = after.trim_start_matches('\r').strip_prefix('\n').filter(|_| character == Some('\n'));
    Some((character, line.unwrap_or(after)))
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn entities_and_tags_are_read_once() {
        for (given, wanted) in [
            ("&quot;a&#39;&#x27;&#046;&amp;amp;&amp b;", "\"a''.&amp;&amp b;"),
            ("[20](https://a/b#c)26 [d](e) [f] [http](", "2026 [d](e) [f] [http]("),
            ("a<wbr>b<br/>c<BR />\nd<p class=\"x\">e</p><td>f</td>", "ab\nc\nd\ne\n\tf\t"),
        ] {
            assert_eq!(text(given).as_deref(), Some(wanted));
        }
        for given in ["a&b=c&d <redacted> <a@b> &#xFFFFFFFF; &#99999999999; <", "&"] {
            assert_eq!(text(given), None);
        }
    }
}
