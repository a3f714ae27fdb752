//! The methods a client may call, and what every result has in common.

mod completion;
mod discovery;
mod prompts;
mod resources;
mod round;
mod tools;

use http::HeaderMap;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use self::discovery::Capabilities;
use self::round::{Answer, InputRequiredResult};
use super::era::Era;
use super::jsonrpc::{Params, Request};
use super::meta::Meta;
use super::outbox::Outbox;
use super::written::Written;
use super::{Cache, Error, Implementation, LogLevel, Server, ToolResult};
use crate::record::Journal;

/// Lists are part of the program: the same for every caller until the next release.
const LISTS: Cache = Cache::public(3_600_000);

/// One request, and what it is served with.
pub(super) struct Call<'a, C: 'static> {
    pub(super) server: &'a Server<C>,
    pub(super) context: &'a C,
    pub(super) journal: &'a Journal,
    pub(super) era: Era,
    pub(super) headers: &'a HeaderMap,
    pub(super) request: &'a Request<'a>,
    /// Of the request's parameters.
    pub(super) meta: Meta<'a>,
    /// Where the client takes notifications.
    pub(super) outbox: Option<Outbox>,
}

/// All methods of both eras. Those of which a server offers nothing are among them.
const METHODS: [&str; 15] = [
    "completion/complete",
    "initialize",
    "logging/setLevel",
    "ping",
    "prompts/get",
    "prompts/list",
    "resources/list",
    "resources/read",
    "resources/subscribe",
    "resources/templates/list",
    "resources/unsubscribe",
    "server/discover",
    "subscriptions/listen",
    "tools/call",
    "tools/list",
];

/// The method of this name, if it is one: the name as the program has it, not as a client sent it.
pub(super) fn known(name: &str) -> Option<&'static str> {
    METHODS.into_iter().find(|known| *known == name)
}

/// Runs one request. A method whose capability isn't advertised doesn't exist
/// (<https://modelcontextprotocol.io/specification/2026-07-28/schema#methodnotfounderror>).
pub(super) async fn dispatch<C>(call: &Call<'_, C>) -> Result<Written, Error> {
    let &Call {
        server,
        context,
        era,
        request,
        ..
    } = call;
    let params = request.params;
    let offers = Capabilities::of(server, era);
    let writer = Writer {
        era,
        info: &server.info,
    };
    let not_found = || Error::MethodNotFound(request.method.clone());
    match (era, known(&request.method).ok_or_else(not_found)?) {
        (Era::Legacy, "initialize") => writer.plain(&discovery::initialize(server, params)?),
        (Era::Legacy, "ping") => writer.plain(&Empty {}),
        // Some clients set one unasked, where no log was offered.
        (Era::Legacy, "logging/setLevel") if !server.logs => writer.plain(&Empty {}),
        (Era::Legacy, "logging/setLevel") => {
            check_level(params)?;
            writer.plain(&Empty {})
        }
        (Era::Modern, "server/discover") => writer.cached(&discovery::discover(server), LISTS),
        (_, "tools/list") if offers.tools() => {
            one_page(params)?;
            Ok(writer
                .cached(&Empty {}, LISTS)?
                .with_list("tools", tools::list(server, context)))
        }
        (_, "tools/call") if offers.tools() => match tools::call(call).await? {
            Answer::Complete(result) => writer.tool(&result),
            Answer::InputRequired(required) => writer.required(&required),
        },
        (_, "prompts/list") if offers.prompts() => {
            one_page(params)?;
            writer.cached(&prompts::list(server), LISTS)
        }
        (_, "prompts/get") if offers.prompts() => writer.answer(prompts::get(call).await?, None),
        (_, "resources/list") if offers.resources() => {
            one_page(params)?;
            writer.cached(&resources::list(server), LISTS)
        }
        (_, "resources/templates/list") if offers.resources() => {
            one_page(params)?;
            writer.cached(&resources::list_templates(server), LISTS)
        }
        (_, "resources/read") if offers.resources() => {
            let (contents, cache) = resources::read(call).await?;
            writer.answer(contents, Some(cache))
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
        _ => Err(not_found()),
    }
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

/// No request knows of another, so the level can't be kept: it only has to be one
/// (<https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/logging#error-handling>).
fn check_level(params: Params<'_>) -> Result<(), Error> {
    #[derive(serde::Deserialize)]
    struct SetLevel {
        #[serde(rename = "level")]
        _level: LogLevel,
    }
    params
        .parse::<SetLevel>("{ level: a level of RFC 5424, such as info }")
        .map(drop)
}

#[derive(Serialize)]
struct Empty {}

const COMPLETE: &str = "complete";

/// Writes results the way an era wants them.
struct Writer<'a> {
    era: Era,
    info: &'a Implementation,
}

/// A result with the fields 2026-07-28 adds to every one
/// (<https://modelcontextprotocol.io/specification/2026-07-28/basic/index#resulttype>).
#[derive(Serialize)]
struct Finished<'a, T> {
    #[serde(flatten)]
    result: &'a T,
    #[serde(rename = "resultType", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(flatten)]
    cache: Option<Cache>,
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<ResultMeta<'a>>,
}

/// What every result says of the server and what this one says, in one member: JSON with two of the same name means
/// something else to each reader (RFC 8259 section 4).
#[derive(Serialize)]
struct ResultMeta<'a> {
    #[serde(
        rename = "io.modelcontextprotocol/serverInfo",
        skip_serializing_if = "Option::is_none"
    )]
    server: Option<&'a Implementation>,
    #[serde(flatten)]
    own: &'a Map<String, Value>,
}

impl Writer<'_> {
    fn plain(&self, result: &impl Serialize) -> Result<Written, Error> {
        self.write(result, COMPLETE, None, &Map::new())
    }

    fn cached(&self, result: &impl Serialize, cache: Cache) -> Result<Written, Error> {
        self.write(result, COMPLETE, Some(cache), &Map::new())
    }

    fn answer(
        &self,
        answer: Answer<impl Serialize>,
        cache: Option<Cache>,
    ) -> Result<Written, Error> {
        let own = Map::new();
        match answer {
            Answer::Complete(result) => self.write(&result, COMPLETE, cache, &own),
            Answer::InputRequired(required) => self.required(&required),
        }
    }

    fn required(&self, required: &InputRequiredResult) -> Result<Written, Error> {
        self.write(required, "input_required", None, &Map::new())
    }

    fn tool(&self, result: &ToolResult) -> Result<Written, Error> {
        let others = self.write(&result.outcome(), COMPLETE, None, result.meta())?;
        let json = result.written(&others.before);
        json.map(Written::from).map_err(|_| unwritable())
    }

    fn write<T: Serialize>(
        &self,
        result: &T,
        kind: &'static str,
        cache: Option<Cache>,
        own: &Map<String, Value>,
    ) -> Result<Written, Error> {
        let is_modern = self.era == Era::Modern;
        let meta = ResultMeta {
            server: is_modern.then_some(self.info),
            own,
        };
        serde_json::to_string(&Finished {
            result,
            kind: is_modern.then_some(kind),
            cache: cache.filter(|_| is_modern),
            meta: (is_modern || !own.is_empty()).then_some(meta),
        })
        .map(Written::from)
        .map_err(|_| unwritable())
    }
}

fn unwritable() -> Error {
    Error::Internal("the result can't be written as JSON".to_owned())
}
