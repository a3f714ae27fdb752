//! What it was measured on, and with.

use std::env;
use std::fs;
use std::process::Command;

use crate::cores;
use crate::subject::file;

/// Lines for the head of the results.
pub(crate) fn description() -> Vec<String> {
    let cores = if cores::are_apart() {
        "the servers on one core, the clients and the upstream on another"
    } else {
        "servers and clients share what cores there are: the ratios are worth less"
    };
    let wasmtime = file("WASMTIME")
        .ok()
        .and_then(|it| first_line(Command::new(it).arg("--version")));
    let python = file("PEER_MCP_DEFECTDOJO").ok().and_then(|script| {
        first_line(Command::new(script.with_file_name("python")).arg("--version"))
    });
    let facts = [
        Some(format!(
            "Date: {} (UTC)",
            chrono::Utc::now().format("%Y-%m-%d")
        )),
        Some(format!(
            "Machine: {}, {} cores, {}; {cores}",
            processor(),
            core_count(),
            env::consts::OS
        )),
        Some(format!(
            "defectdojo-mcp {}, {}",
            env!("CARGO_PKG_VERSION"),
            size("DEFECTDOJO_MCP_WASM")
        )),
        wasmtime,
        first_line(Command::new("rustc").arg("--version")),
        python,
    ];
    facts.into_iter().flatten().collect()
}

/// How many programs wanted to run in the last minute, where the system tells.
pub(crate) fn load_average() -> Option<f64> {
    let text = fs::read_to_string("/proc/loadavg").ok()?;
    text.split(' ').next()?.parse().ok()
}

fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let model = model.and_then(|line| line.split_once(": "));
    model
        .map_or(env::consts::ARCH, |(_, model)| model)
        .to_owned()
}

fn core_count() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn size(variable: &str) -> String {
    let length = file(variable).ok().and_then(|path| fs::metadata(path).ok());
    length.map_or_else(String::new, |it| {
        format!("{} bytes with its guard", it.len())
    })
}

fn first_line(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().next().map(str::to_owned)
}
