//! Replays what was asked of two real instances and holds the simulator to what they answered:
//! statuses, content types, redirects, error bodies, key sets and JSON types.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use common::shape::Shape;
use common::{count, dojo, get, json, strict};
use dojo_sim::{Account, Dojo, Profile};
use http::{Method, Request, Response};
use serde_json::Value;

const PROFILES: [(Profile, &str); 2] = [(Profile::Oss3, "3.2.0"), (Profile::Oss2, "2.58.4")];

fn directory(version: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/recordings")
        .join(version)
}

fn read(path: &PathBuf) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn recordings(version: &str) -> Vec<(String, Value)> {
    let mut recordings: Vec<(String, Value)> = fs::read_dir(directory(version))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_stem().unwrap() != "parameters")
        .map(|path| {
            (
                path.file_stem().unwrap().to_string_lossy().into_owned(),
                read(&path),
            )
        })
        .collect();
    recordings.sort_by(|left, right| left.0.cmp(&right.0));
    recordings
}

/// Asks the simulator what the recording asked.
fn replay(dojo: &Dojo, recording: &Value) -> Response<Vec<u8>> {
    // The recorded instances held 50,000 findings; "the last" and "beyond the last" move along.
    let findings = dojo.portfolio().findings.len();
    let path = recording["path"]
        .as_str()
        .unwrap()
        .replace("offset=50000", &format!("offset={findings}"))
        .replace("offset=49999", &format!("offset={}", findings - 1))
        .replace("{5000 times a}", &"a".repeat(5_000));
    let who = recording["who"].as_str();
    let account = Account::ALL
        .into_iter()
        .find(|account| Some(account.name()) == who);
    let authorization = match (recording["authorization"].as_str(), account) {
        (Some(header), _) => Some(header.replace("{admin}", dojo.token(Account::Admin))),
        (None, Some(account)) => Some(format!("Token {}", dojo.token(account))),
        (None, None) => None,
    };
    let method: Method = recording["method"].as_str().unwrap().parse().unwrap();
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "127.0.0.1:8080");
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    if let Some(accept) = recording["accept"].as_str() {
        request = request.header("accept", accept);
    }
    dojo.answer(&request.body(()).unwrap())
}

#[test]
fn statuses_and_headers_are_the_recorded_ones() {
    for (profile, version) in PROFILES {
        let dojo = dojo(profile);
        for (name, recording) in recordings(version) {
            let response = replay(&dojo, &recording);
            let header = |name: &str| {
                response
                    .headers()
                    .get(name)
                    .map(|value| value.to_str().unwrap())
            };
            assert_eq!(
                u64::from(response.status().as_u16()),
                recording["status"],
                "{version} {name}"
            );
            assert_eq!(
                header("content-type"),
                recording["content_type"].as_str(),
                "{version} {name}"
            );
            assert_eq!(
                header("location"),
                recording["location"].as_str(),
                "{version} {name}"
            );
            assert_eq!(
                header("allow"),
                recording["allow"].as_str(),
                "{version} {name}"
            );
            assert_eq!(header("connection"), Some("close"), "{version} {name}");
            if let Some(size) = recording["html_bytes"].as_u64() {
                let page = response.body().len() as u64;
                assert!((page > 0) == (size > 0), "{version} {name}: {page} bytes");
                assert!(
                    size < 1_000 || (10_000..17_000).contains(&page),
                    "{version} {name}: {page} bytes"
                );
            }
        }
    }
}

#[test]
fn refusals_say_what_the_recorded_ones_said() {
    let mut refusals = 0;
    for (profile, version) in PROFILES {
        let dojo = dojo(profile);
        for (name, recording) in recordings(version) {
            if recording["status"].as_u64().unwrap() < 400 || recording["body"].is_null() {
                continue;
            }
            refusals += 1;
            let mut ours: Value = serde_json::from_slice(replay(&dojo, &recording).body()).unwrap();
            if let Some(advert) = ours.get_mut("pro") {
                assert!(advert[0].is_string(), "{version} {name}");
                *advert = recording["body"]["pro"].clone();
            }
            assert_eq!(ours, recording["body"], "{version} {name}");
        }
    }
    assert!(refusals > 50, "{refusals}");
}

