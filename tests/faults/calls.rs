//! The calls that every fault is tried on: each tool, and those that take several requests in several ways.

use serde_json::{Value, json};

/// A call of a tool.
pub(crate) struct Call {
    pub(crate) tool: &'static str,
    pub(crate) arguments: Value,
    /// What it asks DefectDojo for, as far as faults go.
    pub(crate) kind: Kind,
}

/// What a call asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number, and no row.
    Count,
    /// One list.
    List,
    /// One list, of which each row has to show the group that was asked for.
    Members,
    /// Lists of several statuses, which are put in order by day.
    Merge,
    /// Lists of several statuses, one after the other.
    Parts,
    /// A list of names first, of which one is looked up.
    Lookup,
    /// Numbers, some of which are sums of others.
    Sums,
    /// Numbers, and the rows at some places of an ordered list.
    Walk,
    /// Numbers, and all rows that they count.
    Sample,
    /// Numbers, and the rows of one list after the other.
    Ranks,
    /// All of these together: numbers, and rows of several kinds.
    Report,
    /// One object.
    Object,
}

/// Statuses that only six requests count together.
const STATUSES: [&str; 4] = ["Verified", "Out of Scope", "Risk Accepted", "Under Review"];

/// The place of the call that counts several statuses.
pub(crate) const COUNT_OF_SEVERAL: usize = 1;

/// A merge of several lists. The window begins within them.
pub(crate) fn merge() -> Call {
    Call {
        tool: "get_findings",
        arguments: json!({"status": STATUSES, "order_by": "newest", "limit": 5, "offset": 3}),
        kind: Kind::Merge,
    }
}

/// All of them. `test_type` is the name of one.
pub(crate) fn calls(test_type: &str) -> Vec<Call> {
    let call = |tool, kind, arguments| Call {
        tool,
        arguments,
        kind,
    };
    vec![
        call("get_findings", Kind::Count, json!({"limit": 0})),
        call(
            "get_findings",
            Kind::Count,
            json!({"status": STATUSES, "limit": 0}),
        ),
        call(
            "get_findings",
            Kind::List,
            json!({"limit": 5, "offset": 7, "order_by": "newest"}),
        ),
        call(
            "get_findings",
            Kind::List,
            json!({"limit": 3, "response_format": "detailed"}),
        ),
        merge(),
        call(
            "get_findings",
            Kind::Parts,
            json!({"status": STATUSES, "limit": 5, "offset": 3}),
        ),
        call(
            "get_findings",
            Kind::Lookup,
            json!({"test_type": test_type, "limit": 2}),
        ),
        call("get_finding_by_id", Kind::Object, json!({"finding_id": 9})),
        call(
            "summarize_findings",
            Kind::Sums,
            json!({"group_by": "severity", "status": ["Any"]}),
        ),
        call(
            "summarize_findings",
            Kind::Walk,
            json!({"group_by": "cwe", "top": 2}),
        ),
        call("get_finding_trends", Kind::Sums, json!({"days": 14})),
        call("get_remediation_metrics", Kind::Sample, json!({})),
        call("prioritize_findings", Kind::Ranks, json!({"top": 5})),
        call(
            "build_report",
            Kind::Report,
            json!({"kind": "security_landscape", "days": 7}),
        ),
        call("get_products", Kind::List, json!({"limit": 3})),
        call("get_product_types", Kind::List, json!({})),
        call("get_engagements", Kind::List, json!({"limit": 3})),
        call("get_tests", Kind::List, json!({"limit": 3})),
        call("get_users", Kind::List, json!({"limit": 3})),
        call("get_user_by_id", Kind::Object, json!({"user_id": 5})),
        call("get_groups", Kind::List, json!({})),
        call("get_group_by_id", Kind::Object, json!({"group_id": 1})),
        call(
            "get_dojo_group_members",
            Kind::Members,
            json!({"group_id": 1}),
        ),
        call("get_roles", Kind::List, json!({})),
    ]
}
