//! Values of the evidence in text that people paste into a shell: none may end its quotes or its line.

/// A JSON string.
pub(super) use crate::decode::json::quoted as json;

/// One word of a POSIX shell.
pub(super) fn shell(text: &str) -> String {
    format!("'{}'", printable(text).replace('\'', r"'\''"))
}

/// A string of PowerShell. It takes typographic quotes for plain ones.
pub(super) fn powershell(text: &str) -> String {
    let doubled = printable(text).chars().fold(String::new(), |mut quoted, character| {
        if matches!(character, '\'' | '\u{2018}'..='\u{201B}') {
            quoted.push(character);
        }
        quoted.push(character);
        quoted
    });
    format!("'{doubled}'")
}

/// Controls act on a terminal even inside quotes, and line ends end a paste.
pub(super) fn printable(text: &str) -> String {
    text.chars().map(|character| if acts(character) { '\u{FFFD}' } else { character }).collect()
}

fn acts(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{json, powershell, shell};

    #[test]
    fn nothing_ends_its_quotes_or_its_line() {
        assert_eq!(shell("a'b$(id)`id`\n\u{1B}"), r"'a'\''b$(id)`id`��'");
        assert_eq!(powershell("a'b\u{2019}c$(id)\r\n"), "'a''b\u{2019}\u{2019}c$(id)\u{FFFD}\u{FFFD}'");
        assert_eq!(json("a\"b\n"), r#""a\"b\n""#);
    }
}