/// The endpoint of a recording: its path without query, ids made alike.
fn endpoint(recording: &Value) -> String {
    let path = recording["path"]
        .as_str()
        .unwrap()
        .split('?')
        .next()
        .unwrap();
    path.split('/')
        .map(|part| {
            if part.parse::<u64>().is_ok() {
                "ID"
            } else {
                part
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// Learns from an answer for its endpoint, and from the rows of a list for its objects too.
fn learn(shapes: &mut BTreeMap<String, Shape>, endpoint: &str, body: &Value) {
    shapes
        .entry(endpoint.to_owned())
        .or_default()
        .learn("", body);
    for row in body["results"].as_array().into_iter().flatten() {
        let object = shapes.entry(format!("{endpoint}ID/")).or_default();
        let keys = object.keys.take();
        object.learn("", row);
        // An object's own answer has a key that rows lack: prefetch.
        object.keys = keys.or_else(|| object.keys.take());
        if endpoint == "/api/v2/tests/" {
            shapes
                .entry("/api/v2/findings/".to_owned())
                .or_default()
                .fields
                .entry("prefetch".to_owned())
                .or_default()
                .fields
                .entry("test".to_owned())
                .or_default()
                .items
                .get_or_insert_default()
                .learn("", row);
        }
    }
}

#[test]
fn answers_have_the_recorded_keys_and_types() {
    let mut faults = Vec::new();
    let mut answers = 0;
    for (profile, version) in PROFILES {
        let dojo = dojo(profile);
        let recordings: Vec<(String, Value)> = recordings(version)
            .into_iter()
            .filter(|(_, recording)| recording["status"] == 200 && !recording["body"].is_null())
            .collect();
        let mut shapes: BTreeMap<String, Shape> = BTreeMap::new();
        for (_, recording) in &recordings {
            learn(&mut shapes, &endpoint(recording), &recording["body"]);
        }
        for (name, recording) in &recordings {
            answers += 1;
            let ours: Value = serde_json::from_slice(replay(&dojo, recording).body()).unwrap();
            shapes[&endpoint(recording)].check(
                &format!("{version} {name}"),
                "",
                &ours,
                &mut faults,
            );
            let theirs = &recording["body"];
            if theirs["results"].is_array() {
                let is_empty = |body: &Value| body["results"].as_array().unwrap().is_empty();
                if is_empty(&ours) != is_empty(theirs) {
                    faults.push(format!("{version} {name}: rows or none"));
                }
                if (ours["count"] == 0) != (theirs["count"] == 0) {
                    faults.push(format!(
                        "{version} {name}: count {} for {}",
                        ours["count"], theirs["count"]
                    ));
                }
                for link in ["next", "previous"] {
                    if ours[link].is_null() != theirs[link].is_null() {
                        faults.push(format!(
                            "{version} {name}: {link} {} for {}",
                            ours[link], theirs[link]
                        ));
                    }
                }
            }
        }
    }
    assert!(answers > 120, "{answers}");
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn findings_of_each_row_keep_the_recorded_shape() {
    // Recorded pages show a few rows; ours must keep to their shape over the whole portfolio.
    for (profile, version) in PROFILES {
        let dojo = dojo(profile);
        let mut shape = Shape::default();
        for (_, recording) in recordings(version) {
            if recording["status"] == 200 && endpoint(&recording) == "/api/v2/findings/" {
                shape.learn("", &recording["body"]);
            }
        }
        let (_, ours) = json(&dojo, Account::Admin, "findings/?limit=10000");
        let mut faults = Vec::new();
        shape.check(version, "", &ours, &mut faults);
        assert!(
            faults.is_empty(),
            "{} faults:\n{}",
            faults.len(),
            faults.join("\n")
        );
    }
}

#[test]
fn paging_links_are_written_as_recorded() {
    for (profile, version) in PROFILES {
        let dojo = dojo(profile);
        for name in [
            "findings_prefetch",
            "findings_combo",
            "findings_risk_accepted",
            "findings_count_only",
        ] {
            let recording = read(&directory(version).join(format!("{name}.json")));
            let ours: Value = serde_json::from_slice(replay(&dojo, &recording).body()).unwrap();
            for link in ["next", "previous"] {
                let theirs = recording["body"][link]
                    .as_str()
                    .map(|url| url.replace(":8081", ":8080"));
                assert_eq!(ours[link].as_str(), theirs.as_deref(), "{version} {name}");
            }
        }
    }
}

#[test]
fn every_documented_parameter_is_known() {
    for (profile, version) in PROFILES {
        let dojo = strict(profile);
        let documented = read(&directory(version).join("parameters.json"));
        for (list, known) in documented.as_object().unwrap() {
            for parameter in known["parameters"].as_array().unwrap() {
                let parameter = parameter.as_str().unwrap();
                let body =
                    get(&dojo, Account::Admin, &format!("{list}/?{parameter}=1")).into_body();
                let body = String::from_utf8(body).unwrap();
                assert!(
                    !body.contains("no such parameter"),
                    "{version} {list} {parameter}: {body}"
                );
            }
            for order in known["orders"].as_array().unwrap() {
                assert!(
                    count(&dojo, list, &format!("o={}", order.as_str().unwrap())) > 0,
                    "{version} {list} {order}"
                );
            }
        }
    }
}
