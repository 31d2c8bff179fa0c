//! What cannot be seen, made visible.

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;

/// Those that show nothing though Unicode gives them a shape, which no property tells: the pattern of Braille without a dot,
/// the note without a head, the Egyptian blanks, and the filler of Khitan.
const BLANK: [char; 5] = ['\u{2800}', '\u{1D159}', '\u{13441}', '\u{13442}', '\u{16FE4}'];

/// A character that shows nothing, or whose shape nobody knows: controls, formats, surrogates, private and unassigned ones
/// (Unicode, section 4.5), all that a program may ignore when it draws a text (section 5.21), and white space but the plain.
pub(crate) fn is_invisible(character: char) -> bool {
    if matches!(character, ' '..='~') {
        return false;
    }
    is_escaped(character)
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
        || BLANK.contains(&character)
}

/// Whether Rust escapes it in the middle of a text: its table of the categories Other and Separator.
fn is_escaped(character: char) -> bool {
    String::from_iter(['a', character]).escape_debug().nth(2).is_some()
}

/// The text with what is invisible written out: `U+202E`.
pub(crate) fn visible(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            written += &code_point(character);
        } else {
            written.push(character);
        }
    }
    written
}

/// `U+202E`.
pub(crate) fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

#[cfg(test)]
mod tests {
    use icu_properties::CodePointMapData;
    use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

    use super::{is_escaped, is_invisible, visible};

    /// Characters that are newer than Rust's table are escaped too, as those without a shape are.
    #[test]
    fn the_categories_other_and_separator_are_escaped() {
        let unshown = GeneralCategoryGroup::Other.union(GeneralCategoryGroup::Separator);
        let categories = CodePointMapData::<GeneralCategory>::new();
        let mut all = ('\u{80}'..=char::MAX).filter(|&character| unshown.contains(categories.get(character)));
        assert_eq!(all.find(|&character| !is_escaped(character)), None);
    }

    #[test]
    fn what_is_invisible_is_written_out() {
        assert_eq!(visible("a\u{202E}b\n\u{E0041}"), "aU+202EbU+000AU+E0041");
        let ranges = [
            '\0'..='\u{1F}',
            '\u{7F}'..='\u{A0}',
            '\u{AD}'..='\u{AD}',
            '\u{34F}'..='\u{34F}',
            '\u{61C}'..='\u{61C}',
            '\u{115F}'..='\u{1160}',
            '\u{1680}'..='\u{1680}',
            '\u{17B4}'..='\u{17B5}',
            '\u{180B}'..='\u{180F}',
            '\u{2000}'..='\u{200F}',
            '\u{2028}'..='\u{202F}',
            '\u{205F}'..='\u{206F}',
            '\u{2800}'..='\u{2800}',
            '\u{3000}'..='\u{3000}',
            '\u{3164}'..='\u{3164}',
            '\u{E000}'..='\u{F8FF}',
            '\u{FDD0}'..='\u{FDEF}',
            '\u{FE00}'..='\u{FE0F}',
            '\u{FEFF}'..='\u{FEFF}',
            '\u{FFA0}'..='\u{FFA0}',
            '\u{FFF0}'..='\u{FFFB}',
            '\u{1BCA0}'..='\u{1BCA3}',
            '\u{1D159}'..='\u{1D159}',
            '\u{1D173}'..='\u{1D17A}',
            '\u{E0000}'..='\u{10FFFF}',
        ];
        for character in ranges.into_iter().flatten() {
            assert!(is_invisible(character), "U+{:04X}", u32::from(character));
        }
    }

    #[test]
    fn what_shows_stays() {
        for text in [" az09~`\\", "é e\u{301} ß Ελλάδα שלום عالم 日本語 ไทย हिन्दी 🔑 © € \u{2801} \u{FFFD}"]
        {
            assert_eq!(visible(text), text);
        }
    }
}
