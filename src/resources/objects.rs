//! Objects of the instance by id, as resources: the same rows that the tools give.

use super::JSON;
use crate::completions;
use crate::dojo::Client;
use crate::mcp::{
    BoxFuture, Cache, Contents, ResourceError, ResourceTemplate, TemplateVariable, Variables,
};
use crate::session::Session;
use crate::tools::rows::{
    Depth, EngagementRow, FindingDetails, GroupRow, ProductRow, TestRow, UserRow,
};

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
            read: |session, variables| -> BoxFuture<'_, Result<Contents, ResourceError>> {
                Box::pin(async move {
                    let id = id(&variables)?;
                    super::live(session, async |dojo: &Client<'_>| ($read)(*dojo, id).await).await
                })
            },
        }
    };
}

/// The id that a URI names. Another text names nothing.
fn id(variables: &Variables) -> Result<u64, ResourceError> {
    let id = variables.get("id").and_then(|id| id.parse().ok());
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
            async |dojo: Client<'_>, id| {
                Ok(FindingDetails::new(&dojo.finding(id).await?, Depth::Whole))
            }
        ),
        template!(
            "products",
            "One product",
            &PRODUCT,
            async |dojo: Client<'_>, id| { Ok(ProductRow::from(&dojo.product(id).await?)) }
        ),
        // The API finds engagements, tests and groups by their whole name only: nothing to suggest.
        template!(
            "engagements",
            "One engagement",
            &[],
            async |dojo: Client<'_>, id| { Ok(EngagementRow::from(&dojo.engagement(id).await?)) }
        ),
        template!("tests", "One test", &[], async |dojo: Client<'_>, id| {
            Ok(TestRow::from(&dojo.test(id).await?))
        }),
        template!("users", "One user", &USER, async |dojo: Client<'_>, id| {
            Ok(UserRow::from(&dojo.user(id).await?))
        }),
        template!(
            "groups",
            "One group of users",
            &[],
            async |dojo: Client<'_>, id| { Ok(GroupRow::from(&dojo.group(id).await?)) }
        ),
    ]
}
