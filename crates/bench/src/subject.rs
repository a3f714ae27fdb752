//! What is measured.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use limits::{LIMITS, REUSE};

use crate::question::Dialect;

/// A server, and how it is started.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) dialect: Dialect,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// A component under `wasmtime serve`, with the limits that users get and as many requests to an instance.
    Component {
        file: PathBuf,
        flags: Vec<&'static str>,
    },
    /// The server of this package that is built for this machine.
    Native,
    /// A script of a virtual environment, which speaks HTTP.
    PythonHttp(PathBuf),
    /// One that speaks over standard input and output.
    PythonStdio(PathBuf),
}

pub(crate) const FRESH: &[&str] = &["--max-instance-reuse-count", "1"];
pub(crate) const REUSED: &[&str] = &["--max-instance-reuse-count", REUSE];

impl Subject {
    /// All that take part.
    pub(crate) fn all() -> Result<Vec<Self>> {
        let mut all = Vec::new();
        for (fresh, reused, dialect, variable) in [
            (
                "hello, fresh",
                "hello, reused",
                Dialect::Hello,
                "BENCH_HELLO_WASM",
            ),
            (
                "floor, fresh",
                "floor, reused",
                Dialect::Floor,
                "BENCH_FLOOR_WASM",
            ),
            (
                "ours, fresh",
                "ours, reused",
                Dialect::Ours,
                "DEFECTDOJO_MCP_WASM",
            ),
        ] {
            for (name, flags) in [(fresh, FRESH), (reused, REUSED)] {
                all.push(Self::component(name, dialect, file(variable)?, flags));
            }
        }
        all.push(Self {
            name: "native",
            dialect: Dialect::Ours,
            kind: Kind::Native,
        });
        // With `--peers` alone.
        if let Ok(script) = file("PEER_MCP_DEFECTDOJO") {
            all.push(Self {
                name: "mcp-defectdojo",
                dialect: Dialect::McpDefectDojo,
                kind: Kind::PythonHttp(script),
            });
        }
        if let Ok(script) = file("PEER_DEFECTDOJO_MCP") {
            all.push(Self {
                name: "defectdojo-mcp",
                dialect: Dialect::DefectDojoMcp,
                kind: Kind::PythonStdio(script),
            });
        }
        Ok(all)
    }

    /// A component with these flags for `wasmtime serve`.
    pub(crate) fn component(
        name: &'static str,
        dialect: Dialect,
        file: PathBuf,
        flags: &[&'static str],
    ) -> Self {
        let flags = flags.to_vec();
        Self {
            name,
            dialect,
            kind: Kind::Component { file, flags },
        }
    }

    /// Whether it is asked over standard input and output.
    pub(crate) fn is_stdio(&self) -> bool {
        matches!(self.kind, Kind::PythonStdio(_))
    }

    /// How it wants the token, which is also that of its own clients where it has such.
    pub(crate) fn authorization(&self, token: &str) -> String {
        let scheme = match self.kind {
            Kind::PythonHttp(_) => "Bearer",
            _ => "Token",
        };
        format!("{scheme} {token}")
    }

    /// The command that starts it on a port, in front of a `DefectDojo`.
    pub(crate) fn command(&self, port: u16, upstream: &str, token: &str) -> Result<Command> {
        let address = format!("127.0.0.1:{port}");
        let command = match &self.kind {
            Kind::Component { file, flags } => {
                let mut command = Command::new(self::file("WASMTIME")?);
                command
                    .arg("serve")
                    .args(LIMITS.as_flattened())
                    .args(flags)
                    .args(["--no-logging-prefix", "--addr", &address, "--env"])
                    .arg(format!("DEFECTDOJO_URL={upstream}"))
                    // For the stand-in for Spin's variables.
                    .args(["--env", &format!("defectdojo_url={upstream}")])
                    .arg(file);
                command
            }
            Kind::Native => {
                let mut command = Command::new(env::current_exe()?.with_file_name("native-server"));
                command
                    .env("LISTEN", address)
                    .env("DEFECTDOJO_URL", upstream);
                command
            }
            Kind::PythonHttp(script) => {
                let mut command = Command::new(script);
                command
                    .env("FASTMCP_TRANSPORT", "http")
                    .env("FASTMCP_HOST", "127.0.0.1")
                    .env("FASTMCP_PORT", port.to_string())
                    .env("DEFECTDOJO_URL", upstream)
                    .env("ALLOW_INSECURE_HTTP", "true")
                    .env("DEFECTDOJO_API_KEY", token)
                    .env("AUDIT_HMAC_KEY", token)
                    .env("MCP_AUTH_TOKEN", token);
                command
            }
            Kind::PythonStdio(script) => {
                let mut command = Command::new(script);
                command
                    .env("DEFECTDOJO_API_BASE", upstream)
                    .env("DEFECTDOJO_API_TOKEN", token);
                command
            }
        };
        Ok(command)
    }
}

/// A file that the environment names.
pub(crate) fn file(variable: &str) -> Result<PathBuf> {
    let path = env::var_os(variable).map(PathBuf::from);
    path.with_context(|| format!("{variable} is not set; `cargo xtask bench` sets it"))
}
