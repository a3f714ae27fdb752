//! The shell: the only place that touches WASI. Requests come in, calls to `DefectDojo` go out,
//! settings and the clock are read; nothing is decided here.

mod incoming;
mod outgoing;
mod settings;

use crate::app::App;
use crate::config::Config;
use crate::dojo::Day;
pub use incoming::{handle, respond};
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};
use wstd::http::{Body, Request, Response};

/// Answers one request. Keeps nothing: the next one starts from the settings again.
pub async fn serve(request: Request<Body>) -> Response<Body> {
    match Config::load(settings::setting, settings::URL_PATH) {
        Ok(config) => {
            let app = App::new(config, Rc::new(outgoing::Outgoing::begin()), today());
            respond(Rc::new(app), request).await
        }
        Err(error) => {
            eprintln!("defectdojo-mcp: {error}");
            crate::http::misconfigured(&error.to_string()).map(Body::from)
        }
    }
}

/// The day by the host's clock, in UTC, as `DefectDojo` reckons by default (`DD_TIME_ZONE`).
fn today() -> Day {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Day::from_unix(now.as_secs().try_into().unwrap_or_default())
}
