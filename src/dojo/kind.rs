//! What a failure is called where its words would be too many: in a line of a log.

use super::error::{Error, Wait};

impl Error {
    /// One word for what went wrong, which holds nothing of the question or of the answer. Where `DefectDojo` did
    /// answer, it says more than the status: a login page is a 200, and three different faults are a 403.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "unreachable",
            Self::Denied => "denied",
            Self::Tls { .. } => "tls",
            Self::Timeout { which } => match which {
                Wait::Connect => "connect_timeout",
                Wait::FirstByte => "first_byte_timeout",
                Wait::Call => "call_timeout",
            },
            Self::Redirect { .. } => "redirect",
            Self::BadRequest { .. } => "bad_request",
            Self::TokenMissing => "token_missing",
            Self::TokenInvalid => "token_invalid",
            Self::ProxyUnauthorized => "proxy_unauthorized",
            Self::UserInactive => "user_inactive",
            Self::Forbidden => "forbidden",
            Self::NotFound { .. } => "not_found",
            Self::NoEndpoint { .. } => "no_endpoint",
            Self::NotOnThisInstance { .. } => "not_on_this_instance",
            Self::FilterIgnored { .. } => "filter_ignored",
            Self::NotAcceptable => "not_acceptable",
            Self::Spent => "spent",
            Self::UriTooLong => "uri_too_long",
            Self::Unsendable { .. } => "unsendable",
            Self::RateLimited { .. } => "rate_limited",
            Self::Server { .. } => "server_error",
            Self::Unexpected { .. } => "unexpected_status",
            Self::NotJson { .. } => "not_json",
            Self::CutOff { .. } => "cut_off",
            Self::NoJson { .. } => "broken_json",
            Self::Malformed { .. } => "malformed",
            Self::Encoded { .. } => "compressed",
            Self::OtherObject { .. } => "other_object",
            Self::WindowIgnored => "window_ignored",
            Self::Inconsistent(_) => "inconsistent",
            Self::TooLarge => "answer_too_large",
            Self::ObjectTooLarge { .. } => "object_too_large",
            Self::Uncountable { .. } => "uncountable",
            Self::Undated { .. } => "undated",
        }
    }
}
