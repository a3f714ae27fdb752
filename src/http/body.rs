//! Reads a request's body, up to a limit.

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use thiserror::Error;

use super::refusal::Refusal;
use crate::record::Journal;

/// The largest body in bytes. Requests are small; results aren't.
pub(super) const LIMIT: usize = 1 << 20;

/// What a body ends with that its sender takes too long over. Time is the host's, so whoever has a clock makes it.
#[derive(Clone, Copy, Debug, Error)]
#[error("the body did not come in time")]
pub struct TooSlow;

/// The whole body. A length that is announced too large is refused before anything is read, one
/// that isn't announced as soon as it is exceeded.
pub(super) async fn read<B>(
    headers: &HeaderMap,
    body: B,
    journal: &Journal,
) -> Result<Bytes, Refusal>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.trim().parse::<u128>().ok());
    if announced.is_some_and(|length| length > LIMIT as u128) {
        return Err(Refusal::TooLarge);
    }
    let body = body.map_frame(|frame| {
        journal.received(frame.data_ref().map_or(0, Bytes::len));
        frame
    });
    match Limited::new(body, LIMIT).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Refusal::TooLarge),
        Err(error) if error.is::<TooSlow>() => Err(Refusal::TooSlow),
        Err(_) => Err(Refusal::Broken),
    }
}
