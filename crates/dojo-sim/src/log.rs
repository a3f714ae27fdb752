//! What was asked of an instance, for tests that check what a client sends.

use std::collections::BTreeMap;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, Method};

use crate::account::Account;

/// Who sent a request. The token itself is never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Caller {
    /// No `Authorization` header.
    Nobody,
    /// The token of this account.
    Account(Account),
    /// An `Authorization` header that names no account.
    Unknown,
}

/// One request an instance answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedRequest {
    /// The method, such as `GET`.
    pub method: Method,
    /// The path as sent.
    pub path: String,
    /// The query as sent, without `?`; empty if there was none.
    pub query: String,
    /// The status of the answer.
    pub status: u16,
    /// Who asked.
    pub caller: Caller,
    /// The headers by lower-case name, without `authorization` and `cookie`. Of a repeated
    /// header, the values with a comma between.
    pub headers: BTreeMap<String, String>,
}

pub(crate) fn readable(headers: &HeaderMap) -> BTreeMap<String, String> {
    let mut readable: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in headers
        .iter()
        .filter(|(name, _)| **name != AUTHORIZATION && **name != COOKIE)
    {
        let value = String::from_utf8_lossy(value.as_bytes());
        readable
            .entry(name.as_str().to_owned())
            .and_modify(|known| {
                known.push(',');
                known.push_str(&value);
            })
            .or_insert_with(|| value.clone().into_owned());
    }
    readable
}
