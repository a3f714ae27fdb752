//! `get_finding_trends` against the data.

use super::severities::{Counts, count, told, total};
use crate::harness::Native;
use crate::support::{Condition, arguments, conditions, no_nulls, sample};
use dojo_sim::{Account, Finding, NaiveDate, Profile};
use serde_json::{Value, json};

/// Whether a finding was open at the end of a day.
fn is_open(row: &Finding, day: NaiveDate) -> bool {
    let is_later = row
        .mitigated
        .is_some_and(|moment| moment.date_naive() > day);
    row.date <= day && (row.active || is_later)
}

/// Holds the intervals to the findings that they are about.
pub(super) fn hold(trends: &Value, rows: &[&Finding]) {
    no_nulls(trends, "trends");
    let within = |day: NaiveDate, interval: &Value| {
        let end = |name: &str| {
            interval[name]
                .as_str()
                .unwrap()
                .parse::<NaiveDate>()
                .unwrap()
        };
        (end("from")..=end("to")).contains(&day)
    };
    for interval in trends["intervals"].as_array().unwrap() {
        let mut opened = Counts::default();
        let mut closed = Counts::default();
        for row in rows {
            if within(row.date, interval) {
                count(&mut opened, row);
            }
            if row
                .mitigated
                .is_some_and(|moment| within(moment.date_naive(), interval))
            {
                count(&mut closed, row);
            }
        }
        for (name, counts) in [("opened", opened), ("closed", closed)] {
            let said = &interval[name];
            if said.get("critical").is_some() {
                assert_eq!(told(said), counts, "{name} of {interval}");
            } else {
                assert_eq!(said["total"], total(&counts), "{name} of {interval}");
            }
        }
        let to = interval["to"].as_str().unwrap().parse().unwrap();
        let open = rows.iter().filter(|row| is_open(row, to)).count();
        assert_eq!(interval["open"], open, "{interval}");
    }
}

#[test]
fn sampled_trends_are_exact() {
    for (profile, findings, turns, seed) in
        [(Profile::Oss2, 200, 30, 3), (Profile::Oss3, 5_000, 30, 9)]
    {
        let mut native = Native::new(profile, findings, "2026-11-22");
        let today = native.dojo.today();
        let all = conditions(native.portfolio(), today);
        let mut random = fastrand::Rng::with_seed(seed);
        for turn in 0..turns {
            native.caller = [Account::Admin, Account::LowPriv, Account::PtUser][turn % 3];
            let filters = random.usize(0..3);
            let others: Vec<&Condition> = sample(&mut random, &all, filters);
            let (interval, days) = [
                ("day", 20),
                ("week", 90),
                ("month", 730),
                ("day", 90),
                ("week", 300),
            ][turn % 5];
            let mut asked = arguments(&others);
            asked.insert("interval".to_owned(), json!(interval));
            asked.insert("days".to_owned(), json!(days));
            let trends = native.tool("get_finding_trends", asked.clone().into());
            assert_eq!(trends["exact"], true, "{asked:?}");
            let rows = super::asked(&native, profile, &[], &others);
            hold(&trends, &rows);
        }
    }
}

#[test]
fn intervals_tile_the_days_up_to_today() {
    let native = Native::new(Profile::Oss3, 50, "2026-11-22");
    for (interval, days, intervals, first) in [
        ("day", 7, 7, "2026-11-16"),
        ("week", 90, 13, "2026-08-24"),
        ("month", 90, 4, "2026-08-01"),
        ("month", 730, 25, "2024-11-01"),
    ] {
        let asked = json!({"interval": interval, "days": days});
        let trends = native.tool("get_finding_trends", asked);
        let rows = trends["intervals"].as_array().unwrap();
        let day =
            |row: &Value, name: &str| row[name].as_str().unwrap().parse::<NaiveDate>().unwrap();
        assert_eq!(
            (rows.len(), &rows[0]["from"]),
            (intervals, &json!(first)),
            "{interval}"
        );
        assert!(
            rows.is_sorted_by(|one, next| day(one, "to").succ_opt() == Some(day(next, "from")))
        );
        assert_eq!(rows.last().unwrap()["to"], "2026-11-22");
    }
}

/// The latest intervals are worth more than the first ones.
#[test]
fn what_takes_too_many_requests_is_left_out_and_said() {
    let native = Native::new(Profile::Oss3, 200, "2026-11-22");
    let trends = native.tool(
        "get_finding_trends",
        json!({"interval": "day", "days": 730}),
    );
    assert_eq!(trends["exact"], false);
    let rows = trends["intervals"].as_array().unwrap();
    assert_eq!(rows.last().unwrap()["to"], "2026-11-22");
    let note = trends["note"].as_str().unwrap();
    let left_out = format!("The first {} intervals are left out", 730 - rows.len());
    assert!(note.contains(&left_out), "{note}");
    assert!(trends["requests"].as_u64().unwrap() <= 400, "{trends}");
    hold(
        &trends,
        &native.portfolio().findings.iter().collect::<Vec<_>>(),
    );
}
