//! The server that is served: everything that is offered, and who is let in.

use crate::config::Config;
use crate::dojo::{Day, Token, Transport};
use crate::http::{AllowedOrigins, Application, Unauthorized};
use crate::mcp::{Implementation, PromptArgument, Server};
use crate::record::Journal;
use crate::session::Session;
use crate::upstream::Upstream;
use crate::{completions, prompts, resources, tools};
use http::{HeaderMap, HeaderValue, header};
use std::rc::Rc;

/// How a token is passed: the help that clients show when nothing else worked. After a 401, mcp-remote asks to
/// be registered, and all it tells its user is what that request was answered with.
const HELP: &str = "There is no OAuth and nothing to register: pass your DefectDojo API token in the header `Authorization: Token <your API token>`. If you did, the header is not in that form: it is the word Token, one space and the 40 characters from DefectDojo's page \"API v2 Key\", once, without quotes or brackets.";

/// What both reports may be limited to.
static REPORT: [PromptArgument<Session>; 2] = [
    prompts::product(Some(completions::product_names)),
    prompts::days(),
];

/// The MCP server for one `DefectDojo` instance.
pub struct App {
    config: Rc<Config>,
    transport: Rc<dyn Transport>,
    today: Day,
    server: Rc<Server<Session>>,
}

impl App {
    /// A server for the instance that `config` names, which it reaches through `transport`.
    #[must_use]
    pub fn new(config: impl Into<Rc<Config>>, transport: Rc<dyn Transport>, today: Day) -> Self {
        Self {
            config: config.into(),
            transport,
            today,
            server: SERVER.with(Rc::clone),
        }
    }
}

thread_local! {
    /// All that is offered: a part of the program, the same for every request.
    static SERVER: Rc<Server<Session>> = Rc::new(Server {
        info: Implementation {
            name: env!("CARGO_PKG_NAME"),
            title: "DefectDojo",
            version: env!("CARGO_PKG_VERSION"),
            website_url: None,
        },
        instructions: prompts::INSTRUCTIONS,
        tools: tools::all(),
        prompts: vec![
            prompts::sast_review_report::prompt(&REPORT),
            prompts::security_landscape_report::prompt(&REPORT),
        ],
        resources: resources::all(),
        templates: resources::templates(),
        logs: false,
        states: None,
    });
}

impl Application for App {
    type Context = Session;

    fn server(&self) -> &Rc<Server<Session>> {
        &self.server
    }

    /// Takes `Token X`, as `DefectDojo` documents it, and `Bearer X`, which is all that some clients can
    /// send. Without the header there is a session too: lists, prompts and static resources need no token.
    fn authenticate(
        &self,
        headers: &HeaderMap,
        journal: &Rc<Journal>,
    ) -> Result<Session, Unauthorized> {
        let mut values = headers.get_all(header::AUTHORIZATION).iter();
        let token = match (values.next(), values.next()) {
            (None, _) => None,
            (Some(value), None) => Some(credentials(value).ok_or_else(unauthorized)?),
            (Some(_), Some(_)) => return Err(unauthorized()),
        };
        let upstream = Upstream::new(Rc::clone(&self.transport), Rc::clone(journal));
        Ok(Session::new(
            Rc::clone(&self.config),
            Rc::new(upstream),
            token,
            self.today,
        ))
    }

    /// `DefectDojo` may echo a token, and so may the protocol, where a token was passed as a name.
    fn conceal(&self, session: &Session, body: Vec<u8>) -> Vec<u8> {
        match session.header_token() {
            Some(token) => token.mask_bytes(body),
            None => body,
        }
    }

    fn origins(&self) -> &AllowedOrigins {
        &self.config.allowed_origins
    }

    fn help(&self) -> &'static str {
        HELP
    }
}

/// The token in a header's value. The scheme's case doesn't matter (RFC 9110 section 11.1).
fn credentials(value: &HeaderValue) -> Option<Token> {
    let (scheme, token) = value.to_str().ok()?.trim().split_once(' ')?;
    let known = scheme.eq_ignore_ascii_case("token") || scheme.eq_ignore_ascii_case("bearer");
    known
        .then(|| Token::parse(token.trim_start()).ok())
        .flatten()
}

fn unauthorized() -> Unauthorized {
    Unauthorized {
        challenge: "Token realm=\"DefectDojo\"",
        description: "The Authorization header is not in a form that can be used. Send it once, as `Authorization: Token <your API token>`.",
        message: "The Authorization header is not in a form that can be used. Send it once, as `Authorization: Token <your API token>` (or `Bearer <your API token>`), with the 40 characters from DefectDojo's page \"API v2 Key\" and nothing else.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(values: &[&str]) -> Option<Token> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::AUTHORIZATION, value.parse().unwrap());
        }
        match headers
            .get_all(header::AUTHORIZATION)
            .iter()
            .collect::<Vec<_>>()
            .as_slice()
        {
            [one] => credentials(one),
            _ => None,
        }
    }

    #[test]
    fn token_and_bearer_are_taken() {
        let hex = "0123456789abcdef0123456789abcdef01234567";
        for scheme in ["Token", "token", "Bearer", "BEARER"] {
            assert!(token(&[&format!("{scheme} {hex}")]).is_some(), "{scheme}");
        }
        for value in [
            hex,
            "Token",
            "Token ",
            "Basic YWRtaW46YWRtaW4=",
            "Token a b",
            "Token <token>",
        ] {
            assert!(token(&[value]).is_none(), "{value}");
        }
        assert!(token(&[&format!("Token {hex} {hex}")]).is_none());
    }
}
