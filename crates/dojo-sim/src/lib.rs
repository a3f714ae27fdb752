//! A simulated DefectDojo: answers the REST API v2 paths that defectdojo-mcp uses as two real
//! instances did, over a made-up portfolio that a seed fully decides.
//!
//! [`Sim`] listens on a port; [`Dojo`] answers requests in process. What is real in DefectDojo but
//! not simulated gets a 501 that says so, never an invented answer. The recordings of the real
//! instances are in `tests/recordings`, and a test holds the simulator to them.

#![recursion_limit = "256"]

mod account;
mod config;
mod dojo;
mod failure;
mod fault;
mod generate;
mod log;
mod ordering;
mod pace;
mod paging;
mod param;
mod portfolio;
mod query;
mod range;
mod reply;
mod resource;
mod route;
mod sim;
mod viewer;
mod world;

pub use account::Account;
pub use chrono::{DateTime, NaiveDate, Utc};
pub use config::{Config, Profile};
pub use dojo::Dojo;
pub use fault::{Fault, Plan, UnknownFault, When};
pub use log::{Caller, RecordedRequest};
pub use pace::{Pace, time};
pub use portfolio::{
    Engagement, Finding, Group, GroupMember, JiraIssue, Note, Planted, Portfolio, Product,
    ProductType, RiskAcceptance, Role, Severity, SlaConfiguration, Test, TestType, User,
};
pub use sim::{Sim, router};
