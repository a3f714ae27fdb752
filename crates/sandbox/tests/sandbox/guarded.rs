//! The red team under `wasmtime serve`: behind the guard it reaches nobody, without it everybody.
//!
//! All places are on this machine, and written so that nobody can take them for others: what `127.1` or `0177.0.0.1`
//! is depends on who reads it. What else there is to try is tried in `hooks`, where nothing is sent.

use crate::attempts::{BASE, Places};
use crate::listener::Listener;
use crate::red_team::{Guarded, alone, denied, is_stopped, obeyed};
use red_team::{Attempt, Order, Outcome, Scheme};
use testbed::{Reuse, Server};

/// Two listeners: the one that the guard is configured for redirects to the other.
struct Listeners {
    good: Listener,
    evil: Listener,
}

impl Listeners {
    fn start() -> Self {
        let evil = Listener::start("http://127.0.0.1:1/");
        let good = Listener::start(&format!("http://{}{BASE}/api/v2/", evil.address()));
        Self { good, evil }
    }

    fn places(&self) -> Places {
        Places {
            scheme: Scheme::Http,
            good: self.good.address().to_string(),
            evil: self.evil.address().to_string(),
        }
    }

    /// Attempts that reach one of the two where nothing stops them: the other place, and the right one by a wrong name
    /// or for a wrong purpose.
    fn attempts(&self) -> Vec<Attempt> {
        let places = self.places();
        let ports = [self.good.port(), self.evil.port()];
        let named = ports.map(|port| places.at(&format!("localhost:{port}")));
        places.attempts().into_iter().chain(named).collect()
    }

    /// Attempts of which it depends on the host, or the machine, whether they reach anybody.
    fn unsure(&self) -> Vec<Attempt> {
        let places = self.places();
        let port = self.evil.port();
        let spelt = ["[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"]
            .map(|host| places.at(&format!("{host}:{port}")));
        places.malformed().into_iter().chain(spelt).collect()
    }

    /// The guarded red team, configured for one of them.
    fn serve(&self, guarded: &Guarded) -> Server {
        let url = format!("http://{}{BASE}", self.good.address());
        Server::run(&guarded.file(), &[("DEFECTDOJO_URL", &url)], Reuse::Fresh)
    }

    /// How many connections each had.
    fn heard(self) -> (usize, usize) {
        (self.good.heard(), self.evil.heard())
    }
}

#[test]
fn nothing_gets_past_the_guard() {
    let listeners = Listeners::start();
    let guarded = Guarded::compose();
    let server = listeners.serve(&guarded);
    let attempts = listeners.attempts();
    let outcomes = obeyed(&server, &Order::Send(attempts.clone()));
    assert_eq!(outcomes.len(), attempts.len());
    for (attempt, outcome) in attempts.iter().zip(outcomes) {
        assert_eq!(outcome, denied(), "{attempt:?}");
    }
    let unsure = listeners.unsure();
    let outcomes = obeyed(&server, &Order::Send(unsure.clone()));
    assert_eq!(outcomes.len(), unsure.len());
    for (attempt, outcome) in unsure.iter().zip(outcomes) {
        assert!(is_stopped(&outcome), "{attempt:?}: {outcome:?}");
    }
    assert_eq!(listeners.heard(), (0, 0));
}

#[test]
fn the_one_allowed_request_passes_and_its_redirect_does_not() {
    let listeners = Listeners::start();
    let guarded = Guarded::compose();
    let server = listeners.serve(&guarded);
    let places = listeners.places();
    let path = format!("{BASE}/api/v2/");
    let redirected = Attempt::get(Scheme::Http, &places.evil, &path);
    let outcomes = obeyed(&server, &Order::Send(vec![places.allowed(), redirected]));
    let answered = Outcome::Answered {
        status: 302,
        location: Some(format!("http://{}{path}", places.evil)),
    };
    assert_eq!(outcomes, [answered, denied()]);
    assert_eq!(listeners.heard(), (1, 0));
}

#[test]
fn without_the_guard_all_of_it_gets_out() {
    let listeners = Listeners::start();
    let server = Server::run(&alone(), &[], Reuse::Fresh);
    let attempts = listeners.attempts();
    let outcomes = obeyed(&server, &Order::Send(attempts.clone()));
    assert_eq!(outcomes.len(), attempts.len());
    for (attempt, outcome) in attempts.iter().zip(&outcomes) {
        assert!(!is_stopped(outcome), "{attempt:?}: {outcome:?}");
    }
    let port = format!(":{}", listeners.evil.port());
    let authorities = attempts.iter().filter_map(|one| one.authority.as_ref());
    let evil = authorities.filter(|one| one.ends_with(&port)).count();
    assert_eq!(listeners.heard(), (attempts.len() - evil, evil));
}

#[test]
fn there_is_no_way_round_http() {
    let guarded = Guarded::compose();
    for component in [guarded.file(), alone()] {
        let place = Listener::start("http://127.0.0.1:1/");
        let server = Server::run(&component, &[], Reuse::Fresh);
        let outcomes = obeyed(&server, &Order::Sockets(place.address()));
        let failed = |one: &&Outcome| matches!(one, Outcome::Failed(_));
        assert_eq!(outcomes.iter().filter(failed).count(), 4, "{outcomes:?}");
        assert_eq!(place.heard(), 0);
    }
}

#[test]
fn with_a_granted_network_there_would_be_one() {
    let place = Listener::start("http://127.0.0.1:1/");
    let mut command = Server::command(&alone(), &[], Reuse::Fresh);
    command.args(["-S", "inherit-network", "-S", "allow-ip-name-lookup"]);
    let server = Server::launch(&mut command);
    let outcomes = obeyed(&server, &Order::Sockets(place.address()));
    let done = Outcome::Answered {
        status: 0,
        location: None,
    };
    assert_eq!(outcomes, vec![done; 4]);
    assert_eq!(place.heard(), 1);
}
