//! The shell: the only place that touches WASI. Requests come in, calls to `DefectDojo` go out,
//! settings, the clock and random numbers are read, records written; nothing is decided here.

mod body;
mod fields;
mod incoming;
mod moment;
mod outgoing;
mod responder;
mod runtime;
mod settings;

use crate::app::App;
use crate::config::{self, Config};
use crate::http::Payload;
use crate::record::{Journal, Level};
use http::{Request, Response};
pub use incoming::{Body, handle, misconfigured, respond};
pub use moment::Moment;
use std::rc::Rc;

thread_local! {
    /// What is set, or what is wrong with it. It can't change under an instance, so it is read once.
    static CONFIG: Result<Rc<Config>, String> = Config::load(settings::setting, settings::URL_PATH)
        .map(Rc::new)
        .map_err(|error| error.to_string());
    /// Apart from the configuration, since one that is wrong is written down too.
    static LEVEL: Level = config::level(settings::setting).unwrap_or_default();
}

/// Answers the request that came at `began`. Keeps nothing of it.
pub async fn serve(
    request: Request<Body>,
    began: Moment,
    journal: Rc<Journal>,
) -> Response<Payload> {
    match CONFIG.with(Clone::clone) {
        Ok(config) => {
            let app = App::new(config, Rc::new(outgoing::Outgoing::new(began)), began.day());
            respond(Rc::new(app), request, journal).await
        }
        Err(message) => misconfigured(&message, journal),
    }
}

/// Which requests are written down. A word that isn't known is told as every wrong setting is, and until it is
/// mended the default serves.
#[must_use]
pub fn level() -> Level {
    LEVEL.with(|level| *level)
}
