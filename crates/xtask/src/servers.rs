//! The servers a command runs side by side: they start together, and when one ends all end.

use std::io::{BufRead, BufReader, Read};
use std::mem;
use std::net::SocketAddr;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Result, anyhow};

use crate::http::{Answer, get};
use crate::process::{Group, Interrupted, spawn, stopping};

/// How often a server is asked, [`PAUSE`] apart, before it counts as not starting: a minute in all.
const ATTEMPTS: u32 = 240;
const PAUSE: Duration = Duration::from_millis(250);

/// Servers that run side by side. Dropping this stops them all.
#[derive(Debug)]
pub(crate) struct Servers {
    running: Vec<Server>,
    sender: Sender<Event>,
    events: Receiver<Event>,
}

#[derive(Debug)]
struct Server {
    name: &'static str,
    group: Group,
    waiter: Option<JoinHandle<()>>,
    log: Log,
}

#[derive(Debug)]
enum Event {
    /// The first line a server wrote to its standard output.
    Announced(String),
    Ended(&'static str, std::io::Result<ExitStatus>),
}

impl Servers {
    pub(crate) fn new() -> Self {
        let (sender, events) = mpsc::channel();
        Self {
            running: Vec::new(),
            sender,
            events,
        }
    }

    /// Starts a server. Its output is held back until [`Self::run_until_stopped`], or shown if it ends before.
    pub(crate) fn start(&mut self, name: &'static str, command: &mut Command) -> Result<()> {
        self.launch(name, command, None)
    }

    /// Starts a server that writes a line to its standard output when it is ready; gives that line.
    pub(crate) fn start_announced(
        &mut self,
        name: &'static str,
        command: &mut Command,
    ) -> Result<String> {
        self.launch(name, command, Some(self.sender.clone()))?;
        for _ in 0..ATTEMPTS {
            if let Some(line) = self.pause()? {
                return Ok(line);
            }
        }
        Err(self.silent(name))
    }

    /// Asks a server for a path until it answers, whatever the status.
    pub(crate) fn wait_for(
        &self,
        name: &'static str,
        addr: SocketAddr,
        path: &str,
    ) -> Result<Answer> {
        for _ in 0..ATTEMPTS {
            if let Ok(answer) = get(addr, path) {
                return Ok(answer);
            }
            self.pause()?;
        }
        Err(self.silent(name))
    }

    /// Shows what the servers write until the user stops this program, which is a success, or one of them ends.
    pub(crate) fn run_until_stopped(self) -> Result<()> {
        for server in &self.running {
            server.log.show();
        }
        loop {
            // The channel can't close, as `self` holds a sender: an error would mean that nothing runs any more.
            if let Event::Ended(name, status) = self.events.recv()? {
                return match self.ended(name, status) {
                    error if error.is::<Interrupted>() => Ok(()),
                    error => Err(error),
                };
            }
        }
    }

    fn launch(
        &mut self,
        name: &'static str,
        command: &mut Command,
        announce: Option<Sender<Event>>,
    ) -> Result<()> {
        let (group, mut child) = spawn(
            command
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped()),
        )?;
        let log = Log::new(name);
        let readers = [
            child
                .stdout
                .take()
                .map(|pipe| read(pipe, log.clone(), announce)),
            child
                .stderr
                .take()
                .map(|pipe| read(pipe, log.clone(), None)),
        ];
        let sender = self.sender.clone();
        let waiter = thread::spawn(move || {
            let status = child.wait();
            // The log is whole before anybody learns of the end.
            for reader in readers.into_iter().flatten() {
                let _ = reader.join();
            }
            // Nobody listens any more when all are being stopped.
            let _ = sender.send(Event::Ended(name, status));
        });
        self.running.push(Server {
            name,
            group,
            waiter: Some(waiter),
            log,
        });
        Ok(())
    }

