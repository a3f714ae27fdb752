//! A proxy before a server, for programs that can't be told to send a header.
//!
//! MCP's conformance suite has no option for credentials, so it reaches a server that wants some only through
//! a proxy. What such a suite checks has to get through as it is: `Host` and `Origin`, which the server's
//! protection from DNS rebinding reads, and a stream of events while it goes on.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::uri::{Authority, Scheme};
use http::{HeaderName, HeaderValue, StatusCode, Uri};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use tokio::sync::oneshot;

/// A proxy on a port of its own thread. Stops when dropped.
pub struct HeaderProxy {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Where requests go, and what they get on the way.
#[derive(Clone)]
struct Route {
    client: Client<HttpConnector, Body>,
    server: Authority,
    header: (HeaderName, HeaderValue),
}

impl HeaderProxy {
    /// Passes every request on to the server at `url` (`http://HOST:PORT`), with the header `name: value` in
    /// place of one that it has, and nothing else changed. Answers come back as they arrive. A client that
    /// goes away ends its request at the server, too. A server that can't be reached is a 502.
    #[must_use]
    pub fn start(url: &str, name: &str, value: &str) -> Self {
        // Connections are not kept: one that the server closes meanwhile would fail a request.
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .build_http();
        let mut value = HeaderValue::try_from(value).unwrap();
        value.set_sensitive(true);
        let route = Route {
            client,
            server: url.parse::<Uri>().unwrap().authority().unwrap().clone(),
            header: (name.parse().unwrap(), value),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(pass).with_state(route);
        let (stop, stopped) = oneshot::channel();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    ended = async { axum::serve(listener, router).await } => ended.unwrap(),
                    _ = stopped => {}
                }
            });
        });
        Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// Where it listens, without a slash at the end: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for HeaderProxy {
    fn drop(&mut self) {
        // An error means that the thread has ended already.
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn pass(State(route): State<Route>, mut request: Request) -> Response {
    let mut target = request.uri().clone().into_parts();
    target.scheme = Some(Scheme::HTTP);
    target.authority = Some(route.server);
    *request.uri_mut() = Uri::from_parts(target).unwrap();
    let (name, value) = route.header;
    request.headers_mut().insert(name, value);
    match route.client.request(request).await {
        Ok(response) => response.map(Body::new),
        Err(error) => (StatusCode::BAD_GATEWAY, format!("{error:?}")).into_response(),
    }
}
