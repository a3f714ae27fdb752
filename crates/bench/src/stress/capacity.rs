//! What a core carries: the CPU time of each tool, and how much of a mix it does.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use fastrand::Rng;
use futures_util::future::join_all;

use super::ledger::Ledger;
use super::mix::Mix;
use super::{kib, subject};
use crate::client::Http;
use crate::question::Dialect;
use crate::server::Server;
use crate::upstream::Upstream;

/// How often each tool is called.
const CALLS: u32 = 20;
/// As many clients ask at once.
const CLIENTS: u64 = 16;

/// A table, and a sentence about a mix that lasts so long.
pub(crate) async fn capacity(upstream: &Upstream, time: Duration) -> Result<String> {
    let server = Server::start(&subject()?, upstream).await?;
    let mix = Mix::learn(&server, upstream).await?;
    let cpu = || {
        let cpu = server.cpu().context("the system does not tell CPU times")?;
        anyhow::Ok(cpu.as_secs_f64())
    };
    let mut table =
        "| tool | requests to DefectDojo | CPU, ms | bytes of the answer |\n|---|---:|---:|---:|\n"
            .to_owned();
    for case in mix.of_admin() {
        let mut http = Http::open(server.address(), &case.authorization, Dialect::Ours).await?;
        let (_, body) = http.exchange(&case.message).await?;
        let (calls, before) = (upstream.calls(), cpu()?);
        for _ in 0..CALLS {
            http.exchange(&case.message).await?;
        }
        writeln!(
            table,
            "| {} | {} | {:.2} | {} |",
            case.tool,
            (upstream.calls() - calls) / u64::from(CALLS),
            (cpu()? - before) * 1000.0 / f64::from(CALLS),
            body.len()
        )?;
    }
    let (began, before) = (Instant::now(), cpu()?);
    let end = began + time;
    let clients = (0..CLIENTS).map(|client| {
        let (mix, server) = (&mix, &server);
        async move {
            let mut random = Rng::with_seed(client);
            let mut ledger = Ledger::new()?;
            while Instant::now() < end {
                let case = mix.any(&mut random)?;
                let began = Instant::now();
                let mut http = Http::connect(server.address(), &case.authorization).await?;
                let answer = http.exchange(&case.message).await?;
                ledger.judged(case.judge(&answer), began.elapsed())?;
            }
            anyhow::Ok(ledger)
        }
    });
    let mut all = Ledger::new()?;
    for ledger in join_all(clients).await {
        all.add(ledger?)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few millions at most")]
    let answers = all.answers() as f64;
    let worked = cpu()? - before;
    Ok(format!(
        "{table}\nThe mix of all of these and all callers, as fast as it goes: {:.0} requests a second, {:.2} ms of CPU for one, so {:.0} a second for a core; {}; RSS {}",
        answers / began.elapsed().as_secs_f64(),
        worked * 1000.0 / answers,
        answers / worked,
        all.sentence(),
        kib(server.memory().map(|(now, _)| now)),
    ))
}
