//! What `DefectDojo` answered to filters, found again among the recorded rows: by the simulator, as it was asked, and
//! by the server, with the filters of its own that mean the same.
//!
//! All findings up to the 100th are known. So where a list by id began with the 12th and the 28th, not only do those
//! two have to be let through: none of the 26 others before may be.

use super::Recorded;
use super::recording::Recording;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Lists that were answered, and the server's own filters for what they are lists of.
pub(super) fn meanings() -> BTreeMap<&'static str, Value> {
    BTreeMap::from([
        ("findings_active", json!({"status": ["Active"]})),
        ("findings_closed", json!({"status": ["Closed"]})),
        (
            "findings_combo",
            json!({"status": ["Active"], "severity": ["Critical", "High"], "date": ["3 - Past 30 days"]}),
        ),
        ("findings_cwe", json!({"cwe": [79, 89]})),
        ("findings_date1", json!({"date": ["1 - Today"]})),
        ("findings_date2", json!({"date": ["2 - Past 7 days"]})),
        ("findings_date3", json!({"date": ["3 - Past 30 days"]})),
        ("findings_date4", json!({"date": ["4 - Past 90 days"]})),
        ("findings_date5", json!({"date": ["5 - Current month"]})),
        ("findings_date6", json!({"date": ["6 - Current year"]})),
        ("findings_date7", json!({"date": ["7 - Past year"]})),
        ("findings_empty", json!({"title": "no-such-title-zzz"})),
        ("findings_epss50", json!({"epss_min": 0.5})),
        (
            "findings_false_positive",
            json!({"status": ["False Positive"]}),
        ),
        ("findings_inactive", json!({"status": ["Inactive"]})),
        ("findings_jira", json!({"has_jira": true})),
        ("findings_kev", json!({"known_exploited": true})),
        ("findings_limit100", json!({})),
        ("findings_out_of_scope", json!({"status": ["Out of Scope"]})),
        ("findings_outside_sla", json!({"overdue": true})),
        ("findings_product", json!({"product_id": [1]})),
        (
            "findings_risk_accepted",
            json!({"status": ["Risk Accepted"]}),
        ),
        (
            "findings_sev_crit_high",
            json!({"severity": ["Critical", "High"]}),
        ),
        ("findings_tags", json!({"tags": ["quick-win"]})),
        ("findings_under_review", json!({"status": ["Under Review"]})),
        ("findings_verified", json!({"status": ["Verified"]})),
        (
            "findings_vuln",
            json!({"vulnerability_id": ["CVE-2021-44228"]}),
        ),
    ])
}

/// The ids of a list's rows.
fn ids(list: &Value) -> Vec<u64> {
    let rows = list["results"].as_array().unwrap().iter();
    rows.map(|row| row["id"].as_u64().unwrap()).collect()
}

/// The lists that begin at their beginning, as far as their rows were kept.
fn lists(recorded: &Recorded) -> Vec<Recording> {
    let mut lists = recorded.lists();
    lists.retain(|list| !list.path.contains("offset="));
    for list in &mut lists {
        let limit = list
            .path
            .split_once("limit=")
            .map_or("25", |(_, limit)| limit);
        if list.name == "findings_limit100" || list.name == "findings_default_page" {
            // Their rows were cut; they are the first ones.
            list.ids = (1..=limit.parse().unwrap()).collect();
        }
    }
    lists
}

#[test]
fn the_simulator_answers_what_the_instances_answered() {
    for mut recorded in Recorded::all() {
        let mut asked = 0;
        for list in lists(&recorded) {
            let account = dojo_sim::Account::ALL.into_iter();
            let mut account = account.filter(|account| account.name() == list.who);
            recorded.native.caller = account.next().unwrap();
            let answer = recorded.ask(&list.path);
            assert_eq!(ids(&answer), list.ids, "{} {}", recorded.version, list.path);
            // Where nothing was found among 50,000, nothing is found among a few of them.
            assert_eq!(answer["count"] == 0, list.count == 0, "{}", list.path);
            asked += 1;
        }
        assert!(asked >= 38, "{asked}");
    }
}

