//! The fixed values of arguments, as `DefectDojo` spells them.

use crate::dojo::{
    Criticality, EngagementStatus, FindingOrder, Lifecycle, Severity, Status, StatusMatch,
};
use crate::tools::args::Choice;

/// Takes the names of an enum from the enum itself.
macro_rules! choices {
    ($($name:ty: $what:literal;)+) => {
        $(impl Choice for $name {
            const WHAT: &'static str = $what;

            fn values() -> Vec<(&'static str, Self)> {
                Self::ALL.iter().map(|value| (value.as_str(), *value)).collect()
            }
        })+
    };
}

choices! {
    Severity: "severity";
    Status: "status";
    Criticality: "business criticality";
    Lifecycle: "lifecycle";
    EngagementStatus: "status of an engagement";
}

impl Choice for StatusMatch {
    const WHAT: &'static str = "way to combine statuses";

    fn values() -> Vec<(&'static str, Self)> {
        vec![("any", Self::Any), ("all", Self::All)]
    }
}

impl Choice for FindingOrder {
    const WHAT: &'static str = "order";

    fn values() -> Vec<(&'static str, Self)> {
        vec![
            ("severity", Self::Severity),
            ("newest", Self::Newest),
            ("oldest", Self::Oldest),
            ("sla_due", Self::SlaDue),
            ("product", Self::Product),
            ("title", Self::Title),
        ]
    }
}
