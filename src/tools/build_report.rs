//! `build_report`: the numbers of a report in one call, and the report as a page.

use super::answer::UNTRUSTED;
use super::args::{Choice, Days, Id, Many, OneOf, Text};
use super::operation::{Call, Operation, ToolError};
use super::report::{Parts, Scope, Tools, landscape, sast};
use super::rows::NAME;
use super::summary::{CHANGED, changed};
use crate::dojo::FindingFilter;
use crate::report::{Kind, Product, Report, page};
use crate::resources::report_app;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Makes reports.
pub(crate) struct BuildReport;

/// Which report.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    /// `security_landscape`: where the portfolio stands: risk, trend, worst products and weaknesses, SLA, what to fix first.
    /// `sast_review`: how well static analysis works: false positives, time to fix, recurring criticals, teams.
    kind: OneOf<Kind>,
    /// Default: all products.
    #[serde(default)]
    product_id: Option<Id>,
    /// Days back, 1 to 730 (default 90).
    #[serde(default)]
    days: Days,
    /// For `sast_review`: names of test types, or parts, that count as static analysis; default: a stated list.
    #[serde(default)]
    test_type: Many<Text>,
    /// html adds the finished page, which is long: for a file, not to be read.
    #[serde(default)]
    format: Option<OneOf<Format>>,
}

/// What the result holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Html,
}

impl Choice for Format {
    const WHAT: &'static str = "format";

    fn values() -> Vec<(&'static str, Self)> {
        vec![("json", Self::Json), ("html", Self::Html)]
    }
}

/// The numbers, and the page that shows them.
#[derive(Serialize)]
struct WithPage<'a> {
    #[serde(flatten)]
    report: &'a Report,
    html: String,
}

impl Choice for Kind {
    const WHAT: &'static str = "kind of report";

    fn values() -> Vec<(&'static str, Self)> {
        vec![
            ("security_landscape", Self::SecurityLandscape),
            ("sast_review", Self::SastReview),
        ]
    }
}

impl Operation for BuildReport {
    const NAME: &'static str = "build_report";
    const TITLE: &'static str = "Build a report";
    const DESCRIPTION: &'static str = "Gathers all numbers of a report in one call. Use it for \"board report\", \"dashboard\", \"review our SAST tools\".";
    const LISTED: &'static str = include_str!("listed/build_report.json");

    const UI: Option<&'static str> = Some(report_app::URI);

    type Arguments = Asked;

    async fn run(call: &Call<'_>, asked: Asked) -> Result<String, ToolError> {
        let kind = asked.kind.0;
        let product = product(call, asked.product_id).await?;
        let tools = match kind {
            Kind::SastReview => {
                let names: Vec<String> = asked.test_type.0.into_iter().map(|one| one.0).collect();
                Some(Tools::of(call, &names).await?)
            }
            Kind::SecurityLandscape if asked.test_type.0.is_empty() => None,
            Kind::SecurityLandscape => {
                return Err(ToolError::Said(
                    "Argument `test_type`: only the report sast_review takes it; leave it out."
                        .to_owned(),
                ));
            }
        };
        let scope = Scope {
            call,
            all: FindingFilter {
                product_ids: product.iter().map(|product| product.id).collect(),
                test_type_ids: tools
                    .as_ref()
                    .map_or_else(Vec::new, |tools| tools.ids.clone()),
                ..FindingFilter::default()
            },
            days: asked.days.0,
        };
        // A fix changes the second number and not the first.
        let watched = [scope.all.clone(), scope.active()];
        let before = call.dojo.counts(&watched).await?;
        let parts = match &tools {
            Some(tools) => sast(&scope, tools).await?,
            None => landscape(&scope).await?,
        };
        let changed = changed(call, &watched, &before).await?;
        let report = report(kind, product, &scope, parts, changed);
        if asked.format == Some(OneOf(Format::Html)) {
            let html = page(&report)?;
            let report = &report;
            return Ok(serde_json::to_string(&WithPage { report, html })?);
        }
        call.page.show(|| page(&report))?;
        Ok(serde_json::to_string(&report)?)
    }
}

/// The product that is asked for.
async fn product(call: &Call<'_>, id: Option<Id>) -> Result<Option<Product>, ToolError> {
    let Some(Id(id)) = id else {
        return Ok(None);
    };
    let product = call.dojo.product(id).await?;
    let name = call.reader.line(product.name.as_ref(), NAME);
    Ok(Some(Product {
        id,
        name: name.unwrap_or_else(|| format!("product {id}")),
    }))
}

fn report(
    kind: Kind,
    product: Option<Product>,
    scope: &Scope<'_>,
    parts: Parts,
    changed: bool,
) -> Report {
    let Parts {
        cards,
        sections,
        missing,
        mut notes,
    } = parts;
    let whose = match &product {
        Some(product) => format!("of product {}", product.id),
        None => "of all products".to_owned(),
    };
    let which = match kind {
        Kind::SecurityLandscape => "Findings",
        Kind::SastReview => "Findings of static code analysis",
    };
    notes.extend(missing.iter().map(ToString::to_string));
    if changed {
        notes.push(CHANGED.to_owned());
    }
    let (from, to) = scope.period();
    Report {
        kind,
        exact: missing.is_empty() && !changed && sections.iter().all(|section| section.exact),
        product,
        from,
        to,
        basis: format!("{which} {whose} that this token can see. Days are UTC."),
        requests: scope.call.effort.calls(),
        notes,
        untrusted: UNTRUSTED,
        cards,
        sections,
    }
}
