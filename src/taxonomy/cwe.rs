//! Names of weaknesses.

/// A number and its name on each line, ascending: the weaknesses of CWE 4.9 (<https://cwe.mitre.org/data/>), and the
/// categories that scanners report although they are no weaknesses. A name that has a common one in brackets, such as
/// "('SQL Injection')", stands here with that alone. CWE is copyright of The MITRE Corporation, which grants its use
/// (<https://cwe.mitre.org/about/termsofuse.html>).
const NAMES: &str = include_str!("cwe_names.txt");

/// All numbers, ascending.
pub fn numbers() -> impl Iterator<Item = u32> {
    NAMES
        .lines()
        .filter_map(|line| line.split_once(' ')?.0.parse().ok())
}

/// The name of a CWE, where it is known.
#[must_use]
pub fn name(cwe: u32) -> Option<&'static str> {
    NAMES.lines().find_map(|line| {
        let (number, name) = line.split_once(' ')?;
        (number.parse() == Ok(cwe)).then_some(name)
    })
}

/// The number and the name, such as `CWE-89 SQL Injection`.
#[must_use]
pub fn label(cwe: u32) -> String {
    match name(cwe) {
        Some(name) => format!("CWE-{cwe} {name}"),
        None => format!("CWE-{cwe}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_the_common_name() {
        assert_eq!(label(89), "CWE-89 SQL Injection");
        assert_eq!(
            label(1104),
            "CWE-1104 Use of Unmaintained Third Party Components"
        );
        assert_eq!(label(999_999), "CWE-999999");
    }

    #[test]
    fn numbers_ascend_and_names_are_there() {
        let rows: Vec<(u32, &str)> = NAMES
            .lines()
            .map(|line| line.split_once(' ').unwrap())
            .map(|(number, name)| (number.parse().unwrap(), name))
            .collect();
        assert!(rows.is_sorted_by(|one, other| one.0 < other.0));
        assert!(
            rows.iter()
                .all(|(_, name)| name.len() > 2 && name.trim() == *name)
        );
    }

    #[test]
    fn every_cwe_of_the_owasp_top_10_has_a_name() {
        for category in crate::resources::owasp_top_10::CATEGORIES {
            for &cwe in category.cwes {
                assert!(name(cwe).is_some(), "CWE-{cwe}");
            }
        }
    }
}
