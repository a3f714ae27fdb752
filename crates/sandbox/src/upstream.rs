//! The world outside, as the component sees it: one function, which no request gets past.

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{Request, Response};
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Frame;
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::yield_now;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

/// Answers a request, whatever its host.
pub type Answer = Arc<dyn Fn(&Request<()>) -> Response<Vec<u8>> + Send + Sync>;

/// In the extensions of as many answers: no body of them begins before all were asked for. Else it is for the machine
/// to say whether the first one has ended before the second one is asked for.
#[derive(Debug, Clone)]
pub struct Together(Arc<Barrier>);

impl Together {
    /// For `count` answers.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self(Arc::new(Barrier::new(count)))
    }
}

/// Bytes that arrive at once, as from a network.
const FRAME: usize = 64 << 10;

/// Takes the place of the network.
pub(crate) struct Upstream {
    pub(crate) answer: Answer,
    pub(crate) sent: Vec<Request<()>>,
}

type Ending = Box<dyn Future<Output = Result<(), Error>> + Send>;

impl WasiHttpHooks for Upstream {
    fn send_request(
        &mut self,
        request: Request<WasiBody>,
        _options: Option<RequestOptions>,
        _done: Ending,
    ) -> Box<dyn Future<Output = Result<(Response<WasiBody>, Ending), Error>> + Send> {
        let request = request.map(drop);
        let response = (self.answer)(&request);
        let together = response.extensions().get().cloned();
        let response = response.map(|bytes| body(bytes, together));
        self.sent.push(request);
        let ending: Ending = Box::new(async { Ok(()) });
        Box::new(async { Ok((response, ending)) })
    }
}

fn body(bytes: Vec<u8>, together: Option<Together>) -> WasiBody {
    let bytes = Bytes::from(bytes);
    let starts = (0..bytes.len()).step_by(FRAME);
    let frames = starts.map(move |start| {
        let end = bytes.len().min(start + FRAME);
        Ok(Frame::data(bytes.slice(start..end)))
    });
    // No frame is there before it is waited for: answers to several requests arrive side by side.
    let frames = stream::iter(frames).then(async |frame| {
        yield_now().await;
        frame
    });
    let begun = async {
        if let Some(Together(barrier)) = together {
            barrier.wait().await;
        }
        frames
    };
    StreamBody::new(stream::once(begun).flatten()).boxed_unsync()
}
