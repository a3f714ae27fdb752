//! A simulated DefectDojo that refuses what the real one would ignore, with the component before it.

use crate::{Client, Reuse, Server};
use dojo_sim::{Account, Config, NaiveDate, Profile, Sim, Utc};

/// Both, until dropped.
pub struct Bench {
    /// The simulated DefectDojo.
    pub sim: Sim,
    /// Which DefectDojo it is.
    pub profile: Profile,
    server: Server,
}

impl Bench {
    /// Starts both, with so many `findings`.
    #[must_use]
    pub fn new(profile: Profile, findings: usize, reuse: Reuse) -> Self {
        let config = Config {
            profile,
            findings,
            strict: true,
            ..Config::default()
        };
        let sim = Sim::start(&config).unwrap();
        let server = Server::start(&[("DEFECTDOJO_URL", &sim.url())], reuse);
        Self {
            sim,
            profile,
            server,
        }
    }

    /// Where the component listens, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.url()
    }

    /// A client with the token of `account`.
    #[must_use]
    pub fn client(&self, account: Account) -> Client {
        Client::with_token(self.server.url(), Some(self.sim.token(account).to_owned()))
    }

    /// What `client`'s call gives and what it asked of DefectDojo: path and query of each request.
    pub fn cost<T>(&self, call: impl FnOnce() -> T) -> (T, Vec<String>) {
        self.sim.clear_requests();
        let answer = call();
        let requests = self.sim.requests().into_iter();
        let targets = requests.map(|request| format!("{}?{}", request.path, request.query));
        (answer, targets.collect())
    }
}

/// An answer and the day on which it was given, in UTC. Asks again where midnight fell into the call.
pub fn on_one_day<T>(call: impl Fn() -> T) -> (NaiveDate, T) {
    loop {
        let today = Utc::now().date_naive();
        let answer = call();
        if today == Utc::now().date_naive() {
            return (today, answer);
        }
    }
}
