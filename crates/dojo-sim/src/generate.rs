//! Builds the portfolio of one instance from its seed.

mod assessments;
mod assets;
mod cve;
mod fate;
mod findings;
mod people;
mod planted;
mod states;
mod text;
mod tools;
mod weakness;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use fastrand::Rng;

use crate::account::Tokens;
use crate::config::{Config, Profile};
use crate::portfolio::Portfolio;

/// What every part of the generator needs.
struct Maker {
    random: Rng,
    today: NaiveDate,
    profile: Profile,
}

impl Maker {
    /// A day before today.
    fn days_ago(&self, days: u64) -> NaiveDate {
        self.today
            .checked_sub_days(Days::new(days))
            .unwrap_or(self.today)
    }

    /// A random second of a day; now and then its first or last one, where filters have edges.
    fn moment(&mut self, day: NaiveDate) -> DateTime<Utc> {
        let second = match self.random.u32(..20) {
            0 => 0,
            1 => 86_399,
            _ => self.random.u32(..86_400),
        };
        let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap_or_default();
        day.and_time(time).and_utc()
    }

    /// True in `percent` of a hundred cases.
    fn chance(&mut self, percent: u32) -> bool {
        self.random.u32(..100) < percent
    }

    /// One of the items; the default of their type when there are none.
    fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        self.random.choice(items).copied().unwrap_or_default()
    }

    /// One of the weighted items.
    fn pick_weighted<T: Copy + Default>(&mut self, items: &[(u32, T)]) -> T {
        let total: u32 = items.iter().map(|(weight, _)| weight).sum();
        let mut left = self.random.u32(..total.max(1));
        for (weight, item) in items {
            if left < *weight {
                return *item;
            }
            left -= weight;
        }
        T::default()
    }
}

/// The portfolio that a configuration describes.
pub(crate) fn portfolio(config: &Config, today: NaiveDate, tokens: &Tokens) -> Portfolio {
    let mut maker = Maker {
        random: Rng::with_seed(config.seed),
        today,
        profile: config.profile,
    };
    let mut portfolio = Portfolio {
        product_types: assets::product_types(&mut maker),
        products: assets::products(&mut maker),
        engagements: Vec::new(),
        tests: Vec::new(),
        test_types: tools::test_types(),
        users: people::users(&mut maker),
        groups: people::groups(maker.profile),
        group_members: people::group_members(maker.profile),
        roles: people::roles(maker.profile),
        sla_configurations: assets::sla_configurations(),
        risk_acceptances: Vec::new(),
        findings: Vec::new(),
    };
    portfolio.engagements = assessments::engagements(&mut maker, &portfolio.products);
    portfolio.risk_acceptances =
        assessments::risk_acceptances(&mut maker, &mut portfolio.engagements);
    portfolio.tests = assessments::tests(&mut maker, &portfolio.engagements, &portfolio.test_types);
    portfolio.findings = findings::findings(&mut maker, &mut portfolio, config.findings);
    planted::plant(&mut portfolio.findings, tokens);
    portfolio
}

/// Ids count from 1.
fn id_of(index: usize) -> u64 {
    index as u64 + 1
}
