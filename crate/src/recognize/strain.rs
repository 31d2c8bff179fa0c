//! HTTP archives while they arrive. Of thousands of entries those are kept that may be token requests: an archive is
//! strained, never held.

use super::har::MARKS;

/// Where the entries are, from the outside: what opens each value, and the name in front of it.
const PATH: [(u8, &[u8]); 3] = [(b'{', b""), (b'{', b"log"), (b'[', b"entries")];
/// As much of a string as tells that it is none of these names.
const NAME: usize = 8;

/// What is known of a JSON text up to some byte. That the text is JSON is not its matter: an entry that is passed over
/// may be none, and nobody notices.
#[derive(Debug, Default)]
pub(super) struct Strainer {
    /// How many arrays and objects are open, and how many of them, from the outside, are those of the path.
    depth: usize,
    path: usize,
    in_string: bool,
    escaped: bool,
    /// The beginning of the last string.
    name: Vec<u8>,
    /// How much of each mark the last bytes are.
    marked: [usize; MARKS.len()],
    /// Where the entry that is arriving begins in what is kept, and whether it has the mark.
    entry: Option<usize>,
    is_wanted: bool,
}

impl Strainer {
    /// Adds the next bytes to what is kept, except entries without the mark. In place of each stands a zero.
    pub(super) fn strain(&mut self, bytes: &[u8], kept: &mut Vec<u8>) {
        let between = |start: usize, end: usize| bytes.get(start..end).unwrap_or_default();
        let mut done = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            if self.in_string {
                self.character(byte);
                continue;
            }
            match byte {
                b'"' => {
                    self.in_string = true;
                    self.name.clear();
                }
                b'{' | b'[' => {
                    let is_on_path = self.path == self.depth;
                    if is_on_path && self.path == PATH.len() && byte == b'{' {
                        kept.extend(between(done, at));
                        done = at;
                        self.entry = Some(kept.len());
                        self.is_wanted = false;
                    }
                    if is_on_path && PATH.get(self.path) == Some(&(byte, &self.name)) {
                        self.path += 1;
                    }
                    self.depth += 1;
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.path = self.path.min(self.depth);
                    if self.depth == PATH.len()
                        && let Some(start) = self.entry.take()
                        && !self.is_wanted
                    {
                        kept.truncate(start);
                        kept.push(b'0');
                        done = at + 1;
                    }
                }
                _ => {}
            }
        }
        kept.extend(between(done, bytes.len()));
    }

    /// The next byte of a string, or the quote that ends it.
    fn character(&mut self, byte: u8) {
        for (mark, marked) in MARKS.iter().map(|mark| mark.as_bytes()).zip(&mut self.marked) {
            // No end of a mark is its beginning: where it breaks off, it can only begin anew. Two letters may be one twice.
            let fits = mark.get(*marked) == Some(&byte);
            let again = usize::from(mark.first() == Some(&byte));
            let twice = *marked == 2 && mark.starts_with(b"AA") && byte == b'A';
            *marked = if fits {
                *marked + 1
            } else if twice {
                2
            } else {
                again
            };
            self.is_wanted |= *marked == mark.len();
        }
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => {
                self.in_string = false;
                return;
            }
            _ => {}
        }
        if self.name.len() < NAME {
            self.name.push(byte);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Strainer;

    /// What is kept of a text that arrives in pieces of this length.
    fn kept(text: &str, length: usize) -> String {
        let (mut strainer, mut kept) = (Strainer::default(), Vec::new());
        text.as_bytes().chunks(length).for_each(|bytes| strainer.strain(bytes, &mut kept));
        String::from_utf8(kept).unwrap()
    }

    #[test]
    fn entries_without_the_mark_leave_a_zero() {
        let token = r#"{"a":[{"b":"\"}\\"}],"c":"client_assertion"}"#;
        let other = r#"{"a":"\\\"]}{[","client_assertio":["n",{}],"\u00FC":"ü"}"#;
        for (text, wanted) in [
            // Others with these names, inside and outside.
            ("{\"log\" :\n{\"entries\": [OTHER, TOKEN,OTHER]}}", "{\"log\" :\n{\"entries\": [0, TOKEN,0]}}"),
            (
                r#"{"log":{"a":[OTHER],"entries":[[OTHER],TOKEN]}}"#,
                r#"{"log":{"a":[OTHER],"entries":[[OTHER],TOKEN]}}"#,
            ),
            (r#"{"entries":[OTHER],"log":{"entries":[OTHER]}}"#, r#"{"entries":[OTHER],"log":{"entries":[0]}}"#),
            (r#"{"a":{"log":{"entries":[OTHER]}}}"#, r#"{"a":{"log":{"entries":[OTHER]}}}"#),
            (r#"{"log":{"a":{}},"b":{"entries":[OTHER]}}"#, r#"{"log":{"a":{}},"b":{"entries":[OTHER]}}"#),
            (r#"{"log":[{"entries":[OTHER]}]}"#, r#"{"log":[{"entries":[OTHER]}]}"#),
            (r#"{"log":{"entries":{"a":OTHER}}} [OTHER]"#, r#"{"log":{"entries":{"a":OTHER}}} [OTHER]"#),
            (r#"{"log":{"entries":[OTHER,{"a":"#, r#"{"log":{"entries":[0,{"a":"#),
        ] {
            let whole = |text: &str| text.replace("TOKEN", token).replace("OTHER", other);
            for length in [1, 2, 3, 7, 1_000] {
                assert_eq!(kept(&whole(text), length), whole(wanted), "{length}");
            }
        }
    }

    #[test]
    fn the_mark_is_found_wherever_it_is_cut() {
        for entry in [r#"{"cclient_assertion":0}"#, r#"{"":"client_client_assertion_type"}"#] {
            let text = format!(r#"{{"log":{{"entries":[{entry}]}}}}"#);
            (1..text.len()).for_each(|length| assert_eq!(kept(&text, length), text));
        }
    }
}
