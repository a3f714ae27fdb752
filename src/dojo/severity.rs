//! How bad a finding is.

use super::choice::choice;

choice! {
    /// The severity of a finding, worst first.
    Severity is "severity" {
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
    fn any_case_is_read_and_the_documented_one_is_written() {
        assert_eq!(" cRITICAL ".parse(), Ok(Severity::Critical));
        for severity in Severity::ALL {
            assert_eq!(severity.to_string().to_uppercase().parse(), Ok(*severity));
        }
        assert!(Severity::Critical < Severity::Info);
    }

    #[test]
    fn an_unknown_word_names_the_valid_ones() {
        assert_eq!(
            "Urgent\u{202e}"
                .parse::<Severity>()
                .unwrap_err()
                .to_string(),
            "unknown severity \"Urgent\"; valid: Critical, High, Medium, Low, Info"
        );
    }
}
