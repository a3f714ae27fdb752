//! Clients that ask a server, each again as soon as it is answered, for a while.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use futures_util::future::{join_all, try_join_all};
use hdrhistogram::Histogram;

use crate::client::Client;
use crate::question::{Case, Question, is_answer};
use crate::server::Server;
use crate::upstream::Upstream;

/// What a server did in one round.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    /// Latencies.
    pub(crate) p50: Duration,
    pub(crate) p95: Duration,
    pub(crate) p99: Duration,
    /// Answers in a second.
    pub(crate) rate: f64,
    /// CPU time of the server for one request.
    pub(crate) cpu: Option<Duration>,
    /// Requests that it made for one.
    pub(crate) upstream_calls: f64,
    pub(crate) errors: u64,
    /// Bytes of one answer's body.
    pub(crate) bytes: usize,
}

/// Has so many clients ask a server for a while. `None` where it has nothing for the case.
pub(crate) async fn load(
    server: &Server,
    upstream: &Upstream,
    case: Case,
    clients: usize,
    duration: Duration,
) -> Result<Option<Sample>> {
    let Some(question) = server.question(case) else {
        return Ok(None);
    };
    let mut clients = try_join_all((0..clients).map(|_| server.client())).await?;
    // Not measured: whether it answers at all, and what with. It also warms up what can be.
    let first = clients
        .first_mut()
        .context("no clients")?
        .ask(&question)
        .await?;
    let name = server.subject.name;
    ensure!(
        is_answer(case, &first),
        "{name} answers to {case:?}: {first:?}"
    );

    let (cpu, calls, began) = (server.cpu(), upstream.calls(), Instant::now());
    let end = began + duration;
    let clients = clients
        .into_iter()
        .map(|client| ask_until(client, &question, first.len(), end));
    let mut latencies = Histogram::<u64>::new(3)?;
    let mut errors = 0;
    for outcome in join_all(clients).await {
        let (one, wrong) = outcome?;
        latencies.add(one)?;
        errors += wrong;
    }
    let answers = latencies.len();
    ensure!(answers > 0, "{name} answered nothing to {case:?}");
    let took = began.elapsed();
    #[expect(clippy::cast_precision_loss, reason = "a few millions at most")]
    let [answered, asked] = [answers, upstream.calls() - calls].map(|number| number as f64);
    let worked = server
        .cpu()
        .zip(cpu)
        .map(|(after, before)| after.saturating_sub(before));
    let at = |quantile| Duration::from_nanos(latencies.value_at_quantile(quantile));
    Ok(Some(Sample {
        p50: at(0.5),
        p95: at(0.95),
        p99: at(0.99),
        rate: answered / took.as_secs_f64(),
        cpu: worked.map(|worked| worked.div_f64(answered)),
        upstream_calls: asked / answered,
        errors,
        bytes: first.len(),
    }))
}

/// The latencies of one client in nanoseconds, and how many answers were none. An answer is as long as the first one:
/// the question is the same.
async fn ask_until(
    mut client: Client,
    question: &Question,
    length: usize,
    end: Instant,
) -> Result<(Histogram<u64>, u64)> {
    let (mut latencies, mut errors) = (Histogram::new(3)?, 0);
    while Instant::now() < end {
        let began = Instant::now();
        match client.ask(question).await {
            Ok(answer) if answer.len().abs_diff(length) <= DIGITS => {
                latencies.record(u64::try_from(began.elapsed().as_nanos())?)?;
            }
            Ok(_) | Err(_) => errors += 1,
        }
    }
    Ok((latencies, errors))
}

/// Over standard input and output, answers repeat the growing numbers of their requests.
const DIGITS: usize = 8;
