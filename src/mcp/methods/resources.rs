//! `resources/list`, `resources/templates/list` and `resources/read`.

use serde::{Deserialize, Serialize};

use super::super::jsonrpc::Params;
use super::super::ui::ResourceMeta;
use super::super::{Cache, EmbeddedResource, Error, ResourceError, Server, uri_template};
use super::Call;
use super::round::{Answer, Round};

#[derive(Serialize)]
pub(super) struct Resources {
    resources: Vec<Listed>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    uri: &'static str,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    mime_type: &'static str,
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<ResourceMeta>,
}

pub(super) fn list<C>(server: &Server<C>) -> Resources {
    let resources = server.resources.iter().map(|resource| Listed {
        uri: resource.uri,
        name: resource.name,
        title: resource.title,
        description: resource.description,
        mime_type: resource.mime_type,
        meta: resource.ui.map(ResourceMeta::from),
    });
    Resources {
        resources: resources.collect(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Templates {
    resource_templates: Vec<ListedTemplate>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListedTemplate {
    uri_template: &'static str,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    mime_type: &'static str,
}

pub(super) fn list_templates<C>(server: &Server<C>) -> Templates {
    let templates = server.templates.iter().map(|template| ListedTemplate {
        uri_template: template.uri_template,
        name: template.name,
        title: template.title,
        description: template.description,
        mime_type: template.mime_type,
    });
    Templates {
        resource_templates: templates.collect(),
    }
}

#[derive(Serialize)]
pub(super) struct Read {
    contents: [Part; 1],
}

#[derive(Serialize)]
struct Part {
    #[serde(flatten)]
    resource: EmbeddedResource,
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<ResourceMeta>,
}

/// <https://modelcontextprotocol.io/specification/2026-07-28/server/resources#reading-resources>
pub(super) async fn read<C>(call: &Call<'_, C>) -> Result<(Answer<Read>, Cache), Error> {
    #[derive(Deserialize)]
    struct Wanted {
        uri: String,
    }
    let &Call {
        server,
        context,
        era,
        request,
        ..
    } = call;
    let Wanted { uri } = request.params.parse("{ uri: string }")?;
    let (round, client) = Round::begin(call, &uri)?;
    let fixed = server.resources.iter().find(|resource| resource.uri == uri);
    let (contents, mime_type, cache) = if let Some(resource) = fixed {
        (
            (resource.read)(context, client).await,
            resource.mime_type,
            resource.cache,
        )
    } else {
        let template = server.templates.iter().find_map(|template| {
            uri_template::variables(template.uri_template, &uri).map(|found| (template, found))
        });
        let Some((template, variables)) = template else {
            return Err(Error::ResourceNotFound { uri, era });
        };
        (
            (template.read)(context, variables, client).await,
            template.mime_type,
            template.cache,
        )
    };
    match contents {
        Ok(contents) => {
            let resource = EmbeddedResource {
                uri,
                mime_type: mime_type.to_owned(),
                contents,
            };
            let meta = fixed
                .and_then(|resource| resource.ui)
                .map(ResourceMeta::from);
            let contents = [Part { resource, meta }];
            Ok((Answer::Complete(Read { contents }), cache))
        }
        Err(ResourceError::NotFound) => Err(Error::ResourceNotFound { uri, era }),
        Err(ResourceError::Unavailable(message)) => Err(Error::Unavailable(message)),
        Err(ResourceError::Interrupted(why)) => {
            Ok((Answer::InputRequired(round.interrupt(why)?), cache))
        }
    }
}

/// Begins or ends a subscription. There is nothing to remember: what can be subscribed to never changes
/// (<https://modelcontextprotocol.io/specification/2025-11-25/server/resources#subscriptions>).
pub(super) fn subscribe<C>(server: &Server<C>, params: Params<'_>) -> Result<(), Error> {
    #[derive(Deserialize)]
    struct Wanted {
        uri: String,
    }
    let Wanted { uri } = params.parse("{ uri: string }")?;
    let mut resources = server.resources.iter();
    if resources.any(|resource| resource.subscribable && resource.uri == uri) {
        return Ok(());
    }
    Err(Error::InvalidParams(
        "nothing that can be subscribed to has this URI".to_owned(),
    ))
}
