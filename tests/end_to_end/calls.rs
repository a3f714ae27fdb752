//! What a call costs `DefectDojo`: the number of requests, and what they ask for.

use crate::harness::{Bench, Client, Reuse};
use dojo_sim::{Account, Profile};
use serde_json::{Value, json};

const COUNT: &str = "limit=1&offset=2000000000";

struct Asked {
    bench: Bench,
    client: Client,
}

impl Asked {
    fn new(profile: Profile) -> Self {
        let bench = Bench::new(profile, 600, Reuse::Reused);
        let client = bench.client(Account::Admin);
        Self { bench, client }
    }

    /// The targets of a call of `tool`.
    fn by(&self, tool: &str, arguments: Value) -> Vec<String> {
        self.bench.cost(|| self.client.tool(tool, arguments)).1
    }
}

#[test]
fn the_commonest_question_is_one_request() {
    let asked = Asked::new(Profile::Oss3);
    let arguments = json!({"severity": ["Critical", "High"], "status": ["Active"], "date": ["3 - Past 30 days"]});
    let targets = asked.by("get_findings", arguments);
    let [target] = targets.as_slice() else {
        panic!("{targets:?}");
    };
    let parameters: Vec<&str> = target.split(['?', '&']).collect();
    assert_eq!(
        parameters[..3],
        ["/api/v2/findings/", "active=true", "severity=Critical,High"]
    );
    assert!(parameters[3].starts_with("discovered_after="), "{target}");
    assert!(parameters[4].starts_with("discovered_before="), "{target}");
    let rest = [
        "o=numerical_severity,id",
        "related_fields=true",
        "limit=100",
        "offset=0",
    ];
    assert_eq!(parameters[5..], rest);
}

#[test]
fn a_count_asks_for_no_rows() {
    let asked = Asked::new(Profile::Oss2);
    let targets = asked.by("get_findings", json!({"status": "Verified", "limit": 0}));
    assert_eq!(
        targets,
        [format!(
            "/api/v2/findings/?active=true&verified=true&{COUNT}"
        )]
    );
    for (tool, collection) in [
        ("get_products", "products"),
        ("get_product_types", "product_types"),
        ("get_engagements", "engagements"),
        ("get_tests", "tests"),
        ("get_users", "users"),
        ("get_groups", "dojo_groups"),
        ("get_roles", "roles"),
    ] {
        let targets = asked.by(tool, json!({"limit": 0}));
        assert_eq!(targets, [format!("/api/v2/{collection}/?{COUNT}")]);
    }
    // Members need a row to show that the group was heeded.
    let targets = asked.by("get_dojo_group_members", json!({"group_id": 1, "limit": 0}));
    assert_eq!(targets.len(), 1, "{targets:?}");
    assert!(
        targets[0].contains("group_id=1&") && targets[0].contains("limit=1&offset=0"),
        "{targets:?}"
    );
}

#[test]
fn several_statuses_cost_one_count_each_group() {
    let asked = Asked::new(Profile::Oss3);
    for (statuses, mode, limit, requests) in [
        // One flag says them all, or one status holds the others.
        (&["Active", "Open", "Verified"][..], "any", 0, 1),
        (&["Closed", "Any"], "any", 100, 1),
        (&["Active", "Verified"], "all", 100, 1),
        // They contradict each other: DefectDojo has nothing to say.
        (&["Active", "Inactive"], "all", 100, 0),
        (&["Closed", "Inactive"], "all", 0, 0),
        // Two groups, counted.
        (&["Active", "Closed"], "any", 0, 2),
        (&["Inactive", "Closed"], "any", 0, 2),
        // Two groups, the critical ones of both counted, one row.
        (&["Active", "Closed"], "any", 1, 5),
        // Seven statuses at once are a few groups, not 127 intersections.
        (
            &[
                "Verified",
                "Out of Scope",
                "False Positive",
                "Inactive",
                "Risk Accepted",
                "Closed",
                "Under Review",
            ],
            "any",
            0,
            6,
        ),
    ] {
        let arguments = json!({"status": statuses, "status_match": mode, "limit": limit});
        let targets = asked.by("get_findings", arguments.clone());
        assert_eq!(targets.len(), requests, "{arguments}: {targets:#?}");
    }
}

#[test]
fn deep_pages_of_several_statuses_stay_affordable() {
    let asked = Asked::new(Profile::Oss3);
    for order in ["severity", "newest", "oldest", "title"] {
        let arguments =
            json!({"status": ["Active", "Closed"], "order_by": order, "limit": 100, "offset": 200});
        let targets = asked.by("get_findings", arguments.clone());
        // A bisection over three years is about ten steps of two counts.
        assert!(targets.len() <= 30, "{arguments}: {}", targets.len());
    }
}

#[test]
fn names_come_with_the_rows() {
    let asked = Asked::new(Profile::Oss2);
    for (tool, arguments, requests) in [
        ("get_finding_by_id", json!({"finding_id": 1}), 1),
        ("get_products", json!({"limit": 3}), 1),
        ("get_product_types", json!({"limit": 3}), 1),
        ("get_engagements", json!({"limit": 3}), 1),
        ("get_tests", json!({"limit": 3}), 1),
        // The type's name has to become an id first.
        (
            "get_tests",
            json!({"test_type": "semgrep json report", "limit": 3}),
            2,
        ),
        (
            "get_findings",
            json!({"test_type": "semgrep json report", "limit": 3}),
            2,
        ),
        ("get_users", json!({"limit": 3}), 1),
        ("get_user_by_id", json!({"user_id": 3}), 1),
        ("get_groups", json!({}), 1),
        ("get_group_by_id", json!({"group_id": 2}), 1),
        ("get_dojo_group_members", json!({"group_id": 2}), 1),
        ("get_roles", json!({}), 1),
    ] {
        let targets = asked.by(tool, arguments.clone());
        assert_eq!(targets.len(), requests, "{tool} {arguments}: {targets:?}");
    }
}

#[test]
fn only_reads_are_sent_and_bodies_uncompressed() {
    let asked = Asked::new(Profile::Oss3);
    asked.by(
        "get_findings",
        json!({"status": ["Active", "Closed"], "limit": 10}),
    );
    for request in asked.bench.sim.requests() {
        assert_eq!(request.method.as_str(), "GET");
        assert_eq!(request.headers["accept"], "application/json");
        assert_eq!(request.headers["accept-encoding"], "identity");
        assert_eq!(request.status, 200);
    }
}
