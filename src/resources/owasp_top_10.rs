//! The ten risks of web applications that OWASP names, each with the weaknesses it stands for.

use serde::Serialize;

use super::{JSON, STATIC, json};
use crate::mcp::{BoxFuture, Client, Contents, Resource, ResourceError};

/// Where it is read.
pub const URI: &str = "defectdojo://reference/owasp-top-10";
/// The year of the list.
pub const EDITION: u16 = 2025;
/// The site that [`CATEGORIES`] was taken from, the list of mapped CWEs at the end of each page.
pub const SOURCE: &str = "https://owasp.org/Top10/2025/";

/// What differs from the source, for the reader.
const CORRECTION: &str = "A03 lists CWE-477 (Use of Obsolete Function), the number that its page \
    gives in the text; its list prints 447 beside that name.";

/// One risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Category {
    /// With the year, such as `A05:2025`: codes change their meaning between editions.
    pub code: &'static str,
    /// As OWASP names it.
    pub name: &'static str,
    /// The numbers behind `CWE-`, ascending. No CWE is in two categories. A few are categories of
    /// the CWE list rather than weaknesses (16, 320, 1035): scanners report them all the same.
    pub cwes: &'static [u32],
}

/// The list, by rank.
pub const CATEGORIES: [Category; 10] = [
    Category {
        code: "A01:2025",
        name: "Broken Access Control",
        cwes: &[
            22, 23, 36, 59, 61, 65, 200, 201, 219, 276, 281, 282, 283, 284, 285, 352, 359, 377,
            379, 402, 424, 425, 441, 497, 538, 540, 548, 552, 566, 601, 615, 639, 668, 732, 749,
            862, 863, 918, 922, 1275,
        ],
    },
    Category {
        code: "A02:2025",
        name: "Security Misconfiguration",
        cwes: &[
            5, 11, 13, 15, 16, 260, 315, 489, 526, 547, 611, 614, 776, 942, 1004, 1174,
        ],
    },
    Category {
        code: "A03:2025",
        name: "Software Supply Chain Failures",
        // The list prints 447 with the name of 477, which the same page's background names; 447 is
        // about user interfaces (<https://github.com/OWASP/Top10/issues/907>).
        cwes: &[477, 1035, 1104, 1329, 1357, 1395],
    },
    Category {
        code: "A04:2025",
        name: "Cryptographic Failures",
        cwes: &[
            261, 296, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 332, 334,
            335, 336, 337, 338, 340, 342, 347, 523, 757, 759, 760, 780, 916, 1240, 1241,
        ],
    },
    Category {
        code: "A05:2025",
        name: "Injection",
        cwes: &[
            20, 74, 76, 77, 78, 79, 80, 83, 86, 88, 89, 90, 91, 93, 94, 95, 96, 97, 98, 99, 103,
            104, 112, 113, 114, 115, 116, 129, 159, 470, 493, 500, 564, 610, 643, 644, 917,
        ],
    },
    Category {
        code: "A06:2025",
        name: "Insecure Design",
        cwes: &[
            73, 183, 256, 266, 269, 286, 311, 312, 313, 316, 362, 382, 419, 434, 436, 444, 451,
            454, 472, 501, 522, 525, 539, 598, 602, 628, 642, 646, 653, 656, 657, 676, 693, 799,
            807, 841, 1021, 1022, 1125,
        ],
    },
    Category {
        code: "A07:2025",
        name: "Authentication Failures",
        cwes: &[
            258, 259, 287, 288, 289, 290, 291, 293, 294, 295, 297, 298, 299, 300, 302, 303, 304,
            305, 306, 307, 308, 309, 346, 350, 384, 521, 613, 620, 640, 798, 940, 941, 1390, 1391,
            1392, 1393,
        ],
    },
    Category {
        code: "A08:2025",
        name: "Software or Data Integrity Failures",
        cwes: &[
            345, 353, 426, 427, 494, 502, 506, 509, 565, 784, 829, 830, 915, 926,
        ],
    },
    Category {
        code: "A09:2025",
        name: "Security Logging & Alerting Failures",
        cwes: &[117, 221, 223, 532, 778],
    },
    Category {
        code: "A10:2025",
        name: "Mishandling of Exceptional Conditions",
        cwes: &[
            209, 215, 234, 235, 248, 252, 274, 280, 369, 390, 391, 394, 396, 397, 460, 476, 478,
            484, 550, 636, 703, 754, 755, 756,
        ],
    },
];

/// The resource.
#[must_use]
pub const fn resource<C>() -> Resource<C> {
    Resource {
        uri: URI,
        name: "owasp-top-10",
        title: "OWASP Top 10 (2025)",
        description: "The OWASP Top 10 web application risks of 2025, each with its CWE numbers.",
        mime_type: JSON,
        cache: STATIC,
        subscribable: false,
        ui: None,
        read: read::<C>,
    }
}

fn read<C>(_: &C, _: Client) -> BoxFuture<'_, Result<Contents, ResourceError>> {
    json(&Document {
        list: "OWASP Top 10",
        publisher: "OWASP Foundation",
        edition: EDITION,
        source: SOURCE,
        correction: CORRECTION,
        categories: &CATEGORIES,
    })
}

#[derive(Serialize)]
struct Document {
    list: &'static str,
    publisher: &'static str,
    edition: u16,
    source: &'static str,
    correction: &'static str,
    categories: &'static [Category],
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_a01_to_a10_of_the_edition() {
        let codes = (1..=10).map(|rank| format!("A{rank:02}:{EDITION}"));
        assert!(
            CATEGORIES
                .iter()
                .map(|category| category.code.to_owned())
                .eq(codes)
        );
    }

    #[test]
    fn each_category_has_as_many_weaknesses_as_its_page_counts() {
        let counts = CATEGORIES.map(|category| category.cwes.len());
        assert_eq!(counts, [40, 16, 6, 32, 37, 39, 36, 14, 5, 24]);
    }

    #[test]
    fn weaknesses_ascend() {
        for category in CATEGORIES {
            assert!(
                category.cwes.is_sorted_by(|a, b| a < b),
                "{}",
                category.code
            );
        }
    }

    #[test]
    fn no_weakness_is_in_two_categories() {
        let all = CATEGORIES.iter().flat_map(|category| category.cwes);
        assert_eq!(all.clone().collect::<BTreeSet<_>>().len(), all.count());
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
        assert!(document["correction"].as_str().unwrap().contains("CWE-477"));
        assert_eq!(document["categories"].as_array().unwrap().len(), 10);
        assert_eq!(
            document["categories"][8],
            serde_json::json!({
                "code": "A09:2025",
                "name": "Security Logging & Alerting Failures",
                "cwes": [117, 221, 223, 532, 778]
            })
        );
        assert!(resource::<()>().title.contains("2025"));
    }
}
