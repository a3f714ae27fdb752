//! Every list tool with each of its filters, against a look at every object.

use crate::harness::{Bench, Reuse};
use crate::support::{ids, no_nulls, walk};
use dojo_sim::{Account, Portfolio, Profile};
use serde_json::{Value, json};

/// A call and the ids that it has to find.
struct Case {
    tool: &'static str,
    rows: &'static str,
    arguments: Value,
    expected: Vec<u64>,
}

/// The ids of the rows of a list that `holds` lets through.
macro_rules! of {
    ($list:expr, $holds:expr) => {
        $list
            .iter()
            .filter($holds)
            .map(|row| row.id)
            .collect::<Vec<u64>>()
    };
}

fn cases(portfolio: &Portfolio, profile: Profile) -> Vec<Case> {
    let mut cases = products(portfolio);
    cases.extend(engagements(portfolio));
    cases.extend(tests(portfolio));
    cases.extend(people(portfolio));
    if profile == Profile::Oss2 {
        cases.extend(groups(portfolio));
    }
    cases
}

fn products(portfolio: &Portfolio) -> Vec<Case> {
    let case = |arguments, expected| Case {
        tool: "get_products",
        rows: "products",
        arguments,
        expected,
    };
    let all = &portfolio.products;
    let kind = |arguments, expected| Case {
        tool: "get_product_types",
        rows: "product_types",
        arguments,
        expected,
    };
    let types = &portfolio.product_types;
    let name = types[2].name.clone();
    vec![
        case(json!({}), of!(all, |_| true)),
        case(
            json!({"name": "MOBILE"}),
            of!(all, |row| row.name.contains("Mobile")),
        ),
        case(
            json!({"name": "<b>Appliance</b> &"}),
            of!(all, |row| row.name.contains("<b>")),
        ),
        case(
            json!({"name": "überweisung"}),
            of!(all, |row| row.name.contains("Überweisung")),
        ),
        case(
            json!({"product_type_id": [3, 6]}),
            of!(all, |row| [3, 6].contains(&row.product_type_id)),
        ),
        case(
            json!({"criticality": ["very high", "none"]}),
            of!(all, |row| matches!(
                row.business_criticality.as_deref(),
                Some("very high" | "none")
            )),
        ),
        case(
            json!({"lifecycle": ["retirement", "construction"]}),
            of!(all, |row| matches!(
                row.lifecycle.as_deref(),
                Some("retirement" | "construction")
            )),
        ),
        case(
            json!({"tags": ["pci", "customer-facing"]}),
            of!(all, |row| row
                .tags
                .iter()
                .any(|tag| tag == "pci" || tag == "customer-facing")),
        ),
        case(
            json!({"criticality": "high", "lifecycle": "production", "tags": "gdpr"}),
            of!(all, |row| row.business_criticality.as_deref()
                == Some("high")
                && row.lifecycle.as_deref() == Some("production")
                && row.tags.iter().any(|tag| tag == "gdpr")),
        ),
        kind(json!({}), of!(types, |_| true)),
        kind(json!({"name": name}), vec![types[2].id]),
        kind(json!({"name": name.to_uppercase()}), vec![]),
    ]
}

fn engagements(portfolio: &Portfolio) -> Vec<Case> {
    let case = |arguments, expected| Case {
        tool: "get_engagements",
        rows: "engagements",
        arguments,
        expected,
    };
    let all = &portfolio.engagements;
    let kind = |id: u64| portfolio.product(id).unwrap().product_type_id;
    let tag = all.iter().find_map(|row| row.tags.first()).unwrap().clone();
    let mut cases = vec![
        case(json!({}), of!(all, |_| true)),
        case(
            json!({"product_id": 2}),
            of!(all, |row| row.product_id == 2),
        ),
        case(
            json!({"product_type_id": [1, 4]}),
            of!(all, |row| [1, 4].contains(&kind(row.product_id))),
        ),
        case(json!({"active": true}), of!(all, |row| row.active)),
        case(json!({"active": false}), of!(all, |row| !row.active)),
        case(
            json!({"tags": [tag]}),
            of!(all, |row| row.tags.contains(&tag)),
        ),
    ];
    for status in [
        "Not Started",
        "Blocked",
        "Cancelled",
        "Completed",
        "In Progress",
        "On Hold",
        "Scheduled",
        "Waiting for Resource",
    ] {
        cases.push(case(
            json!({"status": status}),
            of!(all, |row| row.status == status),
        ));
    }
    cases
}

