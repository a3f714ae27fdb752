//! The shell: the only place that touches WASI. Requests come in, calls to `DefectDojo` go out,
//! settings, the clock and random numbers are read, records written; nothing is decided here.

mod incoming;
mod moment;
mod outgoing;
mod settings;

use crate::app::App;
use crate::config::{self, Config};
use crate::dojo::Day;
use crate::record::{Journal, Level};
pub use incoming::{handle, misconfigured, respond};
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};
use wstd::http::{Body, Request, Response};

/// Answers one request. Keeps nothing: the next one starts from the settings again.
pub async fn serve(request: Request<Body>, journal: Rc<Journal>) -> Response<Body> {
    match Config::load(settings::setting, settings::URL_PATH) {
        Ok(config) => {
            let app = App::new(config, Rc::new(outgoing::Outgoing::begin()), today());
            respond(Rc::new(app), request, journal).await
        }
        Err(error) => misconfigured(&error.to_string(), journal),
    }
}

/// Which requests are written down. A word that isn't known is told as every wrong setting is, and until it is
/// mended the default serves.
#[must_use]
pub fn level() -> Level {
    config::level(settings::setting).unwrap_or_default()
}

/// The day by the host's clock, in UTC, as `DefectDojo` reckons by default (`DD_TIME_ZONE`).
fn today() -> Day {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Day::from_unix(now.as_secs().try_into().unwrap_or_default())
}
