//! Runs a driver: a script in, a transcript out.

use crate::script::Script;
use crate::transcript::Transcript;
use serde_json::Value;
use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;
use testbed::{installed, provided};

/// After so long a driver is taken to hang. The slowest needs seconds, on a machine with nothing else to do.
pub(crate) const PATIENCE: Duration = Duration::from_mins(5);

/// How a client is driven.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Driver {
    /// By a program for Node.
    Node(&'static str),
    /// By a program for Node that opens a browser and leaves a picture of its page.
    Browser(&'static str),
    /// By a program for Python.
    Python(&'static str),
    /// By a function of this program, which gives nothing where it is not done in time.
    InProcess(fn(&Value, Duration) -> Option<Value>),
}

/// A driver that gave no transcript, which says nothing about its client.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DriverError {
    #[error("it hung and was stopped; its standard error:\n{stderr}")]
    Hung { stderr: String },
    #[error("it ended with {status}; its standard error:\n{stderr}")]
    Failed { status: ExitStatus, stderr: String },
    #[error(
        "its last line is no transcript ({error}); its standard output:\n{stdout}\nand error:\n{stderr}"
    )]
    Unreadable {
        error: serde_json::Error,
        stdout: String,
        stderr: String,
    },
    #[error("it left no picture at {}", picture.display())]
    NoPicture { picture: PathBuf },
    #[error("it shows the token that it was given:\n{output}")]
    Leaked { output: String },
}

impl Driver {
    /// Lets it follow `script`. Where it can, it leaves a picture of this `name` in the folder for what tests
    /// leave, without the ending.
    pub(crate) fn play(self, script: &Script<'_>, name: &str) -> Result<Transcript, DriverError> {
        let json = script.to_json();
        let output = match self {
            Self::Node(program) => run(&mut node(program), &json, PATIENCE)?,
            Self::Browser(program) => browse(program, &json, name)?,
            Self::Python(program) => run(&mut python(program), &json, PATIENCE)?,
            Self::InProcess(play) => in_process(play, &json, PATIENCE)?,
        };
        output.keeps(script.token())?;
        output.transcript()
    }
}

/// All that a driver printed.
#[derive(Debug)]
struct Output {
    stdout: String,
    stderr: String,
}

impl Output {
    /// Fails where it shows `token`.
    fn keeps(&self, token: Option<&str>) -> Result<(), DriverError> {
        let Self { stdout, stderr } = self;
        match token {
            Some(token) if stdout.contains(token) || stderr.contains(token) => {
                let output = format!("{stdout}{stderr}");
                Err(DriverError::Leaked { output })
            }
            _ => Ok(()),
        }
    }

    fn transcript(self) -> Result<Transcript, DriverError> {
        let last = self.stdout.lines().last().unwrap_or_default();
        let transcript = serde_json::from_str(last).and_then(Transcript::parse);
        transcript.map_err(|error| DriverError::Unreadable {
            error,
            stdout: self.stdout,
            stderr: self.stderr,
        })
    }
}

fn in_process(
    play: fn(&Value, Duration) -> Option<Value>,
    script: &Value,
    patience: Duration,
) -> Result<Output, DriverError> {
    let stderr = String::new();
    match play(script, patience) {
        Some(transcript) => Ok(Output {
            stdout: transcript.to_string(),
            stderr,
        }),
        None => Err(DriverError::Hung { stderr }),
    }
}

/// One at a time: the page has to have the address that its users know.
fn browse(program: &str, script: &Value, name: &str) -> Result<Output, DriverError> {
    static PAGE: Mutex<()> = Mutex::new(());
    let _page = PAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
    // An error means that there is no older one.
    let _ = std::fs::remove_file(&picture);
    let mut command = node(program);
    command.env(
        "CHROMIUM",
        provided("CHROMIUM", "target/tools/bin/chromium"),
    );
    command.env("SCREENSHOT", &picture);
    let output = run(&mut command, script, PATIENCE)?;
    let taken = std::fs::read(&picture).unwrap_or_default();
    // The signature of PNG (RFC 2083 section 3.1).
    if taken.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(output)
    } else {
        Err(DriverError::NoPicture { picture })
    }
}

fn node(program: &str) -> Command {
    let mut command = Command::new(provided("NODE", "target/tools/bin/node"));
    // Node tells that a package is missing, but not what to do about it.
    command.arg(installed("tests/clients/node/node_modules").with_file_name(program));
    command
}

fn python(program: &str) -> Command {
    let mut command = Command::new(provided("PYTHON", "target/tools/python/bin/python"));
    command.arg(installed("tests/clients/python").join(program));
    command
}

