//! Counts and pages of several statuses, against findings in memory.

use std::collections::BTreeSet;

use super::{
    Fake,
    instance::{Row, compare, rows, serve},
    json as answer_json, run,
};
use crate::dojo::{
    DayRange, FindingFilter, FindingOrder, Limit, Offset, RowOrder, Selection, Severity, Status,
    StatusMatch, Window,
};

fn window(limit: u64, offset: u64) -> Window {
    Window {
        limit: Limit::new(limit).unwrap(),
        offset: Offset::new(offset).unwrap(),
    }
}

const ORDERS: [FindingOrder; 6] = [
    FindingOrder::Severity,
    FindingOrder::Newest,
    FindingOrder::Oldest,
    FindingOrder::SlaDue,
    FindingOrder::Product,
    FindingOrder::Title,
];

/// The findings that `filter` asks for in the order that is promised.
fn expected(rows: &[Row], filter: &FindingFilter, order: FindingOrder) -> Vec<u64> {
    let groups = filter.conjunctions();
    let mut found: Vec<(usize, &Row)> = rows
        .iter()
        .filter(|row| filter.severity.is_empty() || filter.severity.contains(&row.severity))
        .filter(|row| filter.discovered.after.is_none_or(|day| row.date > day))
        .filter(|row| filter.discovered.before.is_none_or(|day| row.date < day))
        .filter_map(|row| Some((groups.iter().position(|group| row.matches(*group))?, row)))
        .collect();
    let is_global = matches!(
        order,
        FindingOrder::Severity | FindingOrder::Newest | FindingOrder::Oldest
    );
    found.sort_by(|(one_group, one), (two_group, two)| {
        let group = one_group.cmp(two_group);
        let rank = match order {
            FindingOrder::Severity => one.severity.cmp(&two.severity),
            FindingOrder::Newest => two.date.cmp(&one.date),
            _ => one.date.cmp(&two.date),
        };
        let within = compare(&order.keys().join(","), one, two);
        if is_global {
            rank.then(group).then(within)
        } else {
            group.then(within)
        }
    });
    found.into_iter().map(|(_, row)| row.id).collect()
}

fn ids(selection: &Selection) -> Vec<u64> {
    selection.rows.iter().map(|row| row.id).collect()
}

#[test]
fn pages_tile_for_every_order_and_combination() {
    let rows = rows(210);
    let fake = Fake::new(|target: &str| serve(&rows, target));
    let day = |text: &str| text.parse().ok();
    let statuses: [&[Status]; 8] = [
        &[],
        &[Status::Verified],
        &[Status::Active, Status::Closed],
        &[Status::UnderReview, Status::RiskAccepted],
        &[Status::FalsePositive, Status::OutOfScope, Status::Inactive],
        &[
            Status::Verified,
            Status::Inactive,
            Status::RiskAccepted,
            Status::UnderReview,
        ],
        &[
            Status::Active,
            Status::OutOfScope,
            Status::FalsePositive,
            Status::Inactive,
            Status::RiskAccepted,
        ],
        &[Status::Closed, Status::UnderReview, Status::Any],
    ];
    let filters = [
        FindingFilter::default(),
        FindingFilter {
            severity: vec![Severity::Low, Severity::Critical],
            ..FindingFilter::default()
        },
        FindingFilter {
            discovered: DayRange {
                after: day("2026-01-03"),
                before: day("2026-02-20"),
            },
            ..FindingFilter::default()
        },
    ];
    for statuses in statuses {
        for filter in &filters {
            for status_match in [StatusMatch::Any, StatusMatch::All] {
                let filter = FindingFilter {
                    statuses: statuses.to_vec(),
                    status_match,
                    ..filter.clone()
                };
                for (order, limit) in ORDERS.into_iter().zip([7, 13, 32, 50, 99, 100]) {
                    let all = expected(&rows, &filter, order);
                    let mut walked = Vec::new();
                    for offset in
                        (0..=all.len() as u64 + limit).step_by(usize::try_from(limit).unwrap())
                    {
                        let page =
                            run(fake
                                .client()
                                .findings(&filter, order, window(limit, offset)))
                            .unwrap();
                        assert_eq!(page.count, all.len() as u64);
                        assert_eq!(
                            page.groups.iter().map(|group| group.count).sum::<u64>(),
                            page.count
                        );
                        assert!(page.groups.iter().all(|group| group.count > 0));
                        walked.extend(ids(&page));
                    }
                    assert_eq!(walked, all, "{filter:?} {order:?} {limit}");
                }
            }
        }
    }
}

#[test]
fn every_offset_of_a_merge_is_right() {
    let rows = rows(120);
    let fake = Fake::new(|target: &str| serve(&rows, target));
    let statuses = vec![Status::Verified, Status::RiskAccepted, Status::UnderReview];
    let filter = FindingFilter {
        statuses,
        ..FindingFilter::default()
    };
    for order in ORDERS {
        let all = expected(&rows, &filter, order);
        for offset in 0..all.len() {
            let page = run(fake
                .client()
                .findings(&filter, order, window(3, offset as u64)))
            .unwrap();
            assert_eq!(
                ids(&page),
                all[offset..all.len().min(offset + 3)],
                "{order:?} {offset}"
            );
        }
    }
}

#[test]
fn how_rows_are_ordered_is_said() {
    let rows = rows(200);
    let fake = Fake::new(|target: &str| serve(&rows, target));
    let statuses = vec![Status::Active, Status::Closed];
    let filter = FindingFilter {
        statuses,
        ..FindingFilter::default()
    };
    for order in ORDERS {
        let page = run(fake.client().findings(&filter, order, window(10, 0))).unwrap();
        let is_global = matches!(
            order,
            FindingOrder::Severity | FindingOrder::Newest | FindingOrder::Oldest
        );
        let expected = if is_global {
            RowOrder::Global
        } else {
            RowOrder::GroupAfterGroup
        };
        assert_eq!(page.order, expected, "{order:?}");
        assert_eq!(page.groups.len(), 2);
        assert_eq!(page.groups[0].conjunction.to_string(), "active");
    }
}