/// A count has no order: what it counts is listed by id.
#[test]
fn the_filters_of_the_server_mean_what_the_instances_answered() {
    for recorded in Recorded::all() {
        let lists = lists(&recorded);
        for (name, meaning) in meanings() {
            let list = lists.iter().find(|list| list.name == name).unwrap();
            recorded.native.dojo.clear_requests();
            let mut asked = meaning.clone();
            asked["limit"] = json!(0);
            let said = recorded.native.tool("get_findings", asked);
            let requests = recorded.native.dojo.requests();
            let [request] = requests.as_slice() else {
                panic!("{meaning}: {requests:?}");
            };
            let filter = request
                .query
                .strip_suffix("limit=1&offset=2000000000")
                .unwrap();
            let limit = list.ids.len().max(1);
            let answer = recorded.ask(&format!("{}?{filter}limit={limit}", request.path));
            assert_eq!(
                ids(&answer),
                list.ids,
                "{} {meaning}: {filter}",
                recorded.version
            );
            assert_eq!(said["count"], answer["count"], "{meaning}");
        }
    }
}

/// A row says what `DefectDojo` reckons of it: its age, the days to its SLA and its status. So does the simulator's.
#[test]
fn the_simulator_tells_the_recorded_rows_as_they_were() {
    // What the simulator makes up, has none of or shortens: nothing is counted by it.
    let others = BTreeSet::from([
        "accepted_risks",
        "effort_for_fixing",
        "endpoints",
        "files",
        "finding_groups",
        "finding_meta",
        "hash_code",
        "last_status_update",
        "notes",
        "related_fields",
        "request_response",
        "review_requested_by",
        "reviewers",
        "severity_justification",
        "sonarqube_issue",
        "thread_id",
        "unique_id_from_tool",
        "updated",
        "vuln_id_from_tool",
    ]);
    for recorded in Recorded::all() {
        let answer = recorded.ask("/api/v2/findings/?limit=200");
        let told = answer["results"].as_array().unwrap();
        assert_eq!(told.len(), recorded.rows.len());
        for (told, row) in told.iter().zip(&recorded.rows) {
            for (field, value) in row.as_object().unwrap() {
                if !others.contains(field.as_str()) {
                    assert_eq!(&told[field], value, "{field} of {}", row["id"]);
                }
            }
        }
    }
}

/// The one set that was recorded whole: which findings are active, with the product of each. Its numbers are those of
/// all 50,000.
#[test]
fn the_products_share_the_active_findings() {
    for recorded in Recorded::all() {
        let active = recorded
            .lists()
            .into_iter()
            .find(|list| list.name == "findings_active");
        let products = super::recording::body(recorded.version, "products_active");
        let products = products["results"].as_array().unwrap();
        let counts = products
            .iter()
            .map(|product| product["findings_count"].as_u64().unwrap());
        assert_eq!(counts.sum::<u64>(), active.unwrap().count);
        let listed = |product: &Value| product["findings_list"].as_array().unwrap().clone();
        let mut listed: Vec<u64> = products
            .iter()
            .flat_map(listed)
            .map(|id| id.as_u64().unwrap())
            .collect();
        listed.sort_unstable();
        let summary = recorded.native.tool(
            "summarize_findings",
            json!({"group_by": "product", "top": 50}),
        );
        assert_eq!(summary["count"], listed.len());
        let rows = recorded.rows.iter().filter(|row| row["active"] == true);
        let ids: Vec<u64> = rows.map(|row| row["id"].as_u64().unwrap()).collect();
        assert_eq!(ids, listed);
        for group in summary["groups"].as_array().unwrap() {
            let product = products
                .iter()
                .find(|product| product["id"] == group["id"])
                .unwrap();
            let listed = product["findings_list"].as_array().unwrap();
            assert_eq!(group["total"], listed.len(), "{group}");
        }
    }
}
