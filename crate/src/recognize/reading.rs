//! A source while it arrives. What can be taken is taken at once, so that little of it is held and the work is spread.

use super::strain::Strainer;
use super::{Content, Exchange, LIMIT, Unrecognized, armour, binary, text};
use crate::character::is;
use crate::decode::pem;
use crate::request::Source;

/// As many bytes as tell a text in UTF-8 from the rest.
const START: usize = 4;

/// A source of which pieces have arrived. It is the same wherever they were cut.
#[derive(Debug, Default)]
pub struct Reading {
    /// The file's, if it is one.
    pub(super) name: Option<String>,
    /// How much has arrived, in bytes.
    length: usize,
    /// What is still to be recognized of it.
    rest: Vec<u8>,
    way: Way,
    /// What was taken out of it.
    taken: Vec<Content>,
}

/// How what arrives is treated.
#[derive(Debug, Default)]
enum Way {
    /// Kept: nobody knows yet what it is.
    #[default]
    Unknown,
    /// Kept: it may be binary, or UTF-16.
    Bytes,
    /// Strained: a text that begins with an object.
    Archive(Strainer),
    /// Relieved of armour: a text in which no JSON has begun. Nothing is left to take before this place.
    Armour(usize),
    /// Kept: any other text.
    Text,
}

impl From<&Source> for Reading {
    /// One that has arrived whole.
    fn from(source: &Source) -> Self {
        let mut reading = Self::new(source.name.clone());
        reading.push(&source.bytes);
        reading
    }
}

impl Reading {
    /// One of which nothing has arrived. `name` is a file's, as in [`Source::name`].
    #[must_use]
    pub fn new(name: Option<String>) -> Self {
        Self { name, ..Self::default() }
    }

    /// Takes the next bytes. False where they are too many, so that no more are wanted.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        self.length = self.length.saturating_add(bytes.len());
        if self.length > LIMIT {
            *self = Self { length: self.length, ..Self::new(self.name.take()) };
            return false;
        }
        if let Way::Archive(strainer) = &mut self.way {
            strainer.strain(bytes, &mut self.rest);
            return true;
        }
        self.rest.extend(bytes);
        match self.way {
            Way::Unknown => self.choose_way(),
            // The word may have been cut.
            Way::Armour(_) if self.ends_armour(bytes.len() + pem::END.len()) => self.take_armour(false),
            _ => {}
        }
        true
    }

    fn choose_way(&mut self) {
        if self.rest.len() < START {
            return;
        }
        if binary::may_begin(&self.rest) {
            self.way = Way::Bytes;
            return;
        }
        let rest = std::mem::take(&mut self.rest);
        let text = rest.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&rest).trim_ascii_start();
        match text.first() {
            // White space is text as well, and four of it tell as much as all.
            None => self.rest.extend(rest.iter().take(START)),
            Some(b'{') => {
                let mut strainer = Strainer::default();
                strainer.strain(text, &mut self.rest);
                self.way = Way::Archive(strainer);
            }
            Some(_) => {
                self.rest.extend(text);
                self.way = Way::Armour(0);
                self.take_armour(false);
            }
        }
    }

    /// Whether a block may end among the last bytes.
    fn ends_armour(&self, last: usize) -> bool {
        let start = self.rest.len().saturating_sub(last);
        let end = pem::END.as_bytes();
        // Most words differ in their first byte, and to compare the others takes a call.
        let is_end = |word: &[u8]| word.first() == end.first() && word == end;
        self.rest.get(start..).is_some_and(|new| new.windows(end.len()).any(is_end))
    }

    /// Takes the blocks that have arrived whole, as they would be taken of the whole text; `is_whole` says that it is.
    fn take_armour(&mut self, is_whole: bool) {
        let Way::Armour(start) = self.way else { return };
        let new = self.rest.split_off(start);
        let valid = std::str::from_utf8(&new).map_or_else(|error| error.valid_up_to(), str::len);
        let (valid, cut) = new.split_at_checked(valid).unwrap_or_default();
        let mut text = std::str::from_utf8(valid).unwrap_or_default();
        self.way = loop {
            let Some((before, block, after)) = pem::first(text) else {
                // Another block may be about to begin.
                let passed = text.trim_end_matches(is(|c| pem::BEGIN.contains(c))).len();
                break if is_json(text) { Way::Text } else { Way::Armour(self.rest.len() + passed) };
            };
            // JSON comes before armour: what is in it is its own.
            if text.get(..text.len() - after.len()).is_some_and(is_json) {
                break Way::Text;
            }
            // The dashes of an end may be those of a beginning.
            if !is_whole && after.len() < pem::BEGIN.len() {
                break Way::Armour(self.rest.len());
            }
            // Where the end is missing, the whole text tells how much was the block's.
            if !block.ended {
                break Way::Text;
            }
            let contents = armour::contents(block);
            // Of what is damaged the whole text may tell what lies round it.
            if contents.iter().any(|content| matches!(content, Content::Unrecognized(_))) {
                break Way::Text;
            }
            self.rest.extend(before.as_bytes());
            self.rest.push(b'\n');
            self.taken.extend(contents);
            text = after;
        };
        self.rest.extend(text.as_bytes());
        self.rest.extend(cut);
    }

    /// Everything in it; at least one thing.
    pub(super) fn exchanges(&mut self) -> Vec<Exchange> {
        if self.length > LIMIT {
            return vec![vec![Content::Unrecognized(Unrecognized::TooLarge("more than 64 MiB"))]];
        }
        if let Way::Unknown | Way::Bytes = self.way {
            if let Some(contents) = binary::recognize(&self.rest) {
                return vec![contents];
            }
            return text::recognize(&crate::decode::text::decode(&self.rest), Vec::new());
        }
        self.take_armour(true);
        text::recognize(&String::from_utf8_lossy(&self.rest), std::mem::take(&mut self.taken))
    }
}

