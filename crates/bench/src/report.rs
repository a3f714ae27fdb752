//! The results in Markdown: ratios first, as they hold on other machines too, and then what they are made of.

use std::fmt::{self, Write as _};
use std::time::Duration;

use crate::goal::{PEAK_BESIDE_PEER, comparisons};
use crate::load::Sample;
use crate::question::Case;
use crate::results::{Ratio, Results, median};

/// How many clients ask at once.
pub(crate) const CLIENTS: [usize; 2] = [1, 16];

/// The whole text.
pub(crate) fn report(
    head: &[String],
    servers: &[&'static str],
    results: &Results,
) -> Result<String, fmt::Error> {
    let mut text = String::new();
    writeln!(
        text,
        "# Results of `cargo xtask bench`\n\nWritten by it; don't edit.\n"
    )?;
    for line in head {
        writeln!(text, "- {line}")?;
    }
    ratios(&mut text, results)?;
    memory_and_start(&mut text, servers, results)?;
    absolute(&mut text, servers, results)?;
    Ok(text)
}

fn ratios(text: &mut String, results: &Results) -> fmt::Result {
    text.push_str("\n## Ratios\n\nMedians of the rounds' quotients, with the extremes: below 1, ours takes less. The goals are judged by CPU time where the system tells it: on a core of its own, a server that is busy takes as long for each answer, and what else the machine has to do doesn't add to it.\n\n");
    text.push_str("| | beside | p50, 1 client | time per answer, 16 clients | CPU per answer, 16 clients | goal | |\n");
    text.push_str("|---|---|---|---|---|---|---|\n");
    let [one, many] = CLIENTS;
    for it in comparisons() {
        let p50 = |sample: &Sample| Some(sample.p50.as_secs_f64());
        let Some(p50) = results.ratio(it.servers, it.case, one, p50) else {
            continue;
        };
        let time = results.ratio(it.servers, it.case, many, |sample| Some(1.0 / sample.rate));
        let cpu = |sample: &Sample| Some(sample.cpu?.as_secs_f64());
        let cpu = results.ratio(it.servers, it.case, many, cpu);
        let [ours, other] = it.servers;
        let (goal, verdict) = match (it.goal, cpu.or(time)) {
            (Some(goal), Some(ratio)) => (format!("{goal}"), verdict(ratio.median, goal)),
            _ => Default::default(),
        };
        let [p50, time, cpu] = [Some(p50), time, cpu].map(span);
        let case = it.case.name();
        writeln!(
            text,
            "| {case}, {ours} | {other} | {p50} | {time} | {cpu} | {goal} | {verdict} |"
        )?;
    }
    Ok(())
}

fn memory_and_start(text: &mut String, servers: &[&'static str], results: &Results) -> fmt::Result {
    text.push_str("\n## Memory and start\n\n| | RSS after all rounds, MiB | at its peak, MiB | start to first answer, ms |\n|---|---|---|---|\n");
    // Some are only started.
    let started = results.starts.keys().filter(|name| !servers.contains(name));
    for name in servers.iter().chain(started) {
        let [now, peak] = match results.memory.get(name) {
            Some((now, peak)) => [now, peak].map(|kib| format!("{:.0}", number(*kib) / 1024.0)),
            None => Default::default(),
        };
        let starts = results.starts.get(name).into_iter().flatten();
        let start = median(starts.map(Duration::as_secs_f64));
        let start = start.map_or_else(String::new, |start| format!("{:.1}", start * 1000.0));
        writeln!(text, "| {name} | {now} | {peak} | {start} |")?;
    }
    let peak = |name| Some(number(results.memory.get(name)?.1));
    for peer in ["mcp-defectdojo", "defectdojo-mcp"] {
        if let Some((ours, peers)) = peak("ours, reused").zip(peak(peer)) {
            let ratio = ours / peers;
            let verdict = verdict(ratio, PEAK_BESIDE_PEER);
            writeln!(
                text,
                "\nPeak of ours, reused, beside {peer}: {ratio:.2} (goal {PEAK_BESIDE_PEER}; {verdict})."
            )?;
        }
    }
    Ok(())
}

fn absolute(text: &mut String, servers: &[&'static str], results: &Results) -> fmt::Result {
    text.push_str("\n## Absolute numbers\n\nMedians of the rounds; errors of all rounds together. Latencies in ms, CPU in µs per answer.\n");
    for case in Case::ALL {
        writeln!(
            text,
            "\n### {}\n\n| | clients | p50 | p95 | p99 | answers/s | CPU | upstream calls | bytes | errors |",
            case.name()
        )?;
        text.push_str("|---|---|---|---|---|---|---|---|---|---|\n");
        for (name, clients) in servers
            .iter()
            .flat_map(|name| CLIENTS.map(|clients| (*name, clients)))
        {
            let samples = results.of(name, case, clients);
            let of =
                |value: fn(&Sample) -> f64| median(samples.iter().map(value)).unwrap_or(f64::NAN);
            let Some(Sample { bytes, .. }) = samples.first() else {
                continue;
            };
            let errors: u64 = samples.iter().map(|it| it.errors).sum();
            let latencies = [
                of(|it| it.p50.as_secs_f64()),
                of(|it| it.p95.as_secs_f64()),
                of(|it| it.p99.as_secs_f64()),
            ];
            let [p50, p95, p99] = latencies.map(|seconds| format!("{:.2}", seconds * 1e3));
            let (rate, calls) = (of(|it| it.rate), of(|it| it.upstream_calls));
            let cpu = median(
                samples
                    .iter()
                    .filter_map(|it| it.cpu)
                    .map(|it| it.as_secs_f64() * 1e6),
            );
            let cpu = cpu.map_or_else(String::new, |cpu| format!("{cpu:.0}"));
            writeln!(
                text,
                "| {name} | {clients} | {p50} | {p95} | {p99} | {rate:.0} | {cpu} | {calls:.1} | {bytes} | {errors} |"
            )?;
        }
    }
    Ok(())
}

fn verdict(ratio: f64, goal: f64) -> String {
    if ratio <= goal {
        "met".to_owned()
    } else {
        format!("missed by {:.0} %", (ratio / goal - 1.0) * 100.0)
    }
}

fn span(ratio: Option<Ratio>) -> String {
    ratio.map_or_else(
        String::new,
        |Ratio {
             median,
             least,
             most,
         }| {
            let digits = if median < 0.1 { 4 } else { 2 };
            format!("{median:.digits$} ({least:.digits$} to {most:.digits$})")
        },
    )
}

#[expect(clippy::cast_precision_loss, reason = "no machine has so much memory")]
fn number(kib: u64) -> f64 {
    kib as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_met_or_missed_by_so_much() {
        assert_eq!(verdict(1.15, 1.15), "met");
        assert_eq!(verdict(1.5, 1.2), "missed by 25 %");
    }
}
