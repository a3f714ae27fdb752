//! `build_report` against the data.

use super::remediation::{self, group};
use super::{is_overdue, summaries, trends};
use crate::harness::Native;
use crate::support::no_nulls;
use chrono::Duration;
use dojo_sim::{Account, Finding, NaiveDate, Profile, Severity};
use serde_json::{Value, json};

const TODAY: &str = "2026-11-22";

/// The test types of the simulator that are static code analysis.
const SAST: [&str; 3] = ["Semgrep JSON Report", "Checkmarx Scan", "SonarQube Scan"];

fn is_sast(native: &Native, row: &Finding) -> bool {
    let data = native.portfolio();
    let tool = &data.test_type(row.test_type_id).unwrap().name;
    SAST.contains(&tool.as_str())
}

fn section<'a>(report: &'a Value, id: &str) -> &'a Value {
    let mut sections = report["sections"].as_array().unwrap().iter();
    let found = sections.find(|section| section["id"] == id);
    found.unwrap_or_else(|| panic!("no {id} in {report}"))
}

/// A section of groups as a summary has them.
fn summary(section: &Value) -> Value {
    let (others, groups): (Vec<&Value>, Vec<&Value>) = section["rows"]
        .as_array()
        .unwrap()
        .iter()
        .partition(|row| row["label"] == "others");
    let count: u64 = section["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["total"].as_u64().unwrap())
        .sum();
    let mut summary = json!({"count": count, "exact": section["exact"], "groups": groups});
    if let [others] = *others {
        summary["others"] = others.clone();
    }
    summary
}

/// Holds every figure of a report to the findings that it is about.
fn hold(report: &Value, native: &Native, rows: &[&Finding], days: i64) {
    no_nulls(report, "report");
    let today = native.dojo.today();
    let from = today - Duration::days(days - 1);
    assert_eq!(report["from"], from.to_string());
    assert_eq!(report["exact"], true, "{}", report["notes"]);
    cards(report, rows, from, today);

    trends::hold(
        &json!({"intervals": section(report, "trend")["rows"]}),
        rows,
    );
    let active: Vec<&Finding> = rows.iter().copied().filter(|row| row.active).collect();
    let worst = |row: &&&Finding| matches!(row.severity, Severity::Critical | Severity::High);
    let worst: Vec<&Finding> = active.iter().filter(worst).copied().collect();
    let critical = |row: &&&Finding| row.severity == Severity::Critical;
    let critical: Vec<&Finding> = active.iter().filter(critical).copied().collect();
    for one in report["sections"].as_array().unwrap() {
        let id = one["id"].as_str().unwrap();
        let (by, top, about) = match id {
            "products" => ("product", 10, &worst),
            "product_types" => ("product_type", 10, &worst),
            "cwes" => ("cwe", 5, &worst),
            "sla" => ("sla", 6, &worst),
            "ages" => ("age_band", 6, &worst),
            "recurring_criticals" => ("cwe", 10, &critical),
            "trend" | "priorities" => continue,
            _ => {
                let by = match id {
                    "remediation" => "severity",
                    "false_positives_by_cwe" => "cwe",
                    _ => "test_type",
                };
                figures(one, by, rows, from, today);
                continue;
            }
        };
        summaries::hold(by, top, &summary(one), native, about);
    }
}

fn cards(report: &Value, rows: &[&Finding], from: NaiveDate, today: NaiveDate) {
    let length = today - from + Duration::days(1);
    let count = |holds: &dyn Fn(&Finding) -> bool| {
        i64::try_from(rows.iter().filter(|row| holds(row)).count()).unwrap()
    };
    let within =
        |day: NaiveDate, back: i32| (from - length * back..=today - length * back).contains(&day);
    let found = |back| count(&|row| within(row.date, back));
    let closed = |back| {
        count(&|row| {
            row.mitigated
                .is_some_and(|moment| within(moment.date_naive(), back))
        })
    };
    let false_positives = |back| count(&|row| row.false_p && within(row.date, back));
    let cards = report["cards"].as_array().unwrap();
    let severities = cards.iter().filter(|card| card.get("severity").is_some());
    assert_eq!(severities.count(), 5);
    for card in cards {
        let (value, before) = match card["label"].as_str().unwrap() {
            "Open" => (count(&|row| row.active), None),
            label if label.starts_with("Open ") => {
                let severity = label.trim_start_matches("Open ");
                let open = count(&|row| row.active && row.severity.name() == severity);
                assert_eq!(card["severity"], severity);
                (open, None)
            }
            "Overdue" => (count(&|row| is_overdue(row, today)), None),
            "Known exploited" => (count(&|row| row.active && row.known_exploited), None),
            "Found" => (found(0), Some(found(1))),
            "Closed" => (closed(0), Some(closed(1))),
            "Net change" => (found(0) - closed(0), Some(found(1) - closed(1))),
            "False positives" => (false_positives(0), Some(false_positives(1))),
            label => panic!("{label}"),
        };
        assert_eq!(card["value"], value, "{card}");
        assert_eq!(
            card.get("before"),
            before.map(Value::from).as_ref(),
            "{card}"
        );
    }
}

/// Holds figures to the findings: all of them, and those of each group.
fn figures(section: &Value, by: &str, rows: &[&Finding], from: NaiveDate, today: NaiveDate) {
    for told in section["rows"].as_array().unwrap() {
        let key = remediation::key(by, told);
        let is_all = told["label"] == "All";
        let within = rows
            .iter()
            .copied()
            .filter(|row| is_all || group(by, row) == key);
        let within: Vec<&Finding> = within.collect();
        remediation::hold(told, &within, from, today);
    }
}

#[test]
fn reports_are_exact() {
    for (profile, findings, asked) in [
        (
            Profile::Oss3,
            0,
            vec![("security_landscape", 90), ("sast_review", 90)],
        ),
        (
            Profile::Oss3,
            200,
            vec![
                ("security_landscape", 90),
                ("sast_review", 730),
                ("sast_review", 7),
            ],
        ),
        (
            Profile::Oss2,
            5_000,
            vec![
                ("security_landscape", 30),
                ("sast_review", 90),
                ("security_landscape", 365),
            ],
        ),
        (
            Profile::Oss3,
            50_000,
            vec![("sast_review", 90), ("security_landscape", 30)],
        ),
    ] {
        let mut native = Native::new(profile, findings, TODAY);
        for (turn, (kind, days)) in asked.into_iter().enumerate() {
            native.caller = [Account::Admin, Account::LowPriv, Account::PtUser][turn];
            native.dojo.clear_requests();
            let report = native.tool("build_report", json!({"kind": kind, "days": days}));
            assert_eq!(report["requests"], native.dojo.requests().len());
            let rows = super::asked(&native, profile, &[], &[]);
            let is_about = |row: &&&Finding| kind == "security_landscape" || is_sast(&native, row);
            let rows: Vec<&Finding> = rows.iter().filter(is_about).copied().collect();
            hold(&report, &native, &rows, days);
        }
    }
}

#[test]
fn a_report_on_a_product_is_about_that_alone() {
    let native = Native::new(Profile::Oss3, 5_000, TODAY);
    let report = native.tool(
        "build_report",
        json!({"kind": "security_landscape", "product_id": 2}),
    );
    let name = &native.portfolio().product(2).unwrap().name;
    assert_eq!(report["product"], json!({"id": 2, "name": name}));
    let mine = |row: &&Finding| row.product_id == 2;
    let rows: Vec<&Finding> = native.portfolio().findings.iter().filter(mine).collect();
    hold(&report, &native, &rows, 90);
    let products = section(&report, "products")["rows"].as_array().unwrap();
    assert_eq!((products.len(), &products[0]["id"]), (1, &json!(2)));
}

#[test]
fn the_caller_can_say_which_tools_are_reviewed() {
    let native = Native::new(Profile::Oss3, 5_000, TODAY);
    let asked = json!({"kind": "sast_review", "test_type": ["ZAP", "semgrep json"]});
    let report = native.tool("build_report", asked);
    let tools = section(&report, "false_positives_by_tool")["rows"]
        .as_array()
        .unwrap();
    let mut names: Vec<&str> = tools
        .iter()
        .map(|row| row["label"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["All", "Semgrep JSON Report", "ZAP Scan"]);
    let note = report["notes"][0].as_str().unwrap();
    assert!(
        note.ends_with(": \"ZAP Scan\", \"Semgrep JSON Report\"."),
        "{note}"
    );
}

#[test]
fn durations_of_too_many_are_sampled_and_said_to_be() {
    let native = Native::new(Profile::Oss3, 50_000, TODAY);
    let report = native.tool("build_report", json!({"kind": "security_landscape"}));
    assert_eq!(report["exact"], false);
    for one in report["sections"].as_array().unwrap() {
        assert_eq!(one["exact"], one["id"] != "remediation", "{one}");
    }
    let fixed = &section(&report, "remediation")["rows"][0]["fixed"];
    let note = section(&report, "remediation")["note"].as_str().unwrap();
    let said = format!("Days to fix come from 1200 of {fixed} findings: a systematic sample");
    assert!(note.starts_with(&said), "{note}");
}

/// So that nobody makes them more unseen: on 5,000 findings.
#[test]
fn a_report_takes_no_more_requests_than_it_did() {
    let native = Native::new(Profile::Oss3, 5_000, TODAY);
    let requests = ["security_landscape", "sast_review"].map(|kind| {
        let report = native.tool("build_report", json!({"kind": kind}));
        report["requests"].as_u64().unwrap()
    });
    assert_eq!(requests, [313, 318]);
}

/// The first of what `prioritize_findings` tells, which is held to the data elsewhere.
#[test]
fn what_to_fix_first_is_what_the_tool_for_it_says() {
    let native = Native::new(Profile::Oss3, 5_000, TODAY);
    let report = native.tool("build_report", json!({"kind": "security_landscape"}));
    let told = native.tool("prioritize_findings", json!({"top": 10}));
    let ids = |rows: &Value| -> Vec<Value> {
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| json!([row["id"], row["reasons"]]))
            .collect()
    };
    let section = section(&report, "priorities");
    assert_eq!(ids(&section["rows"]), ids(&told["findings"]));
    let basis = section["basis"].as_str().unwrap();
    for tier in told["tiers"].as_array().unwrap() {
        if tier["findings"] != 0 {
            let said = format!("{} {}", tier["tier"].as_str().unwrap(), tier["findings"]);
            assert!(basis.contains(&said), "{said}: {basis}");
        }
    }
}
