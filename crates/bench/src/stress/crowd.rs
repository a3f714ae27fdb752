//! Many requests at once, each on a connection of its own.

use std::time::{Duration, Instant};

use anyhow::Result;
use futures_util::future::join_all;
use serde_json::json;
use tokio::time::timeout;

use super::ledger::Ledger;
use super::{kib, subject};
use crate::client::Http;
use crate::question::{Dialect, call};
use crate::server::Server;
use crate::upstream::Upstream;

/// Longer than anything may last.
const HUNG: Duration = Duration::from_mins(3);
/// Longer than one that is served is kept waiting.
const SHORT: Duration = Duration::from_secs(3);

/// So many requests at the same time, each for 100 findings, of a `DefectDojo` that takes half a second for them.
pub(crate) async fn crowd(upstream: &Upstream, size: usize) -> Result<String> {
    let server = Server::start(&subject()?, upstream).await?;
    let authorization = format!("Token {}", upstream.token());
    let message = call("get_findings", &json!({"limit": 100}));
    let mut first = Http::open(server.address(), &authorization, Dialect::Ours).await?;
    let expected = first.exchange(&message).await?;
    drop(first);
    let before = server.memory();
    upstream.set_workers(Some(64));
    let began = Instant::now();
    let clients = (0..size).map(|_| async {
        let mut ledger = Ledger::new()?;
        let began = Instant::now();
        let asked = async {
            Http::connect(server.address(), &authorization)
                .await?
                .exchange(&message)
                .await
        };
        match timeout(HUNG, asked).await {
            Ok(Ok(answer)) if answer == expected => ledger.answered(began.elapsed())?,
            other => ledger.fault(format!("{other:?}").chars().take(200).collect()),
        }
        Ok::<_, anyhow::Error>(ledger)
    });
    let mut all = Ledger::new()?;
    for ledger in join_all(clients).await {
        all.add(ledger?)?;
    }
    upstream.set_workers(None);
    let after = server.memory();
    Ok(format!(
        "{size} in flight: {:.1} s; {}; RSS before {}, at its peak {}, after {}",
        began.elapsed().as_secs_f64(),
        all.sentence(),
        kib(before.map(|(now, _)| now)),
        kib(after.map(|(_, peak)| peak)),
        kib(after.map(|(now, _)| now)),
    ))
}

/// What happens to one client more than there are connections: whether it waits, and whether it is served as soon as
/// another leaves.
pub(crate) async fn one_too_many(upstream: &Upstream) -> Result<String> {
    let server = Server::start(&subject()?, upstream).await?;
    let authorization = format!("Token {}", upstream.token());
    let connections = limits::value("--max-concurrent-connections").unwrap_or(512);
    let mut idle = Vec::new();
    for _ in 0..connections {
        idle.push(Http::connect(server.address(), &authorization).await?);
    }
    // Each has been served, so that it is certain to have its place.
    let message = call("get_findings", &json!({"limit": 0}));
    for client in &mut idle {
        client.exchange(&message).await?;
    }
    let mut more = Http::connect(server.address(), &authorization).await?;
    let mut extra = std::pin::pin!(more.exchange(&message));
    let fate = if timeout(SHORT, &mut extra).await.is_ok() {
        "is not kept waiting"
    } else {
        drop(idle.pop());
        match timeout(HUNG, &mut extra).await {
            Ok(Ok((status, _))) if status.is_success() => "waits until another leaves",
            _ => "is **not served** when another leaves",
        }
    };
    Ok(format!(
        "{connections} idle connections and one more: it {fate}"
    ))
}
