//! That nobody asks for names who doesn't read them.

use super::super::{
    Fake,
    instance::{self, TODAY},
    run,
};
use super::{RUNS, all};
use crate::dojo::Names;

#[test]
fn names_are_asked_for_where_they_are_read_alone() {
    let rows = instance::rows(60);
    let fake = Fake::new(|target: &str| instance::serve(&rows, target));
    // Of the requests for rows, and not for a count.
    let named = || {
        let asked = fake.asked().into_iter();
        let rows = asked.filter(|target| !target.ends_with("offset=2000000000"));
        let named = rows.map(|target| target.contains("related_fields=true"));
        let named: Vec<bool> = named.collect();
        assert!(!named.is_empty());
        (named.contains(&true), named.contains(&false))
    };
    let (only_named, only_bare) = ((true, false), (false, true));
    let sample = |names| run(fake.client().sample(&all(), RUNS, names, |row| row.id));
    sample(Names::Told).unwrap();
    assert_eq!(named(), only_named);
    sample(Names::LeftOut).unwrap();
    assert_eq!(named(), only_bare);

    let today = TODAY.parse().unwrap();
    run(fake.client().due(&all(), today)).unwrap();
    assert_eq!(named(), only_bare);
    run(fake.client().cwes(&all(), &[79, 89, 352], 0)).unwrap();
    assert_eq!(named(), only_bare);
    run(fake.client().components(&all(), 5, 0)).unwrap();
    assert_eq!(named(), only_bare);
    run(fake.client().days(&all())).unwrap();
    assert_eq!(named(), only_bare);
}
