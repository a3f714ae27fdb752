//! Suggestions while a value is typed, where the API can search for it.
//!
//! Without a token, or when `DefectDojo` does not answer, there are none: that must not stop anyone.

use crate::dojo::model::Product;
use crate::dojo::{
    Client, Error, FindingFilter, FindingOrder, Limit, Offset, ProductFilter, Status, UserFilter,
    Window,
};
use crate::mcp::{BoxFuture, Completion, CompletionRequest};
use crate::prompts::Parameters;
use crate::session::Session;
use crate::text::{Reader, clean_line, cut};

/// The most suggestions that are asked for.
const MOST: u64 = 20;

/// The longest value: what the prompts take for a product's name.
const MOST_CHARACTERS: usize = Parameters::MAX_PRODUCT;

/// A text with which the API can be searched: what was typed, if anything.
fn typed(request: &CompletionRequest) -> Option<String> {
    let text = cut(clean_line(&request.value), MOST_CHARACTERS).text;
    (!text.is_empty()).then_some(text)
}

fn window() -> Window {
    Window {
        limit: Limit::new(MOST).unwrap_or(Limit::MAX),
        offset: Offset::default(),
    }
}

/// Runs a search with the caller's token.
async fn search(
    session: &Session,
    find: impl AsyncFnOnce(Client<'_>) -> Result<(Vec<String>, u64), Error>,
) -> Completion {
    let Some(token) = session.header_token() else {
        return Completion::default();
    };
    match find(session.client(token)).await {
        Ok((values, total)) => {
            let fits = |value: &String| (1..=MOST_CHARACTERS).contains(&value.chars().count());
            let values = values.into_iter().filter(fits);
            Completion::of_total(values.collect(), total)
        }
        Err(_) => Completion::default(),
    }
}

/// Products whose name holds what is typed, each told by `tell`.
async fn products(
    session: &Session,
    request: CompletionRequest,
    tell: fn(&Product, Reader) -> Option<String>,
) -> Completion {
    search(session, async move |dojo| {
        let filter = ProductFilter {
            name_contains: typed(&request),
            ..ProductFilter::default()
        };
        let page = dojo.products(&filter, window()).await?;
        Ok((
            page.rows
                .iter()
                .filter_map(|product| tell(product, session.reader()))
                .collect(),
            page.count,
        ))
    })
    .await
}

/// Names of products that hold what is typed.
pub(crate) fn product_names(
    session: &Session,
    request: CompletionRequest,
) -> BoxFuture<'_, Completion> {
    // Whole: the beginning of a name finds nothing.
    Box::pin(products(session, request, |product, reader| {
        reader.line(product.name.as_ref(), usize::MAX)
    }))
}

/// Ids of products whose name holds what is typed.
pub(crate) fn product_ids(
    session: &Session,
    request: CompletionRequest,
) -> BoxFuture<'_, Completion> {
    Box::pin(products(session, request, |product, _| {
        Some(product.id.to_string())
    }))
}

/// Ids of the worst active findings whose title holds what is typed.
pub(crate) fn finding_ids(
    session: &Session,
    request: CompletionRequest,
) -> BoxFuture<'_, Completion> {
    Box::pin(search(session, async move |dojo| {
        let filter = FindingFilter {
            title: typed(&request),
            statuses: vec![Status::Active],
            ..FindingFilter::default()
        };
        let found = dojo
            .findings(&filter, FindingOrder::Severity, window())
            .await?;
        Ok((
            found
                .rows
                .iter()
                .map(|finding| finding.id.to_string())
                .collect(),
            found.count,
        ))
    }))
}

/// Ids of users whose user name holds what is typed.
pub(crate) fn user_ids(session: &Session, request: CompletionRequest) -> BoxFuture<'_, Completion> {
    Box::pin(search(session, async move |dojo| {
        let filter = UserFilter {
            username: typed(&request),
            ..UserFilter::default()
        };
        let page = dojo.users(&filter, window()).await?;
        Ok((
            page.rows.iter().map(|user| user.id.to_string()).collect(),
            page.count,
        ))
    }))
}
