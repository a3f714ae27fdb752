//! The server that is served. It lets everybody in, as the suite has no credentials.

use crate::{prompts, resources, tools};
use defectdojo_mcp::http::{AllowedOrigins, Application, Unauthorized};
use defectdojo_mcp::mcp::{Implementation, Server, StateKey, States};
use defectdojo_mcp::record::Journal;
use http::HeaderMap;
use std::rc::Rc;
use std::time::{Duration, SystemTime};

/// What handlers know of a request beside its arguments: nothing, as all callers are alike.
#[derive(Debug)]
pub struct Anybody;

/// The MCP server made of fixtures.
pub struct App {
    server: Rc<Server<Anybody>>,
    origins: AllowedOrigins,
}

impl App {
    /// The server with all fixtures. What they leave with a client is signed with `key`.
    #[must_use]
    pub fn new(key: StateKey) -> Self {
        let server = Server {
            info: Implementation {
                name: env!("CARGO_PKG_NAME"),
                title: "Conformance fixtures",
                version: env!("CARGO_PKG_VERSION"),
                website_url: None,
            },
            instructions: "Fixtures of MCP's conformance suite. There is nothing here to work with.",
            tools: tools::all(),
            prompts: prompts::all(),
            resources: resources::all(),
            templates: resources::templates(),
            logs: true,
            states: Some(States {
                key,
                principal: |_| String::new(),
                now: |_| SystemTime::now(),
                lifetime: Duration::from_mins(10),
            }),
        };
        Self {
            server: Rc::new(server),
            origins: AllowedOrigins::Loopback,
        }
    }
}

impl Application for App {
    type Context = Anybody;

    fn server(&self) -> &Rc<Server<Anybody>> {
        &self.server
    }

    fn authenticate(
        &self,
        _headers: &HeaderMap,
        _journal: &Rc<Journal>,
    ) -> Result<Anybody, Unauthorized> {
        Ok(Anybody)
    }

    fn conceal(&self, _context: &Anybody, body: Vec<u8>) -> Vec<u8> {
        body
    }

    fn origins(&self) -> &AllowedOrigins {
        &self.origins
    }

    fn help(&self) -> &'static str {
        "The MCP endpoint is /mcp. It asks for no credentials."
    }
}
