//! How bad a finding is.

use super::choice::choice;

choice! {
    /// The severity of a finding, worst first.
    Severity {
        /// Severity S0.
        Critical = "Critical",
        /// Severity S1.
        High = "High",
        /// Severity S2.
        Medium = "Medium",
        /// Severity S3.
        Low = "Low",
        /// Severity S4.
        Info = "Info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_comes_first() {
        let words: Vec<_> = Severity::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(words, ["Critical", "High", "Medium", "Low", "Info"]);
        assert!(Severity::ALL.is_sorted());
    }
}
