//! Runs a simulated DefectDojo until Ctrl-C or SIGTERM.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use dojo_sim::{Account, Config, Fault, Plan, Profile, Sim};
use serde_json::{Map, Value, json};

/// A DefectDojo to try things on: its REST API v2 over a made-up portfolio.
#[derive(Debug, Parser)]
#[command(version, after_help = faults())]
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
    /// Go wrong: NAME for every request, NAME@3 for the third alone, NAME@3+ from the third on. A single
    /// request can ask for a fault with the header `X-Fault: NAME`, and gets a 400 for an unknown one. The
    /// names are listed below.
    #[arg(long, value_name = "NAME[@N[+]]")]
    fault: Option<Plan>,
    /// Take as long for an answer as a real instance, with so many requests in hand at once; two are what an instance
    /// on two cores was measured to have.
    #[arg(long, value_name = "NUMBER")]
    workers: Option<usize>,
}

/// The faults by name.
fn faults() -> String {
    let faults = Fault::ALL
        .iter()
        .map(|fault| format!("  {:<18} {}", fault.name(), fault.about().trim()));
    format!("Faults:\n{}", faults.collect::<Vec<_>>().join("\n"))
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
        fault: options.fault,
        workers: options.workers,
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
    runtime.block_on(async {
        let sim = Sim::start(config)?;
        // Before the start line: whoever waits for it may ask to stop at once.
        let stop = stop_asked()?;
        {
            let mut output = io::stdout().lock();
            writeln!(output, "{}", announcement(&sim, config))?;
            output.flush()?;
        }
        stop.await;
        Ok(())
    })
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

/// Listens for Ctrl-C and SIGTERM from now on; the future ends with the first.
#[cfg(unix)]
fn stop_asked() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens for Ctrl-C.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
fn stop_asked() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a handler Ctrl-C ends the process anyway.
        let _ = tokio::signal::ctrl_c().await;
    })
}
