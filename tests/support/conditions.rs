//! The filters of `get_findings`, each with values and with what they mean for one finding.

use dojo_sim::{Finding, NaiveDate, Portfolio};
use serde_json::{Map, Value, json};

/// Whether a finding is let through on a day.
type Predicate = dyn Fn(&Finding, NaiveDate) -> bool;

/// A filter with a value, and whether it lets a finding through.
pub(crate) struct Condition {
    pub(crate) name: &'static str,
    pub(crate) value: Value,
    holds: Box<Predicate>,
}

impl Condition {
    /// Whether it lets `finding` through when it is asked on the day `today`.
    pub(crate) fn holds(&self, finding: &Finding, today: NaiveDate) -> bool {
        (self.holds)(finding, today)
    }
}

fn condition(
    name: &'static str,
    value: Value,
    holds: impl Fn(&Finding) -> bool + 'static,
) -> Condition {
    let holds = Box::new(move |row: &Finding, _| holds(row));
    Condition { name, value, holds }
}

/// A condition on the day of discovery that depends on the day on which it is asked.
fn period(
    label: &'static str,
    holds: impl Fn(NaiveDate, NaiveDate) -> bool + 'static,
) -> Condition {
    Condition {
        name: "date",
        value: json!([label]),
        holds: Box::new(move |row, today| holds(row.date, today)),
    }
}

/// Conditions of every filter but the statuses, with values that some findings have. `today` is the
/// instance's day, which decides what is overdue.
pub(crate) fn conditions(portfolio: &Portfolio, today: NaiveDate) -> Vec<Condition> {
    let mut all = choices();
    all.extend(periods());
    all.extend(places(portfolio));
    all.extend(texts(portfolio));
    all.extend(facts(today));
    all.extend(days(portfolio, today));
    all
}

fn choices() -> Vec<Condition> {
    let severity = |names: &'static [&'static str]| {
        condition("severity", json!(names), move |row| {
            names.contains(&row.severity.name())
        })
    };
    vec![
        severity(&["Critical"]),
        severity(&["High"]),
        severity(&["Medium"]),
        severity(&["Low"]),
        severity(&["Info"]),
        severity(&["Critical", "High"]),
        severity(&["Info", "Low", "Medium"]),
        severity(&["Critical", "High", "Medium", "Low", "Info"]),
    ]
}

/// The documented labels: "past N days" goes back to N days before today, today included; a month and a
/// year are those of the calendar (`DateRangeFilter` in `DefectDojo`'s `dojo/filters.py`).
pub(crate) fn periods() -> Vec<Condition> {
    let past = |label, days| {
        period(label, move |date, today| {
            (0..=days).contains(&(today - date).num_days())
        })
    };
    let same = |label, format: &'static str| {
        period(label, move |date, today| {
            date.format(format).to_string() == today.format(format).to_string()
        })
    };
    vec![
        period("0 - Any date", |_, _| true),
        past("1 - Today", 0),
        past("2 - Past 7 days", 7),
        past("3 - Past 30 days", 30),
        past("4 - Past 90 days", 90),
        same("5 - Current month", "%Y-%m"),
        same("6 - Current year", "%Y"),
        past("7 - Past year", 365),
    ]
}

