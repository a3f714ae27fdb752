//! The faults of a running instance, and the other host that some of them lead to.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::Request;

use super::{Fault, Plan, UnknownFault};

/// The header by which a single request asks for a fault.
const HEADER: &str = "x-fault";

/// What goes wrong, and how many requests there were since that was said.
#[derive(Debug)]
pub(crate) struct Faults {
    plan: Mutex<(Option<Plan>, usize)>,
    /// Never answers: a connection waits in its queue until it is counted.
    elsewhere: TcpListener,
    url: String,
}

impl Faults {
    pub(crate) fn new(plan: Option<Plan>) -> io::Result<Self> {
        let elsewhere = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        elsewhere.set_nonblocking(true)?;
        let url = format!("http://{}/api/v2/findings/", elsewhere.local_addr()?);
        Ok(Self {
            plan: Mutex::new((plan, 0)),
            elsewhere,
            url,
        })
    }

    pub(crate) fn set(&self, plan: Option<Plan>) {
        *self.plan() = (plan, 0);
    }

    /// The fault that a request asks for, or else meets with.
    pub(crate) fn of<B>(&self, request: &Request<B>) -> Result<Option<Fault>, UnknownFault> {
        let header = request.headers().get(HEADER);
        let name = header.map(|name| String::from_utf8_lossy(name.as_bytes()));
        let asked = name.map(|name| name.parse()).transpose()?;
        let mut plan = self.plan();
        plan.1 += 1;
        let (planned, number) = *plan;
        Ok(asked.or_else(|| planned?.of_request(number)))
    }

    pub(crate) fn elsewhere(&self) -> &str {
        &self.url
    }

    pub(crate) fn heard_elsewhere(&self) -> usize {
        std::iter::from_fn(|| self.elsewhere.accept().ok()).count()
    }

    fn plan(&self) -> MutexGuard<'_, (Option<Plan>, usize)> {
        self.plan.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
