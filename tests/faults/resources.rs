//! Beside the tools: resources fail with the same words, and suggestions are left out.

use crate::faulty::Faulty;
use dojo_sim::{Fault, When};
use serde_json::json;

/// Faults of each layer, and what is said.
const SOME: [(Fault, &str); 8] = [
    (Fault::ResetInBody, "within the answer"),
    (Fault::JsonCut, "was cut off"),
    (Fault::BodyEndless, "larger than 32 MiB"),
    (Fault::DeepNesting, "isn't understood"),
    (Fault::TooManyRetryAfter, "in 7 s"),
    (Fault::BadGateway, "HTTP 502"),
    (Fault::RedirectElsewhere, "redirects"),
    (Fault::Gzip, "compressed"),
];

const URIS: [&str; 7] = [
    "defectdojo://instance",
    "defectdojo://findings/9",
    "defectdojo://products/1",
    "defectdojo://engagements/1",
    "defectdojo://tests/1",
    "defectdojo://users/5",
    "defectdojo://groups/1",
];

#[test]
fn resources_say_it_and_suggestions_are_left_out() {
    let faulty = Faulty::start();
    resources_say_what_is_wrong(&faulty);
    faulty.sim.set_fault(None);
    suggestions_are_left_out(&faulty);
}

fn resources_say_what_is_wrong(faulty: &Faulty) {
    let client = faulty.client();
    let read = |uri| client.legacy("resources/read", json!({"uri": uri}));
    for uri in URIS {
        assert!(read(uri)["contents"][0]["text"].is_string(), "{uri}");
    }
    for (fault, says) in SOME {
        faulty.go_wrong(fault, When::Always);
        for uri in URIS {
            let came = read(uri);
            let said = came["error"]["message"].as_str().unwrap_or_default();
            assert!(said.contains(says), "{} {uri}: {came}", fault.name());
        }
        faulty.recover(fault.name());
    }
    // What is left out of an object is said there, too.
    faulty.go_wrong(Fault::WrongTypes, When::Always);
    for uri in URIS {
        let came = read(uri);
        let text = came["contents"][0]["text"].as_str().unwrap_or_default();
        assert!(text.contains("Left out, because"), "{uri}: {came}");
    }
}

fn suggestions_are_left_out(faulty: &Faulty) {
    let client = faulty.client();
    let complete = |uri: &str| {
        let reference = json!({"type": "ref/resource", "uri": uri});
        let argument = json!({"name": "id", "value": ""});
        client.legacy(
            "completion/complete",
            json!({"ref": reference, "argument": argument}),
        )
    };
    let templates = [
        "defectdojo://findings/{id}",
        "defectdojo://products/{id}",
        "defectdojo://users/{id}",
    ];
    for uri in templates {
        let came = complete(uri);
        assert!(
            !came["completion"]["values"].as_array().unwrap().is_empty(),
            "{uri}"
        );
    }
    for (fault, _) in SOME {
        faulty.go_wrong(fault, When::Always);
        for uri in templates {
            assert_eq!(
                complete(uri)["completion"]["values"],
                json!([]),
                "{uri} {}",
                fault.name()
            );
        }
        faulty.recover(fault.name());
    }
}
