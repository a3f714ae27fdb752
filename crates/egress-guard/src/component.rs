//! The exported `wasi:http/outgoing-handler`.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::panic::PanicInfo;

use dlmalloc::GlobalDlmalloc;
use egress_guard_bindings::exports::wasi::http::outgoing_handler::Guest;
use egress_guard_bindings::wasi::cli::environment::get_environment;
use egress_guard_bindings::wasi::http::outgoing_handler;
use egress_guard_bindings::wasi::http::types::{
    self, ErrorCode, FutureIncomingResponse, Method, OutgoingRequest, RequestOptions,
};
use instance::Scheme;
use once_cell::race::OnceBox;

use crate::policy::{Denial, Policy, Request};

#[global_allocator]
static ALLOCATOR: GlobalDlmalloc = GlobalDlmalloc;

/// Nothing here panics on purpose. If something does, the whole instance ends, and nothing goes out.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

struct Guard;

impl Guest for Guard {
    /// Passes on what is permitted as it came, with its options and its body: the host reads the same resource that
    /// was looked at, and the server has given it away.
    fn handle(
        request: OutgoingRequest,
        options: Option<RequestOptions>,
    ) -> Result<FutureIncomingResponse, ErrorCode> {
        match check(&request) {
            Ok(()) => outgoing_handler::handle(request, options),
            Err(_) => Err(ErrorCode::HttpRequestDenied),
        }
    }
}

fn check(request: &OutgoingRequest) -> Result<(), Denial> {
    let authority = request.authority();
    let path_with_query = request.path_with_query();
    // Of the values, the token among them, nothing is kept.
    let entries = request.headers().entries().into_iter();
    let headers: Vec<String> = entries.map(|(name, _)| name).collect();
    policy()?.permits(&Request {
        is_get: matches!(request.method(), Method::Get),
        scheme: match request.scheme() {
            Some(types::Scheme::Http) => Some(Scheme::Http),
            Some(types::Scheme::Https) => Some(Scheme::Https),
            Some(types::Scheme::Other(_)) | None => None,
        },
        authority: authority.as_deref(),
        path_with_query: path_with_query.as_deref(),
        headers: &headers,
    })
}

/// Read for the first request that goes out: the environment can't change under an instance.
fn policy() -> Result<&'static Policy, Denial> {
    static POLICY: OnceBox<Result<Policy, Denial>> = OnceBox::new();
    let policy = POLICY.get_or_init(|| Box::new(load()));
    policy.as_ref().map_err(|denial| *denial)
}

fn load() -> Result<Policy, Denial> {
    let environment = get_environment();
    Policy::load(|name| {
        // The first of several, as the C library of the server reads them.
        let variable = environment.iter().find(|(known, _)| known == name);
        variable.map(|(_, value)| value.clone())
    })
}

egress_guard_bindings::export!(Guard);
