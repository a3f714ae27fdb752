//! Where the portfolio stands: the numbers of a security landscape report.

use super::cards::{standing, value};
use super::groups::Groups;
use super::remediation::{self, RUNS};
use super::{Parts, Scope, part, priorities, trend};
use crate::dojo::{FindingFilter, Names, Severity};
use crate::report::{Card, Section};
use crate::tools::operation::ToolError;
use crate::tools::remediation::{Rank, RemediationBy, Study};
use crate::tools::summary::GroupBy;
use crate::tools::trends::within;

const PRODUCTS: Groups = Groups {
    id: "products",
    title: "Risk by product",
    basis: "Active Critical and High findings, the products with most of them.",
    by: GroupBy::Product,
    top: 10,
};
const PRODUCT_TYPES: Groups = Groups {
    id: "product_types",
    title: "Risk by product type",
    basis: "Active Critical and High findings. A finding names no team: product types stand in for teams.",
    by: GroupBy::ProductType,
    top: 10,
};
const CWES: Groups = Groups {
    id: "cwes",
    title: "Top weaknesses",
    basis: "Active Critical and High findings, the CWEs that most of them have.",
    by: GroupBy::Cwe,
    top: 5,
};
const SLA: Groups = Groups {
    id: "sla",
    title: "Service levels",
    basis: "Active Critical and High findings by the date on which their SLA ends.",
    by: GroupBy::Sla,
    top: 6,
};
const AGES: Groups = Groups {
    id: "ages",
    title: "Age of open findings",
    basis: "Active Critical and High findings by the days since their discovery.",
    by: GroupBy::AgeBand,
    top: 6,
};

/// The parts of the report. What takes an unknown number of requests comes last, so that the rest is there.
///
/// # Errors
/// Every error of a call to `DefectDojo` that no other part is better without.
pub(crate) async fn landscape(scope: &Scope<'_>) -> Result<Parts, ToolError> {
    let (call, worst) = (scope.call, scope.worst());
    let mut cards = standing(scope).await?;
    cards.push(exploited(scope).await?);
    let mut missing = Vec::new();
    let m = &mut missing;
    let trend = part(trend::TITLE, m, trend::trend(scope)).await?;
    let sla = part(SLA.title, m, SLA.of(call, &worst)).await?;
    let ages = part(AGES.title, m, AGES.of(call, &worst)).await?;
    let fixed = part(remediation::BY_SEVERITY, m, fixed(scope)).await?;
    let first = part(priorities::TITLE, m, priorities::priorities(scope)).await?;
    let products = part(PRODUCTS.title, m, PRODUCTS.of(call, &worst)).await?;
    let types = part(PRODUCT_TYPES.title, m, PRODUCT_TYPES.of(call, &worst)).await?;
    let cwes = part(CWES.title, m, CWES.of(call, &worst)).await?;
    let sections = [trend, products, types, cwes, sla, ages, fixed, first];
    Ok(Parts {
        cards,
        sections: sections.into_iter().flatten().collect(),
        missing,
        notes: Vec::new(),
    })
}

async fn fixed(scope: &Scope<'_>) -> Result<Section, ToolError> {
    let mut study = Study::new(scope.call, &scope.all, within(scope.period()));
    let sampled = study.read(RUNS, Names::LeftOut).await?;
    let severities = Severity::ALL.len();
    let measured = study
        .by(RemediationBy::Severity, Rank::Fixed, severities)
        .await?;
    Ok(remediation::fixed(
        "remediation",
        remediation::BY_SEVERITY,
        None,
        &measured,
        sampled,
    ))
}

async fn exploited(scope: &Scope<'_>) -> Result<Card, ToolError> {
    let filter = FindingFilter {
        known_exploited: Some(true),
        ..scope.active()
    };
    let counts = scope.call.dojo.counts(&[filter]).await?;
    Ok(Card::new(
        "Known exploited",
        value(counts.iter().sum()),
        "Active, and in CISA's catalogue of known exploited vulnerabilities.",
    ))
}
