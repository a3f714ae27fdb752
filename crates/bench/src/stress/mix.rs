//! Questions of many kinds from many callers, and the one right answer to each.

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use dojo_sim::Account;
use fastrand::Rng;
use http::StatusCode;
use serde_json::{Value, json};

use crate::client::Http;
use crate::question::{Dialect, call};
use crate::server::Server;
use crate::upstream::Upstream;

/// A call, who makes it, and what it is answered with.
pub(crate) struct Case {
    pub(crate) tool: &'static str,
    pub(crate) authorization: String,
    pub(crate) message: Value,
    answer: (StatusCode, Bytes),
}

impl Case {
    /// Whether this is its answer, or where it begins to be another one.
    pub(crate) fn judge(&self, (status, body): &(StatusCode, Bytes)) -> Result<(), String> {
        let (right_status, right) = &self.answer;
        let (right, body) = (&unnumbered(right), &unnumbered(body));
        if (right_status, right) == (status, body) {
            return Ok(());
        }
        let same = right
            .iter()
            .zip(body)
            .take_while(|(one, other)| one == other);
        let start = same.count().saturating_sub(TOLD / 2);
        let part = |body: &[u8]| {
            let part: Vec<u8> = body.iter().skip(start).take(TOLD).copied().collect();
            String::from_utf8_lossy(&part).into_owned()
        };
        Err(format!(
            "{}: {status} {:?} and not {right_status} {:?}",
            self.tool,
            part(body),
            part(right)
        ))
    }
}

/// Without the number of the request, which a refusal tells and which is another one each time.
fn unnumbered(answer: &[u8]) -> Vec<u8> {
    let mut answer = answer.to_vec();
    let before = b"(request ";
    let at = answer.windows(before.len()).position(|part| part == before);
    if let Some(at) = at.map(|at| at + before.len())
        && let Some(number) = answer.get_mut(at..at + 12)
    {
        number.fill(b'0');
    }
    answer
}

/// So many bytes of an answer are told.
const TOLD: usize = 80;

/// All calls of all callers.
pub(crate) struct Mix(Vec<Case>);

/// They see everything, some of it, nothing.
const CALLERS: [Account; 5] = [
    Account::Admin,
    Account::Staffer,
    Account::PtUser,
    Account::LowPriv,
    Account::NoPerm,
];

/// It is nobody's.
pub(crate) const WRONG: &str = "Token 0123456789012345678901234567890123456789";

/// A call of each tool.
pub(crate) fn calls() -> [(&'static str, Value); 17] {
    [
        (
            "get_findings",
            json!({"severity": ["Critical", "High"], "status": ["Active"]}),
        ),
        ("get_finding_by_id", json!({"finding_id": 7})),
        ("summarize_findings", json!({"group_by": "product"})),
        ("get_finding_trends", json!({"interval": "week"})),
        ("get_remediation_metrics", json!({"group_by": "severity"})),
        ("prioritize_findings", json!({})),
        ("build_report", json!({"kind": "security_landscape"})),
        ("get_products", json!({})),
        ("get_product_types", json!({})),
        ("get_engagements", json!({"product_id": 1})),
        ("get_tests", json!({"engagement_id": 1})),
        ("get_users", json!({})),
        ("get_user_by_id", json!({"user_id": 1})),
        ("get_groups", json!({})),
        ("get_group_by_id", json!({"group_id": 1})),
        ("get_dojo_group_members", json!({"group_id": 1})),
        ("get_roles", json!({})),
    ]
}

impl Mix {
    /// Asks a server that nobody else asks.
    pub(crate) async fn learn(server: &Server, upstream: &Upstream) -> Result<Self> {
        let mut cases = Vec::new();
        let tokens = CALLERS.map(|account| format!("Token {}", upstream.token_of(account)));
        for authorization in tokens.iter().map(String::as_str).chain([WRONG]) {
            let mut http = Http::open(server.address(), authorization, Dialect::Ours).await?;
            for (tool, arguments) in calls() {
                let message = call(tool, &arguments);
                let answer = http.exchange(&message).await?;
                let case = Case {
                    tool,
                    authorization: authorization.to_owned(),
                    message,
                    answer,
                };
                ensure!(case.is_right(&tokens), "{tool}: {:?}", case.answer);
                cases.push(case);
            }
        }
        Ok(Self(cases))
    }

    /// Any of them.
    pub(crate) fn any(&self, random: &mut Rng) -> Result<&Case> {
        random.choice(&self.0).context("no cases")
    }

    /// Those of one who sees everything.
    pub(crate) fn of_admin(&self) -> &[Case] {
        self.0.get(..calls().len()).unwrap_or_default()
    }
}

impl Case {
    /// One who sees everything gets what is there; what version 3 of `DefectDojo` no longer has is refused, and so is
    /// who is nobody.
    fn is_right(&self, tokens: &[String]) -> bool {
        let text = String::from_utf8_lossy(&self.answer.1);
        let is_refusal = text.contains("\"isError\":true");
        let is_gone = self.tool.contains("group") || self.tool == "get_roles";
        if self.authorization == WRONG {
            is_refusal || self.answer.0 == StatusCode::UNAUTHORIZED
        } else if tokens.first() == Some(&self.authorization) {
            self.answer.0 == StatusCode::OK && is_refusal == is_gone
        } else {
            self.answer.0 == StatusCode::OK
        }
    }
}
