//! The questions that `DefectDojo`'s documentation names as its use cases: the calls that an assistant answers each
//! with, and what has to be in the answers. The same over HTTP and in process.

use super::facts::{self, Facts};
use super::tokens::tokens;
use dojo_sim::Profile;
use serde_json::{Value, json};

/// The most calls of a question.
const MOST_CALLS: usize = 6;

/// The most tokens of all its results.
const MOST_TOKENS: u64 = 30_000;

/// A question.
pub(crate) struct UseCase {
    pub(crate) question: &'static str,
    /// Tools with their arguments.
    pub(crate) calls: Vec<(&'static str, Value)>,
    /// Holds the results to the data, in the order of the calls.
    hold: fn(&Facts<'_>, &[Value]),
}

/// What is asked of an instance.
pub(crate) fn use_cases(profile: Profile) -> [UseCase; 5] {
    [
        dashboard(),
        team(profile),
        tools(),
        compliance(),
        priorities(),
    ]
}

fn dashboard() -> UseCase {
    let worst = json!({"group_by": "product", "severity": ["Critical", "High"], "top": 10});
    UseCase {
        question: "executive dashboard",
        calls: vec![
            ("summarize_findings", json!({"group_by": "severity"})),
            ("summarize_findings", worst),
            (
                "get_finding_trends",
                json!({"interval": "month", "days": 180}),
            ),
            ("summarize_findings", json!({"group_by": "cwe", "top": 5})),
            ("get_remediation_metrics", json!({})),
        ],
        hold: facts::dashboard,
    }
}

fn team(profile: Profile) -> UseCase {
    let mistakes = json!({"group_by": "cwe", "product_type_id": [1], "status": ["Any"]});
    let risks = json!({"group_by": "owasp_top10", "product_type_id": [1]});
    // Who they are: 3.x has no groups.
    let people = match profile {
        Profile::Oss2 => ("get_groups", json!({})),
        Profile::Oss3 => ("get_products", json!({"product_type_id": [1]})),
    };
    UseCase {
        question: "team performance",
        calls: vec![
            ("summarize_findings", json!({"group_by": "product_type"})),
            ("summarize_findings", mistakes),
            ("summarize_findings", risks),
            ("get_remediation_metrics", json!({"product_type_id": [1]})),
            people,
        ],
        hold: facts::team,
    }
}

fn tools() -> UseCase {
    let confirmed =
        json!({"group_by": "test_type", "severity": ["Critical", "High"], "status": ["Verified"]});
    UseCase {
        question: "tool effectiveness",
        calls: vec![
            (
                "get_remediation_metrics",
                json!({"group_by": "test_type", "days": 365}),
            ),
            (
                "summarize_findings",
                json!({"group_by": "test_type", "status": ["Any"]}),
            ),
            ("summarize_findings", confirmed),
        ],
        hold: facts::tools,
    }
}

fn compliance() -> UseCase {
    UseCase {
        question: "compliance evidence",
        calls: vec![
            ("summarize_findings", json!({"group_by": "sla"})),
            (
                "get_finding_trends",
                json!({"interval": "month", "days": 365}),
            ),
            ("get_remediation_metrics", json!({"days": 365})),
            ("get_engagements", json!({"limit": 100})),
            ("get_users", json!({"limit": 100})),
        ],
        hold: facts::compliance,
    }
}

fn priorities() -> UseCase {
    UseCase {
        question: "risk prioritisation",
        calls: vec![
            ("prioritize_findings", json!({"top": 20})),
            ("get_products", json!({"limit": 100})),
        ],
        hold: facts::priorities,
    }
}

impl UseCase {
    /// Holds the texts that its calls gave to their bounds and to the data. Gives their tokens.
    pub(crate) fn hold(&self, facts: &Facts<'_>, texts: &[String]) -> u64 {
        let question = self.question;
        assert_eq!(texts.len(), self.calls.len(), "{question}");
        assert!(texts.len() <= MOST_CALLS, "{question}");
        let tokens: u64 = texts.iter().map(|text| tokens(text)).sum();
        println!("{question}: {} calls, {tokens} tokens", texts.len());
        assert!(tokens < MOST_TOKENS, "{question}: {tokens} tokens");
        let results: Vec<Value> = texts
            .iter()
            .map(|text| serde_json::from_str(text).unwrap())
            .collect();
        (self.hold)(facts, &results);
        tokens
    }
}
