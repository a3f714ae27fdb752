//! One request to a component, and what it did to answer.

use crate::Answer;
use crate::host::Host;
use bytes::Bytes;
use futures_executor::block_on;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use std::path::Path;
use std::thread;
use tokio::sync::oneshot;
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};
use wasmtime_wasi_http::WasiHttpView as _;
use wasmtime_wasi_http::p2::bindings::http::types::Scheme;
use wasmtime_wasi_http::p2::bindings::sync::ProxyPre;

/// A compiled component. Compiling takes seconds; a visit does not.
pub struct Sandbox {
    component: ProxyPre<Host>,
}

/// What came of one request.
#[derive(Debug)]
pub struct Visit {
    /// The component's answer.
    pub response: Response<Bytes>,
    /// The requests that it sent on the way.
    pub sent: Vec<Request<()>>,
    /// Bytes of its largest linear memory: the runtime's limit is on each.
    pub largest_memory: usize,
    /// Bytes of its linear memories together.
    pub total_memory: usize,
}

impl Sandbox {
    /// Compiles the component in `file`.
    #[must_use]
    pub fn load(file: &Path) -> Self {
        let engine = Engine::default();
        let mut linker = Linker::new(&engine);
        wasmtime_wasi::p2::add_to_linker_sync(&mut linker).unwrap();
        wasmtime_wasi_http::p2::add_only_http_to_linker_sync(&mut linker).unwrap();
        let component = Component::from_file(&engine, file).unwrap();
        Self {
            component: ProxyPre::new(linker.instantiate_pre(&component).unwrap()).unwrap(),
        }
    }

    /// Has a new instance, with `settings` as its environment, answer `request`, whose URI is absolute. What it sends,
    /// `answer` answers.
    #[must_use]
    pub fn visit(
        &self,
        settings: &[(&str, &str)],
        answer: Answer,
        request: Request<Vec<u8>>,
    ) -> Visit {
        let mut store = Store::new(self.component.engine(), Host::new(settings, answer));
        store.limiter(|host| &mut host.memory);
        let request = request.map(Full::from);
        let (sender, receiver) = oneshot::channel();
        let mut http = store.data_mut().http();
        let request = http.new_incoming_request(Scheme::Http, request).unwrap();
        let out = http.new_response_outparam(sender).unwrap();
        // Its own thread: an instance that writes a body waits until somebody reads it.
        let (response, host) = thread::scope(|scope| {
            let guest = scope.spawn(|| {
                let instance = self.component.instantiate(&mut store).unwrap();
                let handler = instance.wasi_http_incoming_handler();
                handler.call_handle(&mut store, request, out).unwrap();
                store.into_data()
            });
            let response = receiver.blocking_recv().ok();
            let response = response.map(|response| {
                let (head, body) = response.unwrap().into_parts();
                let body = block_on(body.collect()).unwrap().to_bytes();
                Response::from_parts(head, body)
            });
            (response, guest.join().unwrap())
        });
        Visit {
            response: response.unwrap(),
            sent: host.upstream.sent,
            largest_memory: host.memory.largest,
            total_memory: host.memory.total,
        }
    }
}
