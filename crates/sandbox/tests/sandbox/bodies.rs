//! The longest answers that are read, as `DefectDojo` would send them to do harm.

pub(crate) const MIB: usize = 1 << 20;

/// All that is read of `DefectDojo` for one request.
pub(crate) const LONGEST: usize = 32 * MIB;

/// The longest object that is read.
pub(crate) const OBJECT: usize = 8 * MIB;

/// An answer of the greatest length: `head`, as many of `middle` as fit, and `tail`.
pub(crate) fn longest(head: &str, middle: &str, tail: &str) -> Vec<u8> {
    let count = (LONGEST - head.len() - tail.len()) / middle.len();
    let mut body = head.as_bytes().to_vec();
    body.extend(middle.as_bytes().repeat(count));
    body.extend(tail.as_bytes());
    body.resize(LONGEST, b' ');
    body
}

/// A list of `count` rows with `fields` and what is their own.
pub(crate) fn list(count: usize, fields: &str) -> Vec<u8> {
    let rows: Vec<_> = (0..count)
        .map(|id| format!(r#"{{"id":{id},{fields}}}"#))
        .collect();
    let list = format!(r#"{{"count":{count},"results":[{}]}}"#, rows.join(","));
    assert!(list.len() <= LONGEST, "{}", list.len());
    list.into_bytes()
}

/// A list of one row that is as long as can be.
pub(crate) fn row(head: &str, middle: &str, tail: &str) -> Vec<u8> {
    let head = format!(r#"{{"count":1,"results":[{{"id":1,{head}"#);
    longest(&head, middle, &format!("{tail}}}]}}"))
}
