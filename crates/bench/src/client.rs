//! A client of a server: over HTTP on a connection of its own, or over standard input and output.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::{ChildStdin, ChildStdout};
use tokio::sync::{Mutex, oneshot};
use tokio::task::spawn_local;

use crate::question::{self, Dialect, Question};

/// A client that waits for each answer before it asks again.
pub(crate) enum Client {
    Http(Http),
    Stdio(Rc<Stdio>),
}

impl Client {
    /// The answer's body.
    pub(crate) async fn ask(&mut self, question: &Question) -> Result<Bytes> {
        match (self, question) {
            (Self::Http(http), Question::Path(path)) => {
                http.send(Method::GET, path, Bytes::new()).await
            }
            (Self::Http(http), Question::Message(message)) => {
                http.send(Method::POST, "/mcp", message.to_string().into())
                    .await
            }
            (Self::Stdio(stdio), Question::Message(message)) => stdio.ask(message.clone()).await,
            (Self::Stdio(_), Question::Path(_)) => bail!("a path is for HTTP"),
        }
    }
}

/// An HTTP connection.
pub(crate) struct Http {
    sender: SendRequest<Full<Bytes>>,
    headers: HeaderMap,
}

impl Http {
    /// Connects, and shakes hands where that is due.
    pub(crate) async fn open(address: &str, authorization: &str, dialect: Dialect) -> Result<Self> {
        let mut http = Self::connect(address, authorization).await?;
        if dialect.is_mcp() {
            for message in question::handshake() {
                http.send(Method::POST, "/mcp", message.to_string().into())
                    .await?;
                let version = HeaderValue::from_static(question::VERSION);
                http.headers.insert("mcp-protocol-version", version);
            }
        }
        Ok(http)
    }

    /// Connects.
    pub(crate) async fn connect(address: &str, authorization: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        spawn_local(connection);
        let mut headers = HeaderMap::new();
        let host = (HOST, HeaderValue::from_str(address)?);
        let authorization = (AUTHORIZATION, HeaderValue::from_str(authorization)?);
        let json = (CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let both = HeaderValue::from_static("application/json, text/event-stream");
        headers.extend([host, authorization, json, (ACCEPT, both)]);
        Ok(Self { sender, headers })
    }

    /// Status and body of the answer to a message, whatever it is.
    pub(crate) async fn exchange(&mut self, message: &Value) -> Result<(StatusCode, Bytes)> {
        self.answer(Method::POST, "/mcp", message.to_string().into())
            .await
    }

    async fn send(&mut self, method: Method, path: &str, body: Bytes) -> Result<Bytes> {
        let (status, body) = self.answer(method, path, body).await?;
        if !status.is_success() {
            bail!("{status}: {}", String::from_utf8_lossy(&body));
        }
        Ok(body)
    }

    async fn answer(
        &mut self,
        method: Method,
        path: &str,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes)> {
        self.sender.ready().await?;
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = path.parse()?;
        *request.headers_mut() = self.headers.clone();
        let response = self.sender.send_request(request).await?;
        // The server numbers its sessions with the answer to the first message.
        if let Some(session) = response.headers().get(SESSION) {
            self.headers.insert(SESSION, session.clone());
        }
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        Ok((status, body))
    }
}

const SESSION: &str = "mcp-session-id";

/// A server's standard input and output, which all clients share as MCP has it: one line for each message.
pub(crate) struct Stdio {
    input: Mutex<ChildStdin>,
    waiting: Rc<RefCell<HashMap<u64, oneshot::Sender<Bytes>>>>,
    last: Cell<u64>,
}

impl Stdio {
    /// Shakes hands.
    pub(crate) async fn open(input: ChildStdin, output: ChildStdout) -> Result<Rc<Self>> {
        let waiting: Rc<RefCell<HashMap<_, oneshot::Sender<_>>>> = Rc::default();
        let answered = Rc::clone(&waiting);
        spawn_local(async move {
            let mut lines = BufReader::new(output).split(b'\n');
            while let Ok(Some(line)) = lines.next_segment().await {
                // What has no number is no answer: notifications, or what a program says as it starts.
                let Ok(Numbered { id }) = serde_json::from_slice(&line) else {
                    continue;
                };
                if let Some(asker) = answered.borrow_mut().remove(&id) {
                    // An error is one who no longer waits.
                    let _ = asker.send(line.into());
                }
            }
            // Nobody else will answer.
            answered.borrow_mut().clear();
        });
        let stdio = Rc::new(Self {
            input: Mutex::new(input),
            waiting,
            last: Cell::new(0),
        });
        let [initialize, initialized] = question::handshake();
        stdio.ask(initialize).await?;
        stdio.write(&initialized).await?;
        Ok(stdio)
    }

    async fn ask(&self, mut message: Value) -> Result<Bytes> {
        let id = self.last.get() + 1;
        self.last.set(id);
        if let Some(number) = message.get_mut("id") {
            *number = id.into();
        }
        let (answer, answered) = oneshot::channel();
        self.waiting.borrow_mut().insert(id, answer);
        self.write(&message).await?;
        answered.await.context("the server has ended")
    }

    async fn write(&self, message: &Value) -> Result<()> {
        let line = format!("{message}\n");
        Ok(self.input.lock().await.write_all(line.as_bytes()).await?)
    }
}

#[derive(Deserialize)]
struct Numbered {
    id: u64,
}
