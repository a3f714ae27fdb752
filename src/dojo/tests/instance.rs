//! An instance in memory that can only AND, as the API.

use std::cmp::Ordering;

use serde_json::json;
use url::form_urlencoded;

use super::{Outcome, json as answer_json};
use crate::dojo::{Conjunction, Day, Flag, Severity};

/// A finding of the instance.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: u64,
    pub(super) flags: u32,
    pub(super) severity: Severity,
    pub(super) date: Day,
    pub(super) due: Option<Day>,
    pub(super) product: u32,
    pub(super) title: u32,
    pub(super) cwe: Option<u32>,
    pub(super) component: Option<&'static str>,
}

/// The day of the instance.
pub(super) const TODAY: &str = "2026-01-20";

/// CWEs of findings, by their ids: both kinds of none among them.
const CWES: [Option<u32>; 7] = [
    Some(79),
    Some(89),
    Some(79),
    None,
    Some(0),
    Some(352),
    Some(79),
];

/// Components of findings, by their ids: one has another's name in its own.
const COMPONENTS: [Option<&str>; 11] = [
    Some("zlib"),
    None,
    Some("log4j"),
    Some("log4j-core"),
    Some("zlib"),
    Some(""),
    Some("curl"),
    Some("zlib"),
    None,
    Some("log4j"),
    Some("xz"),
];

impl Row {
    pub(super) fn matches(&self, conjunction: Conjunction) -> bool {
        conjunction
            .literals()
            .all(|(flag, value)| self.has(flag) == value)
    }

    pub(super) fn is_overdue(&self) -> bool {
        let today = TODAY.parse().unwrap();
        self.has(Flag::Active) && self.due.is_some_and(|due| due < today)
    }

    fn has(&self, flag: Flag) -> bool {
        self.flags & (1 << flag as u32) != 0
    }
}

/// A linear congruential generator (the constants of Knuth's MMIX), so that each run is the same.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap()
    }
}

pub(super) fn rows(count: u64) -> Vec<Row> {
    let mut random = Random(7);
    let first: Day = "2026-01-01".parse().unwrap();
    (1..=count)
        .map(|id| Row {
            id,
            flags: random.below(256),
            severity: Severity::ALL[random.below(5) as usize],
            // Few days with many findings, and gaps.
            date: first.plus(i32::try_from(random.below(12) * random.below(12)).unwrap()),
            due: (random.below(3) > 0)
                .then(|| first.plus(i32::try_from(random.below(40)).unwrap())),
            product: random.below(4),
            title: random.below(30),
            cwe: of(&CWES, id),
            component: of(&COMPONENTS, id),
        })
        .collect()
}

/// The one at the place that an id leads to.
fn of<T: Copy>(all: &[T], id: u64) -> T {
    all[usize::try_from(id).unwrap() % all.len()]
}

/// The order that the parameter `o` asks for; nulls last as `PostgreSQL` has them when ascending.
pub(super) fn compare(order: &str, one: &Row, two: &Row) -> Ordering {
    let by = match order.strip_suffix(",id").unwrap() {
        "numerical_severity" => one.severity.cmp(&two.severity),
        "-date" => two.date.cmp(&one.date),
        "date" => one.date.cmp(&two.date),
        "sla_expiration_date" => (one.due.is_none(), one.due).cmp(&(two.due.is_none(), two.due)),
        "test__engagement__product__name" => one.product.cmp(&two.product),
        "title" => one.title.cmp(&two.title),
        "cwe" => (one.cwe.is_none(), one.cwe).cmp(&(two.cwe.is_none(), two.cwe)),
        "component_name" => {
            let key = |row: &Row| (row.component.is_none(), row.component);
            key(one).cmp(&key(two))
        }
        other => panic!("{other}"),
    };
    by.then(one.id.cmp(&two.id))
}

/// Answers a list of findings. A parameter that it doesn't know is a mistake of ours.
pub(super) fn serve(rows: &[Row], target: &str) -> Outcome {
    let query = target.strip_prefix("/api/v2/findings/?").unwrap();
    let mut found: Vec<&Row> = rows.iter().collect();
    let (mut limit, mut offset, mut order) = (25, 0, None);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let flag = Flag::ALL.into_iter().find(|flag| flag.as_str() == name);
        match &*name {
            "severity" => {
                found.retain(|row| value.split(',').any(|word| word == row.severity.as_str()));
            }
            "cwe" => {
                let is_asked = |cwe: u32| value.split(',').any(|word| word == cwe.to_string());
                found.retain(|row| row.cwe.is_some_and(is_asked));
            }
            "component_name" => {
                found.retain(|row| row.component.is_some_and(|name| name.contains(&*value)));
            }
            "test__engagement__product" => {
                let product =
                    |row: &Row| value.split(',').any(|word| word == row.product.to_string());
                found.retain(|row| product(row));
            }
            "outside_of_sla" => found.retain(|row| row.is_overdue()),
            "discovered_after" => found.retain(|row| row.date > value.parse().unwrap()),
            "discovered_before" => found.retain(|row| row.date < value.parse().unwrap()),
            "o" => order = Some(value.into_owned()),
            "related_fields" => assert_eq!(value, "true"),
            "limit" => limit = value.parse().unwrap(),
            "offset" => offset = value.parse().unwrap(),
            _ => found.retain(|row| row.has(flag.unwrap()) == value.parse::<bool>().unwrap()),
        }
    }
    let count = found.len();
    assert!((1..=100).contains(&limit), "{target}");
    assert!(order.is_some() || offset == 2_000_000_000, "{target}");
    if let Some(order) = order {
        found.sort_by(|one, two| compare(&order, one, two));
    }
    let results: Vec<_> = found
        .into_iter()
        .skip(offset)
        .take(limit)
        .map(|row| {
            json!({"id": row.id, "title": row.title.to_string(), "date": row.date.to_string(),
                "severity": row.severity.as_str(), "sla_expiration_date": row.due.map(|day| day.to_string()),
                "service": row.product.to_string(), "cwe": row.cwe, "component_name": row.component})
        })
        .collect();
    answer_json(
        200,
        &json!({"count": count, "results": results}).to_string(),
    )
}
