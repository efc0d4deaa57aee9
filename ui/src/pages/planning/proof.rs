use crate::desk::Desk;
use crate::say;

/// How near a plan is to the best possible one, as a sentence; nothing where that is not known.
pub fn proof(desk: &Desk, gap_millipercent: Option<u32>) -> Option<String> {
    let words = &desk.words;
    Some(match gap_millipercent? {
        0 => words.say("plan-best"),
        gap => say!(words, "plan-gap", gap = percent(&words.say("decimal-point"), gap)),
    })
}

/// Thousandths of a percent, rounded up to a tenth: a proof must not promise more than it holds.
fn percent(point: &str, millipercent: u32) -> String {
    let tenths = millipercent.div_ceil(100);
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn the_gap_is_rounded_up() {
        assert_eq!(percent(",", 120), "0,2");
        assert_eq!(percent(",", 100), "0,1");
        assert_eq!(percent(".", 2_301), "2.4");
    }
}
