//! Which of the filters that the tools send an instance was seen to answer.

use super::Recorded;
use super::answers::meanings;
use crate::truth::GROUPS;
use serde_json::json;
use std::collections::BTreeSet;

/// Parameters that the tools send and whose effect no recording shows. Theirs is the simulator's word, which follows
/// `DefectDojo`'s source.
const UNSEEN: [&str; 7] = [
    "component_name",
    "mitigated_after",
    "mitigated_before",
    "ransomware_used",
    "test__engagement",
    "test__engagement__product__prod_type",
    "test__test_type",
];

/// The same of what lists are ordered by, first of all.
const UNSEEN_ORDERS: [&str; 5] = [
    "-date",
    "component_name",
    "cwe",
    "date",
    "sla_expiration_date",
];

/// The parameters of a query with their values, without those that choose no rows.
fn parameters(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let is_paging = |name: &str| ["limit", "offset", "related_fields", "prefetch"].contains(&name);
    pairs.filter(|(name, _)| !is_paging(name)).collect()
}

#[test]
fn what_was_not_seen_is_known() {
    for recorded in Recorded::all() {
        let known = meanings();
        let lists = recorded.lists().into_iter();
        let lists =
            lists.filter(|list| known.contains_key(&*list.name) || list.name == "findings_order");
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        for list in lists {
            seen.extend(parameters(list.path.split_once('?').unwrap().1));
        }
        let sent: BTreeSet<(String, String)> = sent(&recorded);

        let orders = |all: &BTreeSet<(String, String)>| -> BTreeSet<String> {
            let orders = all.iter().filter(|(name, _)| name == "o");
            orders
                .map(|(_, order)| order.split(',').next().unwrap().to_owned())
                .collect()
        };
        let unseen: Vec<String> = orders(&sent).difference(&orders(&seen)).cloned().collect();
        assert_eq!(unseen, UNSEEN_ORDERS);

        let names = |all: &BTreeSet<(String, String)>| -> BTreeSet<String> {
            let names = all.iter().filter(|(name, _)| name != "o");
            names.map(|(name, _)| name.clone()).collect()
        };
        let mut seen = names(&seen);
        // The server asks for days, which were seen as the periods that come to the same days.
        if seen.remove("date") {
            seen.extend(["discovered_after", "discovered_before"].map(str::to_owned));
        }
        let unseen: Vec<String> = names(&sent).difference(&seen).cloned().collect();
        assert_eq!(unseen, UNSEEN);
    }
}

/// What the tools send where nothing but the grouping is asked for.
fn sent(recorded: &Recorded) -> BTreeSet<(String, String)> {
    recorded.native.dojo.clear_requests();
    let ask = |tool: &str, asked| recorded.native.tool(tool, asked);
    for by in GROUPS {
        ask("summarize_findings", json!({"group_by": by}));
    }
    for by in ["severity", "product", "test_type", "cwe"] {
        ask("get_remediation_metrics", json!({"group_by": by}));
    }
    ask("get_finding_trends", json!({}));
    for strategy in ["exploitability", "sla", "severity"] {
        ask("prioritize_findings", json!({"strategy": strategy}));
    }
    let requests = recorded.native.dojo.requests().into_iter();
    let asked = requests.filter(|request| request.path == "/api/v2/findings/");
    asked
        .flat_map(|request| parameters(&request.query))
        .collect()
}
