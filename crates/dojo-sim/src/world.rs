//! One instance's data and settings, as every answer sees them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::account::Tokens;
use crate::config::{Config, Profile};
use crate::generate;
use crate::portfolio::Portfolio;

pub(crate) struct World {
    pub(crate) profile: Profile,
    pub(crate) strict: bool,
    pub(crate) today: NaiveDate,
    pub(crate) tokens: Tokens,
    pub(crate) portfolio: Portfolio,
}

impl World {
    pub(crate) fn new(config: &Config) -> Self {
        let tokens = Tokens::from_seed(config.seed);
        let today = config.today_or_current();
        Self::of(config, generate::portfolio(config, today, &tokens))
    }

    /// With data that was not made up from the seed.
    pub(crate) fn of(config: &Config, portfolio: Portfolio) -> Self {
        Self {
            profile: config.profile,
            strict: config.strict,
            today: config.today_or_current(),
            tokens: Tokens::from_seed(config.seed),
            portfolio,
        }
    }
}

/// The first second of a day, UTC: the time zone a stock DefectDojo runs in.
pub(crate) fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
