//! The weaknesses behind most vulnerabilities, ranked by the CWE programme every year.

use serde::Serialize;

use super::{JSON, STATIC, json};
use crate::mcp::{BoxFuture, Client, Contents, Resource, ResourceError};

/// Where it is read.
pub const URI: &str = "defectdojo://reference/cwe-top-25";
/// The year of the list.
pub const EDITION: u16 = 2025;
/// The page that [`WEAKNESSES`] was taken from, ranks and names.
pub const SOURCE: &str = "https://cwe.mitre.org/top25/archive/2025/2025_cwe_top25.html";

/// One entry of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Weakness {
    /// 1 is the most dangerous.
    pub rank: u8,
    /// The number behind `CWE-`.
    pub cwe: u32,
    /// As MITRE names it.
    pub name: &'static str,
}

const fn weakness(rank: u8, cwe: u32, name: &'static str) -> Weakness {
    Weakness { rank, cwe, name }
}

/// The list, by rank.
#[rustfmt::skip]
pub const WEAKNESSES: [Weakness; 25] = [
    weakness(1, 79, "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"),
    weakness(2, 89, "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')"),
    weakness(3, 352, "Cross-Site Request Forgery (CSRF)"),
    weakness(4, 862, "Missing Authorization"),
    weakness(5, 787, "Out-of-bounds Write"),
    weakness(6, 22, "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')"),
    weakness(7, 416, "Use After Free"),
    weakness(8, 125, "Out-of-bounds Read"),
    weakness(9, 78, "Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')"),
    weakness(10, 94, "Improper Control of Generation of Code ('Code Injection')"),
    weakness(11, 120, "Buffer Copy without Checking Size of Input ('Classic Buffer Overflow')"),
    weakness(12, 434, "Unrestricted Upload of File with Dangerous Type"),
    weakness(13, 476, "NULL Pointer Dereference"),
    weakness(14, 121, "Stack-based Buffer Overflow"),
    weakness(15, 502, "Deserialization of Untrusted Data"),
    weakness(16, 122, "Heap-based Buffer Overflow"),
    weakness(17, 863, "Incorrect Authorization"),
    weakness(18, 20, "Improper Input Validation"),
    weakness(19, 284, "Improper Access Control"),
    weakness(20, 200, "Exposure of Sensitive Information to an Unauthorized Actor"),
    weakness(21, 306, "Missing Authentication for Critical Function"),
    weakness(22, 918, "Server-Side Request Forgery (SSRF)"),
    weakness(23, 77, "Improper Neutralization of Special Elements used in a Command ('Command Injection')"),
    weakness(24, 639, "Authorization Bypass Through User-Controlled Key"),
    weakness(25, 770, "Allocation of Resources Without Limits or Throttling"),
];

/// The resource.
#[must_use]
pub const fn resource<C>() -> Resource<C> {
    Resource {
        uri: URI,
        name: "cwe-top-25",
        title: "CWE Top 25 (2025)",
        description: "The 25 most dangerous software weaknesses of 2025: rank, CWE number, name.",
        mime_type: JSON,
        cache: STATIC,
        subscribable: false,
        ui: None,
        read: read::<C>,
    }
}

fn read<C>(_: &C, _: Client) -> BoxFuture<'_, Result<Contents, ResourceError>> {
    json(&Document {
        list: "CWE Top 25 Most Dangerous Software Weaknesses",
        publisher: "MITRE, CWE programme",
        edition: EDITION,
        source: SOURCE,
        weaknesses: &WEAKNESSES,
    })
}

#[derive(Serialize)]
struct Document {
    list: &'static str,
    publisher: &'static str,
    edition: u16,
    source: &'static str,
    weaknesses: &'static [Weakness],
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ranks_are_1_to_25_in_order() {
        assert!(WEAKNESSES.iter().map(|weakness| weakness.rank).eq(1..=25));
    }

    #[test]
    fn no_weakness_or_name_stands_twice() {
        let cwes: BTreeSet<_> = WEAKNESSES.iter().map(|weakness| weakness.cwe).collect();
        let names: BTreeSet<_> = WEAKNESSES.iter().map(|weakness| weakness.name).collect();
        assert_eq!((cwes.len(), names.len()), (25, 25));
    }

    #[test]
    fn the_resource_is_the_list_with_its_year_and_source() {
        let contents =
            futures_executor::block_on((resource::<()>().read)(&(), Client::default())).unwrap();
        let Contents::Text(text) = contents else {
            panic!("a list that is not text");
        };
        let document: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(document["edition"], 2025);
        assert_eq!(document["source"], SOURCE);
        assert_eq!(document["weaknesses"].as_array().unwrap().len(), 25);
        assert_eq!(
            document["weaknesses"][3],
            serde_json::json!({"rank": 4, "cwe": 862, "name": "Missing Authorization"})
        );
        assert!(resource::<()>().title.contains("2025"));
    }
}
