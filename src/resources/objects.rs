//! Objects of the instance by id, as resources: the same as the tools give, bounded and marked alike.

use super::JSON;
use crate::completions;
use crate::dojo::Client;
use crate::mcp::{
    BoxFuture, Cache, Contents, ResourceError, ResourceTemplate, TemplateVariable, Variables,
};
use crate::session::Session;
use crate::text::Reader;
use crate::tools::answer::{MOST_IN_OBJECT, single};
use crate::tools::rows::{
    EngagementRow, FindingDetails, GroupRow, ProductRow, Row, TestRow, UserRow,
};
use serde_json::value::RawValue;

/// Objects change, and belong to one caller.
const CACHE: Cache = Cache::private(0);

/// One template: `defectdojo://WHAT/{id}`.
macro_rules! template {
    ($what:literal, $title:literal, $variables:expr, $read:expr) => {
        ResourceTemplate {
            uri_template: concat!("defectdojo://", $what, "/{id}"),
            name: $what,
            title: $title,
            description: concat!($title, ", as JSON. Needs a token."),
            mime_type: JSON,
            cache: CACHE,
            variables: $variables,
            read: |session, variables, _| -> BoxFuture<'_, Result<Contents, ResourceError>> {
                Box::pin(async move {
                    let id = id(&variables)?;
                    super::live(session, async |dojo: &Client<'_>, reader| {
                        ($read)(*dojo, id, reader).await
                    })
                    .await
                })
            },
        }
    };
}

/// The id that a URI names. Another text names nothing, nor does another way to write a number: an object
/// has one URI.
fn id(variables: &Variables) -> Result<u64, ResourceError> {
    let text = variables.get("id").map_or("", String::as_str);
    let id = text.parse().ok().filter(|id: &u64| id.to_string() == text);
    id.filter(|id| *id > 0).ok_or(ResourceError::NotFound)
}

static FINDING: [TemplateVariable<Session>; 1] = [TemplateVariable {
    name: "id",
    complete: completions::finding_ids,
}];
static PRODUCT: [TemplateVariable<Session>; 1] = [TemplateVariable {
    name: "id",
    complete: completions::product_ids,
}];
static USER: [TemplateVariable<Session>; 1] = [TemplateVariable {
    name: "id",
    complete: completions::user_ids,
}];

/// All templates.
pub(crate) fn templates() -> Vec<ResourceTemplate<Session>> {
    vec![
        template!(
            "findings",
            "One finding",
            &FINDING,
            async |dojo: Client<'_>, id, reader: Reader| {
                let finding = dojo.finding(id).await?;
                let row = FindingDetails::json(&finding, MOST_IN_OBJECT, reader)?;
                single("finding", &finding, &RawValue::from_string(row)?, None)
            }
        ),
        template!(
            "products",
            "One product",
            &PRODUCT,
            async |dojo: Client<'_>, id, reader: Reader| {
                let product = dojo.product(id).await?;
                single(
                    "product",
                    &product,
                    &ProductRow::new(&product, reader),
                    None,
                )
            }
        ),
        // The API finds engagements, tests and groups by their whole name only: nothing to suggest.
        template!(
            "engagements",
            "One engagement",
            &[],
            async |dojo: Client<'_>, id, reader: Reader| {
                let engagement = dojo.engagement(id).await?;
                single(
                    "engagement",
                    &engagement,
                    &EngagementRow::new(&engagement, reader),
                    None,
                )
            }
        ),
        template!(
            "tests",
            "One test",
            &[],
            async |dojo: Client<'_>, id, reader: Reader| {
                let test = dojo.test(id).await?;
                single("test", &test, &TestRow::new(&test, reader), None)
            }
        ),
        template!(
            "users",
            "One user",
            &USER,
            async |dojo: Client<'_>, id, reader: Reader| {
                let user = dojo.user(id).await?;
                single("user", &user, &UserRow::new(&user, reader), None)
            }
        ),
        template!(
            "groups",
            "One group of users",
            &[],
            async |dojo: Client<'_>, id, reader: Reader| {
                let group = dojo.group(id).await?;
                single("group", &group, &GroupRow::new(&group, reader), None)
            }
        ),
    ]
}