/// Where a finding is: product, product type, engagement, test and type of test.
fn places(portfolio: &Portfolio) -> Vec<Condition> {
    let product_name = |part: &str| {
        let wanted = part.to_lowercase();
        let products = portfolio.products.iter();
        let found: Vec<u64> = products
            .filter(|product| product.name.to_lowercase().contains(&wanted))
            .map(|product| product.id)
            .collect();
        condition("product_name", json!(part), move |row| {
            found.contains(&row.product_id)
        })
    };
    let test_type = |name: &str, whole: bool| {
        let wanted = name.to_lowercase();
        let types = portfolio.test_types.iter();
        let found: Vec<u64> = types
            .filter(|one| {
                let one = one.name.to_lowercase();
                if whole {
                    one == wanted
                } else {
                    one.contains(&wanted)
                }
            })
            .map(|one| one.id)
            .collect();
        assert!(!found.is_empty(), "no test type {name}");
        condition("test_type", json!(name), move |row| {
            found.contains(&row.test_type_id)
        })
    };
    let one = &portfolio.findings[portfolio.findings.len() / 2];
    let (test_id, engagement_id) = (one.test_id, one.engagement_id);
    let late = portfolio
        .findings
        .iter()
        .map(|row| row.test_type_id)
        .max()
        .unwrap();
    // More than a page of types comes before it.
    assert!(
        late > 100,
        "no type of test beyond the first hundred is in use"
    );
    let name_of = |id| &portfolio.test_type(id).unwrap().name;
    vec![
        condition("product_id", json!([1]), |row| row.product_id == 1),
        condition("product_id", json!([2, 3, 5, 7]), |row| {
            [2, 3, 5, 7].contains(&row.product_id)
        }),
        condition("product_id", json!([99_999]), |_| false),
        product_name("PAY"),
        product_name("überweisungsdienst köln — 決済"),
        product_name("<B>appliance</b> & c"),
        condition("product_type_id", json!([3]), |row| {
            row.product_type_id == 3
        }),
        condition("product_type_id", json!([1, 2]), |row| {
            [1, 2].contains(&row.product_type_id)
        }),
        condition("engagement_id", json!([engagement_id]), move |row| {
            row.engagement_id == engagement_id
        }),
        condition("engagement_id", json!([1, 2, 3, 4, 5, 6, 7, 8]), |row| {
            (1..=8).contains(&row.engagement_id)
        }),
        condition("test_id", json!(test_id), move |row| row.test_id == test_id),
        test_type(name_of(one.test_type_id), true),
        test_type(name_of(late), true),
        test_type(&name_of(late).to_uppercase(), true),
        test_type("scan", false),
    ]
}

/// What is written in a finding.
fn texts(portfolio: &Portfolio) -> Vec<Condition> {
    type Text = fn(&Finding) -> Option<&str>;
    let contains = |name, part: &str, text: Text| {
        // Blanks around a text are no part of it: Django's form fields strip them, too.
        let wanted = part.trim().to_lowercase();
        condition(name, json!(part), move |row| {
            text(row).is_some_and(|text| text.to_lowercase().contains(&wanted))
        })
    };
    let find = |holds: &dyn Fn(&Finding) -> bool| {
        portfolio.findings.iter().find(|row| holds(row)).unwrap()
    };
    let vulnerable = find(&|row| row.vulnerability_ids.len() == 1);
    let id = vulnerable.vulnerability_ids[0].clone();
    let other = find(&|row| row.vulnerability_ids.iter().any(|other| *other != id));
    let two = [id.clone(), other.vulnerability_ids[0].clone()];
    let component = vulnerable.component_name.clone().unwrap();
    let title: Text = |row| Some(&row.title);
    let title_word = &find(&|row| row.title.contains('/')).title;
    let slash = title_word.find('/').unwrap();
    vec![
        contains("title", &vulnerable.title.to_uppercase(), title),
        contains("title", " in ", title),
        contains("title", &title_word[slash..], title),
        contains("title", "100% sure & +1 = #2?", title),
        contains("component_name", &component[1..].to_uppercase(), |row| {
            row.component_name.as_deref()
        }),
        contains("file_path", "SRC/", |row| row.file_path.as_deref()),
        condition("vulnerability_id", json!([id]), {
            let id = id.clone();
            move |row| row.vulnerability_ids.contains(&id)
        }),
        condition("vulnerability_id", json!(two), move |row| {
            row.vulnerability_ids.iter().any(|id| two.contains(id))
        }),
        condition("vulnerability_id", json!([id.to_lowercase()]), move |row| {
            row.vulnerability_ids.contains(&id)
        }),
        condition("tags", json!(["pci"]), |row| {
            row.tags.iter().any(|tag| tag == "pci")
        }),
        // One tag that nothing has, of two words that some have.
        condition("tags", json!(["pci backlog"]), |_| false),
        condition("tags", json!(["false-alarm?"]), |row| {
            row.tags.iter().any(|tag| tag == "false-alarm?")
        }),
        condition("tags", json!(["pci", "backlog", "sprint-42"]), |row| {
            row.tags
                .iter()
                .any(|tag| ["pci", "backlog", "sprint-42"].contains(&tag.as_str()))
        }),
    ]
}

