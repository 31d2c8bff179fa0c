//! What lies round a thing, and is taken off before the thing is read: text in, readings out. It knows no token and no
//! certificate: which reading is the right one, those judge who read it.

mod characters;
mod dump;
mod encoded;
mod escapes;
mod literals;
mod markup;
mod percent;
mod prefixes;
mod quoted_printable;
mod wraps;

/// How many layers of a kind may lie on each other.
const DEPTH: usize = 4;
/// As much is looked at for layers, in bytes, in all readings of one text; a longer one is read as it is.
const MOST: usize = 6 << 20;
/// No more readings than these are made, the text itself among them.
const COUNT: usize = 40;

/// Takes off one layer; none where there is nothing of its kind.
type Layer = fn(&str) -> Option<String>;

/// What of the layers of lines is taken off: whether they were wrapped, and before or after they got their prefixes, only
/// the reading tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Prefixed,
    Wrapped,
    Both,
}

/// The readings of a text with fewer and fewer layers; none where there is nothing to take off.
pub(crate) fn readings(text: &str) -> Vec<String> {
    let mut left = MOST;
    // Each with the number of layers that were taken off; the first is the text itself.
    let mut readings: Vec<(String, usize)> = Vec::new();
    if text.len() <= MOST {
        readings.push((text.to_owned(), 0));
    }
    let mut next = 0;
    while let Some((text, depth)) = readings.get(next).filter(|(_, depth)| *depth < DEPTH).cloned() {
        next += 1;
        // One line has no prefix; tags may make several of it.
        let kinds = [Lines::Prefixed, Lines::Both, Lines::Wrapped];
        for lines in kinds.into_iter().take(if text.contains('\n') { kinds.len() } else { 2 }) {
            let Some(rest) = left.checked_sub(text.len()).filter(|_| readings.len() < COUNT) else { break };
            left = rest;
            let is_new = |plain: &String| readings.iter().all(|(other, _)| other != plain);
            readings.extend(peeled(&text, lines).filter(is_new).map(|plain| (plain, depth + 1)));
        }
    }
    readings.into_iter().skip(1).map(|(text, _)| text).collect()
}

/// A text without the outermost layer of each kind, from the outer to the inner.
fn peeled(text: &str, lines: Lines) -> Option<String> {
    let mut plain: Option<String> = None;
    let mut take = |layer: Layer| {
        let peeled = layer(plain.as_deref().unwrap_or(text));
        let is_there = peeled.is_some();
        plain = peeled.or(plain.take());
        is_there
    };
    take(characters::plain);
    // What was dumped may be a dump.
    if take(dump::bytes) {
        take(dump::bytes);
    }
    if lines != Lines::Wrapped {
        take(prefixes::without);
    }
    take(quoted_printable::decoded);
    if lines != Lines::Prefixed {
        take(wraps::joined);
    }
    // Tags may have made lines.
    if take(markup::text) && lines != Lines::Prefixed {
        take(wraps::joined);
    }
    take(percent::decoded);
    take(escapes::read);
    take(literals::joined);
    // A part of something that is still to be joined is no text of its own.
    plain.or_else(|| encoded::texts(text))
}
