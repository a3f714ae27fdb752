//! Child processes that never outlive this program, as far as it can help it.
//!
//! Each child leads a process group of its own, and the groups are kept in a list. A signal kills what is on the
//! list: cargo with its compilers, a test run with the servers it started, the servers of the demo.

use std::collections::BTreeSet;
use std::fmt;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail};

#[derive(Default)]
struct Groups {
    stopping: bool,
    leaders: BTreeSet<u32>,
}

static GROUPS: Mutex<Groups> = Mutex::new(Groups {
    stopping: false,
    leaders: BTreeSet::new(),
});

fn groups() -> MutexGuard<'static, Groups> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The user, or the system, asked this program to stop.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl fmt::Display for Interrupted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}

/// From here on Ctrl-C, `SIGTERM` and `SIGHUP` kill the children; whoever waits for one sees it die.
pub(crate) fn kill_children_on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        let mut groups = groups();
        groups.stopping = true;
        for &leader in &groups.leaders {
            kill_group(leader);
        }
    })
    .context("cannot listen for Ctrl-C")
}

/// Whether a signal has arrived.
pub(crate) fn stopping() -> bool {
    groups().stopping
}

/// The process group of one child. Dropping it kills what is left of the group.
#[derive(Debug)]
pub(crate) struct Group(u32);

impl Group {
    pub(crate) fn kill(&self) {
        kill_group(self.0);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
        groups().leaders.remove(&self.0);
    }
}

/// Starts a child in its own process group.
pub(crate) fn spawn(command: &mut Command) -> Result<(Group, Child)> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    // Held over the start, so that no signal falls between the start and the entry in the list.
    let mut groups = groups();
    if groups.stopping {
        bail!(Interrupted);
    }
    let child = command
        .spawn()
        .with_context(|| format!("cannot start {}", program(command)))?;
    groups.leaders.insert(child.id());
    Ok((Group(child.id()), child))
}

/// Shows a command, runs it with this program's own output, and fails where it fails.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    eprintln!("$ {}", line(command));
    let (group, mut child) = spawn(command.stdin(Stdio::null()))?;
    let status = child.wait();
    drop(group);
    judge(command, status?.success())
}

/// As [`run`], but a signal does not kill the command: a package manager that is killed leaves a broken system. It
/// sees Ctrl-C itself, and ends when it can.
pub(crate) fn run_to_the_end(command: &mut Command) -> Result<()> {
    eprintln!("$ {}", line(command));
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", program(command)))?;
    judge(command, status.success())
}

/// Runs a command and gives its standard output; its standard error goes to this program's.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let (group, child) = spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let output = child.wait_with_output();
    drop(group);
    let output = output?;
    judge(command, output.status.success())?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn judge(command: &Command, success: bool) -> Result<()> {
    match (success, stopping()) {
        (_, true) => bail!(Interrupted),
        (false, false) => bail!("`{}` failed", line(command)),
        (true, false) => Ok(()),
    }
}

fn program(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}

/// The command as a user would type it; only arguments that need quotes get them.
fn line(command: &Command) -> String {
    let mut line = program(command);
    for argument in command
        .get_args()
        .map(|argument| argument.to_string_lossy())
    {
        line.push(' ');
        if argument.is_empty() || argument.contains([' ', '"', '*', ';', '&', '|', '$']) {
            line.push('\'');
            line.push_str(&argument);
            line.push('\'');
        } else {
            line.push_str(&argument);
        }
    }
    line
}

/// Killed outright: none of our children has anything to save, and a server that drains its connections first
/// would only make Ctrl-C slow.
#[cfg(unix)]
fn kill_group(leader: u32) {
    use nix::sys::signal::{Signal, killpg};
    if let Ok(leader) = i32::try_from(leader) {
        // The group may be gone already, which is what is wanted.
        let _ = killpg(nix::unistd::Pid::from_raw(leader), Signal::SIGKILL);
    }
}

#[cfg(not(unix))]
fn kill_group(leader: u32) {
    let _ = Command::new("taskkill")
        .args(["/T", "/F", "/PID", &leader.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_a_command_as_it_would_be_typed() {
        let mut command = Command::new("cargo");
        command.args(["clippy", "--", "-D", "warnings", "a b"]);
        assert_eq!(line(&command), "cargo clippy -- -D warnings 'a b'");
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_command_is_named() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert_eq!(error.to_string(), "`sh -c 'exit 3'` failed");
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut Command::new("no-such-program")).unwrap_err();
        assert_eq!(error.to_string(), "cannot start no-such-program");
    }

    #[cfg(unix)]
    #[test]
    fn dropping_the_group_kills_its_grandchildren_too() {
        use std::io::Read;

        // The grandchild holds the pipe: it reads to its end only when the grandchild is dead as well.
        let mut command = Command::new("sh");
        command
            .args(["-c", "sleep 1000 & echo started; wait"])
            .stdout(Stdio::piped());
        let (group, mut child) = spawn(&mut command).unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let mut started = [0; 8];
        stdout.read_exact(&mut started).unwrap();
        drop(group);
        let mut rest = String::new();
        stdout.read_to_string(&mut rest).unwrap();
        assert!(!child.wait().unwrap().success());
    }
}
