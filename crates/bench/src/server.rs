//! A running server, and what it takes of the machine.

use std::fs;
use std::net::TcpListener;
use std::process::Stdio as To;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::process::{Child, Command};
use tokio::time::sleep;

use crate::client::{Client, Http, Stdio};
use crate::cores::{Core, pin};
use crate::question::{Case, Question};
use crate::subject::Subject;
use crate::upstream::Upstream;

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_mins(1);

/// A port that nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A server. It ends when this is dropped.
pub(crate) struct Server {
    pub(crate) subject: Subject,
    child: Child,
    address: String,
    authorization: String,
    stdio: Option<Rc<Stdio>>,
    /// From its start to its first answer.
    pub(crate) start: Duration,
}

impl Server {
    /// Starts it, and waits for its first answer.
    pub(crate) async fn start(subject: &Subject, upstream: &Upstream) -> Result<Self> {
        Self::start_at(free_port()?, subject, upstream).await
    }

    /// The same, on this port.
    pub(crate) async fn start_at(
        port: u16,
        subject: &Subject,
        upstream: &Upstream,
    ) -> Result<Self> {
        let mut command = Command::from(subject.command(port, upstream.url(), upstream.token())?);
        let pipe = || {
            if subject.is_stdio() {
                To::piped()
            } else {
                To::null()
            }
        };
        command
            .stdin(pipe())
            .stdout(pipe())
            .stderr(To::null())
            .kill_on_drop(true);
        let began = Instant::now();
        // A child runs where its parent does.
        pin(Core::Servers);
        let child = command.spawn();
        pin(Core::Own);
        let mut server = Self {
            subject: subject.clone(),
            child: child.with_context(|| format!("cannot start {}", subject.name))?,
            address: format!("127.0.0.1:{port}"),
            authorization: subject.authorization(upstream.token()),
            stdio: None,
            start: Duration::ZERO,
        };
        if let Some((input, output)) = server.child.stdin.take().zip(server.child.stdout.take()) {
            server.stdio = Some(Stdio::open(input, output).await?);
        }
        server.first_answer(began).await?;
        server.start = began.elapsed();
        Ok(server)
    }

    async fn first_answer(&mut self, began: Instant) -> Result<()> {
        let question = self
            .question(Case::ToolsList)
            .context("every server lists tools")?;
        loop {
            let answer = async { self.client().await?.ask(&question).await };
            match answer.await {
                Ok(_) => return Ok(()),
                Err(error) if began.elapsed() > PATIENCE => {
                    return Err(error.context(format!("{} does not answer", self.subject.name)));
                }
                Err(_) => {
                    let ended = self.child.try_wait()?;
                    ensure!(
                        ended.is_none(),
                        "{} has ended: {ended:?}",
                        self.subject.name
                    );
                    sleep(Duration::from_micros(200)).await;
                }
            }
        }
    }

    /// A client of its own.
    pub(crate) async fn client(&self) -> Result<Client> {
        let dialect = self.subject.dialect;
        Ok(match &self.stdio {
            Some(stdio) => Client::Stdio(Rc::clone(stdio)),
            None => Client::Http(Http::open(&self.address, &self.authorization, dialect).await?),
        })
    }

    /// Kills it, whatever it does.
    pub(crate) async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Where it listens, as host and port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// How it is asked.
    pub(crate) fn question(&self, case: Case) -> Option<Question> {
        self.subject.dialect.question(case)
    }

    /// The CPU time that it has taken, where the system tells.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        #[cfg(target_os = "linux")]
        {
            let id = nix::unistd::Pid::from_raw(self.child.id()?.try_into().ok()?);
            Some(nix::time::clock_getcpuclockid(id).ok()?.now().ok()?.into())
        }
        #[cfg(not(target_os = "linux"))]
        None
    }

    /// The memory that it holds, and the most that it has held, in KiB.
    pub(crate) fn memory(&self) -> Option<(u64, u64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let field = |name| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.trim().strip_suffix(" kB")?.parse().ok()
        };
        Some((field("VmRSS:")?, field("VmHWM:")?))
    }
}
