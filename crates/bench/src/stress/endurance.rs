//! Hours of use: all tools, several callers and none, clients that leave before they are answered.

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use anyhow::Result;
use fastrand::Rng;
use futures_util::future::{join, join_all};
use tokio::time::{sleep, sleep_until, timeout};

use super::ledger::Ledger;
use super::mix::Mix;
use super::{kib, subject};
use crate::client::Http;
use crate::question::Dialect;
use crate::server::Server;
use crate::upstream::Upstream;

/// How many clients there are.
const CLIENTS: u32 = 24;
/// How many requests a second they make together.
const RATE: u32 = 20;
/// Of so many requests, one is not waited for.
const LEAVES: u32 = 20;
/// How often memory is looked at.
const SAMPLES: u32 = 240;

/// For so long.
pub(crate) async fn endurance(upstream: &Upstream, time: Duration) -> Result<String> {
    let server = Server::start(&subject()?, upstream).await?;
    let mix = Mix::learn(&server, upstream).await?;
    let (began, cpu) = (Instant::now(), server.cpu());
    let end = began + time;
    let left = Cell::new(0_u64);
    let clients = (0..CLIENTS).map(|client| {
        let (mix, server, left) = (&mix, &server, &left);
        async move {
            let mut random = Rng::with_seed(u64::from(client));
            let each = Duration::from_secs_f64(f64::from(CLIENTS) / f64::from(RATE));
            let mut next = began + each.mul_f64(random.f64());
            let mut ledger = Ledger::new()?;
            while next < end {
                sleep_until(next.into()).await;
                next += each;
                let case = mix.any(&mut random)?;
                // As many clients do, each comes anew with its token.
                let asked = async {
                    let mut http =
                        Http::open(server.address(), &case.authorization, Dialect::Ours).await?;
                    http.exchange(&case.message).await
                };
                let began = Instant::now();
                if random.u32(..LEAVES) == 0 {
                    let patience = Duration::from_micros(random.u64(..20_000));
                    if timeout(patience, asked).await.is_err() {
                        left.set(left.get() + 1);
                    }
                    continue;
                }
                match asked.await {
                    Ok(answer) => ledger.judged(case.judge(&answer), began.elapsed())?,
                    Err(error) => ledger.fault(format!("{}: {error}", case.tool)),
                }
            }
            anyhow::Ok(ledger)
        }
    });
    let memory = RefCell::new(Vec::new());
    let watch = async {
        while Instant::now() < end {
            memory
                .borrow_mut()
                .extend(server.memory().map(|(now, _)| now));
            sleep(time / SAMPLES).await;
        }
    };
    let (ledgers, ()) = join(join_all(clients), watch).await;
    let mut all = Ledger::new()?;
    for ledger in ledgers {
        all.add(ledger?)?;
    }
    let memory = memory.into_inner();
    let quarter = memory.len() / 4;
    let quarters: Vec<String> = memory
        .chunks(quarter.max(1))
        .take(4)
        .map(|it| kib(mean(it)))
        .collect();
    let worked = server
        .cpu()
        .zip(cpu)
        .map(|(after, before)| after.saturating_sub(before));
    let share = worked.map_or(0.0, |worked| worked.div_duration_f64(began.elapsed()));
    Ok(format!(
        "{:.0} minutes of mixed load at {RATE} requests a second, {:.0} % of a core: {}; {} left before they were answered; RSS by quarters {}; at its peak {}",
        time.as_secs_f64() / 60.0,
        share * 100.0,
        all.sentence(),
        left.get(),
        quarters.join(", "),
        kib(server.memory().map(|(_, peak)| peak)),
    ))
}

fn mean(samples: &[u64]) -> Option<u64> {
    let sum: u64 = samples.iter().sum();
    sum.checked_div(u64::try_from(samples.len()).ok()?)
}
