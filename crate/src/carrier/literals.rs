//! String literals that code joins: with an operator, or by standing one behind the other at the ends of lines.

use crate::character::is;

const OPERATORS: [&str; 7] = ["+", ".", "&", "..", "<>", "~", "||"];

pub(super) fn joined(text: &str) -> Option<String> {
    // The strings of a list are joined, too.
    let lists = text.contains("join(") || text.contains("concat(");
    let mut plain = String::new();
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\'' | b'`')) {
        let (before, quote) = rest.split_at_checked(at)?;
        plain.push_str(before);
        if let Some(after) = next(quote, lists) {
            changed = true;
            rest = after;
        } else {
            plain.push_str(quote.get(..1)?);
            rest = quote.get(1..)?;
        }
    }
    plain.push_str(rest);
    changed.then_some(plain)
}

/// The text behind the quote that opens the next literal, where one closes here.
fn next(text: &str, lists: bool) -> Option<&str> {
    let (quote, behind) = text.split_at_checked(1)?;
    let sign = behind.trim_start();
    let line_ends = |text: &str| behind.get(..behind.len() - text.len()).is_some_and(|between| between.contains('\n'));
    let operator = OPERATORS.iter().filter_map(|operator| sign.strip_prefix(operator)).next_back();
    let operator = operator.or_else(|| sign.strip_prefix(',').filter(|_| lists));
    let is_operator = operator.is_some();
    // A line goes on behind a backslash, and in Basic behind an underscore.
    let next = operator.unwrap_or(sign).trim_start().trim_start_matches(is(|c| matches!(c, '\\' | '_'))).trim_start();
    let next = next.trim_start_matches(is(|c| matches!(c, 'f' | 'b' | 'r' | 'L' | '@' | '$')));
    (is_operator || line_ends(next)).then(|| next.strip_prefix(quote)).flatten()
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn literals_are_joined_and_lists_are_not() {
        for text in
            ["'a' + 'b'", "'a'\n  + 'b'", "'a' .\n 'b'", "'a'\n 'b'", "'a' \\\n  f'b'", "'a' & _\r\n 'b'", "'a' .. 'b'"]
        {
            assert_eq!(joined(text).as_deref(), Some("'ab'"), "{text}");
        }
        assert_eq!(joined("''.join(['a',\n 'b'])").as_deref(), Some("''.join(['ab'])"));
        for text in ["'a', 'b'", "'a' 'b'", "{'a':\n'b'}", "'a=' + b + 'c'", "'"] {
            assert_eq!(joined(text), None, "{text}");
        }
    }
}
