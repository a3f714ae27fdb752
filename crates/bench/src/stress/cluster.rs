//! Three servers behind nginx, of which one is killed and started anew, again and again.

use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use fastrand::Rng;
use futures_util::future::{join, join_all};
use http::StatusCode;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use tokio::time::sleep;

use super::ledger::Ledger;
use super::mix::{Case, Mix, WRONG};
use super::subject;
use crate::client::Http;
use crate::server::{Server, free_port};
use crate::upstream::Upstream;

const CLIENTS: u64 = 16;
/// From one killing to the next.
const LIFE: Duration = Duration::from_millis(1_500);
/// How often a client asks.
const ATTEMPTS: usize = 2;

/// For so long.
pub(crate) async fn cluster(upstream: &Upstream, time: Duration) -> Result<String> {
    let mut servers = Vec::new();
    for _ in 0..3 {
        let port = free_port()?;
        servers.push((port, Server::start_at(port, &subject()?, upstream).await?));
    }
    let (_, first) = servers.first().context("three servers")?;
    let mix = Mix::learn(first, upstream).await?;
    let ports: Vec<u16> = servers.iter().map(|(port, _)| *port).collect();
    let nginx = Nginx::start(&ports).await?;
    let end = Instant::now() + time;
    let again = Cell::new([0_u64; ATTEMPTS]);
    // Those who ask for the second time.
    let waiting = Cell::new(0_u64);
    let clients = (0..CLIENTS).map(|client| {
        let (mix, nginx, again, waiting) = (&mix, &nginx, &again, &waiting);
        async move {
            let mut random = Rng::with_seed(client);
            let mut ledger = Ledger::new()?;
            while Instant::now() < end {
                let case = mix.any(&mut random)?;
                let began = Instant::now();
                match ask(&nginx.address, case, waiting).await {
                    Ok(attempts) => {
                        let mut counts = again.get();
                        if let Some(count) = counts.get_mut(attempts) {
                            *count += 1;
                        }
                        again.set(counts);
                        ledger.answered(began.elapsed())?;
                    }
                    Err(fault) => ledger.fault(fault),
                }
            }
            anyhow::Ok(ledger)
        }
    });
    let kill = async {
        let mut kills = 0;
        while Instant::now() < end {
            sleep(LIFE).await;
            // A retry that meets with the next killing says nothing.
            while waiting.get() > 0 {
                sleep(Duration::from_millis(1)).await;
            }
            let (port, server) = servers.remove(0);
            server.kill().await?;
            servers.push((port, Server::start_at(port, &subject()?, upstream).await?));
            kills += 1;
        }
        anyhow::Ok(kills)
    };
    let (ledgers, kills) = join(join_all(clients), kill).await;
    let mut all = Ledger::new()?;
    for ledger in ledgers {
        all.add(ledger?)?;
    }
    let [once, twice] = again.get();
    Ok(format!(
        "Three servers behind nginx, one killed and started anew {} times in {:.0} s, {CLIENTS} clients: {}; answered at the first attempt {once}, at the second {twice}",
        kills?,
        time.as_secs_f64(),
        all.sentence(),
    ))
}

/// At which attempt, from 0 on, the right answer came. A fault is a wrong one, or none at the last attempt.
async fn ask(address: &str, case: &Case, waiting: &Cell<u64>) -> Result<usize, String> {
    match attempt(address, case).await? {
        Attempt::Answered => return Ok(0),
        Attempt::Failed(_) => waiting.set(waiting.get() + 1),
    }
    let second = attempt(address, case).await;
    waiting.set(waiting.get() - 1);
    match second? {
        Attempt::Answered => Ok(1),
        Attempt::Failed(fault) => Err(fault),
    }
}
/// What came of a request.
enum Attempt {
    Answered,
    /// No answer came.
    Failed(String),
}

/// A wrong answer is a fault.
async fn attempt(address: &str, case: &Case) -> Result<Attempt, String> {
    let asked = async {
        let mut http = Http::connect(address, &case.authorization).await?;
        http.exchange(&case.message).await
    };
    match asked.await {
        // What a proxy says where a server is gone.
        Ok((status @ (StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT), _)) => {
            Ok(Attempt::Failed(format!("{}: {status}", case.tool)))
        }
        Ok(answer) => case.judge(&answer).map(|()| Attempt::Answered),
        Err(error) => Ok(Attempt::Failed(format!("{}: {error}", case.tool))),
    }
}

/// It ends with this.
struct Nginx {
    address: String,
    _child: Child,
    _folder: TempDir,
}

impl Nginx {
    async fn start(ports: &[u16]) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let address = format!("127.0.0.1:{}", free_port()?);
        let path = folder.path();
        fs::write(
            path.join("nginx.conf"),
            configuration(path, &address, ports)?,
        )?;
        // Debian has it where only root looks.
        let path_variable = std::env::var("PATH").unwrap_or_default();
        let child = Command::new("nginx")
            .env("PATH", format!("{path_variable}:/usr/sbin"))
            .arg("-p")
            .arg(path)
            .arg("-c")
            .arg(path.join("nginx.conf"))
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("nginx is not on PATH: install it (Debian: `apt-get install nginx`)")?;
        let nginx = Self {
            address,
            _child: child,
            _folder: folder,
        };
        let began = Instant::now();
        while Http::connect(&nginx.address, WRONG).await.is_err() {
            anyhow::ensure!(
                began.elapsed() < Duration::from_secs(10),
                "nginx does not listen"
            );
            sleep(Duration::from_millis(10)).await;
        }
        Ok(nginx)
    }
}

/// Without a master process, so that it ends with the one that is killed.
fn configuration(folder: &std::path::Path, address: &str, ports: &[u16]) -> Result<String> {
    let folder = folder.display();
    let mut servers = String::new();
    for port in ports {
        // A server is asked again as soon as it is back.
        writeln!(
            servers,
            "        server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;"
        )?;
    }
    Ok(format!(
        "daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log /dev/null;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    upstream mcp {{
{servers}    }}
    server {{
        listen {address};
        location / {{
            proxy_pass http://mcp;
            proxy_http_version 1.1;
            proxy_set_header Host $http_host;
            proxy_set_header Connection \"\";
            proxy_read_timeout 100s;
        }}
    }}
}}
"
    ))
}