/// Whether there may be JSON in it.
fn is_json(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'{' | b'['))
}

#[cfg(test)]
mod tests {
    use super::Reading;
    use crate::recognize::{Content, recognize};

    const PIECE: usize = 1_000;

    /// How much is held at most while this arrives, in bytes, and what it is.
    fn held(bytes: &[u8]) -> (usize, Vec<Content>) {
        let mut reading = Reading::default();
        let mut most = 0;
        for piece in bytes.chunks(PIECE) {
            assert!(reading.push(piece));
            most = most.max(reading.rest.len());
        }
        (most, recognize(reading, 1_000, 0).into_iter().map(|item| item.content).collect())
    }

    #[test]
    fn of_an_archive_its_token_requests_are_held() {
        let token =
            r#"{"request":{"url":"https://a","postData":{"text":"client_assertion=eyJh.eyJp.AAAA&client_id=a"}}}"#;
        let other =
            format!(r#"{{"request":{{"url":"https://b"}},"response":{{"content":{{"text":"{}"}}}}}}"#, "x".repeat(900));
        let entries = vec![other.as_str(); 500].join(",");
        let (most, found) = held(format!(r#"{{"log":{{"entries":[{token},{entries},{token}]}}}}"#).as_bytes());
        assert!(most < 2 * token.len() + 2 * 500 + other.len() + PIECE, "{most}");
        assert!(matches!(
            found.as_slice(),
            [Content::Request(_), Content::Assertion(_), Content::Request(_), Content::Assertion(_)]
        ));
    }

    #[test]
    fn of_armour_the_last_block_is_held() {
        let block = include_str!("../../../tests/certificates/client.pem");
        let (most, found) = held(block.repeat(100).as_bytes());
        assert!(most < 2 * block.len() + PIECE, "{most}");
        assert!(found.len() == 100 && found.iter().all(|one| matches!(one, Content::Certificate(_))));
    }

    #[test]
    fn of_what_is_too_much_nothing_is_held() {
        let mut reading = Reading::default();
        let bytes = vec![b'a'; super::LIMIT];
        assert!(reading.push(&bytes) && !reading.push(b"a") && !reading.push(&bytes));
        assert_eq!(reading.rest.capacity(), 0);
    }
}
