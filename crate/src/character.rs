//! Tests of characters, as the methods of `str` take them.

/// A test behind a pointer. `str::find` and its like are compiled anew for each closure; behind a pointer they are compiled once,
/// and the page is four kilobytes smaller.
pub(crate) fn is(test: fn(char) -> bool) -> fn(char) -> bool {
    test
}
