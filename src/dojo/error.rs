//! Each way in which a question to `DefectDojo` can fail, told to whoever is on call.

use super::{effort::Effort, page::Doubt, text::excerpt, token::Token, transport::TransportError};

/// What was waited for in vain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wait {
    /// A connection.
    Connect,
    /// The first byte of the answer.
    FirstByte,
    /// The end of the answer.
    Call,
}

impl Wait {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => {
                "no connection to DefectDojo in time: check that it runs, and DEFECTDOJO_URL"
            }
            Self::FirstByte => {
                "DefectDojo did not begin to answer in time: it may be overloaded; try again, or narrow the filters"
            }
            Self::Call => {
                "DefectDojo's answer did not end in time: ask for fewer rows, or narrow the filters"
            }
        }
    }
}

/// Why `DefectDojo` gave no usable answer. No message holds a token, or a body of `DefectDojo`'s as it came.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No connection, or one that broke twice.
    #[error("DefectDojo can't be reached ({reason}): check that it runs, and DEFECTDOJO_URL")]
    Unreachable {
        /// What happened.
        reason: String,
    },
    /// The host of this component forbids the request, or the guard between the two does.
    #[error(
        "the request was denied before it could leave for DefectDojo: under Spin, allow its host in \
        allowed_outbound_hosts; elsewhere, the server asked for something else than the API at \
        DEFECTDOJO_URL, and its egress guard stopped it: that is a fault of the server, please report it"
    )]
    Denied,
    /// No trusted, encrypted connection.
    #[error(
        "no secure connection to DefectDojo ({reason}): check its certificate, and whether the runtime trusts its CA"
    )]
    Tls {
        /// What happened.
        reason: String,
    },
    /// A time limit passed.
    #[error("{}", which.as_str())]
    Timeout {
        /// What was waited for.
        which: Wait,
    },
    /// 3xx. It is never followed: another place must not get the token.
    #[error(
        "DefectDojo's address redirects (HTTP {status}) to {location:?} instead of answering: \
        DEFECTDOJO_URL looks wrong; check its scheme, host and path prefix"
    )]
    Redirect {
        /// The status.
        status: u16,
        /// Where to, shortened.
        location: String,
    },
    /// 400, with what `DefectDojo` says of each field.
    #[error("DefectDojo refuses the request: {}", describe(fields))]
    BadRequest {
        /// Field names and their messages, shortened.
        fields: Vec<(String, Vec<String>)>,
    },
    /// 403: no credentials arrived.
    #[error(
        "DefectDojo saw no API token: pass one, and check that no proxy removes the Authorization header"
    )]
    TokenMissing,
    /// 403: the token is unknown.
    #[error(
        "DefectDojo does not know this API token: copy the current one from its page \"API v2 Key\" to where you set this one"
    )]
    TokenInvalid,
    /// 401, which `DefectDojo` itself never sends.
    #[error(
        "HTTP 401, which DefectDojo itself never answers: a proxy before it refuses the API token or \
        wants credentials of its own"
    )]
    ProxyUnauthorized,
    /// 403: the user of the token is disabled.
    #[error(
        "the user of this API token is disabled in DefectDojo: use the token of an active user"
    )]
    UserInactive,
    /// 403: the user lacks the permission.
    #[error(
        "the user of this API token lacks the permission in DefectDojo: ask an administrator for it, \
        or use another token"
    )]
    Forbidden,
    /// 404 of an object: absent, or hidden from this token.
    #[error("{what} does not exist or is not visible to this API token")]
    NotFound {
        /// What was asked for.
        what: String,
    },
    /// 404 of the endpoint itself.
    #[error(
        "there is no {path} at DEFECTDOJO_URL: check its path prefix, and that it is DefectDojo 2.51 or later"
    )]
    NoEndpoint {
        /// The path that is missing.
        path: String,
    },
    /// This kind of instance lacks the resource.
    #[error(
        "this DefectDojo has no {resource}: since version 3.0 groups, members and roles are a part of \
        DefectDojo Pro and no longer of the open-source edition"
    )]
    NotOnThisInstance {
        /// What is lacking.
        resource: &'static str,
    },
    /// The rows answered are not those asked for.
    #[error(
        "DefectDojo ignored the filter {parameter} and answered other rows: they are not shown"
    )]
    FilterIgnored {
        /// The filter.
        parameter: &'static str,
    },
    /// 406.
    #[error(
        "DefectDojo can't answer in JSON (HTTP 406): check what a proxy does to the Accept header"
    )]
    NotAcceptable,
    /// More requests or time than a question may take; not sent.
    #[error(
        "the question takes more than {} requests to DefectDojo, or {} s: narrow it, by product, severity or date",
        Effort::MOST_CALLS,
        Effort::MOST_TIME.as_secs()
    )]
    Spent,
    /// 414, or too long to be sent at all.
    #[error("the request is too long: pass fewer ids or shorter texts")]
    UriTooLong,
    /// A value that the API would misunderstand; not sent.
    #[error("{parameter}: {reason}")]
    Unsendable {
        /// The API's name of the parameter.
        parameter: &'static str,
        /// The rule.
        reason: &'static str,
    },
    /// 429.
    #[error("too many requests to DefectDojo (HTTP 429): try again {}", after(*retry_after))]
    RateLimited {
        /// How many seconds to wait, where said.
        retry_after: Option<u64>,
    },
    /// 5xx.
    #[error("{}", server(*status))]
    Server {
        /// The status.
        status: u16,
    },
    /// Another status than the API is known to answer.
    #[error("unexpected HTTP {status} from DefectDojo: check what stands before it")]
    Unexpected {
        /// The status.
        status: u16,
    },
    /// Something else than JSON where JSON was due.
    #[error(
        "HTTP {status} with something that isn't JSON: a proxy or login page answers in DefectDojo's \
        place; check DEFECTDOJO_URL"
    )]
    NotJson {
        /// The status.
        status: u16,
    },
    /// JSON that ends too early.
    #[error(
        "DefectDojo's answer for {path} was cut off: its worker was stopped, or a proxy between cuts long \
        answers; try again, or ask for fewer rows"
    )]
    CutOff {
        /// The path that was asked.
        path: String,
    },
    /// No JSON, although it says so.
    #[error(
        "DefectDojo's answer for {path} is no valid JSON (line {line}, column {column}): check what a proxy \
        before DefectDojo adds to answers"
    )]
    NoJson {
        /// The path that was asked.
        path: String,
        /// The line of the fault.
        line: usize,
        /// Its column.
        column: usize,
    },
    /// JSON of another shape.
    #[error(
        "DefectDojo's answer for {path} isn't understood ({reason}), so nothing of it is shown: check that \
        it is DefectDojo 2.51 or later, and that DEFECTDOJO_URL leads to it"
    )]
    Malformed {
        /// The path that was asked.
        path: String,
        /// What was unexpected and where; no part of the answer.
        reason: String,
    },
    /// A body in an encoding that was not accepted.
    #[error(
        "DefectDojo's answer (HTTP {status}) is compressed although that was not asked for: switch off \
        compression in the proxy before DefectDojo for requests with Accept-Encoding: identity"
    )]
    Encoded {
        /// The status.
        status: u16,
    },
    /// Another object than the one asked for.
    #[error(
        "DefectDojo answered with the object {came} where {asked} was asked for: it is not shown; check \
        what a cache before DefectDojo does"
    )]
    OtherObject {
        /// The id that was asked for.
        asked: u64,
        /// The id that came.
        came: u64,
    },
    /// A finding without what findings are counted by.
    #[error(
        "finding {id} has no readable {field}, by which findings are counted, so nothing is shown: count \
        them by something else"
    )]
    Uncountable {
        /// The finding.
        id: u64,
        /// The field of the API.
        field: &'static str,
    },
    /// A finding without the day that decides its place among those of several statuses.
    #[error(
        "finding {id} has no readable date, by which those of several statuses are put in order, so nothing \
        is shown: ask for them by severity, or for one status at a time"
    )]
    Undated {
        /// The finding.
        id: u64,
    },
    /// Other rows than those of the window.
    #[error(
        "DefectDojo sent more rows than were asked for: it or a proxy ignores limit and offset; nothing \
        of it is shown"
    )]
    WindowIgnored,
    /// Count and rows contradict each other where both have to be right.
    #[error("{0}")]
    Inconsistent(Doubt),
    /// All that was answered to a question, over the limit.
    #[error(
        "what DefectDojo answers to this is larger than 32 MiB in all: ask for fewer rows, or for less at once"
    )]
    TooLarge,
    /// One object over the limit.
    #[error(
        "an object in DefectDojo's answer for {path} is larger than 8 MiB, so nothing of the answer is shown: \
        set filters that leave that object out"
    )]
    ObjectTooLarge {
        /// The path that was asked.
        path: String,
    },
}

