//! The program: its start line, its way to say that a port is taken, and its end.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

/// A running program; killed when dropped.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(arguments: &[&str]) -> Program {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dojo-sim"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    Program(command.spawn().unwrap())
}

fn line(output: &mut BufReader<ChildStdout>) -> Value {
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap()
}

#[test]
fn one_line_says_where_and_with_which_tokens_and_sigterm_ends_it() {
    let mut program = start(&[
        "--listen",
        "127.0.0.1:0",
        "--findings",
        "50",
        "--seed",
        "3",
        "--profile",
        "oss2",
    ]);
    let mut output = BufReader::new(program.0.stdout.take().unwrap());
    let started = line(&mut output);
    assert!(
        started["url"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1:")
    );
    assert_eq!(
        (&started["profile"], &started["findings"]),
        (&Value::from("oss2"), &Value::from(50))
    );
    let tokens = started["tokens"].as_object().unwrap();
    assert_eq!(tokens.len(), 7);
    assert!(
        tokens
            .values()
            .all(|token| token.as_str().unwrap().len() == 40)
    );

    let kill = Command::new("sh")
        .args(["-c", &format!("kill -TERM {}", program.0.id())])
        .status()
        .unwrap();
    assert!(kill.success());
    assert!(program.0.wait().unwrap().success());
    let mut rest = String::new();
    output.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[test]
fn a_taken_port_is_named_with_the_option() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut program = start(&["--listen", &address, "--findings", "0"]);
    assert_eq!(program.0.wait().unwrap().code(), Some(1));
    let mut message = String::new();
    program
        .0
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut message)
        .unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    assert!(
        message.contains(&port) && message.contains("--listen"),
        "{message}"
    );
    let mut output = String::new();
    program
        .0
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut output)
        .unwrap();
    assert_eq!(output, "");
}
