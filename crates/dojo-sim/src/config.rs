//! What a simulated instance is made from.

use std::net::{Ipv4Addr, SocketAddr};

use chrono::{NaiveDate, Utc};

use crate::fault::Plan;

/// Which DefectDojo the simulator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Open source 3.2.0: no groups, group members or roles.
    Oss3,
    /// Open source 2.58.4: the last with groups, group members and roles.
    Oss2,
}

impl Profile {
    /// The name the command line and the start line use: `oss3` or `oss2`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Oss3 => "oss3",
            Self::Oss2 => "oss2",
        }
    }
}

/// How to build and run a simulated instance. The same values always give the same data.
#[derive(Debug, Clone)]
pub struct Config {
    /// Which DefectDojo to be. Default: [`Profile::Oss3`].
    pub profile: Profile,
    /// How many findings the portfolio holds. Default: 5,000.
    pub findings: usize,
    /// Where the portfolio's random numbers and the tokens start. Default: 1.
    pub seed: u64,
    /// Refuse, with a 400 that names it, every parameter that DefectDojo would ignore. Default: off.
    pub strict: bool,
    /// The day all dates are relative to. Default: the current UTC date when the instance is built.
    pub today: Option<NaiveDate>,
    /// What goes wrong. Default: nothing. A request can ask for a fault with the header `X-Fault: NAME`.
    pub fault: Option<Plan>,
    /// How many requests are in hand at once, each for as long as a real instance takes for it. Default: each is
    /// answered right away.
    pub workers: Option<usize>,
    /// Where to listen. Default: a free port on 127.0.0.1.
    pub listen: SocketAddr,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            profile: Profile::Oss3,
            findings: 5_000,
            seed: 1,
            strict: false,
            today: None,
            fault: None,
            workers: None,
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
        }
    }
}

impl Config {
    /// The day all dates are relative to.
    pub(crate) fn today_or_current(&self) -> NaiveDate {
        self.today.unwrap_or_else(|| Utc::now().date_naive())
    }
}
