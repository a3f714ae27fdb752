//! The definitions on what two real instances answered. The simulator is our model of `DefectDojo`, and the truth tests
//! hold the tools to its data: these hold the simulator, and the tools on top of it, to rows that `DefectDojo` sent.
//!
//! Of the 50,000 findings of each instance 107 were recorded: the first 100 by id, and those that lists begin with. So
//! a recorded number of 50,000 can't be counted again, but the rows that a list began with can be found again, as all
//! before them are known ([`answers`]). What a row's numbers come to is `DefectDojo`'s own word: the row says its age,
//! its days to the SLA and its status ([`verdict`]).

mod answers;
mod coverage;
mod data;
mod durations;
mod figures;
mod recording;
mod verdict;

use crate::harness::Native;
use dojo_sim::{Config, Dojo, Profile};
use recording::Recording;
use serde_json::Value;
use std::rc::Rc;

/// The day on which all was recorded.
const TODAY: &str = "2026-11-22";

/// Which instance is which.
const INSTANCES: [(Profile, &str); 2] = [(Profile::Oss3, "3.2.0"), (Profile::Oss2, "2.58.4")];

/// A recorded instance.
struct Recorded {
    version: &'static str,
    /// Every finding that was recorded, by id.
    rows: Vec<Value>,
    /// The server, and behind it a simulator that holds those findings.
    native: Native,
}

impl Recorded {
    fn all() -> [Self; 2] {
        INSTANCES.map(|(profile, version)| {
            let rows = recording::findings(version);
            let config = Config {
                profile,
                today: Some(TODAY.parse().unwrap()),
                ..Config::default()
            };
            let portfolio = data::portfolio(&config, version, &rows);
            let dojo = Dojo::holding(&config, portfolio);
            Self {
                version,
                rows,
                native: Native::of(Rc::new(dojo), TODAY),
            }
        })
    }

    /// What the simulator answers the administrator, by path and query.
    fn ask(&self, path: &str) -> Value {
        let token = self.native.dojo.token(self.native.caller);
        let request = http::Request::get(path).header("authorization", format!("Token {token}"));
        let response = self.native.dojo.answer(&request.body(()).unwrap());
        assert_eq!(response.status(), 200, "{path}");
        serde_json::from_slice(response.body()).unwrap()
    }

    /// Lists of findings that were answered.
    fn lists(&self) -> Vec<Recording> {
        recording::lists(self.version)
    }
}

/// A row's day.
fn day(row: &Value, field: &str) -> Option<dojo_sim::NaiveDate> {
    let text = row[field].as_str()?;
    Some(text[..10].parse().unwrap())
}
