//! Runs a simulated DefectDojo until Ctrl-C or SIGTERM.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use dojo_sim::{Account, Config, Profile, Sim};
use serde_json::{Map, Value, json};

/// A DefectDojo to try things on: its REST API v2 over a made-up portfolio.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// How many findings the portfolio holds.
    #[arg(long, default_value_t = 5_000)]
    findings: usize,
    /// Where the random numbers and the tokens start; the same seed gives the same data and tokens.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Which DefectDojo to be.
    #[arg(long, value_enum, default_value_t = Instance::Oss3)]
    profile: Instance,
    /// Answer 400 to every parameter that DefectDojo would silently ignore.
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Instance {
    /// Open source 3.2.0, without groups, members and roles.
    Oss3,
    /// Open source 2.58.4, with groups, members and roles.
    Oss2,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let config = Config {
        profile: match options.profile {
            Instance::Oss3 => Profile::Oss3,
            Instance::Oss2 => Profile::Oss2,
        },
        findings: options.findings,
        seed: options.seed,
        strict: options.strict,
        today: None,
        listen: options.listen,
    };
    match run(&config) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            eprintln!(
                "dojo-sim: port {} is in use; choose another with --listen {}:PORT (0 takes a free one)",
                config.listen.port(),
                config.listen.ip()
            );
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!(
                "dojo-sim: cannot serve on {} (--listen): {error}",
                config.listen
            );
            ExitCode::FAILURE
        }
    }
}

fn run(config: &Config) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let sim = Sim::start(config)?;
    // The line is what a starting script waits for, so it goes out at once.
    let mut output = io::stdout().lock();
    writeln!(output, "{}", announcement(&sim, config))?;
    output.flush()?;
    runtime.block_on(stop_asked())
}

/// The start line: where the instance is, and who may ask it.
fn announcement(sim: &Sim, config: &Config) -> Value {
    let tokens: Map<String, Value> = Account::ALL
        .into_iter()
        .map(|account| (account.name().to_owned(), sim.token(account).into()))
        .collect();
    json!({
        "url": sim.url(),
        "profile": config.profile.name(),
        "findings": sim.portfolio().findings.len(),
        "tokens": tokens,
    })
}

async fn stop_asked() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
