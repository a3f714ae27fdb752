//! Answers whose parts contradict each other: none reads as a right one.

use std::cell::Cell;

use super::{Fake, Outcome, instance, json, run};
use crate::dojo::{
    Doubt, Error, FindingFilter, FindingOrder, Limit, Offset, ProductFilter, Selection, Status,
    UserFilter, Window,
};

fn window(limit: u64, offset: u64) -> Window {
    Window {
        limit: Limit::new(limit).unwrap(),
        offset: Offset::new(offset).unwrap(),
    }
}

/// What is said of a list of these ids with this count.
fn doubt(count: u64, ids: &[u64], window: Window) -> Result<Option<Doubt>, Error> {
    let rows: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":{id}}}"#)).collect();
    let body = format!(r#"{{"count":{count},"results":[{}]}}"#, rows.join(","));
    let fake = Fake::new(|_: &str| json(200, &body));
    let page = run(fake.client().products(&ProductFilter::default(), window))?;
    assert_eq!(page.rows.len(), ids.len());
    Ok(page.doubt)
}

#[test]
fn a_count_that_its_rows_contradict_is_told() {
    let counted = |due, came| Ok(Some(Doubt::Count { due, came }));
    assert_eq!(doubt(2, &[1, 2], window(100, 0)), Ok(None));
    assert_eq!(doubt(9, &[1, 2], window(2, 4)), Ok(None));
    assert_eq!(doubt(9, &[], window(2, 9)), Ok(None));
    assert_eq!(doubt(1, &[1, 2], window(100, 0)), counted(1, 2));
    assert_eq!(doubt(0, &[1], window(100, 0)), counted(0, 1));
    assert_eq!(doubt(3, &[1, 2], window(100, 0)), counted(3, 2));
    assert_eq!(doubt(9, &[1], window(2, 4)), counted(2, 1));
    assert_eq!(doubt(9, &[1], window(2, 9)), counted(0, 1));
    assert_eq!(doubt(2, &[1, 1], window(100, 0)), Ok(Some(Doubt::Moved)));
}

#[test]
fn rows_that_nobody_asked_for_are_not_shown() {
    assert_eq!(
        doubt(9, &[1, 2, 3], window(2, 0)),
        Err(Error::WindowIgnored)
    );
    assert_eq!(doubt(9, &[1], Window::COUNT), Err(Error::WindowIgnored));
    let fake = Fake::new(|_: &str| json(200, r#"{"id":8,"username":"other"}"#));
    assert_eq!(
        run(fake.client().user(7)),
        Err(Error::OtherObject { asked: 7, came: 8 })
    );
    assert_eq!(
        run(fake.client().users(&UserFilter::default(), Window::COUNT)),
        Err(Error::Malformed {
            path: "/api/v2/users/".to_owned(),
            reason: "missing field `count`".to_owned()
        })
    );
}

/// What a merge of several statuses brings where `answer` has the last word, told how many calls there
/// were before.
fn merged(
    order: FindingOrder,
    answer: impl Fn(usize, &str) -> Option<Outcome>,
) -> Result<Selection, Error> {
    merged_at(0, order, answer)
}

fn merged_at(
    offset: u64,
    order: FindingOrder,
    answer: impl Fn(usize, &str) -> Option<Outcome>,
) -> Result<Selection, Error> {
    let rows = instance::rows(120);
    let calls = Cell::new(0);
    let fake = Fake::new(|target: &str| {
        let turn = calls.replace(calls.get() + 1);
        answer(turn, target).unwrap_or_else(|| instance::serve(&rows, target))
    });
    let filter = FindingFilter {
        statuses: vec![Status::Active, Status::Closed],
        ..FindingFilter::default()
    };
    run(fake.client().findings(&filter, order, window(20, offset)))
}

const ORDERS: [FindingOrder; 3] = [
    FindingOrder::Newest,
    FindingOrder::Severity,
    FindingOrder::Title,
];

/// An answer of the instance with an edit.
fn edited(target: &str, edit: impl Fn(&mut serde_json::Value)) -> Outcome {
    let answer = instance::serve(&instance::rows(120), target)?;
    let mut list = serde_json::from_slice(answer.body()).unwrap();
    edit(&mut list);
    json(200, &list.to_string())
}

fn is_count(target: &str) -> bool {
    target.ends_with("limit=1&offset=2000000000")
}

#[test]
fn what_moves_between_the_calls_of_one_answer_is_told() {
    for order in ORDERS {
        assert_eq!(merged(order, |_, _| None).unwrap().doubt, None, "{order:?}");
        // A finding that is entered or closed after the counts.
        let grown = merged(order, |_, target| {
            (!is_count(target)).then(|| {
                edited(target, |list| {
                    list["count"] = (list["count"].as_u64().unwrap() + 1).into();
                })
            })
        });
        assert_eq!(grown.unwrap().doubt, Some(Doubt::Moved), "{order:?}");
        let gone = merged(order, |_, target| {
            (!is_count(target)).then(|| {
                edited(target, |list| {
                    list["results"].as_array_mut().unwrap().pop();
                })
            })
        });
        assert_eq!(gone.unwrap().doubt, Some(Doubt::Moved), "{order:?}");
    }
    // A finding that went from one status to another, and is in the lists of both.
    let twice = merged(FindingOrder::Newest, |_, target| {
        (!is_count(target)).then(|| edited(target, |list| list["results"][0]["id"] = 7.into()))
    });
    assert_eq!(twice.unwrap().doubt, Some(Doubt::Moved));
}

/// Dates that are edited after the groups were counted: the days have other counts.
#[test]
fn a_window_that_days_do_not_lead_to_is_told() {
    let counted = |target: &str, count: u64| edited(target, |list| list["count"] = count.into());
    let is_day = |target: &str| is_count(target) && target.contains("discovered_");
    for order in [FindingOrder::Newest, FindingOrder::Oldest] {
        let still = merged_at(5, order, |_, _| None).unwrap();
        assert_eq!(still.doubt, None, "{order:?}");
        let none = merged_at(5, order, |_, target| {
            is_day(target).then(|| counted(target, 0))
        });
        let none = none.unwrap();
        assert_eq!((none.rows.len(), none.doubt), (20, Some(Doubt::Moved)));

        // More of one group than it has: the sum is right, and the others begin too early.
        let past = still.groups[0].count + 2;
        let more = merged_at(past, order, |_, target| {
            let is_first = target.contains("?active=true");
            is_day(target).then(|| counted(target, if is_first { past } else { 0 }))
        });
        let more = more.unwrap();
        assert_eq!((more.rows.len(), more.doubt), (20, Some(Doubt::Moved)));
    }
}

/// Their sum would begin anew at 2^64.
#[test]
fn counts_that_no_database_has_are_refused() {
    let counted = |count: u64| {
        let body = format!(r#"{{"count":{count},"results":[]}}"#);
        let fake = Fake::new(|_: &str| json(200, &body));
        let filter = FindingFilter {
            statuses: vec![Status::Active, Status::Closed],
            ..FindingFilter::default()
        };
        let order = FindingOrder::Severity;
        let selection = run(fake.client().findings(&filter, order, Window::COUNT));
        selection.map(|selection| selection.count)
    };
    assert_eq!(counted(2_000_000_000), Ok(4_000_000_000));
    for count in [2_000_000_001, (1 << 63) + 1, u64::MAX] {
        let refused = Err(Error::Malformed {
            path: "/api/v2/findings/".to_owned(),
            reason: "count is of an unknown kind".to_owned(),
        });
        assert_eq!(counted(count), refused, "{count}");
    }
}

/// Worst first, a part for each severity: one that has another name is in no part.
#[test]
fn a_severity_of_another_name_is_not_passed_over_in_silence() {
    let all = merged(FindingOrder::Severity, |_, target| {
        (is_count(target) && !target.contains("severity"))
            .then(|| edited(target, |list| list["count"] = 500.into()))
    });
    assert_eq!(all.unwrap().doubt, None, "the window is full without it");
    let none = merged(FindingOrder::Severity, |_, target| {
        (is_count(target) && target.contains("severity"))
            .then(|| edited(target, |list| list["count"] = 0.into()))
    });
    assert_eq!(none.unwrap().doubt, Some(Doubt::Moved));
}

#[test]
fn findings_without_a_day_are_not_put_in_order_by_it() {
    let error = merged(FindingOrder::Newest, |_, target| {
        (!is_count(target)).then(|| {
            edited(target, |list| {
                list["results"][0]["date"] = "31 January".into();
            })
        })
    });
    let error = error.unwrap_err();
    assert!(matches!(error, Error::Undated { .. }), "{error}");
    assert!(error.to_string().contains("one status at a time"));
}

#[test]
fn a_compressed_answer_is_named() {
    let ask = |encoding: &str, status: u16| {
        let answer = http::Response::builder()
            .status(status)
            .header("content-type", "application/json")
            .header("content-encoding", encoding)
            .body(br#"{"count":0,"results":[]}"#.to_vec());
        let fake = Fake::new(move |_: &str| Ok(answer.as_ref().unwrap().clone()));
        let page = run(fake
            .client()
            .products(&ProductFilter::default(), Window::COUNT));
        page.map(|page| page.count)
    };
    assert_eq!(ask("identity", 200), Ok(0));
    for status in [200, 400, 403] {
        assert_eq!(ask("gzip", status), Err(Error::Encoded { status }));
    }
    assert_eq!(ask("gzip", 503), Err(Error::Server { status: 503 }));
}
