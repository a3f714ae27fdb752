//! What a client has to get: the questions, and the answers to a client written by hand, which are held to the
//! simulated instance's own data, and the lists to the server's.

use crate::lists;
use crate::reference;
use crate::script::Questions;
use crate::transcript::{Call, Session};
use dojo_sim::{Account, Finding, Portfolio, Severity};
use serde_json::{Value, json};
use testbed::Bench;

/// The questions and their answers.
pub(crate) struct Truth {
    pub(crate) questions: Questions,
    pub(crate) answers: Session,
}

/// Where in the calls each of them is.
pub(crate) const FILTERS: usize = 0;
pub(crate) const BY_ID: usize = 1;
pub(crate) const FAILING: usize = 2;
pub(crate) const STATUSES: usize = 3;

impl Truth {
    /// Asks the server of `bench`. Panics where its answers are not what the instance's data says: then no
    /// client is to blame.
    pub(crate) fn of(bench: &Bench) -> Self {
        let data = bench.sim.portfolio();
        let asked = Asked::of(data);
        let questions = asked.questions();
        let answers = reference::answers(&bench.client(Account::Admin), &questions);
        asked.hold(data, &answers);
        lists::hold(&answers);
        Self { questions, answers }
    }
}

/// The objects that are asked for.
struct Asked<'a> {
    /// In a product whose name is not ASCII, which a client must not spoil.
    finding: &'a Finding,
    product: &'a str,
    /// Of no finding.
    unused: u64,
}

impl<'a> Asked<'a> {
    fn of(data: &'a Portfolio) -> Self {
        let mut products = data.products.iter();
        let product = products.find(|row| !row.name.is_ascii()).unwrap();
        let mut findings = data.findings.iter();
        Self {
            finding: findings.find(|row| row.product_id == product.id).unwrap(),
            product: &product.name,
            unused: data.findings.len() as u64 + 1,
        }
    }

    fn questions(&self) -> Questions {
        let call = |name: &str, arguments: Value| json!({"name": name, "arguments": arguments});
        let filters = json!({"severity": ["Critical", "High"], "status": "Active", "has_jira": false, "limit": 5});
        // Their counts and rows are many requests to DefectDojo: enough to tell of progress.
        let statuses = json!({"status": ["Active", "Closed", "Under Review"], "limit": 5});
        let id = self.finding.id;
        let suggest = json!({"ref": {"type": "ref/prompt", "name": "sast_review_report"},
            "argument": {"name": "product", "value": "service"}});
        let mut calls = vec![
            call("get_findings", filters),
            call("get_finding_by_id", json!({"finding_id": id})),
            call("get_finding_by_id", json!({"finding_id": self.unused})),
            call("get_findings", statuses),
        ];
        calls[STATUSES]["progress"] = json!(true);
        Questions {
            calls,
            prompts: vec![
                call("sast_review_report", json!({"days": "30"})),
                call(
                    "security_landscape_report",
                    json!({"product": self.product, "days": "7"}),
                ),
            ],
            resources: vec![
                "defectdojo://guide".to_owned(),
                format!("defectdojo://findings/{id}"),
            ],
            completions: vec![suggest],
        }
    }

    /// Holds the answers to the data.
    fn hold(&self, data: &Portfolio, answers: &Session) {
        let counted = |holds: &dyn Fn(&Finding) -> bool| {
            json!(data.findings.iter().filter(|row| holds(row)).count())
        };
        let objects = answers.calls.as_ref().unwrap().iter();
        let objects: Vec<&Value> = objects
            .map(|call| match call {
                Call::Answered { result, .. } => result,
                Call::Failed { failure } => panic!("{failure}"),
            })
            .collect();
        let severe = |row: &Finding| matches!(row.severity, Severity::Critical | Severity::High);
        let expected = counted(&|row| severe(row) && row.active && row.jira.is_none());
        assert_ne!(expected, 0);
        assert_eq!(objects[FILTERS]["structuredContent"]["count"], expected);

        let finding = &objects[BY_ID]["structuredContent"]["finding"];
        assert_eq!(finding["id"], self.finding.id);
        assert_eq!(finding["product"]["name"], self.product);
        assert_eq!(finding["severity"], self.finding.severity.name());

        assert_eq!(objects[FAILING]["isError"], true);
        let said = objects[FAILING]["content"][0]["text"].as_str().unwrap();
        assert!(said.contains("does not exist or is not visible"), "{said}");

        let expected = counted(&|row| row.active || row.is_mitigated || row.under_review);
        assert_eq!(objects[STATUSES]["structuredContent"]["count"], expected);

        let Call::Answered { progress, .. } = &answers.calls.as_ref().unwrap()[STATUSES] else {
            unreachable!("seen above");
        };
        let steps = progress.as_ref().unwrap();
        assert!(steps.len() > 1, "{steps:?}");
        let increase = steps.is_sorted_by(|step, next| step.progress < next.progress);
        assert!(increase, "{steps:?}");

        let prompts = answers.got_prompts.as_ref().unwrap();
        let said = |prompt: usize| prompts[prompt]["messages"][0]["content"]["text"].as_str();
        assert!(said(0).unwrap().contains("30 days"), "{prompts:?}");
        assert!(said(1).unwrap().contains(self.product), "{prompts:?}");

        let read = answers.read.as_ref().unwrap();
        assert_eq!(read[0]["contents"][0]["mimeType"], "text/markdown");
        let object = read[1]["contents"][0]["text"].as_str().unwrap();
        let object: Value = serde_json::from_str(object).unwrap();
        assert_eq!(object["finding"]["id"], self.finding.id);

        let products = data.products.iter().map(|row| row.name.as_str());
        let mut named: Vec<&str> = products
            .filter(|name| name.to_lowercase().contains("service"))
            .collect();
        let suggested = &answers.completions.as_ref().unwrap()[0];
        let mut suggested: Vec<&str> = suggested["values"]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_str().unwrap())
            .collect();
        named.sort_unstable();
        suggested.sort_unstable();
        assert_eq!(suggested, named);
        assert_ne!(named.len(), 0);
    }
}
