//! Every filter of findings against a count of the plain data.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

mod common;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use common::{count, dojo, ids, json, today};
use dojo_sim::{Account, Dojo, Finding, Profile, Severity};

type Case<'a> = (&'a str, Box<dyn Fn(&Finding) -> bool + 'a>);

fn case<'a>(query: &'a str, holds: impl Fn(&Finding) -> bool + 'a) -> Case<'a> {
    (query, Box::new(holds))
}

fn back(days: u64) -> NaiveDate {
    today().checked_sub_days(Days::new(days)).unwrap()
}

fn check(dojo: &Dojo, cases: &[Case<'_>]) {
    let findings = &dojo.portfolio().findings;
    for (query, holds) in cases {
        let expected = findings.iter().filter(|finding| holds(finding)).count();
        assert_eq!(count(dojo, "findings", query), expected, "{query}");
        assert!(expected > 0, "{query}: nothing to find");
        assert!(expected < findings.len(), "{query}: everything is found");
    }
}

/// A parameter and the flag it filters by.
type Flag = (&'static str, fn(&Finding) -> Option<bool>);

#[test]
fn flags_filter_both_ways() {
    let dojo = dojo(Profile::Oss3);
    let flags: [Flag; 16] = [
        ("active", |row| Some(row.active)),
        ("verified", |row| Some(row.verified)),
        ("false_p", |row| Some(row.false_p)),
        ("duplicate", |row| Some(row.duplicate)),
        ("out_of_scope", |row| Some(row.out_of_scope)),
        ("risk_accepted", |row| Some(row.risk_accepted)),
        ("under_review", |row| Some(row.under_review)),
        ("under_defect_review", |row| Some(row.under_defect_review)),
        ("is_mitigated", |row| Some(row.is_mitigated)),
        ("known_exploited", |row| Some(row.known_exploited)),
        ("ransomware_used", |row| Some(row.ransomware_used)),
        ("fix_available", |row| row.fix_available),
        ("has_jira", |row| Some(row.jira.is_some())),
        ("has_tags", |row| Some(!row.tags.is_empty())),
        ("static_finding", |row| Some(row.static_finding)),
        ("dynamic_finding", |row| Some(row.dynamic_finding)),
    ];
    for (name, of) in flags {
        for value in [true, false] {
            let query = format!("{name}={value}");
            let of = &of;
            check(&dojo, &[case(&query, move |row| of(row) == Some(value))]);
        }
        // Any case is read; anything else is dropped, which is what makes a client's mistake silent.
        let all = dojo.portfolio().findings.len();
        assert_eq!(
            count(&dojo, "findings", &format!("{name}=TRUE")),
            count(&dojo, "findings", &format!("{name}=true"))
        );
        assert_eq!(count(&dojo, "findings", &format!("{name}=1")), all);
    }
}

#[test]
fn every_status_of_the_interface_and_every_overlap_occurs() {
    type Status = (&'static str, fn(&Finding) -> bool);
    let statuses: [Status; 8] = [
        ("active=true", |row| row.active),
        ("active=true&verified=true", |row| {
            row.active && row.verified
        }),
        ("active=false&out_of_scope=true", |row| {
            !row.active && row.out_of_scope
        }),
        ("active=false&duplicate=false&false_p=true", |row| {
            !row.active && !row.duplicate && row.false_p
        }),
        (
            "active=false&duplicate=false&is_mitigated=false&false_p=false&out_of_scope=false",
            |row| {
                !row.active
                    && !row.duplicate
                    && !row.is_mitigated
                    && !row.false_p
                    && !row.out_of_scope
            },
        ),
        ("risk_accepted=true", |row| row.risk_accepted),
        ("is_mitigated=true", |row| row.is_mitigated),
        ("under_review=true", |row| row.under_review),
    ];
    for profile in [Profile::Oss3, Profile::Oss2] {
        let dojo = dojo(profile);
        check(&dojo, &statuses.map(|(query, holds)| case(query, holds)));
        let findings = &dojo.portfolio().findings;
        let both = |left: usize, right: usize| {
            findings
                .iter()
                .any(|row| statuses[left].1(row) && statuses[right].1(row))
        };
        // Pairs that are not contradictions by their definitions.
        let overlaps = [
            (0, 5),
            (0, 6),
            (0, 7),
            (1, 5),
            (1, 7),
            (2, 3),
            (2, 5),
            (2, 6),
            (3, 5),
            (3, 6),
            (3, 7),
            (4, 5),
            (4, 7),
        ];
        for (left, right) in overlaps.into_iter().chain([(5, 6), (5, 7), (6, 7)]) {
            assert!(
                both(left, right),
                "{} and {}",
                statuses[left].0,
                statuses[right].0
            );
        }
        assert!(findings.iter().all(|row| !(row.duplicate && row.active)));
    }
}

#[test]
fn dates_filter_by_range_and_by_day() {
    let dojo = dojo(Profile::Oss3);
    let week = back(7).to_string();
    let query = |name: &str| format!("{name}={week}");
    let (on, after, before) = (
        query("discovered_on"),
        query("discovered_after"),
        query("discovered_before"),
    );
    let between = format!("discovered_after={}&discovered_before={week}", back(30));
    check(
        &dojo,
        &[
            case("date=1", |row| row.date == today()),
            case("date=2", |row| row.date >= back(7)),
            case("date=3", |row| row.date >= back(30)),
            case("date=4", |row| row.date >= back(90)),
            case("date=5", |row| {
                (row.date.year(), row.date.month()) == (2026, 11)
            }),
            case("date=6", |row| row.date.year() == 2026),
            case("date=7", |row| row.date >= back(365)),
            case("created=3", |row| row.created.date_naive() >= back(30)),
            case("last_reviewed=4", |row| {
                row.last_reviewed
                    .is_some_and(|moment| moment.date_naive() >= back(90))
            }),
            case("jira_creation=7", |row| {
                row.jira
                    .as_ref()
                    .is_some_and(|jira| jira.creation.date_naive() >= back(365))
            }),
            case(&on, |row| row.date == back(7)),
            case(&after, |row| row.date > back(7)),
            case(&before, |row| row.date < back(7)),
            case(&between, |row| row.date > back(30) && row.date < back(7)),
        ],
    );
}

#[test]
fn closing_dates_filter_by_range_day_and_moment() {
    let dojo = dojo(Profile::Oss3);
    let closed =
        |row: &Finding, holds: &dyn Fn(DateTime<Utc>) -> bool| row.mitigated.is_some_and(holds);
    let day = |row: &Finding, holds: &dyn Fn(NaiveDate) -> bool| {
        row.mitigated.is_some_and(|m| holds(m.date_naive()))
    };
    // A day on which something was closed, and once in its last second.
    let busy = dojo
        .portfolio()
        .findings
        .iter()
        .filter_map(|row| row.mitigated)
        .find(|moment| moment.time() == chrono::NaiveTime::from_hms_opt(23, 59, 59).unwrap())
        .unwrap();
    let date = busy.date_naive();
    let moment = format!("{date}T12:00:00Z")
        .parse::<DateTime<Utc>>()
        .unwrap();
    let queries: Vec<String> = ["on", "after", "before"]
        .map(|name| format!("mitigated_{name}={date}"))
        .into();
    let moments: Vec<String> = ["after", "before"]
        .map(|name| format!("mitigated_{name}={date}T12:00:00Z"))
        .into();
    check(
        &dojo,
        &[
            case("mitigated=1", |row| day(row, &|day| day == today())),
            case("mitigated=2", |row| day(row, &|day| day >= back(7))),
            case("mitigated=3", |row| day(row, &|day| day >= back(30))),
            case("mitigated=4", |row| day(row, &|day| day >= back(90))),
            case("mitigated=5", |row| {
                day(row, &|day| (day.year(), day.month()) == (2026, 11))
            }),
            case("mitigated=6", |row| day(row, &|day| day.year() == 2026)),
            case("mitigated=7", |row| day(row, &|day| day >= back(365))),
            case(&queries[0], |row| day(row, &|day| day == date)),
            // After the end of the day, not after its start.
            case(&queries[1], |row| day(row, &|day| day > date)),
            case(&queries[2], |row| day(row, &|day| day < date)),
            case(&moments[0], |row| closed(row, &|at| at > moment)),
            case(&moments[1], |row| closed(row, &|at| at < moment)),
        ],
    );
}

#[test]
fn sla_and_acceptance_have_their_own_definitions() {
    let dojo = dojo(Profile::Oss3);
    let portfolio = dojo.portfolio();
    let open = |row: &Finding| {
        row.active
            && !row.false_p
            && !row.duplicate
            && !row.out_of_scope
            && !row.risk_accepted
            && !row.is_mitigated
    };
    check(
        &dojo,
        &[
            case("outside_of_sla=1", |row| {
                open(row) && row.sla_expiration_date.is_some_and(|day| day < today())
            }),
            case("outside_of_sla=0", |row| {
                row.sla_expiration_date.is_none_or(|day| day > today())
            }),
            case("risk_acceptance=1", |row| row.risk_accepted),
            case("risk_acceptance=2", |row| !row.risk_accepted),
            case("risk_acceptance=3", |row| {
                let acceptance = row
                    .risk_acceptance_id
                    .and_then(|id| portfolio.risk_acceptance(id));
                acceptance.is_some_and(|acceptance| acceptance.expiration_date_handled.is_some())
            }),
        ],
    );
    assert!(
        portfolio
            .findings
            .iter()
            .any(|row| row.sla_expiration_date == Some(today()))
    );
}

#[test]
fn text_filters_contain_equal_or_list() {
    let dojo = dojo(Profile::Oss3);
    let portfolio = dojo.portfolio();
    let product = |row: &Finding| portfolio.product(row.product_id).unwrap().name.clone();
    let has = |text: Option<&String>, part: &str| text.is_some_and(|text| text.contains(part));
    let one = &portfolio.findings[0];
    let title = format!("exact_title={}", one.title.to_uppercase().replace(' ', "+"));
    check(
        &dojo,
        &[
            case("severity=Critical", |row| {
                row.severity == Severity::Critical
            }),
            case("severity=Critical,High", |row| {
                row.severity <= Severity::High
            }),
            case("severity=Critical,%20High", |row| {
                row.severity == Severity::Critical
            }),
            case("severity=Critical&severity=High", |row| {
                row.severity == Severity::High
            }),
            case("numerical_severity=S3,S4", |row| {
                row.severity >= Severity::Low
            }),
            case("title=INJECTION", |row| {
                row.title.to_lowercase().contains("injection")
            }),
            case(&title, |row| {
                row.title.to_uppercase() == one.title.to_uppercase()
            }),
            case("description=ignore+all", |row| {
                row.description.to_lowercase().contains("ignore all")
            }),
            case("component_name=SPRING", |row| {
                has(row.component_name.as_ref(), "spring")
            }),
            case("component_version=1.1.1", |row| {
                has(row.component_version.as_ref(), "1.1.1")
            }),
            case("file_path=.JAVA", |row| {
                has(row.file_path.as_ref(), ".java")
            }),
            case("service=auth", |row| row.service.as_deref() == Some("auth")),
            case("product_name=checkout+api", |row| {
                product(row) == "Checkout API"
            }),
            case("product_name_contains=MOBILE", |row| {
                product(row).contains("Mobile")
            }),
            case("product_lifecycle=production,retirement", |row| {
                let lifecycle = portfolio.product(row.product_id).unwrap().lifecycle.clone();
                matches!(lifecycle.as_deref(), Some("production" | "retirement"))
            }),
            case("vulnerability_id=CVE-2021-44228,CVE-2014-0160", |row| {
                row.vulnerability_ids
                    .iter()
                    .any(|id| id == "CVE-2021-44228" || id == "CVE-2014-0160")
            }),
        ],
    );
    for nothing in [
        "severity=critical",
        "severity=High%20",
        "service=Auth",
        "vulnerability_id=cve-2021-44228",
    ] {
        let expected = if nothing.ends_with("%20") {
            count(&dojo, "findings", "severity=High")
        } else {
            0
        };
        assert_eq!(count(&dojo, "findings", nothing), expected, "{nothing}");
    }
}

#[test]
fn numbers_filter_by_list_and_scores_by_percent() {
    let dojo = dojo(Profile::Oss3);
    let all = dojo.portfolio().findings.len();
    let score = |row: &Finding, holds: &dyn Fn(f64) -> bool| row.epss_score.is_some_and(holds);
    let percentile =
        |row: &Finding, holds: &dyn Fn(f64) -> bool| row.epss_percentile.is_some_and(holds);
    check(
        &dojo,
        &[
            case("cwe=79,89", |row| matches!(row.cwe, 79 | 89)),
            case("cwe=79&cwe=89", |row| row.cwe == 89),
            case("cwe=0", |row| row.cwe == 0),
            case("id=1,2,3", |row| row.id <= 3),
            case("test=1", |row| row.test_id == 1),
            case("test__engagement=1,2", |row| {
                matches!(row.engagement_id, 1 | 2)
            }),
            case("test__engagement__product=1,3", |row| {
                matches!(row.product_id, 1 | 3)
            }),
            case("test__engagement__product__prod_type=2", |row| {
                row.product_type_id == 2
            }),
            case("reporter=2,3", |row| matches!(row.reporter_id, 2 | 3)),
            case("mitigated_by=4", |row| row.mitigated_by_id == Some(4)),
            case("epss_score_min=50", |row| score(row, &|score| score >= 0.5)),
            case("epss_score_min=0.5", |row| {
                score(row, &|score| score >= 0.005)
            }),
            case("epss_score_max=10", |row| score(row, &|score| score <= 0.1)),
            case("epss_score_min=10&epss_score_max=90", |row| {
                score(row, &|score| (0.1..=0.9).contains(&score))
            }),
            case("epss_percentile_min=90", |row| {
                percentile(row, &|score| score >= 0.9)
            }),
            case("epss_percentile_max=40", |row| {
                percentile(row, &|score| score <= 0.4)
            }),
        ],
    );
    // Zero is no bound, not "has a score".
    assert_eq!(count(&dojo, "findings", "epss_score_min=0"), all);
    let tool = dojo.portfolio().findings[0].test_type_id;
    for name in ["found_by", "test__test_type"] {
        let query = format!("{name}={tool},99999");
        check(&dojo, &[case(&query, |row| row.test_type_id == tool)]);
    }
}

#[test]
fn tags_filter_by_part_by_any_by_all_and_by_none() {
    let dojo = dojo(Profile::Oss3);
    let portfolio = dojo.portfolio();
    let has = |row: &Finding, tag: &str| row.tags.iter().any(|own| own == tag);
    let engagement = |row: &Finding, tag: &str| {
        portfolio
            .engagement(row.engagement_id)
            .unwrap()
            .tags
            .iter()
            .any(|own| own == tag)
    };
    let product = |row: &Finding, tag: &str| {
        portfolio
            .product(row.product_id)
            .unwrap()
            .tags
            .iter()
            .any(|own| own == tag)
    };
    let test = |row: &Finding, tag: &str| {
        portfolio
            .test(row.test_id)
            .unwrap()
            .tags
            .iter()
            .any(|own| own == tag)
    };
    check(
        &dojo,
        &[
            case("tag=INTERNET", |row| has(row, "internet-facing")),
            case("not_tag=win", |row| !has(row, "quick-win")),
            case("tags=quick-win,pci", |row| {
                has(row, "quick-win") || has(row, "pci")
            }),
            case("tags=Quick-Win", |row| has(row, "quick-win")),
            case("tags__and=quick-win,pci", |row| {
                has(row, "quick-win") && has(row, "pci")
            }),
            case("not_tags=quick-win,pci", |row| {
                !has(row, "quick-win") && !has(row, "pci")
            }),
            case("test__tags=nightly", |row| test(row, "nightly")),
            case("not_test__tags=nightly", |row| !test(row, "nightly")),
            case("test__engagement__tags=q4-audit", |row| {
                engagement(row, "q4-audit")
            }),
            case("test__engagement__product__tags=gdpr", |row| {
                product(row, "gdpr")
            }),
        ],
    );
}

#[test]
fn filters_combine_by_and() {
    let dojo = dojo(Profile::Oss2);
    check(
        &dojo,
        &[case(
            "active=true&severity=Critical,High&date=3&test__engagement__product=1",
            |row| {
                row.active
                    && row.severity <= Severity::High
                    && row.date >= back(30)
                    && row.product_id == 1
            },
        )],
    );
}

#[test]
fn bad_values_are_refused_by_field() {
    let dojo = dojo(Profile::Oss2);
    let refused = [
        ("findings/?date=0", "date"),
        ("findings/?date=3%20-%20Past%2030%20days", "date"),
        (
            "findings/?discovered_after=2026-11-01T00:00:00Z",
            "discovered_after",
        ),
        ("findings/?mitigated_after=yesterday", "mitigated_after"),
        ("findings/?cwe=CWE-79", "cwe"),
        ("findings/?epss_score_min=half", "epss_score"),
        ("findings/?test=1,2", "test"),
        ("findings/?test=99999", "test"),
        ("findings/?outside_of_sla=true", "outside_of_sla"),
        ("findings/?o=age", "o"),
        ("findings/?o=-severity,nope", "o"),
        (
            "products/?business_criticality=high,low",
            "business_criticality",
        ),
        ("products/?lifecycle=Production", "lifecycle"),
        ("engagements/?status=in+progress", "status"),
        ("engagements/?o=id", "o"),
        ("tests/?engagement=99999", "engagement"),
        ("dojo_group_members/?group_id=99999", "group_id"),
    ];
    for (path, field) in refused {
        let (status, body) = json(&dojo, Account::Admin, path);
        assert_eq!(status, 400, "{path}");
        assert!(body[field][0].is_string(), "{path}: {body}");
        assert!(
            body["message"].is_string() && body["pro"].is_array(),
            "{path}: {body}"
        );
    }
}

#[test]
fn rows_answer_the_filter_that_found_them() {
    let dojo = dojo(Profile::Oss3);
    let found = ids(&dojo, "findings/?active=true&severity=Low&limit=1000");
    let expected: Vec<u64> = dojo
        .portfolio()
        .findings
        .iter()
        .filter(|row| row.active && row.severity == Severity::Low)
        .map(|row| row.id)
        .collect();
    assert_eq!(found, expected);
}
