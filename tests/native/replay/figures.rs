//! Every number of every tool that counts, on the rows that were recorded.

use super::verdict::{closed, groups, has_status, is, is_overdue, today};
use super::{Recorded, day, durations};
use crate::support::no_nulls;
use dojo_sim::NaiveDate;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What is asked of each tool: filters, and whether they let a row through.
type Filter = (Value, fn(&Value) -> bool);

fn filters() -> [Filter; 8] {
    let late_june: fn(&Value) -> bool =
        |row| closed(row).is_some_and(|day| day > "2026-06-30".parse().unwrap());
    [
        (json!({}), |_| true),
        (json!({"status": ["Any"]}), |_| true),
        (json!({"status": ["Closed"]}), |row| {
            has_status(row, "Closed")
        }),
        (
            json!({"status": ["Verified", "Inactive", "Risk Accepted"]}),
            |row| {
                let statuses = ["Verified", "Inactive", "Risk Accepted"];
                statuses.iter().any(|status| has_status(row, status))
            },
        ),
        (
            json!({"status": ["Any"], "severity": ["Critical", "High"]}),
            |row| row["severity"] == "Critical" || row["severity"] == "High",
        ),
        (
            json!({"status": ["Any"], "date": ["4 - Past 90 days"]}),
            |row| (today() - day(row, "date").unwrap()).num_days() <= 90,
        ),
        (json!({"closed_after": "2026-06-30"}), late_june),
        (json!({"status": ["Any"], "overdue": true}), is_overdue),
    ]
}

/// By severity, worst first.
type Counts = [u64; 5];

const SEVERITIES: [&str; 5] = ["Critical", "High", "Medium", "Low", "Info"];

fn count<'a>(rows: impl Iterator<Item = &'a Value>) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        let mut names = SEVERITIES.iter();
        counts[names.position(|name| row["severity"] == *name).unwrap()] += 1;
    }
    counts
}

fn total(counts: Counts) -> u64 {
    counts.iter().sum()
}

/// What an object says, with `total` held to its severities.
fn told(said: &Value) -> Counts {
    let counts = SEVERITIES.map(|name| said[name.to_lowercase()].as_u64().unwrap());
    assert_eq!(said["total"], total(counts), "{said}");
    counts
}

/// Holds an object to these rows, with or without their severities.
fn hold<'a>(said: &Value, rows: impl Iterator<Item = &'a Value>) {
    let counts = count(rows);
    if said.get("critical").is_some() {
        assert_eq!(told(said), counts);
    } else {
        assert_eq!(said["total"], total(counts));
    }
}

/// Asks `tool` for each of the filters and hands out what it says of which rows.
fn each(tool: &str, more: &Value, hold: impl Fn(&Recorded, &Value, &[&Value])) {
    for recorded in Recorded::all() {
        for (mut asked, lets) in filters() {
            let arguments: &mut Map<String, Value> = asked.as_object_mut().unwrap();
            arguments.extend(more.as_object().unwrap().clone());
            // Active findings are meant where nothing is said of their status, but by some.
            let is_open =
                !arguments.contains_key("status") && !arguments.contains_key("closed_after");
            let means_active = match tool {
                "summarize_findings" => more["group_by"] != "status",
                "prioritize_findings" => true,
                _ => false,
            };
            let rows = recorded.rows.iter().filter(|row| lets(row));
            let rows = rows.filter(|row| !(is_open && means_active) || is(row, "Active"));
            let rows: Vec<&Value> = rows.collect();
            assert!(!rows.is_empty(), "{asked}");
            let said = recorded.native.tool(tool, asked);
            no_nulls(&said, tool);
            assert_eq!(said["exact"], true, "{said}");
            hold(&recorded, &said, &rows);
        }
    }
}

/// What a group is called in [`groups`].
fn key(by: &str, row: &Value) -> String {
    let label = row["label"].as_str().unwrap();
    match by {
        "product" | "product_type" | "engagement" | "test_type" => row["id"].to_string(),
        "cwe" if label != "no CWE" => label.split(' ').next().unwrap().to_owned(),
        "owasp_top10" => label.split(' ').next().unwrap().to_owned(),
        _ => label.to_owned(),
    }
}

#[test]
fn summaries_count_the_recorded_rows() {
    for by in crate::truth::GROUPS {
        // There are as many engagements as tests: too many to tell them all.
        let top = if by == "engagement" { 10 } else { 50 };
        let asked = json!({"group_by": by, "top": top});
        each("summarize_findings", &asked, |recorded, said, rows| {
            let whole = count(rows.iter().copied());
            assert_eq!(said["count"], total(whole), "{said}");
            let mut expected: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
            for row in rows {
                for group in groups(by, row, recorded.native.portfolio()) {
                    expected.entry(group).or_default().push(row);
                }
            }
            let mut rest = whole;
            for group in said["groups"].as_array().unwrap() {
                let rows = expected.remove(&key(by, group)).unwrap_or_default();
                let counts = count(rows.into_iter());
                assert_eq!(told(group), counts, "{by}: {group}");
                if by != "status" {
                    rest = std::array::from_fn(|place| rest[place] - counts[place]);
                }
            }
            let others = said.get("others").map_or(Counts::default(), told);
            if by == "status" {
                assert!(expected.is_empty(), "{expected:?}");
            } else {
                assert_eq!(others, rest, "{by}: {said}");
            }
            assert!(
                expected.is_empty() || by == "engagement",
                "{by}: {expected:?}"
            );
        });
    }
}

