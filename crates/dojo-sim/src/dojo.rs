//! An instance that answers requests, without a socket.

use std::fmt;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::config::Config;
use crate::failure::{Failure, Unknown};
use crate::log::{Caller, RecordedRequest, readable};
use crate::portfolio::Portfolio;
use crate::query::Query;
use crate::reply::{self, LONGEST_LINE, Target};
use crate::resource::finding::{Findings, notes, traffic};
use crate::resource::{self, Resource};
use crate::route::{Route, collections};
use crate::viewer::{self, Viewer};
use crate::world::World;

/// A simulated instance.
pub struct Dojo {
    world: World,
    requests: Mutex<Vec<RecordedRequest>>,
    /// One more was answered.
    answered: Condvar,
}

/// How the two kinds of path of a collection are answered.
struct Collection {
    list: fn(&World, Viewer, &Target) -> Result<Value, Failure>,
    get: fn(&World, Viewer, &Target, &str) -> Result<Value, Failure>,
    /// The methods the real list and object allow; some collections are read-only.
    writable: bool,
}

fn collection<R: Resource>(writable: bool) -> Collection {
    Collection {
        list: resource::list::<R>,
        get: resource::get::<R>,
        writable,
    }
}

/// The simulated collections.
fn by_name(name: &str) -> Option<Collection> {
    Some(match name {
        "findings" => collection::<Findings>(true),
        "products" => collection::<resource::product::Products>(true),
        "product_types" => collection::<resource::product_type::ProductTypes>(true),
        "engagements" => collection::<resource::engagement::Engagements>(true),
        "tests" => collection::<resource::test::Tests>(true),
        "test_types" => collection::<resource::test_type::TestTypes>(true),
        "users" => collection::<resource::user::Users>(true),
        "dojo_groups" => collection::<resource::group::Groups>(true),
        "dojo_group_members" => collection::<resource::group_member::GroupMembers>(true),
        "roles" => collection::<resource::role::Roles>(false),
        "sla_configurations" => collection::<resource::sla_configuration::SlaConfigurations>(true),
        "risk_acceptance" => collection::<resource::risk_acceptance::RiskAcceptances>(true),
        _ => return None,
    })
}

/// Without the data: one finding holds a live token.
impl fmt::Debug for Dojo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Dojo")
            .field("profile", &self.world.profile)
            .field("today", &self.world.today)
            .field("findings", &self.world.portfolio.findings.len())
            .finish_non_exhaustive()
    }
}

