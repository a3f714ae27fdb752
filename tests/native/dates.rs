//! The named periods of discovery on days on which calendars are easily reckoned wrong.

use crate::harness::Native;
use crate::support::periods;
use dojo_sim::Profile;
use serde_json::json;

#[test]
fn periods_hold_on_every_kind_of_day() {
    for today in [
        "2026-11-22",
        "2026-01-01",
        "2026-12-31",
        "2028-02-29",
        "2028-03-01",
        "2027-02-28",
        "2026-10-31",
    ] {
        let native = Native::new(Profile::Oss3, 800, today);
        for period in periods() {
            let findings = native.portfolio().findings.iter();
            let expected = findings
                .filter(|row| period.holds(row, native.dojo.today()))
                .count();
            assert!(expected > 0 || period.value != json!(["0 - Any date"]));
            for statuses in [json!([]), json!(["Any", "Closed"])] {
                let asked = json!({"date": period.value, "status": statuses, "limit": 0});
                let answer = native.tool("get_findings", asked);
                assert_eq!(answer["count"], expected, "{today}: {answer}");
            }
        }
    }
}

#[test]
fn the_basis_names_the_days() {
    let native = Native::new(Profile::Oss3, 100, "2028-02-29");
    for (period, words) in [
        ("1 - Today", "on 2028-02-29 (Today, UTC)"),
        (
            "2 - Past 7 days",
            "from 2028-02-22 to 2028-02-29 (Past 7 days, UTC)",
        ),
        (
            "3 - Past 30 days",
            "from 2028-01-30 to 2028-02-29 (Past 30 days, UTC)",
        ),
        (
            "4 - Past 90 days",
            "from 2027-12-01 to 2028-02-29 (Past 90 days, UTC)",
        ),
        (
            "5 - Current month",
            "from 2028-02-01 to 2028-02-29 (Current month, UTC)",
        ),
        (
            "6 - Current year",
            "from 2028-01-01 to 2028-12-31 (Current year, UTC)",
        ),
        (
            "7 - Past year",
            "from 2027-03-01 to 2028-02-29 (Past year, UTC)",
        ),
    ] {
        let answer = native.tool("get_findings", json!({"date": [period], "limit": 0}));
        let expected = format!("Findings that this token can see with: discovered {words}.");
        assert_eq!(answer["basis"], expected);
    }
}