#[test]
fn trends_count_the_recorded_rows() {
    for (interval, days) in [("day", 30), ("week", 90), ("month", 730)] {
        let asked = json!({"interval": interval, "days": days});
        each("get_finding_trends", &asked, |_, said, rows| {
            for interval in said["intervals"].as_array().unwrap() {
                let end =
                    |name: &str| -> NaiveDate { interval[name].as_str().unwrap().parse().unwrap() };
                let (from, to) = (end("from"), end("to"));
                let within = |day: NaiveDate| (from..=to).contains(&day);
                let opened = rows.iter().filter(|row| within(day(row, "date").unwrap()));
                hold(&interval["opened"], opened.copied());
                let ended = rows.iter().filter(|row| closed(row).is_some_and(within));
                hold(&interval["closed"], ended.copied());
                let open = rows.iter().filter(|row| {
                    let is_later = closed(row).is_some_and(|day| day > to);
                    day(row, "date").unwrap() <= to && (is(row, "Active") || is_later)
                });
                assert_eq!(interval["open"], open.count(), "{interval}");
            }
        });
    }
}

#[test]
fn remediation_is_measured_on_the_recorded_rows() {
    for by in ["severity", "product", "test_type", "cwe"] {
        for days in [90, 730] {
            let asked = json!({"group_by": by, "days": days, "top": 50});
            each("get_remediation_metrics", &asked, |recorded, said, rows| {
                let from: NaiveDate = said["from"].as_str().unwrap().parse().unwrap();
                assert_eq!((today() - from).num_days(), days - 1);
                durations::hold(&said["all"], rows, from);
                for group in said["groups"].as_array().unwrap() {
                    let key = key(by, group);
                    let within = |row: &&&Value| {
                        groups(by, row, recorded.native.portfolio()) == [key.as_str()]
                    };
                    let rows: Vec<&Value> = rows.iter().filter(within).copied().collect();
                    durations::hold(group, &rows, from);
                }
            });
        }
    }
}

/// Whether a row meets a tier.
fn meets(tier: &str, row: &Value, recorded: &Recorded) -> bool {
    let data = recorded.native.portfolio();
    let finding = data.finding(row["id"].as_u64().unwrap()).unwrap();
    let is_exposed = data
        .product(finding.product_id)
        .unwrap()
        .internet_accessible;
    let severity = row["severity"].as_str().unwrap();
    let (name, more) = tier.split_once('_').unwrap_or((tier, ""));
    let is_named = severity.to_lowercase() == name;
    match (name, more) {
        ("exploited", "") => row["known_exploited"] == true || row["ransomware_used"] == true,
        ("likely", "exploited") => {
            let is_severe = severity == "Critical" || severity == "High";
            is_severe && row["epss_score"].as_f64().is_some_and(|score| score >= 0.5)
        }
        ("low", "overdue") => (is_named || severity == "Info") && is_overdue(row),
        (_, "overdue") => is_named && is_overdue(row),
        (_, "exposed") => is_named && is_exposed,
        ("rest", "") => true,
        _ => is_named,
    }
}

#[test]
fn priorities_rank_the_recorded_rows() {
    for strategy in ["exploitability", "sla", "severity"] {
        let asked = json!({"strategy": strategy, "top": 50});
        each("prioritize_findings", &asked, |recorded, said, rows| {
            let tiers = said["tiers"].as_array().unwrap().iter();
            let tiers: Vec<&str> = tiers.map(|tier| tier["tier"].as_str().unwrap()).collect();
            for tier in said["tiers"].as_array().unwrap() {
                let name = tier["tier"].as_str().unwrap();
                let meeting = rows.iter().filter(|row| meets(name, row, recorded));
                assert_eq!(tier["findings"], meeting.count(), "{tier}");
            }
            let first = |row: &Value| tiers.iter().position(|tier| meets(tier, row, recorded));
            let mut expected: Vec<usize> = rows.iter().map(|row| first(row).unwrap()).collect();
            expected.sort_unstable();
            expected.truncate(50);
            let ranked = said["findings"].as_array().unwrap().iter();
            let places = ranked.map(|one| {
                let row = rows.iter().find(|row| row["id"] == one["id"]).unwrap();
                let place = first(row).unwrap();
                assert_eq!(one["tier"], tiers[place], "{one}");
                place
            });
            assert_eq!(places.collect::<Vec<_>>(), expected);
        });
    }
}
