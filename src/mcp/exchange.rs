//! One body in, one reply out.

use std::rc::Rc;

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{HeaderMap, StatusCode};

use super::era::{self, Era};
use super::jsonrpc::{BATCH_LIMIT, Body, Malformed, Message, Request, Response};
use super::meta::Meta;
use super::methods::{self, Call};
use super::outbox::Outbox;
use super::reply::Whole;
use super::work::{Event, Work};
use super::{Error, Reply, Server, headers};
use crate::record::{Journal, UNKNOWN};

/// Serves the body of one POST. `context` and `journal` belong to this request alone.
///
/// The answer is a stream exactly when a handler has something to tell before it is done, and the client
/// takes a stream.
pub async fn handle<C: 'static>(
    server: Rc<Server<C>>,
    context: Rc<C>,
    journal: Rc<Journal>,
    headers: HeaderMap,
    body: Bytes,
) -> Reply {
    let (outbox, notifications) = Outbox::open();
    let outbox = headers::accepts_stream(&headers).then_some(outbox);
    let reply = async move { exchange(&server, &context, &journal, &headers, &body, outbox).await };
    let mut work = Work::new(reply, notifications);
    match work.next().await {
        Some(Event::End(whole)) => whole.into(),
        Some(Event::Notification(first)) => {
            let rest = work.filter_map(async |event| match event {
                Event::Notification(json) => Some(json),
                Event::End(Whole::Json { body, .. }) => Some(body.into_bytes()),
                Event::End(Whole::Accepted) => None,
            });
            Reply::Stream(stream::iter([first]).chain(rest).boxed_local())
        }
        None => Reply::Accepted,
    }
}

async fn exchange<C>(
    server: &Server<C>,
    context: &C,
    journal: &Journal,
    headers: &HeaderMap,
    body: &[u8],
    outbox: Option<Outbox>,
) -> Whole {
    match Body::parse(body) {
        Ok(Body::Single(Ok(Message::Request(request)))) => {
            single(server, context, journal, headers, &request, outbox).await
        }
        Ok(Body::Single(Ok(message @ (Message::Notification | Message::Response)))) => {
            journal.begin(message.kind());
            match era::check_unclaimed(headers) {
                Ok(()) => Whole::Accepted,
                Err(error) => Whole::bad_request(Response::error(journal, None, error)),
            }
        }
        Ok(Body::Single(Err(Malformed { id, error }))) => {
            Whole::bad_request(Response::error(journal, id, error))
        }
        Ok(Body::Batch(messages)) => {
            journal.batch();
            match check_batch(headers, &messages) {
                Ok(()) => batch(server, context, journal, headers, messages).await,
                Err(error) => Whole::bad_request(Response::error(journal, None, error)),
            }
        }
        Err(error) => Whole::bad_request(Response::error(journal, None, error)),
    }
}

async fn single<C>(
    server: &Server<C>,
    context: &C,
    journal: &Journal,
    headers: &HeaderMap,
    request: &Request<'_>,
    outbox: Option<Outbox>,
) -> Whole {
    let id = Some(request.id);
    journal.begin(methods::known(&request.method).unwrap_or(UNKNOWN));
    let read = Meta::of(request.params)
        .and_then(|meta| Ok((era::classify(headers, request, &meta)?, meta)));
    let (era, meta) = match read {
        Ok(read) => read,
        Err(error) => return Whole::bad_request(Response::error(journal, id, error)),
    };
    journal.era(era.name());
    // The message's own trace goes before that of the headers, which belong to HTTP and may be the work of
    // what stands between (<https://opentelemetry.io/docs/specs/semconv/gen-ai/mcp/#context-propagation>).
    if let Some(trace) = meta.trace() {
        journal.follow(trace);
    }
    let outcome = methods::dispatch(&Call {
        server,
        context,
        journal,
        era,
        headers,
        request,
        meta,
        outbox,
    })
    .await;
    // Everything else stays at 200: clients of the earlier revisions take another status for a
    // broken transport, and those of 2026-07-28 read the error from the body.
    let status = match (era, &outcome) {
        (Era::Modern, Err(Error::MethodNotFound(_))) => StatusCode::NOT_FOUND,
        (Era::Modern, Err(Error::MissingCapability(_) | Error::HeaderMismatch(_))) => {
            StatusCode::BAD_REQUEST
        }
        _ => StatusCode::OK,
    };
    Whole::Json {
        status,
        body: Response::new(journal, id, outcome).json(),
    }
}

/// Refuses an array as a whole. Nothing of it has run then.
fn check_batch(
    headers: &HeaderMap,
    messages: &[Result<Message<'_>, Malformed<'_>>],
) -> Result<(), Error> {
    let refuse = |why: String| Err(Error::InvalidRequest(why));
    if !era::has_batches(headers) {
        return refuse("this protocol version has no batches; send one message a request".into());
    }
    if messages.is_empty() {
        return refuse("the batch is empty".into());
    }
    if messages.len() > BATCH_LIMIT {
        return refuse(format!("a batch holds at most {BATCH_LIMIT} messages"));
    }
    for message in messages {
        if let Ok(Message::Request(request)) = message
            && Meta::of(request.params)?.claims_modern()
        {
            return refuse("requests of 2026-07-28 and later come one by one".into());
        }
    }
    Ok(())
}

/// <https://modelcontextprotocol.io/specification/2025-03-26/basic/index#batching>, and JSON-RPC
/// 2.0 section 6 for what is malformed in it. One after the other, in the order sent: the requests
/// of one caller share that caller's limits upstream.
async fn batch<C>(
    server: &Server<C>,
    context: &C,
    journal: &Journal,
    headers: &HeaderMap,
    messages: Vec<Result<Message<'_>, Malformed<'_>>>,
) -> Whole {
    journal.era(Era::Legacy.name());
    let mut responses = Vec::new();
    for message in messages {
        match message {
            Ok(Message::Request(request)) => {
                journal.begin(methods::known(&request.method).unwrap_or(UNKNOWN));
                let outcome = match Meta::of(request.params) {
                    // <https://modelcontextprotocol.io/specification/2025-03-26/basic/lifecycle#initialization>
                    _ if request.method == "initialize" => Err(Error::InvalidRequest(
                        "initialize can't be part of a batch".to_owned(),
                    )),
                    Ok(meta) => {
                        methods::dispatch(&Call {
                            server,
                            context,
                            journal,
                            era: Era::Legacy,
                            headers,
                            request: &request,
                            meta,
                            // An array of responses has no room for notifications.
                            outbox: None,
                        })
                        .await
                    }
                    Err(error) => Err(error),
                };
                responses.push(Response::new(journal, Some(request.id), outcome));
            }
            Ok(message @ (Message::Notification | Message::Response)) => {
                journal.begin(message.kind());
            }
            Err(Malformed { id, error }) => {
                journal.begin(UNKNOWN);
                responses.push(Response::error(journal, id, error));
            }
        }
    }
    if responses.is_empty() {
        return Whole::Accepted;
    }
    Whole::batch(responses)
}
