//! What an instance, or what stands before it, can do wrong, and to which requests.

mod answer;
mod body;
mod faults;
mod rows;
mod script;
mod wire;

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

pub(crate) use answer::{Outcome, answer};
pub(crate) use faults::Faults;
pub(crate) use wire::{Wire, WireListener};

macro_rules! faults {
    ($($(#[doc = $about:literal])+ $fault:ident = $name:literal,)*) => {
        /// A fault of an answer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Fault {
            $($(#[doc = $about])+ $fault,)*
        }

        impl Fault {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$fault,)*];

            /// The name that the command line and the header `X-Fault` use.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$fault => $name,)*
                }
            }

            /// What it does, in a line.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self {
                    $(Self::$fault => concat!($($about,)+),)*
                }
            }
        }
    };
}

faults! {
    /// The connection is reset (RST) instead of an answer.
    ResetBeforeHead = "reset-before-head",
    /// The connection is reset within the head.
    ResetInHead = "reset-in-head",
    /// The connection is reset between head and body.
    ResetAfterHead = "reset-after-head",
    /// The connection is reset within the body.
    ResetInBody = "reset-in-body",
    /// The connection is closed (FIN) instead of an answer.
    CloseBeforeHead = "close-before-head",
    /// The connection is closed within the head.
    CloseInHead = "close-in-head",
    /// The connection is closed between head and body.
    CloseAfterHead = "close-after-head",
    /// The connection is closed within the body.
    CloseInBody = "close-in-body",
    /// Nothing ever comes.
    StallBeforeHead = "stall-before-head",
    /// Nothing comes after a part of the head.
    StallInHead = "stall-in-head",
    /// Nothing comes after the head.
    StallAfterHead = "stall-after-head",
    /// Nothing comes after a part of the body.
    StallInBody = "stall-in-body",
    /// One byte a second.
    Drip = "drip",
    /// One byte a second once the head is sent.
    DripBody = "drip-body",
    /// A Content-Length that is half the body's.
    LengthTooSmall = "length-too-small",
    /// A Content-Length that is 10 more than the body's, and the connection's end.
    LengthTooLarge = "length-too-large",
    /// No Content-Length: the connection's end is the body's.
    LengthMissing = "length-missing",
    /// The first half of the JSON, with its right Content-Length.
    JsonCut = "json-cut",
    /// A comment in HTML after the JSON.
    JsonTrailing = "json-trailing",
    /// A byte order mark before the JSON.
    ByteOrderMark = "byte-order-mark",
    /// Names and titles that begin with the byte FF, which no UTF-8 has.
    InvalidUtf8 = "invalid-utf8",
    /// A million lists, one in the other.
    DeepNesting = "deep-nesting",
    /// A count of 0 before that of the list; an id 0 before that of an object.
    DuplicateKeys = "duplicate-keys",
    /// 1e400 for every number of a row but its id.
    HugeNumbers = "huge-numbers",
    /// Blanks after the JSON, up to 64 MiB.
    Body64Mib = "body-64-mib",
    /// Blanks after the JSON, without end.
    BodyEndless = "body-endless",
    /// Every field of a row but its id holds a value of another type.
    WrongTypes = "wrong-types",
    /// Severities, statuses and the like hold a word that none of them has.
    UnknownValues = "unknown-values",
    /// Every field of a row but its id is null.
    Nulls = "nulls",
    /// A row has nothing but its id.
    MissingKeys = "missing-keys",
    /// Rows have no id.
    RowsWithoutIds = "rows-without-ids",
    /// `count` is a text.
    CountText = "count-text",
    /// `count` is -1.
    CountNegative = "count-negative",
    /// There is no `count`.
    CountMissing = "count-missing",
    /// `count` is one less than the rows say that came.
    CountTooSmall = "count-too-small",
    /// `count` is right and the last row of the page missing.
    CountTooLarge = "count-too-large",
    /// There are no `results`.
    ResultsMissing = "results-missing",
    /// The first row of the list is gone: all others have moved up by one.
    RowsShift = "rows-shift",
    /// `next` and `previous` lead to another host.
    NextElsewhere = "next-elsewhere",
    /// 429 without Retry-After.
    TooMany = "429",
    /// 429 with Retry-After.
    TooManyRetryAfter = "429-retry-after",
    /// 500 with DefectDojo's JSON.
    ServerError = "500",
    /// 502 with a proxy's HTML.
    BadGateway = "502-html",
    /// 503 with a proxy's HTML.
    Unavailable = "503",
    /// 302 to the same place.
    RedirectSelf = "redirect-self",
    /// 302 to another host, which hears whoever follows.
    RedirectElsewhere = "redirect-elsewhere",
    /// 302 to the login page.
    RedirectLogin = "redirect-login",
    /// The login page with 200.
    LoginPage = "login-page",
    /// A body in gzip, whatever was asked for.
    Gzip = "gzip",
}

/// No fault has this name.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no fault {0:?}; --help lists them")]
pub struct UnknownFault(String);

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(name: &str) -> Result<Self, UnknownFault> {
        let all = Self::ALL.iter().copied();
        all.into_iter()
            .find(|fault| fault.name() == name)
            .ok_or_else(|| UnknownFault(name.to_owned()))
    }
}

/// Which requests of an instance meet with a fault. The first one is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// Every one.
    Always,
    /// This one and all after it.
    From(usize),
    /// This one alone.
    Only(usize),
}

/// A fault of an instance, written `NAME`, `NAME@3+` (from the third request on) or `NAME@3` (the third
/// alone).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Plan {
    /// What goes wrong.
    pub fault: Fault,
    /// With which requests.
    pub when: When,
}

impl Plan {
    /// The fault that the request `number` meets with.
    pub(crate) fn of_request(self, number: usize) -> Option<Fault> {
        let is_met = match self.when {
            When::Always => true,
            When::From(first) => number >= first,
            When::Only(one) => number == one,
        };
        is_met.then_some(self.fault)
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.fault.name();
        match self.when {
            When::Always => formatter.write_str(name),
            When::From(first) => write!(formatter, "{name}@{first}+"),
            When::Only(one) => write!(formatter, "{name}@{one}"),
        }
    }
}

impl FromStr for Plan {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let Some((name, number)) = text.split_once('@') else {
            return Ok(Self {
                fault: text.parse()?,
                when: When::Always,
            });
        };
        let (digits, when): (_, fn(usize) -> When) = match number.strip_suffix('+') {
            Some(digits) => (digits, When::From),
            None => (number, When::Only),
        };
        let number = digits.parse().ok().filter(|number| *number > 0);
        Ok(Self {
            fault: name.parse()?,
            when: when(number.ok_or_else(|| UnknownFault(text.to_owned()))?),
        })
    }
}
