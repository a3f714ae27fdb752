//! Asking an instance in process.

#![allow(
    dead_code,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests; each test binary uses its part"
)]

pub(crate) mod shape;

use dojo_sim::{Account, Config, Dojo, NaiveDate, Profile};
use http::{Request, Response};
use serde_json::Value;

/// The day the recordings were made.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub(crate) fn config(profile: Profile) -> Config {
    Config {
        profile,
        findings: 3_000,
        today: Some(today()),
        ..Config::default()
    }
}

pub(crate) fn dojo(profile: Profile) -> Dojo {
    Dojo::new(&config(profile))
}

pub(crate) fn strict(profile: Profile) -> Dojo {
    Dojo::new(&Config {
        strict: true,
        ..config(profile)
    })
}

/// `GET` of a path below `/api/v2/`.
pub(crate) fn get(dojo: &Dojo, account: Account, path: &str) -> Response<Vec<u8>> {
    let request = Request::get(format!("/api/v2/{path}"))
        .header("host", "dojo.example:8080")
        .header("authorization", format!("Token {}", dojo.token(account)))
        .body(())
        .unwrap();
    dojo.answer(&request)
}

/// Status and JSON of a `GET` below `/api/v2/`.
pub(crate) fn json(dojo: &Dojo, account: Account, path: &str) -> (u16, Value) {
    let response = get(dojo, account, path);
    let body =
        serde_json::from_slice(response.body()).unwrap_or_else(|error| panic!("{path}: {error}"));
    (response.status().as_u16(), body)
}

/// The exact count the administrator gets.
pub(crate) fn count(dojo: &Dojo, list: &str, query: &str) -> usize {
    let (status, body) = json(
        dojo,
        Account::Admin,
        &format!("{list}/?limit=1&offset=2000000000&{query}"),
    );
    assert_eq!(status, 200, "{query}: {body}");
    usize::try_from(body["count"].as_u64().unwrap()).unwrap()
}

/// The ids of one page, as the administrator gets it.
pub(crate) fn ids(dojo: &Dojo, path: &str) -> Vec<u64> {
    let (status, body) = json(dojo, Account::Admin, path);
    assert_eq!(status, 200, "{path}: {body}");
    body["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_u64().unwrap())
        .collect()
}
