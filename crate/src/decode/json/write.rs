//! JSON to paste, in lines as people read it. The values are JSON already: `serde_json` would leave the lines of each as
//! they are, not indented.

/// A text as a string.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A string, or `null`.
pub(crate) fn quoted_or_null(text: Option<&str>) -> String {
    text.map_or_else(|| "null".to_owned(), quoted)
}

/// An object of these members.
pub(crate) fn object(members: &[(&str, String)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    lines("{", &members, "}")
}

/// An array of these values.
pub(crate) fn array(elements: &[String]) -> String {
    lines("[", elements, "]")
}

fn lines(open: &str, parts: &[String], close: &str) -> String {
    if parts.is_empty() {
        return [open, close].concat();
    }
    // A line end inside a string is escaped: each that is here ends a line.
    let inside = parts.join(",\n").replace('\n', "\n  ");
    [open, "\n  ", &inside, "\n", close].concat()
}

#[cfg(test)]
mod tests {
    use super::{array, object, quoted, quoted_or_null};

    /// The lines are those of `serde_json`.
    #[test]
    fn is_written_as_another_writes_it() {
        let entry =
            object(&[("a", quoted("x\n\"")), ("b", array(&[])), ("c", quoted_or_null(None)), ("d", object(&[]))]);
        let text = object(&[("keys", array(&[entry.clone(), entry])), ("n", "1".to_owned())]);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string_pretty(&value).unwrap(), text);
    }
}