impl Error {
    /// What `error` means to a caller with `token`.
    pub(super) fn of_transport(error: &TransportError, token: &Token) -> Self {
        match error {
            TransportError::ConnectTimeout => Self::Timeout {
                which: Wait::Connect,
            },
            TransportError::FirstByteTimeout => Self::Timeout {
                which: Wait::FirstByte,
            },
            TransportError::CallTimeout => Self::Timeout { which: Wait::Call },
            TransportError::Tls(reason) => Self::Tls {
                reason: excerpt(token, reason),
            },
            TransportError::Denied => Self::Denied,
            TransportError::BodyTooLarge => Self::TooLarge,
            TransportError::Dns
            | TransportError::Refused
            | TransportError::Broken
            | TransportError::BodyBroken
            | TransportError::Other(_) => Self::Unreachable {
                reason: excerpt(token, &error.to_string()),
            },
        }
    }
}

/// Fields that take the id of an object, of which `DefectDojo` says the same as of a word that it does not
/// know.
const OBJECTS: [&str; 4] = ["engagement", "group_id", "product", "test"];

fn describe(fields: &[(String, Vec<String>)]) -> String {
    if fields.is_empty() {
        return "it does not say why (HTTP 400)".to_owned();
    }
    let fields = fields.iter().map(|(name, messages)| {
        let messages = messages.join(" ");
        if OBJECTS.contains(&name.as_str()) && messages.starts_with("Select a valid choice") {
            let what = name.trim_end_matches("_id");
            format!(
                "the {what} that was asked for does not exist or is not visible to this API token"
            )
        } else {
            // Its words stand in quotation marks, which they can't end: they are no words of ours.
            let quote = |text: &str| format!("\"{}\"", text.replace('"', "'"));
            format!("{}: {}", quote(name), quote(&messages))
        }
    });
    fields.collect::<Vec<_>>().join("; ")
}

fn after(seconds: Option<u64>) -> String {
    seconds.map_or_else(|| "later".to_owned(), |seconds| format!("in {seconds} s"))
}

fn server(status: u16) -> String {
    match status {
        502..=504 => format!(
            "DefectDojo is down or overloaded (HTTP {status} from the proxy before it): try again later"
        ),
        _ => format!("DefectDojo failed (HTTP {status}): its own log says why"),
    }
}
