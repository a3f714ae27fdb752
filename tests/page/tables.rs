//! That the tables say what the report says.

use crate::dom::{Element, elements, named, within};
use crate::fixture::{SIZES, Texts, report};
use defectdojo_mcp::report::{Kind, page};

/// The texts of the cells of the first rows of a section.
fn rows<const N: usize>(kind: Kind, section: &str) -> [Vec<String>; N] {
    let html = page(&report(kind, SIZES[2], Texts::USUAL)).unwrap();
    let elements = elements(&html);
    let section = within(&elements, |one| one.attribute("id") == Some(section));
    let is_cell = |one: &&Element| ["th", "td"].contains(&one.name());
    let rows = section
        .iter()
        .enumerate()
        .filter(|(_, one)| one.name() == "tr")
        .map(|(at, row)| {
            let cells = section[at + 1..=at + row.length].iter().filter(is_cell);
            cells.map(|cell| cell.text.clone()).collect()
        });
    let rows: Vec<_> = rows.take(N).collect();
    rows.try_into().unwrap()
}

#[test]
fn groups_have_their_severities() {
    assert_eq!(
        rows(Kind::SecurityLandscape, "products"),
        [
            vec![
                "Product", "Total", "Critical", "High", "Medium", "Low", "Info"
            ],
            vec!["Payments API", "269", "53", "120", "0", "96", "0"],
            vec!["Customer portal", "246", "24", "60", "80", "48", "34"],
        ]
    );
}

#[test]
fn groups_without_severities_have_no_column_for_them() {
    let [head, first] = rows(Kind::SastReview, "criticals");
    assert_eq!(head, ["Group", "Total"]);
    assert_eq!(first[1], "269");
}

#[test]
fn intervals_have_what_happened_in_them() {
    assert_eq!(
        rows(Kind::SecurityLandscape, "trend"),
        [
            vec!["Interval", "Opened", "Closed", "Open at its end"],
            vec!["24 to 30 Aug 2026", "24", "34", "4,320"],
            vec!["31 Aug to 6 Sep 2026", "40", "30", "4,340"],
        ]
    );
}

#[test]
fn fixes_have_their_days_where_there_are_any() {
    let [head, all, _, _, idle] = rows(Kind::SecurityLandscape, "remediation");
    assert_eq!(
        head,
        [
            "Group",
            "Fixed",
            "Mean days",
            "Median days",
            "9 of 10 within",
            "In SLA",
            "Open now",
            "Overdue now"
        ]
    );
    assert_eq!(
        all,
        [
            "All", "480", "21.5", "14.0", "60.0", "93.0%", "1,440", "240"
        ]
    );
    assert_eq!(idle, ["Medium", "0", "–", "–", "–", "–", "0", "0"]);
}

#[test]
fn tools_have_their_rates() {
    let [head, all, _, _, idle] = rows(Kind::SastReview, "tools_noise");
    assert_eq!(
        head,
        [
            "Test type",
            "Discovered",
            "False positives",
            "Rate",
            "Duplicates",
            "Rate"
        ]
    );
    assert_eq!(all, ["All", "960", "160", "16.7%", "96", "10.0%"]);
    assert_eq!(idle, ["Checkmarx One", "0", "0", "–", "0", "–"]);
}

#[test]
fn urgent_findings_have_their_reasons() {
    let [head, first] = rows(Kind::SecurityLandscape, "priorities");
    assert_eq!(
        head,
        ["Finding", "Severity", "Product", "Age in days", "Why"]
    );
    assert_eq!(
        first,
        [
            "SQL injection in the search for orders (CVE-2026-12345) #1000",
            "Critical",
            "Payments API",
            "700",
            "known to be exploited; EPSS 0.94; overdue by 12 days"
        ]
    );
}

#[test]
fn bars_are_as_long_as_their_numbers() {
    let html = page(&report(Kind::SecurityLandscape, SIZES[2], Texts::USUAL)).unwrap();
    let elements = elements(&html);
    let section = within(&elements, |one| one.attribute("id") == Some("products"));
    let svg = section.iter().position(|one| one.name() == "svg").unwrap();
    let lines = named(&section[svg + 1..=svg + section[svg].length], "line");
    let ends: Vec<_> = lines
        .iter()
        .map(|line| ["class", "x1", "x2"].map(|name| line.attribute(name).unwrap()))
        .collect();
    // 53, 120 and 96 of 269.
    assert_eq!(
        ends,
        [
            ["c", "0%", "19%"],
            ["h", "19.2%", "62.6%"],
            ["l", "62.8%", "97.4%"]
        ]
    );
}
