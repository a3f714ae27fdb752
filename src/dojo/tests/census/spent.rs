//! Requests or time that end before all is counted.

use std::{fmt::Debug, time::Duration};

use super::super::{
    Fake,
    instance::{self, TODAY},
    run,
};
use super::{PRODUCTS, RUNS, all, of_products, of_statuses};
use crate::dojo::{Client, Effort, Error, Lack, Names, Ranking, Severity, Tally};

/// What `ask` gives where so many requests are left, or so much time has passed.
fn spent<T>(left: u32, waited: u64, ask: impl AsyncFnOnce(Client<'_>) -> T) -> T {
    let rows = instance::rows(120);
    let fake = Fake::new(|target: &str| instance::serve(&rows, target));
    let effort = Effort::default();
    for _ in left..Effort::MOST_CALLS {
        effort.take(Duration::ZERO).unwrap();
    }
    fake.wait(Duration::from_secs(waited));
    let found = run(ask(fake.client().within(&effort)));
    assert!(effort.calls() <= Effort::MOST_CALLS);
    found
}

/// Groups that are told are right, however few requests there are for the others.
fn hold_spent<K: PartialEq + Debug>(ask: &impl AsyncFn(Client<'_>) -> Result<Ranking<K>, Error>) {
    let whole = spent(400, 0, ask).unwrap();
    assert_eq!(whole.lack, None);
    let mut partly = 0;
    for left in 0..90 {
        match spent(left, 0, ask) {
            Ok(ranking) => {
                assert_eq!(
                    ranking.lack.is_none(),
                    ranking.groups == whole.groups,
                    "{left}"
                );
                for group in &ranking.groups {
                    assert!(whole.groups.contains(group), "{left}: {group:?}");
                }
                partly += usize::from(ranking.lack == Some(Lack::Spent));
            }
            Err(error) => assert_eq!(error, Error::Spent, "{left}"),
        }
    }
    assert!(partly > 0);
    // Ten seconds before the end of the time there is none for another look.
    assert_eq!(spent(400, 36, ask).unwrap().lack, Some(Lack::Spent));
    assert_eq!(spent(400, 46, ask), Err(Error::Spent));
}

#[test]
fn groups_that_requests_did_not_suffice_for_are_said_to_lack() {
    hold_spent(&async |client| client.largest(&PRODUCTS, of_products, 4, 0).await);
}

#[test]
fn cwes_that_requests_did_not_suffice_for_are_said_to_lack() {
    for filter in [all(), of_statuses()] {
        hold_spent(&async |client| client.cwes(&filter, &[79, 89, 352], 0).await);
    }
}

#[test]
fn components_that_requests_did_not_suffice_for_are_said_to_lack() {
    for filter in [all(), of_statuses()] {
        hold_spent(&async |client| client.components(&filter, 50, 0).await);
    }
}

#[test]
fn what_has_no_part_to_tell_fails_when_requests_end() {
    let today = TODAY.parse().unwrap();
    let severe = Tally::of_one(Severity::High, 1);
    for left in [0, 3] {
        assert_eq!(
            spent(left, 0, async |client| client.due(&all(), today).await),
            Err(Error::Spent)
        );
        let sample = spent(left.min(1), 0, async |client| {
            client.sample(&all(), RUNS, Names::Told, |row| row.id).await
        });
        assert_eq!(sample, Err(Error::Spent));
        let tallies = spent(left, 0, async |client| client.tallies(&[all()], None).await);
        assert_eq!(tallies, Err(Error::Spent));
    }
    let asked = [(all(), 120)];
    assert_eq!(
        spent(0, 0, async |client| client.split(&asked, severe).await),
        Ok(vec![Some(Tally::of_one(Severity::High, 120))]),
        "of one severity there is nothing to ask"
    );
}
