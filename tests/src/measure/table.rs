use serde::Serialize;

/// A figure beside what was promised.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// What was measured.
    pub what: String,
    /// How: a percentile, a median, of how many.
    pub how: String,
    /// What came out; none when this system does not tell.
    pub value: Option<f64>,
    /// What is promised: less than this.
    pub under: f64,
    /// `ms` or `MB`.
    pub unit: &'static str,
}

impl Measure {
    /// Whether the promise is kept; what could not be measured breaks none.
    pub fn is_kept(&self) -> bool {
        self.value.is_none_or(|value| value < self.under)
    }
}

/// Prints a table for people.
pub fn print_table(measures: &[Measure]) {
    println!("{:<58} {:>10} {:>10}  {:<30}", "", "measured", "promised", "");
    for measure in measures {
        let Measure { what, how, value, under, unit } = measure;
        let value = value.map_or("?".to_owned(), |value| format!("{value:.1} {unit}"));
        let verdict = if measure.is_kept() { "" } else { "TOO MUCH" };
        println!("{what:<58} {value:>10} {:>10}  {how:<30} {verdict}", format!("< {under} {unit}"));
    }
}

/// Prints one line of JSON.
///
/// # Errors
/// When the figures cannot be written as JSON.
pub fn print_json(measures: &[Measure]) -> serde_json::Result<()> {
    println!("{}", serde_json::to_string(measures)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_broken_by_a_figure_that_is_too_large() {
        let measure = |value| Measure { what: String::new(), how: String::new(), value, under: 10.0, unit: "ms" };
        assert!(measure(Some(9.9)).is_kept() && measure(None).is_kept());
        assert!(!measure(Some(10.0)).is_kept());
    }
}
