//! Each tool once, for every profile, on fresh instances and on reused ones.

use crate::harness::{Bench, Reuse};
use dojo_sim::{Account, Profile};
use serde_json::{Value, json};

/// Calls all tools, each of which has to give what the portfolio holds.
fn every_tool(profile: Profile, reuse: Reuse) {
    let bench = Bench::new(profile, 300, reuse);
    let client = bench.client(Account::Admin);
    let data = bench.sim.portfolio();
    let has_groups = profile == Profile::Oss2;
    let members = data.group_members.iter().filter(|one| one.group_id == 1);
    // Twice, so that a reused instance answers each tool after all the others.
    for _ in 0..2 {
        for (tool, rows, count) in [
            ("get_findings", "findings", data.findings.len()),
            ("get_products", "products", data.products.len()),
            (
                "get_product_types",
                "product_types",
                data.product_types.len(),
            ),
            ("get_engagements", "engagements", data.engagements.len()),
            ("get_tests", "tests", data.tests.len()),
            ("get_users", "users", data.users.len()),
        ] {
            let page = client.tool(tool, json!({"limit": 2}));
            assert_eq!(page["count"], count, "{tool}");
            assert_eq!(page[rows].as_array().unwrap().len(), 2, "{tool}");
        }
        let finding = client.tool("get_finding_by_id", json!({"finding_id": 9}));
        assert_eq!(
            finding["finding"]["severity"],
            data.finding(9).unwrap().severity.name()
        );
        let user = client.tool("get_user_by_id", json!({"user_id": 5}));
        assert_eq!(user["user"]["username"], *data.user(5).unwrap().username);
        let of_groups: [(&str, Value, &str, usize); 3] = [
            ("get_groups", json!({}), "groups", data.groups.len()),
            (
                "get_dojo_group_members",
                json!({"group_id": 1}),
                "members",
                members.clone().count(),
            ),
            ("get_roles", json!({}), "roles", data.roles.len()),
        ];
        for (tool, arguments, rows, count) in of_groups {
            if has_groups {
                let page = client.tool(tool, arguments);
                assert_eq!(page["count"], count, "{tool}");
                assert_eq!(page[rows].as_array().unwrap().len(), count, "{tool}");
            } else {
                let said = client.failure(tool, arguments);
                assert!(said.contains("since version 3.0"), "{tool}: {said}");
            }
        }
        let group = json!({"group_id": 1});
        if has_groups {
            let group = client.tool("get_group_by_id", group);
            assert_eq!(group["group"]["name"], *data.group(1).unwrap().name);
        } else {
            let said = client.failure("get_group_by_id", group);
            assert!(said.contains("since version 3.0"), "{said}");
        }
    }
}

#[test]
fn version_3_on_fresh_instances() {
    every_tool(Profile::Oss3, Reuse::Fresh);
}

#[test]
fn version_3_on_reused_instances() {
    every_tool(Profile::Oss3, Reuse::Reused);
}

#[test]
fn version_2_on_fresh_instances() {
    every_tool(Profile::Oss2, Reuse::Fresh);
}

#[test]
fn version_2_on_reused_instances() {
    every_tool(Profile::Oss2, Reuse::Reused);
}
