//! The server as data, to compare with what is said of it.

use defectdojo_mcp::app::App;
use defectdojo_mcp::config::{Config, DEFECTDOJO_URL, UrlPath};
use defectdojo_mcp::dojo::{BoxFuture, Day, Transport, TransportError};
use std::rc::Rc;

/// Nothing is asked here.
struct Nowhere;

impl Transport for Nowhere {
    fn get(
        &self,
        _: http::Request<()>,
    ) -> BoxFuture<'_, Result<http::Response<Vec<u8>>, TransportError>> {
        Box::pin(std::future::ready(Err(TransportError::Refused)))
    }
}

/// With these settings, and every other at its default, for an instance that is never asked.
pub(crate) fn app(settings: &[(&str, &str)]) -> App {
    let url = (DEFECTDOJO_URL, "https://dojo.example.com");
    let setting = |name: &str| {
        let mut settings = settings.iter().chain([&url]);
        let (_, value) = settings.find(|(known, _)| *known == name)?;
        Some((*value).to_owned())
    };
    let config = Config::load(setting, UrlPath::Allowed).unwrap();
    App::new(config, Rc::new(Nowhere), Day::from_unix(0))
}