/// Runs a driver to its end. Its output goes to files: a browser that it leaves behind would hold a pipe open.
fn run(command: &mut Command, script: &Value, patience: Duration) -> Result<Output, DriverError> {
    let mut output = tempfile::tempfile().unwrap();
    let mut errors = tempfile::tempfile().unwrap();
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(output.try_clone().unwrap())
        .stderr(errors.try_clone().unwrap())
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    // An error means that it ended without reading its script, which its status tells.
    let _ = stdin.write_all(script.to_string().as_bytes());
    drop(stdin);

    let status = wait(child, patience);
    let (stdout, stderr) = (whole(&mut output), whole(&mut errors));
    match status {
        None => Err(DriverError::Hung { stderr }),
        Some(status) if !status.success() => Err(DriverError::Failed { status, stderr }),
        Some(_) => Ok(Output { stdout, stderr }),
    }
}

/// Waits for a driver's end, then kills what it left behind: nothing where it had to be killed itself.
fn wait(mut child: Child, patience: Duration) -> Option<ExitStatus> {
    let group = child.id();
    let (send, ended) = mpsc::channel();
    let waiting = thread::spawn(move || send.send(child.wait().unwrap()));
    let status = ended.recv_timeout(patience).ok();
    kill_group(group);
    // Nobody listens any more where it was killed.
    let _ = waiting.join().unwrap();
    status
}

#[cfg(unix)]
fn kill_group(leader: u32) {
    use nix::sys::signal::{Signal, killpg};
    let leader = nix::unistd::Pid::from_raw(leader.try_into().unwrap());
    // An error means that nothing is left of it.
    let _ = killpg(leader, Signal::SIGKILL);
}

#[cfg(not(unix))]
fn kill_group(leader: u32) {
    let _ = Command::new("taskkill")
        .args(["/T", "/F", "/PID", &leader.to_string()])
        .status();
}

fn whole(file: &mut File) -> String {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rmcp;
    use serde_json::json;
    use std::net::TcpListener;

    /// A server that takes connections and never answers, and a script for it.
    fn silence(patience: u64) -> (TcpListener, Value) {
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/mcp", silent.local_addr().unwrap());
        let script =
            json!({"url": url, "authorization": null, "era": "legacy", "patience": patience});
        (silent, script)
    }

    #[test]
    fn a_driver_that_hangs_ends_itself() {
        let (_silent, script) = silence(1);
        for mut driver in [node("typescript-1.mjs"), python("mcp_client.py")] {
            let error = run(&mut driver, &script, PATIENCE).unwrap_err();
            assert!(matches!(error, DriverError::Failed { .. }), "{error}");
        }
        let error = in_process(rmcp::transcript, &script, Duration::from_secs(1)).unwrap_err();
        assert!(matches!(error, DriverError::Hung { .. }), "{error}");
    }

    #[test]
    fn a_driver_ends_the_group_that_hangs() {
        // The group has 24 seconds and the driver 36: enough time between the two on a busy machine.
        let (_silent, script) = silence(40);
        let output = run(&mut node("mcp-remote.mjs"), &script, PATIENCE).unwrap();
        assert!(output.stderr.contains("its group is ended"), "{output:?}");
        output.transcript().unwrap().session.unwrap_err();
    }

    #[test]
    fn a_token_that_is_shown_is_found() {
        let [shown, silent] = ["a b c", "a c"].map(str::to_owned);
        let outputs = [(&shown, &silent), (&silent, &shown)];
        for (stdout, stderr) in outputs {
            let output = Output {
                stdout: stdout.clone(),
                stderr: stderr.clone(),
            };
            let error = output.keeps(Some("b")).unwrap_err();
            assert!(matches!(error, DriverError::Leaked { .. }), "{error}");
            output.keeps(Some("d")).unwrap();
            output.keeps(None).unwrap();
        }
    }
}

#[cfg(all(test, unix))]
mod shell_tests {
    use super::*;

    fn shell(text: &str, patience: Duration) -> Result<Transcript, DriverError> {
        let mut shell = Command::new("sh");
        run(shell.args(["-c", text]), &Value::Null, patience)?.transcript()
    }

    #[test]
    fn the_last_line_is_the_transcript() {
        let report = r#"echo begun; cat >&2; echo '{"client": {"name": "a", "version": "1"}, "failure": "no"}'"#;
        let transcript = shell(report, PATIENCE).unwrap();
        assert_eq!(transcript.client.name, "a");
        assert_eq!(transcript.session.unwrap_err(), "no");
    }

    #[test]
    fn a_driver_that_hangs_is_killed_with_all_that_it_started() {
        // Neither ends by itself, so this returns only when both are dead.
        let error = shell("sleep 1000 & wait", Duration::ZERO).unwrap_err();
        assert!(matches!(error, DriverError::Hung { .. }), "{error}");
    }

    #[test]
    fn a_broken_driver_is_shown_with_what_it_wrote() {
        let error = shell("echo words >&2; exit 3", PATIENCE).unwrap_err();
        assert!(matches!(error, DriverError::Failed { .. }), "{error}");
        assert!(error.to_string().contains("words"), "{error}");
        let error = shell("echo '{}'; echo words >&2", PATIENCE).unwrap_err();
        assert!(matches!(error, DriverError::Unreadable { .. }), "{error}");
        assert!(error.to_string().contains("words"), "{error}");
    }
}
