//! What the endpoint asks of the server it stands in front of.

use std::rc::Rc;

use http::HeaderMap;

use super::AllowedOrigins;
use crate::mcp::Server;
use crate::record::Journal;

/// A server behind the endpoint.
pub trait Application {
    /// What one request's handlers get.
    type Context: 'static;

    /// What is served. Shared, since an answer that is a stream outlives the request.
    fn server(&self) -> &Rc<Server<Self::Context>>;

    /// Reads the credentials of one request. Having none is for the tools to judge; having
    /// malformed ones is an error here. What the handlers ask of other servers is noted in `journal`.
    ///
    /// # Errors
    /// [`Unauthorized`] says what the header should look like.
    fn authenticate(
        &self,
        headers: &HeaderMap,
        journal: &Rc<Journal>,
    ) -> Result<Self::Context, Unauthorized>;

    /// Takes the caller's secrets out of an answer that is about to leave, wherever they came from.
    fn conceal(&self, context: &Self::Context, body: Vec<u8>) -> Vec<u8>;

    /// The web origins that may call.
    fn origins(&self) -> &AllowedOrigins;

    /// How to pass credentials, in a sentence or two. It stands in the body of every 404: clients
    /// that look for an authorization server show nothing else to their users.
    fn help(&self) -> &str;
}

/// Credentials that can't be used. Holds no part of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unauthorized {
    /// The scheme that is wanted, with its realm: how the value of `WWW-Authenticate` begins (RFC 9110 section
    /// 11.6.1), such as `Token realm="DefectDojo"`.
    pub challenge: &'static str,
    /// The same as the message, in so few words and such characters that the challenge can hold them: it is
    /// all of a 401 that some clients show to their users. `error_description` is for such words in the scheme
    /// `Bearer` (RFC 6750 section 3), and a scheme has the parameters that it wants.
    pub description: &'static str,
    /// What was wrong and the right form, for the user.
    pub message: String,
}
