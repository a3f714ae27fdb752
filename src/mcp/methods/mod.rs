//! The methods a client may call, and what every result has in common.

mod completion;
mod discovery;
mod prompts;
mod resources;
mod tools;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use self::discovery::Capabilities;
use super::era::Era;
use super::jsonrpc::{Params, Request};
use super::meta::Meta;
use super::outbox::Outbox;
use super::{Cache, Client, Error, Implementation, Server};

/// Lists are part of the program: the same for every caller until the next release.
const LISTS: Cache = Cache::public(3_600_000);

/// Runs one request. A method whose capability isn't advertised doesn't exist
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#methodnotfounderror>).
pub(super) async fn dispatch<C>(
    server: &Server<C>,
    context: &C,
    era: Era,
    request: &Request<'_>,
    outbox: Option<Outbox>,
) -> Result<Box<RawValue>, Error> {
    let params = request.params;
    let offers = Capabilities::of(server, era);
    let writer = Writer {
        era,
        info: &server.info,
    };
    match (era, &*request.method) {
        (Era::Legacy, "initialize") => writer.plain(&discovery::initialize(server, params)?),
        // No request knows of another, so any level will do; some clients set one unasked.
        (Era::Legacy, "ping" | "logging/setLevel") => writer.plain(&Empty {}),
        (Era::Modern, "server/discover") => writer.cached(&discovery::discover(server), LISTS),
        (_, "tools/list") if offers.tools() => {
            one_page(params)?;
            writer.cached(&tools::list(server, context), LISTS)
        }
        (_, "tools/call") if offers.tools() => {
            writer.plain(&tools::call(server, context, era, params, outbox).await?)
        }
        (_, "prompts/list") if offers.prompts() => {
            one_page(params)?;
            writer.cached(&prompts::list(server), LISTS)
        }
        (_, "prompts/get") if offers.prompts() => {
            writer.plain(&prompts::get(server, context, era, params).await?)
        }
        (_, "resources/list") if offers.resources() => {
            one_page(params)?;
            writer.cached(&resources::list(server), LISTS)
        }
        (_, "resources/templates/list") if offers.resources() => {
            one_page(params)?;
            writer.cached(&resources::list_templates(server), LISTS)
        }
        (_, "resources/read") if offers.resources() => {
            let (contents, cache) = resources::read(server, context, era, params).await?;
            writer.cached(&contents, cache)
        }
        (Era::Legacy, "resources/subscribe" | "resources/unsubscribe")
            if offers.subscriptions() =>
        {
            resources::subscribe(server, params)?;
            writer.plain(&Empty {})
        }
        (_, "completion/complete") if offers.completions() => {
            writer.plain(&completion::complete(server, context, params).await?)
        }
        (_, unknown) => Err(Error::MethodNotFound(unknown.to_owned())),
    }
}

/// Who sent a request.
fn client(era: Era, params: Params<'_>) -> Result<Client, Error> {
    Ok(match era {
        Era::Legacy => Client::default(),
        Era::Modern => Client::new(Meta::of(params)?.envelope()?.capabilities),
    })
}

/// Every list fits one page, so no cursor was ever given out
/// (<https://modelcontextprotocol.io/specification/2026-07-28/server/utilities/pagination#error-handling>).
fn one_page(params: Params<'_>) -> Result<(), Error> {
    #[derive(serde::Deserialize)]
    struct Page<'a> {
        #[serde(borrow, default)]
        cursor: Option<&'a RawValue>,
    }
    match params.parse::<Page<'_>>("{ cursor?: string }")?.cursor {
        None => Ok(()),
        Some(_) => Err(Error::InvalidParams(
            "the cursor is not one of this server's".to_owned(),
        )),
    }
}

#[derive(Serialize)]
struct Empty {}

/// Writes results the way an era wants them.
struct Writer<'a> {
    era: Era,
    info: &'a Implementation,
}

/// A result with the fields 2026-07-28 adds to every one
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/index#resulttype>).
#[derive(Serialize)]
struct Complete<'a, T> {
    #[serde(flatten)]
    result: &'a T,
    #[serde(rename = "resultType")]
    kind: &'static str,
    #[serde(flatten)]
    cache: Option<Cache>,
    #[serde(rename = "_meta")]
    meta: ResultMeta<'a>,
}

#[derive(Serialize)]
struct ResultMeta<'a> {
    #[serde(rename = "io.modelcontextprotocol/serverInfo")]
    server: &'a Implementation,
}

impl Writer<'_> {
    fn plain(&self, result: &impl Serialize) -> Result<Box<RawValue>, Error> {
        self.write(result, None)
    }

    fn cached(&self, result: &impl Serialize, cache: Cache) -> Result<Box<RawValue>, Error> {
        self.write(result, Some(cache))
    }

    fn write<T: Serialize>(
        &self,
        result: &T,
        cache: Option<Cache>,
    ) -> Result<Box<RawValue>, Error> {
        match self.era {
            Era::Legacy => to_raw_value(result),
            Era::Modern => to_raw_value(&Complete {
                result,
                kind: "complete",
                cache,
                meta: ResultMeta { server: self.info },
            }),
        }
        .map_err(|_| Error::Internal("the result can't be written as JSON".to_owned()))
    }
}
