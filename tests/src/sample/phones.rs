use super::Chance;

/// The `number`th mobile of the ranges kept for fiction: ten digits.
pub(super) fn mobile(number: usize) -> String {
    format!("063998{:04}", number % 10_000)
}

/// The `number`th landline of the range kept for fiction in the south-west.
pub(super) fn landline(number: usize) -> String {
    format!("053649{:04}", number % 10_000)
}

/// A number as somebody types it.
pub(super) fn as_typed(digits: &str, chance: &mut Chance) -> String {
    let pairs = |separator: &str| {
        let pairs: Vec<&str> = (0..digits.len() / 2).filter_map(|pair| digits.get(2 * pair..2 * pair + 2)).collect();
        pairs.join(separator)
    };
    let national = digits.get(1..).unwrap_or_default();
    match chance.below(9) {
        0 | 1 => pairs(" "),
        2 => pairs("."),
        3 => pairs("-"),
        4 => digits.to_owned(),
        5 => format!("+33{national}"),
        6 => format!("+33 {}", pairs(" ").get(1..).unwrap_or_default()),
        7 => format!("0033 {national}"),
        // A spreadsheet took it for a number and dropped the zero.
        _ => national.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use mainforte_domain::normalise_phone;

    #[test]
    fn however_it_is_typed_it_is_the_same_number() {
        let mut chance = Chance::new(5);
        for number in 0..100 {
            let digits = mobile(number);
            let typed = as_typed(&digits, &mut chance);
            assert_eq!(normalise_phone(&typed).ok(), Some(format!("+33{}", &digits[1..])), "{typed}");
        }
    }
}
