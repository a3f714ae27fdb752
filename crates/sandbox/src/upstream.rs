//! The world outside, as the component sees it: one function, which no request gets past.

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{Request, Response};
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Frame;
use std::sync::{Arc, Mutex};
use tokio::sync::watch::{Receiver, Sender};
use tokio::task::yield_now;
use wasmtime_wasi_http::{Error, RequestOptions, WasiBody, WasiHttpHooks};

/// Answers a request, whatever its host.
pub type Answer = Arc<dyn Fn(&Request<()>) -> Response<Vec<u8>> + Send + Sync>;

/// In the extensions of as many answers: no body of them ends while another one may still go on. Else it is for the
/// machine to say how many are there at once.
#[derive(Debug, Clone)]
pub struct Together {
    ended: Arc<Sender<()>>,
    under_way: Arc<Mutex<Vec<Receiver<()>>>>,
}

impl Together {
    /// For `count` answers.
    #[must_use]
    pub fn new(count: usize) -> Self {
        let ended = Sender::new(());
        let under_way = (0..count).map(|_| ended.subscribe()).collect();
        Self {
            ended: Arc::new(ended),
            under_way: Arc::new(Mutex::new(under_way)),
        }
    }

    /// What one of them holds as long as it goes on.
    fn begin(&self) -> Option<Receiver<()>> {
        self.under_way.lock().unwrap().pop()
    }

    /// Waits for all of them.
    async fn ended(&self) {
        self.ended.closed().await;
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
    let under_way = together.as_ref().and_then(Together::begin);
    let end = async move {
        drop(under_way);
        if let Some(together) = together {
            together.ended().await;
        }
        Ok(Frame::data(Bytes::new()))
    };
    // No frame is there before it is waited for: answers to several requests arrive side by side.
    let frames = stream::iter(frames).then(async |frame| {
        yield_now().await;
        frame
    });
    StreamBody::new(frames.chain(stream::once(end))).boxed_unsync()
}
