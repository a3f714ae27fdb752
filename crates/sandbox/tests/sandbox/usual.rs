//! How much memory the server takes for what users do all day: its linear memory and its guard's.

use crate::budgets::hold;
use crate::server::{Served, result};
use dojo_sim::Profile;
use serde_json::{Value, json};

fn peak(served: &Served, tool: &str, arguments: &Value, count: u64) -> u64 {
    let visit = served.call(tool, arguments);
    let said = &result(&visit.response)["structuredContent"];
    assert!(said["count"].as_u64() >= Some(count), "{tool}: {said}");
    visit.total_memory.try_into().unwrap()
}

#[test]
fn memory_stays_small() {
    let few = Served::new(Profile::Oss3, 2_000);
    let page = json!({"limit": 100});
    let detailed = json!({"limit": 100, "response_format": "detailed"});
    let many = Served::new(Profile::Oss3, 50_000);
    // Of all summaries the one that takes most: each product has a name.
    let summary = json!({"group_by": "product", "status": ["Any"]});
    hold(
        "bytes of linear memory",
        &[
            ("100 findings", peak(&few, "get_findings", &page, 100)),
            (
                "100 detailed findings",
                peak(&few, "get_findings", &detailed, 100),
            ),
            (
                "a summary of 50,000 findings",
                peak(&many, "summarize_findings", &summary, 50_000),
            ),
        ],
    );
}
