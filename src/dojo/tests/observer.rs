//! Who is told of the calls that a question takes.

use std::cell::Cell;

use super::{
    Fake, TOKEN,
    instance::{rows, serve},
    json, run,
};
use crate::dojo::{FindingFilter, FindingOrder, Limit, Observer, Offset, Status, Window};

fn page() -> Window {
    Window {
        limit: Limit::new(10).unwrap(),
        offset: Offset::default(),
    }
}

#[derive(Default)]
struct Told {
    began: Cell<usize>,
    answered: Cell<usize>,
}

impl Observer for Told {
    fn began(&self) {
        self.began.set(self.began.get() + 1);
    }

    fn answered(&self) {
        assert!(
            self.began.get() > 0,
            "an answer before there was a question"
        );
        self.answered.set(self.answered.get() + 1);
    }
}

fn filter(statuses: &[Status]) -> FindingFilter {
    FindingFilter {
        statuses: statuses.to_vec(),
        ..FindingFilter::default()
    }
}

#[test]
fn every_answer_to_several_calls_is_told() {
    let rows = rows(60);
    let fake = Fake::new(|target: &str| serve(&rows, target));
    for order in [
        FindingOrder::Severity,
        FindingOrder::Newest,
        FindingOrder::Title,
    ] {
        let told = Told::default();
        let filter = filter(&[Status::Closed, Status::RiskAccepted, Status::Active]);
        let client = fake.client().observed(&told);
        run(client.findings(&filter, order, page())).unwrap();
        assert!(told.began.get() >= 2, "{order:?}: counts, then rows");
        assert_eq!(told.answered.get(), fake.asked().len(), "{order:?}");
    }
}

#[test]
fn a_single_call_is_not_told() {
    let rows = rows(60);
    let fake = Fake::new(|target: &str| serve(&rows, target));
    let told = Told::default();
    let client = fake.client().observed(&told);
    run(client.findings(&filter(&[Status::Active]), FindingOrder::Severity, page())).unwrap();
    assert_eq!(fake.asked().len(), 1);
    assert_eq!((told.began.get(), told.answered.get()), (0, 0));
}

#[test]
fn an_error_is_no_answer() {
    let fake = Fake::new(|_: &str| json(403, r#"{"detail": "Invalid token."}"#));
    let told = Told::default();
    let filter = filter(&[Status::Closed, Status::RiskAccepted]);
    let client = fake.client().observed(&told);
    let error = run(client.findings(&filter, FindingOrder::Severity, Window::COUNT)).unwrap_err();
    assert!(!error.to_string().contains(TOKEN));
    assert_eq!(told.answered.get(), 0);
}