    /// Lets some time go by; fails at once if a server ends.
    fn pause(&self) -> Result<Option<String>> {
        match self.events.recv_timeout(PAUSE) {
            Ok(Event::Announced(line)) => Ok(Some(line)),
            Ok(Event::Ended(name, status)) => Err(self.ended(name, status)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Ok(None),
        }
    }

    fn ended(&self, name: &str, status: std::io::Result<ExitStatus>) -> anyhow::Error {
        if stopping() {
            return anyhow!(Interrupted);
        }
        let status = status.map_or_else(|error| error.to_string(), |status| status.to_string());
        let others = if self.running.len() > 1 {
            "; the other server is stopped as well"
        } else {
            ""
        };
        anyhow!(
            "the {name} ended by itself ({status}){others}{}",
            self.log_of(name)
        )
    }

    fn silent(&self, name: &str) -> anyhow::Error {
        anyhow!(
            "the {name} did not answer within {:?}{}",
            PAUSE * ATTEMPTS,
            self.log_of(name)
        )
    }

    fn log_of(&self, name: &str) -> String {
        self.running
            .iter()
            .find(|server| server.name == name)
            .map(|server| server.log.held())
            .unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.group.kill();
        if let Some(waiter) = self.waiter.take() {
            let _ = waiter.join();
        }
    }
}

/// What a server wrote: held back while it starts, shown with its name afterwards.
#[derive(Clone, Debug)]
struct Log {
    name: &'static str,
    /// `None` once lines are shown at once.
    held: Arc<Mutex<Option<Vec<String>>>>,
}

impl Log {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            held: Arc::new(Mutex::new(Some(Vec::new()))),
        }
    }

    fn push(&self, line: String) {
        match self
            .held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .as_mut()
        {
            Some(held) => held.push(line),
            None => self.print(&line),
        }
    }

    fn show(&self) {
        let held = mem::take(&mut *self.held.lock().unwrap_or_else(PoisonError::into_inner));
        for line in held.into_iter().flatten() {
            self.print(&line);
        }
    }

    fn print(&self, line: &str) {
        eprintln!("{} | {line}", self.name);
    }

    /// The lines that nobody has seen yet, to stand below a message.
    fn held(&self) -> String {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter()
            .flatten()
            .flat_map(|line| ["\n  ", line])
            .collect()
    }
}

fn read(
    pipe: impl Read + Send + 'static,
    log: Log,
    mut announce: Option<Sender<Event>>,
) -> JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            match announce.take() {
                // Nobody listens any more when all are being stopped.
                Some(sender) => drop(sender.send(Event::Announced(line))),
                None => log.push(line),
            }
        }
    })
}

#[cfg(all(test, unix))]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn the_announcement_is_the_first_line_of_standard_output() {
        let mut servers = Servers::new();
        let line = servers.start_announced(
            "a",
            &mut shell("echo warning >&2; echo ready; echo more; exec sleep 1000"),
        );
        assert_eq!(line.unwrap(), "ready");
    }

    #[test]
    fn a_server_that_fails_to_start_is_named_with_what_it_wrote() {
        let mut servers = Servers::new();
        let error = servers
            .start_announced("first", &mut shell("echo port taken >&2; exit 1"))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the first ended by itself (exit status: 1)\n  port taken"
        );
    }

    #[test]
    fn the_death_of_one_server_ends_the_wait_for_the_other() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = taken.local_addr().unwrap();
        drop(taken);
        let mut servers = Servers::new();
        servers
            .start("first", &mut shell("exec sleep 1000"))
            .unwrap();
        servers.start("second", &mut shell("exit 7")).unwrap();
        let error = servers.wait_for("first", addr, "/healthz").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the second ended by itself (exit status: 7); the other server is stopped as well"
        );
    }

    #[test]
    fn the_death_of_one_server_ends_the_run() {
        let mut servers = Servers::new();
        servers
            .start("first", &mut shell("exec sleep 1000"))
            .unwrap();
        servers.start("second", &mut shell("exit 7")).unwrap();
        let error = servers.run_until_stopped().unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("the second ended by itself (exit status: 7)"),
            "{error}"
        );
    }
}