/// What is known of a finding.
fn facts(today: NaiveDate) -> Vec<Condition> {
    let epss = |least: f64| {
        condition("epss_min", json!(least), move |row| {
            row.epss_score.is_some_and(|score| score >= least)
        })
    };
    vec![
        condition("cwe", json!([79]), |row| row.cwe == 79),
        condition("cwe", json!([79, 89, 22, 798]), |row| {
            [79, 89, 22, 798].contains(&row.cwe)
        }),
        epss(0.5),
        epss(0.005),
        epss(1.0),
        // No least score: findings without a score count, too.
        condition("epss_min", json!(0), |_| true),
        condition("known_exploited", json!(true), |row| row.known_exploited),
        condition("known_exploited", json!(false), |row| !row.known_exploited),
        condition("has_jira", json!(true), |row| row.jira.is_some()),
        condition("has_jira", json!(false), |row| row.jira.is_none()),
        condition("fix_available", json!(true), |row| {
            row.fix_available == Some(true)
        }),
        condition("fix_available", json!(false), |row| {
            row.fix_available == Some(false)
        }),
        // `FindingSLAFilter` in `dojo/filters.py`.
        condition("overdue", json!(true), move |row| {
            let settled = row.false_p
                || row.duplicate
                || row.out_of_scope
                || row.risk_accepted
                || row.is_mitigated;
            let due = row.sla_expiration_date;
            row.active && !settled && due.is_some_and(|due| due < today)
        }),
    ]
}

/// Days of discovery and of closing, the named days themselves excluded.
fn days(portfolio: &Portfolio, today: NaiveDate) -> Vec<Condition> {
    type Day = fn(&Finding) -> Option<NaiveDate>;
    let discovered: Day = |row| Some(row.date);
    let closed: Day = |row| row.mitigated.map(|moment| moment.date_naive());
    let after = |name, bound: NaiveDate, day: Day| {
        condition(name, json!(bound.to_string()), move |row| {
            day(row).is_some_and(|day| day > bound)
        })
    };
    let before = |name, bound: NaiveDate, day: Day| {
        condition(name, json!(bound.to_string()), move |row| {
            day(row).is_some_and(|day| day < bound)
        })
    };
    // Days on which something happened, so that it shows whether they are excluded.
    let middle = |day: Day| {
        let mut days: Vec<_> = portfolio.findings.iter().filter_map(day).collect();
        days.sort_unstable();
        (days[days.len() / 3], days[days.len() * 2 / 3])
    };
    let (discovery, later_discovery) = middle(discovered);
    let (closing, later_closing) = middle(closed);
    vec![
        after("discovered_after", discovery, discovered),
        after("discovered_after", today, discovered),
        before("discovered_before", later_discovery, discovered),
        before("discovered_before", discovery, discovered),
        after("closed_after", closing, closed),
        before("closed_before", later_closing, closed),
        before("closed_before", closing, closed),
    ]
}

/// At most `most` of `all`, of different filters.
pub(crate) fn sample<'a>(
    random: &mut fastrand::Rng,
    all: &'a [Condition],
    most: usize,
) -> Vec<&'a Condition> {
    let mut chosen: Vec<&Condition> = Vec::new();
    for _ in 0..most {
        let next = &all[random.usize(..all.len())];
        if chosen.iter().all(|one| one.name != next.name) {
            chosen.push(next);
        }
    }
    chosen
}

/// The arguments that ask for all of `conditions`.
pub(crate) fn arguments(conditions: &[&Condition]) -> Map<String, Value> {
    let pairs = conditions.iter();
    pairs
        .map(|one| (one.name.to_owned(), one.value.clone()))
        .collect()
}
