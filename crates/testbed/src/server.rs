//! The component under `wasmtime serve`, on a free port, killed when dropped.

use crate::{provided, secrets};
use limits::{LIMITS, REUSE};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

/// Whether an instance of the component serves one request or many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reuse {
    /// A new instance for each request: wasmtime's default.
    Fresh,
    /// One instance for as many requests, one after the other, as users get.
    Reused,
}

/// Nothing takes so long, but a server that hangs: that fails the test instead of stopping it.
const HUNG: Duration = Duration::from_mins(2);

/// A running server.
pub struct Server {
    child: Child,
    url: String,
    errors: Arc<Errors>,
}

/// What a server wrote to standard error so far, and whether that was all.
#[derive(Default)]
struct Errors {
    written: Mutex<(String, bool)>,
    grew: Condvar,
}

impl Errors {
    fn push(&self, line: Option<&str>) {
        let mut written = self.written.lock().unwrap();
        match line {
            Some(line) => written.0.push_str(line),
            None => written.1 = true,
        }
        self.grew.notify_all();
    }

    /// Everything, once it holds `text`.
    fn wait_for(&self, text: &str, patience: Duration) -> String {
        let written = self.wait_while(patience, |written| !written.contains(text));
        assert!(
            written.contains(text),
            "wasmtime ended without {text:?}: {written}"
        );
        written
    }

    /// Everything, once no more can come.
    fn whole(&self) -> String {
        self.wait_while(HUNG, |_| true)
    }

    /// Everything, once it is enough or all.
    fn wait_while(&self, patience: Duration, is_short: impl Fn(&str) -> bool) -> String {
        let written = self.written.lock().unwrap();
        let goes_on = |(written, ended): &mut (String, bool)| !*ended && is_short(written);
        let waited = self.grew.wait_timeout_while(written, patience, goes_on);
        let (written, waited) = waited.unwrap();
        let so_far = written.0.clone();
        // Let go of before a panic, which would spoil it for the thread that reads.
        drop(written);
        assert!(!waited.timed_out(), "wasmtime hangs; so far: {so_far}");
        so_far
    }
}

impl Server {
    /// Starts the DefectDojo server with `settings` as its environment.
    #[must_use]
    pub fn start(settings: &[(&str, &str)], reuse: Reuse) -> Self {
        Self::run(
            &provided("DEFECTDOJO_MCP_WASM", "dist/defectdojo-mcp.wasm"),
            settings,
            reuse,
        )
    }

    /// Starts any component with `settings` as its environment. Returns when it listens.
    #[must_use]
    pub fn run(component: &Path, settings: &[(&str, &str)], reuse: Reuse) -> Self {
        Self::launch(&mut Self::command(component, settings, reuse))
    }

    /// The `wasmtime serve` of [`Self::run`], with the limits that users get. More flags may follow; of two settings of
    /// `-W` or `-S` the later one counts.
    #[must_use]
    pub fn command(component: &Path, settings: &[(&str, &str)], reuse: Reuse) -> Command {
        let mut command = Command::new(provided("WASMTIME", "target/tools/bin/wasmtime"));
        command
            .arg("serve")
            .args(LIMITS.as_flattened())
            .args(["--addr", "127.0.0.1:0"]);
        if reuse == Reuse::Reused {
            command.args(["--max-instance-reuse-count", REUSE]);
        }
        for (name, value) in settings {
            command.arg("--env").arg(format!("{name}={value}"));
        }
        command.arg(component);
        command
    }

    /// Starts a `wasmtime serve`. Returns when it listens.
    #[must_use]
    pub fn launch(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("wasmtime starts");
        let errors = Arc::new(Errors::default());
        let mut lines = BufReader::new(child.stderr.take().expect("standard error"));
        let seen = Arc::clone(&errors);
        thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
                seen.push(Some(&line));
                line.clear();
            }
            seen.push(None);
        });
        let text = errors.wait_for("Serving HTTP on ", HUNG);
        let (_, url) = text.split_once("Serving HTTP on ").expect("an address");
        let url = url
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end_matches('/')
            .to_owned();
        Self { child, url, errors }
    }

    /// Starts the DefectDojo server in front of the DefectDojo at `url`, a new instance for each request.
    #[must_use]
    pub fn of(url: &str) -> Self {
        Self::start(&[("DEFECTDOJO_URL", url)], Reuse::Fresh)
    }

    /// Where it listens, without a slash at the end: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it wrote to standard error, once that holds `text`. Panics when it ends or hangs without.
    #[expect(
        clippy::must_use_candidate,
        reason = "a test may only want to know that it was written"
    )]
    pub fn stderr_with(&self, text: &str) -> String {
        let written = self.errors.wait_for(text, HUNG);
        secrets::assert_kept(&written);
        written
    }

    /// Ends it: all that it wrote to standard error.
    #[must_use]
    pub fn stop(mut self) -> String {
        self.kill();
        self.errors.whole()
    }

    fn kill(&mut self) {
        // An error means that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whatever else a test looks at: no server that it started wrote a token.
impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
        if !thread::panicking() {
            secrets::assert_kept(&self.errors.whole());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "wasmtime hangs; so far: half of it")]
    fn a_server_that_hangs_fails_the_test_with_what_it_wrote() {
        let errors = Errors::default();
        errors.push(Some("half of it"));
        errors.wait_for("all of it", Duration::ZERO);
    }

    #[test]
    #[should_panic(expected = "wasmtime ended without \"all of it\": half of it")]
    fn a_server_that_ends_fails_it_too() {
        let errors = Errors::default();
        errors.push(Some("half of it"));
        errors.push(None);
        errors.wait_for("all of it", HUNG);
    }
}
