//! Findings that change between the requests of one count.

use std::{cell::Cell, collections::BTreeMap, fmt::Debug};

use super::super::{
    Fake,
    instance::{self, Row, TODAY},
    run,
};
use super::{PRODUCTS, RUNS, all, of_products};
use crate::dojo::{Client, Component, DueTallies, Error, Lack, Names, Ranking, Sample};
use crate::text::Untrusted;

/// What `ask` gives where `before` becomes `after` with a request, the first of which is 0.
fn changing<T>(
    before: &[Row],
    after: &[Row],
    turn: usize,
    ask: &impl AsyncFn(Client<'_>) -> T,
) -> (T, usize) {
    let calls = Cell::new(0);
    let fake = Fake::new(|target: &str| {
        let call = calls.replace(calls.get() + 1);
        instance::serve(if call < turn { before } else { after }, target)
    });
    (run(ask(fake.client())), calls.get())
}

/// The rows with one that is gone, one that came, and one whose CWE, component, end of SLA or product was edited.
fn edits(rows: &[Row]) -> Vec<(&'static str, Vec<Row>)> {
    let mut edits = Vec::new();
    for place in (0..rows.len()).step_by(11) {
        let mut gone = rows.to_vec();
        gone.remove(place);
        edits.push(("gone", gone));
        let mut come = rows.to_vec();
        come.push(Row {
            id: 1_000,
            ..rows[place].clone()
        });
        edits.push(("come", come));
        let mut edited = rows.to_vec();
        let other = &rows[(place + 4) % rows.len()];
        edited[place] = Row {
            cwe: other.cwe,
            component: other.component,
            due: other.due,
            product: other.product,
            ..edited[place].clone()
        };
        edits.push(("edited", edited));
    }
    edits
}

/// What was told, by name.
type Numbers = BTreeMap<String, u64>;

/// Asks with each edit at each of the requests: what comes tells of the change, or is right for what was before or is
/// after it; else it is wrong by that one finding, and no more. Whoever asks can see that by the count of all.
fn hold<T>(
    ask: &impl AsyncFn(Client<'_>) -> Result<T, Error>,
    numbers: impl Fn(&T) -> Option<Numbers>,
) -> u32 {
    let rows = instance::rows(60);
    let mut told = 0;
    let numbers = |found: Result<T, Error>| match found {
        Ok(found) => numbers(&found),
        Err(error) => {
            assert!(matches!(error, Error::Inconsistent(_)), "{error}");
            None
        }
    };
    for (edit, edited) in edits(&rows) {
        let (before, calls) = changing(&rows, &rows, 0, ask);
        let (after, _) = changing(&edited, &edited, 0, ask);
        let ends = [before, after].map(|end| numbers(end).unwrap());
        for turn in 1..calls {
            let (found, _) = changing(&rows, &edited, turn, ask);
            let Some(found) = numbers(found) else {
                told += 1;
                continue;
            };
            let names = ends.iter().chain([&found]).flat_map(BTreeMap::keys);
            for name in names {
                let of = |numbers: &Numbers| numbers.get(name).copied().unwrap_or_default();
                let [one, other] = ends.each_ref().map(of);
                let can = one.min(other).saturating_sub(1)..=one.max(other) + 1;
                assert!(
                    can.contains(&of(&found)),
                    "{edit} at {turn}: {name} of {found:?}"
                );
            }
        }
    }
    told
}

fn ranked<K: Debug>(ranking: &Ranking<K>) -> Option<Numbers> {
    let groups = ranking.groups.iter();
    let groups = groups.map(|(key, count)| (format!("{key:?}"), *count));
    ranking.lack.is_none().then(|| groups.collect())
}

#[test]
fn cwes_that_change_meanwhile_are_told() {
    let told = hold(
        &async |client| client.cwes(&all(), &[79, 89, 352], 0).await,
        ranked,
    );
    assert!(told > 0);
}

#[test]
fn components_that_change_meanwhile_are_told() {
    let named = |ranking: &Ranking<Component>| {
        let name = |component: &Component| component.name.as_ref().map(Untrusted::as_question);
        let groups = ranking.groups.iter();
        let groups = groups.map(|(component, count)| (format!("{:?}", name(component)), *count));
        ranking.lack.is_none().then(|| groups.collect())
    };
    let told = hold(
        &async |client| client.components(&all(), 50, 0).await,
        named,
    );
    assert!(told > 0);
}

#[test]
fn ends_of_sla_that_change_meanwhile_are_told() {
    let today = TODAY.parse().unwrap();
    let by_due = |found: &Option<DueTallies>| {
        let tallies = found.as_ref()?.iter();
        Some(
            tallies
                .flat_map(|(due, tally)| {
                    let counts = tally.by_severity();
                    counts.map(move |(severity, count)| (format!("{due:?} {severity:?}"), count))
                })
                .collect(),
        )
    };
    // One finding never makes more of a part than of the whole.
    let told = hold(&async |client| client.due(&all(), today).await, by_due);
    assert_eq!(told, 0);
}

#[test]
fn rows_that_change_meanwhile_are_told() {
    let by_cwe = |found: &Option<Sample<Option<u32>>>| {
        let mut numbers = Numbers::new();
        for cwe in &found.as_ref()?.rows {
            *numbers.entry(format!("{cwe:?}")).or_default() += 1;
        }
        Some(numbers)
    };
    let told = hold(
        &async |client| {
            client
                .sample(&all(), RUNS, Names::Told, |row| row.cwe)
                .await
        },
        by_cwe,
    );
    assert!(told > 0);
}

#[test]
fn a_half_that_is_more_than_the_whole_is_told() {
    // Both halves are counted as one, and then all findings go to the first product.
    let rows = instance::rows(120);
    let mut moved = rows.clone();
    for row in &mut moved {
        row.product = 0;
    }
    let ask = async |client: Client<'_>| client.largest(&PRODUCTS, of_products, 4, 0).await;
    let lack = |after: &[Row]| changing(&rows, after, 1, &ask).0.unwrap().lack;
    assert_eq!(lack(&rows), None);
    assert_eq!(lack(&moved), None, "the first has them all");
    let two_fold: Vec<Row> = [moved.clone(), moved].concat();
    assert_eq!(lack(&two_fold), Some(Lack::Changed));
}

/// The last severity is what the others leave of a count that was taken before.
#[test]
fn severities_that_exceed_their_sum_are_not_told() {
    let rows = instance::rows(120);
    let come = [rows.clone(), rows.clone()].concat();
    let fake = |rows: Vec<Row>| Fake::new(move |target: &str| instance::serve(&rows, target));
    let count = |fake: &Fake<_>| run(fake.client().counts(&[of_products(&[1])])).unwrap()[0];
    let (still, grown) = (fake(rows), fake(come));
    let asked = [(of_products(&[1]), count(&still))];
    let known = run(still.client().tallies(&[all()], None)).unwrap()[0];
    let split = run(still.client().split(&asked, known)).unwrap()[0];
    assert_eq!(split.unwrap().total(), asked[0].1);
    assert_eq!(run(grown.client().split(&asked, known)), Ok(vec![None]));
}
