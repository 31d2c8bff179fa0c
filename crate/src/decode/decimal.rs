//! Decimal numbers: `1769817600`, `-1.5`, `2e9`.

/// The number that a text is; none where it is none, or is not finite.
pub(crate) fn parse(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (sign, magnitude) = match mantissa.strip_prefix('-') {
        Some(magnitude) => (-1.0, magnitude),
        None => (1.0, mantissa),
    };
    let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, ""));
    let exponent = i32::from(exponent.parse::<i16>().ok()?).checked_sub(fraction.len().try_into().ok()?)?;
    let mut digits = whole.chars().chain(fraction.chars()).peekable();
    digits.peek()?;
    let number = digits.try_fold(0.0, |number, digit| Some(10.0 * number + f64::from(digit.to_digit(10)?)))?;
    // To divide keeps what has 15 digits exact; to multiply by a tenth does not.
    let scale = 10_f64.powi(exponent.saturating_abs());
    let number = sign * if exponent < 0 { number / scale } else { number * scale };
    number.is_finite().then_some(number)
}

/// The number that these digits are behind a decimal point.
pub(crate) fn fraction(digits: &str) -> Option<f64> {
    digits.chars().all(|c| c.is_ascii_digit()).then(|| parse(&format!("0.{digits}")))?
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn numbers_of_up_to_fifteen_digits_are_exact() {
        for text in
            ["0", "-0", "7", "1769817600", "1769817600.25", "-1.5", "0.1", "0.6521653", "1.7698176e9", "5E-1", "1e+3"]
        {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
        assert_eq!(parse("1769817600.0000000000000000"), Some(1_769_817_600.0));
        for text in ["", "-", ".", "e1", "1e", "1x", "--1", "1e999", "NaN", "inf", "1_0", "0x1", "1.2.3", "1 "] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