fn tests(portfolio: &Portfolio) -> Vec<Case> {
    let case = |arguments, expected| Case {
        tool: "get_tests",
        rows: "tests",
        arguments,
        expected,
    };
    let all = &portfolio.tests;
    let last = all.iter().map(|row| row.test_type_id).max().unwrap();
    let name = &portfolio.test_type(last).unwrap().name;
    let engagement = all[all.len() / 2].engagement_id;
    let tag = all.iter().find_map(|row| row.tags.first()).unwrap().clone();
    vec![
        case(json!({}), of!(all, |_| true)),
        case(
            json!({"engagement_id": engagement}),
            of!(all, |row| row.engagement_id == engagement),
        ),
        case(
            json!({"test_type": name}),
            of!(all, |row| row.test_type_id == last),
        ),
        case(
            json!({"test_type": name.to_lowercase()}),
            of!(all, |row| row.test_type_id == last),
        ),
        case(
            json!({"tags": [tag]}),
            of!(all, |row| row.tags.contains(&tag)),
        ),
    ]
}

fn people(portfolio: &Portfolio) -> Vec<Case> {
    let case = |arguments, expected| Case {
        tool: "get_users",
        rows: "users",
        arguments,
        expected,
    };
    let all = &portfolio.users;
    vec![
        case(json!({}), of!(all, |_| true)),
        case(
            json!({"username": "AN"}),
            of!(all, |row| row.username.contains("an")),
        ),
        case(
            json!({"first_name": "møn"}),
            of!(all, |row| row.first_name.to_lowercase().contains("møn")),
        ),
        case(
            json!({"first_name": "søren"}),
            of!(all, |row| row.first_name == "Søren"),
        ),
        case(
            json!({"last_name": "dvoř"}),
            of!(all, |row| row.last_name.starts_with("Dvoř")),
        ),
        case(json!({"email": "@meridian.example"}), of!(all, |_| true)),
        case(
            json!({"email": "lowpriv@"}),
            of!(all, |row| row.username == "lowpriv"),
        ),
        case(json!({"is_active": false}), of!(all, |row| !row.is_active)),
        case(
            json!({"is_active": true, "username": "a"}),
            of!(all, |row| row.is_active && row.username.contains('a')),
        ),
        case(
            json!({"is_superuser": true}),
            of!(all, |row| row.is_superuser),
        ),
    ]
}

fn groups(portfolio: &Portfolio) -> Vec<Case> {
    let case = |arguments, expected| Case {
        tool: "get_groups",
        rows: "groups",
        arguments,
        expected,
    };
    let all = &portfolio.groups;
    vec![
        case(json!({}), of!(all, |_| true)),
        case(
            json!({"name": "Auditors"}),
            of!(all, |row| row.name == "Auditors"),
        ),
        case(json!({"name": "auditors"}), vec![]),
        Case {
            tool: "get_roles",
            rows: "roles",
            arguments: json!({}),
            expected: of!(portfolio.roles, |_| true),
        },
    ]
}

#[test]
fn lists_filter_count_and_page() {
    for (profile, reuse) in [
        (Profile::Oss3, Reuse::Reused),
        (Profile::Oss2, Reuse::Fresh),
    ] {
        let bench = Bench::new(profile, 200, reuse);
        let client = bench.client(Account::Admin);
        for Case {
            tool,
            rows,
            arguments,
            mut expected,
        } in cases(bench.sim.portfolio(), profile)
        {
            expected.sort_unstable();
            let limit = if expected.len() > 60 { 50 } else { 4 };
            let mut asked = arguments.as_object().unwrap().clone();
            asked.insert("limit".to_owned(), json!(limit));
            let pages = walk(|page| client.tool(tool, page), &asked, rows);
            for page in &pages {
                no_nulls(page, tool);
            }
            let mut found: Vec<u64> = pages.iter().flat_map(|page| ids(page, rows)).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "{tool} {arguments}");
            asked.insert("limit".to_owned(), json!(0));
            let count = client.tool(tool, Value::Object(asked));
            assert_eq!(count["count"], expected.len(), "{tool} {arguments}");
            // Without a filter all are counted, and the basis says so.
            let basis = count["basis"].as_str().unwrap();
            assert_eq!(
                basis.starts_with("All "),
                arguments == json!({}),
                "{tool} {arguments}: {basis}"
            );
        }
    }
}
