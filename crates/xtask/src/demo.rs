//! `cargo xtask demo`: a `DefectDojo` full of made-up findings and the MCP server in front of it.

use std::env::consts::EXE_SUFFIX;
use std::net::SocketAddr;
use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::component::Component;
use crate::handout::{handout, mcp_url};
use crate::ports::Reserved;
use crate::process::run;
use crate::report::step;
use crate::serve::{MCP, wait_until_healthy};
use crate::servers::Servers;
use crate::toolchain::Toolchain;
use crate::wasmtime::Wasmtime;
use crate::workspace::Workspace;

const DOJO: &str = "demo DefectDojo";

/// Runs a demo `DefectDojo` and the MCP server in front of it.
#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// How many findings the demo `DefectDojo` holds.
    #[arg(long, default_value_t = 5000)]
    findings: u32,
    /// The seed of the made-up portfolio: the same seed, the same data.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Which `DefectDojo` it is like: open source 3.x, or 2.x with groups, members and roles.
    #[arg(long, value_enum, default_value_t = Profile::Oss3)]
    profile: Profile,
    /// Where the MCP server listens.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
    addr: SocketAddr,
    /// Where the demo `DefectDojo` listens.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    dojo_addr: SocketAddr,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Profile {
    Oss3,
    Oss2,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Oss3 => "oss3",
            Self::Oss2 => "oss2",
        }
    }
}

impl Demo {
    pub(crate) fn run(&self) -> Result<()> {
        let reserved = Reserved::take(self.addr, "--addr")?;
        let dojo_reserved = Reserved::take(self.dojo_addr, "--dojo-addr")?;
        let workspace = Workspace::find()?;
        Toolchain::find()?.ensure_target(&workspace)?;
        let wasmtime = Wasmtime::find_or_install(&workspace)?;
        let component = Component::SERVER.build(&workspace)?;
        step("Building the demo DefectDojo");
        run(workspace
            .cargo()
            .args(["build", "--release", "--locked", "--package", "dojo-sim"]))?;

        step(&format!(
            "Starting the demo DefectDojo with {} findings",
            self.findings
        ));
        let mut servers = Servers::new();
        let line =
            servers.start_announced(DOJO, &mut self.dojo(&workspace, dojo_reserved.release()))?;
        let dojo = Dojo::parse(&line)
            .with_context(|| format!("the {DOJO} announced itself with {line:?}"))?;
        eprintln!("The {DOJO} answers at {}", dojo.url);

        step("Starting the MCP server");
        let addr = reserved.release();
        servers.start(
            MCP,
            &mut wasmtime.serve(&component, addr, &[("DEFECTDOJO_URL", dojo.url)]),
        )?;
        let addr = wait_until_healthy(&servers, addr)?;

        println!(
            "\n{}\nCtrl-C stops both.",
            handout(&mcp_url(addr), &dojo.token)
        );
        servers.run_until_stopped()
    }

    fn dojo(&self, workspace: &Workspace, addr: SocketAddr) -> Command {
        let mut command = Command::new(
            workspace
                .target()
                .join("release")
                .join(format!("dojo-sim{EXE_SUFFIX}")),
        );
        command
            .args(["--listen", &addr.to_string()])
            .args(["--findings", &self.findings.to_string()])
            .args(["--seed", &self.seed.to_string()])
            .args(["--profile", self.profile.name()]);
        command
    }
}

/// What the demo `DefectDojo` says of itself once it listens.
struct Dojo {
    url: String,
    token: String,
}

impl Dojo {
    fn parse(line: &str) -> Result<Self> {
        let line: Value = serde_json::from_str(line)?;
        let text = |pointer: &'static str| {
            line.pointer(pointer)
                .and_then(Value::as_str)
                .map(str::to_owned)
                .context(pointer)
        };
        Ok(Self {
            url: text("/url")?,
            token: text("/tokens/admin")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    /// The tests play the use cases on those findings.
    #[test]
    fn holds_the_findings_that_the_simulator_holds_by_default() {
        #[derive(Parser)]
        struct Line {
            #[command(flatten)]
            demo: Demo,
        }
        let demo = Line::parse_from(["demo"]).demo;
        let default = dojo_sim::Config::default();
        assert_eq!(usize::try_from(demo.findings).unwrap(), default.findings);
        assert_eq!(demo.seed, default.seed);
        assert_eq!(demo.profile.name(), default.profile.name());
    }

    #[test]
    fn reads_the_announcement() {
        let line = r#"{"url":"http://127.0.0.1:8080","profile":"oss3","findings":5000,"tokens":{"admin":"aa","lowpriv":"bb"}}"#;
        let dojo = Dojo::parse(line).unwrap();
        assert_eq!(
            (dojo.url.as_str(), dojo.token.as_str()),
            ("http://127.0.0.1:8080", "aa")
        );
    }

    #[test]
    fn an_announcement_without_a_token_is_refused() {
        assert_eq!(
            Dojo::parse(r#"{"url":"http://127.0.0.1:8080"}"#)
                .err()
                .unwrap()
                .to_string(),
            "/tokens/admin"
        );
        assert!(Dojo::parse("listening").is_err());
    }
}
