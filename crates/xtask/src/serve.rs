//! `cargo xtask serve`: the MCP server in front of a real instance.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::component::Component;
use crate::handout::{handout, mcp_url};
use crate::ports::Reserved;
use crate::report::step;
use crate::servers::Servers;
use crate::toolchain::Toolchain;
use crate::wasmtime::Wasmtime;
use crate::workspace::Workspace;

/// What the server is called in messages.
pub(crate) const MCP: &str = "MCP server";

/// Runs the MCP server in front of a real `DefectDojo`.
#[derive(Args, Debug)]
pub(crate) struct Serve {
    /// The base URL of the `DefectDojo` instance, like <https://dojo.example.com>.
    #[arg(long)]
    url: String,
    /// Where the MCP server listens.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
    addr: SocketAddr,
    /// Allows a plain http URL of another machine, which sends the tokens in clear.
    #[arg(long)]
    allow_http: bool,
    /// The web pages that may call the server, as a comma list of origins [default: those of this machine].
    #[arg(long, value_name = "ORIGINS")]
    allowed_origins: Option<String>,
    /// Whether tools take the token as an argument too [default: on].
    #[arg(long, value_enum)]
    token_argument: Option<Switch>,
    /// Whether passwords, keys and tokens that findings quote are masked [default: on].
    #[arg(long, value_enum)]
    mask_secrets: Option<Switch>,
    /// Which requests standard error gets a line of [default: errors].
    #[arg(long, value_enum)]
    log: Option<Log>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Switch {
    On,
    Off,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Log {
    Off,
    Errors,
    Requests,
}

impl Serve {
    pub(crate) fn run(&self) -> Result<()> {
        let reserved = Reserved::take(self.addr, "--addr")?;
        let workspace = Workspace::find()?;
        Toolchain::find()?.ensure_target(&workspace)?;
        let wasmtime = Wasmtime::find_or_install(&workspace)?;
        let component = Component::SERVER.build(&workspace)?;

        step(&format!("Starting the MCP server for {}", self.url));
        let addr = reserved.release();
        let mut servers = Servers::new();
        servers.start(
            MCP,
            &mut wasmtime.serve(&component, addr, &self.variables()),
        )?;
        let addr = wait_until_healthy(&servers, addr)?;
        println!(
            "\n{}\nCtrl-C stops the server.",
            handout(&mcp_url(addr), "YOUR_API_TOKEN")
        );
        servers.run_until_stopped()
    }

    /// The component's configuration. What no flag sets is left to the component's own defaults.
    fn variables(&self) -> Vec<(&'static str, String)> {
        let mut variables = vec![("DEFECTDOJO_URL", self.url.clone())];
        if self.allow_http {
            variables.push(("DEFECTDOJO_ALLOW_HTTP", "on".to_owned()));
        }
        if let Some(origins) = &self.allowed_origins {
            variables.push(("MCP_ALLOWED_ORIGINS", origins.clone()));
        }
        for (name, switch) in [
            ("MCP_TOKEN_ARGUMENT", self.token_argument),
            ("MCP_MASK_SECRETS", self.mask_secrets),
        ] {
            let value = match switch {
                None => continue,
                Some(Switch::On) => "on",
                Some(Switch::Off) => "off",
            };
            variables.push((name, value.to_owned()));
        }
        if let Some(log) = self.log {
            let value = match log {
                Log::Off => "off",
                Log::Errors => "errors",
                Log::Requests => "requests",
            };
            variables.push(("MCP_LOG", value.to_owned()));
        }
        variables
    }
}

/// Waits until the MCP server answers; gives the address to reach it at. It answers 500 with a reason when its
/// configuration is wrong.
pub(crate) fn wait_until_healthy(servers: &Servers, addr: SocketAddr) -> Result<SocketAddr> {
    let addr = reachable(addr);
    let answer = servers.wait_for(MCP, addr, "/healthz")?;
    if answer.status != 200 {
        bail!(
            "the MCP server does not work; it answers {}: {}",
            answer.status,
            answer.body
        );
    }
    Ok(addr)
}

/// A server on all addresses of this machine (0.0.0.0, ::) is reached at the loopback one.
fn reachable(addr: SocketAddr) -> SocketAddr {
    if addr.ip().is_unspecified() {
        SocketAddr::from((Ipv4Addr::LOCALHOST, addr.port()))
    } else {
        addr
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serve() -> Serve {
        Serve {
            url: "https://dojo.example.com".to_owned(),
            addr: SocketAddr::from(([0, 0, 0, 0], 3000)),
            allow_http: false,
            allowed_origins: None,
            token_argument: None,
            mask_secrets: None,
            log: None,
        }
    }

    #[test]
    fn only_what_a_flag_sets_is_configured() {
        let url = ("DEFECTDOJO_URL", "https://dojo.example.com".to_owned());
        assert_eq!(serve().variables(), std::slice::from_ref(&url));
        let all = Serve {
            allow_http: true,
            allowed_origins: Some("https://chat.example.com".to_owned()),
            token_argument: Some(Switch::Off),
            mask_secrets: Some(Switch::Off),
            log: Some(Log::Requests),
            ..serve()
        };
        let expected = [
            url,
            ("DEFECTDOJO_ALLOW_HTTP", "on".to_owned()),
            ("MCP_ALLOWED_ORIGINS", "https://chat.example.com".to_owned()),
            ("MCP_TOKEN_ARGUMENT", "off".to_owned()),
            ("MCP_MASK_SECRETS", "off".to_owned()),
            ("MCP_LOG", "requests".to_owned()),
        ];
        assert_eq!(all.variables(), expected);
    }

    #[test]
    fn all_addresses_are_reached_at_loopback() {
        assert_eq!(reachable(serve().addr).to_string(), "127.0.0.1:3000");
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
        assert_eq!(reachable(loopback), loopback);
    }
}