#[test]
fn no_more_is_asked_than_is_needed() {
    let rows = rows(200);
    let fake = Fake::new(|target: &str| serve(&rows, target));
    let ask = |statuses: &[Status], status_match, order, window| {
        let filter = FindingFilter {
            statuses: statuses.to_vec(),
            status_match,
            ..FindingFilter::default()
        };
        let page = run(fake.client().findings(&filter, order, window)).unwrap();
        (page, fake.asked())
    };
    let both = [Status::Active, Status::Inactive];
    let (page, asked) = ask(&both, StatusMatch::All, FindingOrder::Title, window(10, 0));
    assert_eq!(
        (page.count, page.groups.len(), asked.len()),
        (0, 0, 0),
        "a contradiction"
    );

    let absorbed = [Status::Verified, Status::Open, Status::Active];
    let (_, asked) = ask(
        &absorbed,
        StatusMatch::Any,
        FindingOrder::Title,
        window(10, 0),
    );
    assert_eq!(
        asked,
        ["/api/v2/findings/?active=true&o=title,id&related_fields=true&limit=10&offset=0"]
    );

    let (page, asked) = ask(&both, StatusMatch::Any, FindingOrder::Newest, Window::COUNT);
    assert_eq!(page.rows.len(), 0);
    assert_eq!(asked.len(), 2);
    assert!(
        asked
            .iter()
            .all(|asked| asked.ends_with("&limit=1&offset=2000000000")),
        "{asked:?}"
    );

    let (page, asked) = ask(
        &both,
        StatusMatch::Any,
        FindingOrder::Newest,
        window(10, page.count),
    );
    assert_eq!((page.rows.len(), asked.len()), (0, 2), "beyond the end");

    let (_, asked) = ask(&both, StatusMatch::Any, FindingOrder::Newest, window(10, 0));
    assert_eq!(asked.len(), 2 + 2, "counts, then a page of each");

    let (_, asked) = ask(
        &both,
        StatusMatch::Any,
        FindingOrder::Newest,
        window(10, 40),
    );
    let rows = asked.iter().filter(|asked| asked.contains("&o=")).count();
    assert_eq!(rows, 2 + 2 + 2, "two bounds and a page of each");
    assert!(asked.len() <= 24, "{}", asked.len());

    let (_, asked) = ask(
        &both,
        StatusMatch::Any,
        FindingOrder::Severity,
        window(10, 0),
    );
    assert_eq!(asked.len(), 2 + 2 + 1, "the critical ones are enough");
}

#[test]
fn a_single_status_that_finds_anything_is_asked_for_alone() {
    let mut rows = rows(50);
    for row in &mut rows {
        row.flags = 1;
    }
    let fake = Fake::new(|target: &str| serve(&rows, target));
    let statuses = vec![Status::Active, Status::Closed];
    let filter = FindingFilter {
        statuses,
        ..FindingFilter::default()
    };
    let page = run(fake
        .client()
        .findings(&filter, FindingOrder::SlaDue, window(10, 5)))
    .unwrap();
    assert_eq!(
        (page.count, page.order, page.groups.len()),
        (50, RowOrder::Global, 1)
    );
    let asked = fake.asked();
    assert_eq!(
        asked[2..],
        [
            "/api/v2/findings/?active=true&o=sla_expiration_date,id&related_fields=true&limit=10&offset=5"
        ]
    );
}

#[test]
fn six_calls_at_most_are_under_way_at_once() {
    let rows = rows(300);
    let fake = Fake::new(|target: &str| serve(&rows, target));
    let statuses = vec![
        Status::Active,
        Status::OutOfScope,
        Status::FalsePositive,
        Status::Inactive,
        Status::RiskAccepted,
        Status::UnderReview,
    ];
    let filter = FindingFilter {
        statuses,
        ..FindingFilter::default()
    };
    let page = run(fake
        .client()
        .findings(&filter, FindingOrder::SlaDue, window(100, 0)))
    .unwrap();
    assert_eq!(page.groups.len(), 6);
    assert_eq!(fake.most_under_way(), 6);
    // Five severities of six groups are more than six calls.
    run(fake
        .client()
        .findings(&filter, FindingOrder::Severity, window(100, 150)))
    .unwrap();
    assert_eq!(fake.most_under_way(), 6);
}

#[test]
fn an_error_of_one_call_is_the_error_of_all() {
    let fake = Fake::new(|target: &str| {
        if target.contains("is_mitigated") {
            answer_json(500, "{}")
        } else {
            serve(&[], target)
        }
    });
    let statuses = vec![Status::Active, Status::Closed];
    let filter = FindingFilter {
        statuses,
        ..FindingFilter::default()
    };
    let error = run(fake
        .client()
        .findings(&filter, FindingOrder::Newest, window(1, 0)))
    .unwrap_err();
    assert_eq!(error, crate::dojo::Error::Server { status: 500 });
}

#[test]
fn all_made_up_findings_differ_enough() {
    let rows = rows(300);
    assert!(
        rows.iter()
            .map(|row| row.flags)
            .collect::<BTreeSet<_>>()
            .len()
            > 150
    );
    assert!(
        rows.iter()
            .map(|row| row.date)
            .collect::<BTreeSet<_>>()
            .len()
            > 20
    );
}
