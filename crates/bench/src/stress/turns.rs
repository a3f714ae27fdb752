//! Many clients in turn: each comes, shakes hands, looks at the tools, makes a call and leaves.

use std::time::Instant;

use anyhow::Result;
use fastrand::Rng;
use futures_util::future::join_all;
use serde_json::json;

use super::ledger::Ledger;
use super::mix::{Mix, WRONG};
use super::{kib, subject};
use crate::client::Http;
use crate::question::{Dialect, request};
use crate::server::Server;
use crate::upstream::Upstream;

/// How many are there at a time.
const SIDE_BY_SIDE: usize = 4;

/// So many clients.
pub(crate) async fn turns(upstream: &Upstream, clients: usize) -> Result<String> {
    let server = Server::start(&subject()?, upstream).await?;
    let mix = Mix::learn(&server, upstream).await?;
    let list = request("tools/list", &json!({}));
    let mut http = Http::open(server.address(), WRONG, Dialect::Ours).await?;
    let tools = http.exchange(&list).await?;
    drop(http);
    let (before, began) = (server.memory(), Instant::now());
    let queues = (0..SIDE_BY_SIDE).map(|queue| {
        let (mix, list, tools, address) = (&mix, &list, &tools, server.address());
        async move {
            let mut random = Rng::with_seed(queue as u64);
            let mut ledger = Ledger::new()?;
            for _ in 0..clients / SIDE_BY_SIDE {
                let case = mix.any(&mut random)?;
                let began = Instant::now();
                let visit = async {
                    let mut http = Http::open(address, &case.authorization, Dialect::Ours).await?;
                    let listed = http.exchange(list).await?;
                    anyhow::Ok((listed, http.exchange(&case.message).await?))
                };
                match visit.await {
                    Ok((listed, answer)) => {
                        let judged = case.judge(&answer);
                        let is_listed = listed == *tools;
                        let judged = judged.and(
                            is_listed
                                .then_some(())
                                .ok_or_else(|| "another list".to_owned()),
                        );
                        ledger.judged(judged, began.elapsed())?;
                    }
                    Err(error) => ledger.fault(format!("{}: {error}", case.tool)),
                }
            }
            anyhow::Ok(ledger)
        }
    });
    let mut all = Ledger::new()?;
    for ledger in join_all(queues).await {
        all.add(ledger?)?;
    }
    let after = server.memory();
    Ok(format!(
        "{clients} clients in turn, {SIDE_BY_SIDE} at a time, each with four requests: {:.0} s; of whole visits {}; RSS before {}, after {}",
        began.elapsed().as_secs_f64(),
        all.sentence(),
        kib(before.map(|(now, _)| now)),
        kib(after.map(|(now, _)| now)),
    ))
}
