//! How long the analytic tools take where there is much to count: `cargo xtask bench --scale`.
//!
//! The upstream takes for each call as long as a real instance, so that what counts is how many calls a tool makes and
//! how many of them side by side.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::question::{Dialect, Question, call};
use crate::server::Server;
use crate::subject::{REUSED, Subject, file};
use crate::upstream::Upstream;

const FINDINGS: usize = 100_000;

/// How many requests the instance has in hand at once: what was measured, and as many as the server asks.
const WORKERS: [usize; 2] = [2, 6];

/// How often each question is asked, of which the median counts.
pub(crate) const ROUNDS: usize = 3;

/// A question, and how many seconds it may take.
struct Asked {
    tool: &'static str,
    arguments: Value,
    goal: Option<u64>,
}

impl Asked {
    const fn new(tool: &'static str, arguments: Value) -> Self {
        Self {
            tool,
            arguments,
            goal: None,
        }
    }

    fn within(self, seconds: u64) -> Self {
        Self {
            goal: Some(seconds),
            ..self
        }
    }

    fn name(&self) -> String {
        let arguments = self.arguments.as_object().into_iter().flatten();
        let values = arguments.map(|(_, value)| value.to_string().replace('"', ""));
        let values: Vec<String> = values.collect();
        format!("{} {}", self.tool, values.join(", "))
            .trim_end()
            .to_owned()
    }

    fn question(&self) -> Question {
        Question::Message(call(self.tool, &self.arguments))
    }
}

/// All that count much.
fn questions() -> Vec<Asked> {
    let summary = |by: &str| Asked::new("summarize_findings", json!({"group_by": by}));
    let priorities =
        |strategy: &str| Asked::new("prioritize_findings", json!({"strategy": strategy}));
    let remediation = |by: &str| Asked::new("get_remediation_metrics", json!({"group_by": by}));
    let report = |kind: &str| Asked::new("build_report", json!({"kind": kind}));
    let mut all = vec![summary("product").within(3), summary("severity").within(3)];
    all.extend(
        [
            "status",
            "product_type",
            "engagement",
            "test_type",
            "cwe",
            "owasp_top10",
            "component",
            "month",
            "age_band",
            "sla",
        ]
        .map(summary),
    );
    all.extend([
        Asked::new(
            "get_finding_trends",
            json!({"interval": "week", "days": 90}),
        )
        .within(5),
        Asked::new(
            "get_finding_trends",
            json!({"interval": "month", "days": 365}),
        ),
    ]);
    all.extend(["exploitability", "sla", "severity"].map(|it| priorities(it).within(2)));
    all.extend(["severity", "product", "test_type", "cwe"].map(remediation));
    all.extend(["security_landscape", "sast_review"].map(report));
    all
}

/// What was measured of a question.
struct Row {
    name: String,
    goal: Option<u64>,
    requests: u64,
    is_exact: bool,
    times: [Duration; 2],
}

/// Measures all, and gives the results as a page.
pub(crate) async fn scale(head: &[String], rounds: usize, only: Option<&str>) -> Result<String> {
    let upstream = Upstream::holding(FINDINGS).await?;
    let component = Subject::component(
        "ours, reused",
        Dialect::Ours,
        file("DEFECTDOJO_MCP_WASM")?,
        REUSED,
    );
    let server = Server::start(&component, &upstream).await?;
    let mut rows = Vec::new();
    for asked in questions() {
        if only.is_none_or(|part| asked.name().contains(part)) {
            rows.push(measure(&asked, rounds, &server, &upstream).await?);
            eprintln!("{}", rows.last().map(line).unwrap_or_default());
        }
    }
    Ok(page(head, rounds, &rows))
}

async fn measure(
    asked: &Asked,
    rounds: usize,
    server: &Server,
    upstream: &Upstream,
) -> Result<Row> {
    let question = asked.question();
    let mut client = server.client().await?;
    // The simulator's own work, which is none of a real instance's time, is done before.
    upstream.set_workers(None);
    let expected = client.ask(&question).await?;
    let answer: Value = serde_json::from_slice(&expected)?;
    let result = answer.pointer("/result/structuredContent");
    let result = result.with_context(|| format!("{}: {answer}", asked.name()))?;
    let mut medians = [Duration::ZERO; 2];
    let mut requests = 0;
    for (median, workers) in medians.iter_mut().zip(WORKERS) {
        upstream.set_workers(Some(workers));
        let mut times = Vec::new();
        for _ in 0..rounds {
            let (calls, began) = (upstream.calls(), Instant::now());
            let answer = client.ask(&question).await?;
            times.push(began.elapsed());
            requests = upstream.calls() - calls;
            ensure!(answer == expected, "{}: another answer", asked.name());
        }
        times.sort_unstable();
        *median = *times.get(rounds / 2).context("no rounds")?;
    }
    Ok(Row {
        name: asked.name(),
        goal: asked.goal,
        requests,
        is_exact: result.get("exact").is_none_or(|exact| exact == true),
        times: medians,
    })
}

fn line(row: &Row) -> String {
    let [few, enough] = row.times.map(|time| format!("{:.2}", time.as_secs_f64()));
    let goal = row.goal.map_or_else(String::new, |goal| {
        let is_met = row.times.map(|time| time <= Duration::from_secs(goal));
        let judged = match is_met {
            [true, true] => "met",
            [false, true] => "met with 6 workers",
            _ => "**missed**",
        };
        format!("{goal} s: {judged}")
    });
    let exact = if row.is_exact { "yes" } else { "no" };
    format!(
        "| {} | {} | {few} | {enough} | {goal} | {exact} |",
        row.name, row.requests
    )
}

fn page(head: &[String], rounds: usize, rows: &[Row]) -> String {
    let mut page = format!(
        "# At scale\n\nWritten by `cargo xtask bench --scale`. {FINDINGS} findings; each call takes as long as a real instance was measured to take for it (`crates/dojo-sim/src/pace.rs`), with so many workers that answer side by side: 2 on the instance that was measured, 6 on one that answers all that the server asks at once. Seconds are medians of {rounds}.\n\n"
    );
    for line in head {
        let _ = writeln!(page, "- {line}");
    }
    page.push_str(
        "\n| question | requests | s, 2 workers | s, 6 workers | goal | exact |\n|---|---:|---:|---:|---|---|\n",
    );
    for row in rows {
        let _ = writeln!(page, "{}", line(row));
    }
    page
}
