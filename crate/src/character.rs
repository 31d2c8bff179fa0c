//! Tests of characters, as the methods of `str` take them.

/// A test behind a pointer. `str::find` and its like are compiled anew for each closure; behind a pointer they are compiled once,
/// and the page is four kilobytes smaller.
pub(crate) fn is(test: fn(char) -> bool) -> fn(char) -> bool {
    test
}

/// Where the first byte of a kind stands, several times as fast as `str::find`; of a kind that is of ASCII or the contrary, a
/// character begins there.
pub(crate) fn position(text: &str, is_wanted: fn(u8) -> bool) -> Option<usize> {
    text.bytes().position(is_wanted)
}

/// The words of a text, of bytes of a kind that is of ASCII, and where they begin.
pub(crate) fn words(text: &str, is_part: fn(u8) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.as_bytes().get(at..)?;
        let start = at + rest.iter().position(|byte| is_part(*byte))?;
        let word = text.get(start..)?;
        let word = word.get(..word.bytes().position(|byte| !is_part(byte)).unwrap_or(word.len()))?;
        at = start + word.len();
        Some((start, word))
    })
}
