//! Words that are nearly another: slips of the hand, and hosts that are made to look like Entra's.

/// Whether two different words are one or two letters apart: letters put in, left out or changed.
pub(crate) fn is_near(one: &str, other: &str) -> bool {
    let other: Vec<char> = other.chars().collect();
    if one.chars().count().abs_diff(other.len()) > 2 {
        return false;
    }
    // Levenshtein's distance, one row after another.
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (n, character) in (1..).zip(one.chars()) {
        let mut diagonal = n - 1;
        let mut left = n;
        let mut next = vec![n];
        for (above, wanted) in row.iter().skip(1).zip(&other) {
            left = (diagonal + usize::from(*wanted != character)).min(above + 1).min(left + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().is_some_and(|distance| (1..=2).contains(distance))
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn two_letters_are_near() {
        for (one, other) in [("client_credential", "client_credentials"), ("ab", "ba"), ("login", "l0gin"), ("", "ab")]
        {
            assert!(is_near(one, other), "{one} {other}");
        }
        for (one, other) in [("abc", "abc"), ("abc", "xyz"), ("password", "passwords12"), ("a", "abcd")] {
            assert!(!is_near(one, other), "{one} {other}");
        }
    }
}