impl Dojo {
    /// Builds the portfolio and the tokens.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self::on(World::new(config))
    }

    /// An instance of the same kind that holds `portfolio`; `config.findings` counts for nothing.
    #[must_use]
    pub fn holding(config: &Config, portfolio: Portfolio) -> Self {
        Self::on(World::of(config, portfolio))
    }

    fn on(world: World) -> Self {
        Self {
            world,
            requests: Mutex::new(Vec::new()),
            answered: Condvar::new(),
        }
    }

    /// The account's API token: 40 hexadecimal digits.
    #[must_use]
    pub fn token(&self, account: Account) -> &str {
        self.world.tokens.of(account)
    }

    /// The data, for counting without the filters.
    #[must_use]
    pub fn portfolio(&self) -> &Portfolio {
        &self.world.portfolio
    }

    /// The day dates are relative to.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        self.world.today
    }

    /// The requests answered so far, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.log().clone()
    }

    /// Waits until `count` requests were answered, but no longer than `limit`: whether they were.
    #[must_use]
    pub fn wait_for_requests(&self, count: usize, limit: Duration) -> bool {
        let is_short = |requests: &mut Vec<_>| requests.len() < count;
        let waited = self
            .answered
            .wait_timeout_while(self.log(), limit, is_short);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }

    /// Forgets the requests answered so far.
    pub fn clear_requests(&self) {
        self.log().clear();
    }

    /// Answers one request. The body of a request is never looked at: the simulator changes nothing.
    #[must_use]
    pub fn answer<B>(&self, request: &Request<B>) -> Response<Vec<u8>> {
        let target = Target::new(request.uri(), request.headers());
        let account = viewer::account(request.headers(), &self.world.tokens);
        let response = self.respond(request.method(), request.headers(), &target, account);
        let caller = match account {
            Ok(account) => Caller::Account(account),
            Err(Unknown::Inactive) => Caller::Account(Account::Inactive),
            Err(_) if request.headers().contains_key(AUTHORIZATION) => Caller::Unknown,
            Err(_) => Caller::Nobody,
        };
        self.log().push(RecordedRequest {
            method: request.method().clone(),
            path: target.path,
            query: target.query,
            status: response.status().as_u16(),
            caller,
            headers: readable(request.headers()),
        });
        self.answered.notify_all();
        response
    }

    fn log(&self) -> MutexGuard<'_, Vec<RecordedRequest>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn respond(
        &self,
        method: &Method,
        headers: &HeaderMap,
        target: &Target,
        account: Result<Account, Unknown>,
    ) -> Response<Vec<u8>> {
        let length = target.request_line(method);
        if length > LONGEST_LINE {
            return reply::line_too_long(length);
        }
        let route = Route::of(&target.path, self.world.profile);
        let allow = allowed(&route);
        match route {
            Route::Login => reply::login_page(),
            Route::SignIn => reply::to_login(target),
            Route::NoSlash => reply::to_slash(target),
            Route::Nothing => reply::not_found_page(),
            route => match self.api(&route, method, headers, target, account) {
                Ok(body) => reply::json(StatusCode::OK, allow, &body),
                Err(failure) => reply::failure(allow, &failure),
            },
        }
    }

    /// Inside the API. Django REST framework's order: content type, caller, method, permission.
    fn api(
        &self,
        route: &Route,
        method: &Method,
        headers: &HeaderMap,
        target: &Target,
        account: Result<Account, Unknown>,
    ) -> Result<Value, Failure> {
        if !accepts_json(headers) {
            return Err(Failure::NotAcceptable);
        }
        let viewer = Viewer::new(account?, self.world.profile);
        if !matches!(*method, Method::GET | Method::HEAD) {
            return Err(refused(route, method));
        }
        match route {
            Route::Index => Ok(self.index(target)),
            Route::Profile => Ok(resource::user::profile(&self.world, viewer)),
            Route::OfFinding(id, part) => {
                let finding = resource::find::<Findings>(
                    &self.world,
                    viewer,
                    &Query::parse(&target.query),
                    id,
                )?;
                match part.as_str() {
                    "notes" => {
                        Ok(json!({"finding_id": finding.id, "notes": notes(&self.world, finding)}))
                    }
                    "request_response" => Ok(traffic(finding)),
                    _ => Err(Failure::NotSimulated(format!("findings/{{id}}/{part}/"))),
                }
            }
            Route::List(name) | Route::Object(name, _) => {
                let collection =
                    by_name(name).ok_or_else(|| Failure::NotSimulated(format!("{name}/")))?;
                match route {
                    Route::Object(_, id) => (collection.get)(&self.world, viewer, target, id),
                    _ => (collection.list)(&self.world, viewer, target),
                }
            }
            // Answered before the API is entered.
            Route::Login | Route::SignIn | Route::NoSlash | Route::Nothing => Err(Failure::NoId),
        }
    }

    fn index(&self, target: &Target) -> Value {
        let base = target.base();
        collections(self.world.profile)
            .iter()
            .map(|name| ((*name).to_owned(), format!("{base}{name}/").into()))
            .collect::<Map<String, Value>>()
            .into()
    }
}

/// The `Allow` header of a route.
fn allowed(route: &Route) -> &'static str {
    match route {
        Route::List(name) if by_name(name).is_some_and(|collection| collection.writable) => {
            "GET, POST, HEAD, OPTIONS"
        }
        Route::OfFinding(..) => "GET, POST, HEAD, OPTIONS",
        Route::Object(name, _) if name == "test_types" => "GET, PUT, PATCH, HEAD, OPTIONS",
        Route::Object(name, _) if by_name(name).is_some_and(|collection| collection.writable) => {
            "GET, PUT, PATCH, DELETE, HEAD, OPTIONS"
        }
        _ => "GET, HEAD, OPTIONS",
    }
}

/// Why a method that is not a read is not served.
fn refused(route: &Route, method: &Method) -> Failure {
    if *method == Method::POST && *route == Route::List("findings".to_owned()) {
        return Failure::FindingWithoutTest;
    }
    if allowed(route)
        .split(", ")
        .any(|allowed| allowed == method.as_str())
    {
        return Failure::NotSimulated(format!("the method {method}"));
    }
    Failure::Method(method.clone())
}

/// JSON is all the API renders.
fn accepts_json(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(ACCEPT).iter().peekable();
    accepted.peek().is_none()
        || accepted
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|range| range.split(';').next())
            .any(|range| matches!(range.trim(), "*/*" | "application/*" | "application/json"))
}
