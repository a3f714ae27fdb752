//! The instance and who asks it: what an assistant should know before it promises anything.

use super::JSON;
use crate::mcp::{Cache, Contents, Resource, ResourceError};
use crate::session::Session;
use crate::tools::answer::{UNTRUSTED, caveats};
use crate::tools::rows::{Row, UserRow};
use serde::Serialize;

/// Where it is read.
pub const URI: &str = "defectdojo://instance";

/// Rights and versions change rarely, and belong to one caller.
const CACHE: Cache = Cache::private(60_000);

/// What the tools need, by the last part of the collection's name.
const COLLECTIONS: [(&str, &[&str]); 9] = [
    ("findings", &["findings"]),
    ("products", &["products"]),
    ("product_types", &["product_types"]),
    ("engagements", &["engagements"]),
    ("tests", &["tests"]),
    ("users", &["users"]),
    ("groups", &["dojo_groups", "groups"]),
    ("group_members", &["dojo_group_members", "group_members"]),
    ("roles", &["roles"]),
];

/// The resource.
pub(crate) const fn resource() -> Resource<Session> {
    Resource {
        uri: URI,
        name: "instance",
        title: "This DefectDojo and your account",
        description: "Address of the instance, the user whose token is used, and which kinds of \
            objects the instance has. Needs a token.",
        mime_type: JSON,
        cache: CACHE,
        subscribable: false,
        ui: None,
        read: |session, _| Box::pin(read(session)),
    }
}

#[derive(Serialize)]
struct Instance<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    untrusted: &'static str,
    url: &'a str,
    user: UserRow,
    available: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missing: Vec<&'static str>,
    version: &'static str,
}

async fn read(session: &Session) -> Result<Contents, ResourceError> {
    let url = session.config().base_url.to_string();
    super::live(session, async |dojo, reader| {
        let profile = dojo.user_profile().await?;
        let index = dojo.index().await?;
        let has = |names: &[&str]| {
            index.iter().any(|path| {
                names
                    .iter()
                    .any(|name| path.rsplit('/').next() == Some(name))
            })
        };
        let (available, missing) = COLLECTIONS
            .iter()
            .partition::<Vec<_>, _>(|(_, names)| has(names));
        let names = |list: Vec<&(&'static str, _)>| list.iter().map(|(name, _)| *name).collect();
        Ok(serde_json::to_string(&Instance {
            note: caveats(None, std::slice::from_ref(&profile.user)),
            untrusted: UNTRUSTED,
            url: &url,
            user: UserRow::new(&profile.user, reader),
            available: names(available),
            missing: names(missing),
            // Only its API document says the version: 0.8 MB, too much for a glance.
            version: "not asked (it would cost a download of 0.8 MB)",
        })?)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_belongs_to_one_caller() {
        assert_eq!(resource().cache, Cache::private(60_000));
    }
}
