//! What one request's handlers get: the instance, the caller's token, the day.

use crate::config::Config;
use crate::dojo::{Client, Day, Token, Transport};
use crate::text::Reader;
use std::rc::Rc;

/// One request's context. Made from its headers, dropped with its answer.
pub struct Session {
    config: Rc<Config>,
    transport: Rc<dyn Transport>,
    token: Option<Token>,
    today: Day,
}

/// There is no token to ask `DefectDojo` with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenMissing {
    /// It could come either way.
    #[error(
        "No DefectDojo API token. Set the header `Authorization: Token <your API token>` in the MCP client's configuration, or, where the client can't set headers, pass the tool argument `token`. The token is on DefectDojo's page \"API v2 Key\", in the menu of your user."
    )]
    EitherWay,
    /// It can only come as a header.
    #[error(
        "No DefectDojo API token. Set the header `Authorization: Token <your API token>` in the MCP client's configuration. The token is on DefectDojo's page \"API v2 Key\", in the menu of your user."
    )]
    HeaderOnly,
}

impl Session {
    /// A context for the bearer of `token`.
    #[must_use]
    pub fn new(
        config: Rc<Config>,
        transport: Rc<dyn Transport>,
        token: Option<Token>,
        today: Day,
    ) -> Self {
        Self {
            config,
            transport,
            token,
            today,
        }
    }

    /// What the operator set.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The day, in UTC.
    #[must_use]
    pub fn today(&self) -> Day {
        self.today
    }

    /// Reads `DefectDojo`'s text as the operator wants it shown.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader::new(self.config.mask_secrets)
    }

    /// The token from the request's header.
    #[must_use]
    pub fn header_token(&self) -> Option<&Token> {
        self.token.as_ref()
    }

    /// The token to use: the one from the arguments wins over the header's.
    ///
    /// # Errors
    /// Neither is there.
    pub fn token<'a>(&'a self, argument: Option<&'a Token>) -> Result<&'a Token, TokenMissing> {
        argument
            .or(self.token.as_ref())
            .ok_or(if self.config.token_argument {
                TokenMissing::EitherWay
            } else {
                TokenMissing::HeaderOnly
            })
    }

    /// `DefectDojo`, asked with `token`.
    #[must_use]
    pub fn client<'a>(&'a self, token: &'a Token) -> Client<'a> {
        Client::new(&self.config.base_url, token, self.transport.as_ref())
            .in_parallel(self.config.parallel)
    }
}
