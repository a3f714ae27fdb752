//! How well static code analysis works: the numbers of a SAST review.

use super::cards::{standing, value};
use super::groups::Groups;
use super::remediation::{self, RUNS};
use super::sast_test_types::is_sast;
use super::{Parts, Scope, part, trend};
use crate::dojo::{Conjunction, FindingFilter, Flag, Names, Severity};
use crate::report::{Card, Ids};
use crate::tools::findings::test_types;
use crate::tools::operation::{Call, ToolError};
use crate::tools::remediation::{Rank, RemediationBy, Study};
use crate::tools::rows::NAME;
use crate::tools::summary::GroupBy;
use crate::tools::trends::within;

const CRITICALS: Groups = Groups {
    id: "recurring_criticals",
    title: "Recurring critical weaknesses",
    basis: "Active Critical findings of these tools, the CWEs that most of them have. What occurs again and again has a cause in common, or is not recognised as a duplicate.",
    by: GroupBy::Cwe,
    top: 10,
};
const PRODUCT_TYPES: Groups = Groups {
    id: "product_types",
    title: "Product types, as stand-ins for teams",
    basis: "Active Critical and High findings of these tools. A finding names no team.",
    by: GroupBy::ProductType,
    top: 10,
};
const PRODUCTS: Groups = Groups {
    id: "products",
    title: "Products",
    basis: "Active Critical and High findings of these tools, the products with most of them.",
    by: GroupBy::Product,
    top: 10,
};

/// How many tools and how many weaknesses are told.
const TOP: usize = 10;

/// The test types that a review is about.
pub(crate) struct Tools {
    pub(crate) ids: Vec<u64>,
    /// In quotation marks.
    names: Vec<String>,
}

impl Tools {
    /// Those that the caller names, or those that are known as static code analysis.
    ///
    /// # Errors
    /// There is none, or an error of a call to `DefectDojo`.
    pub(crate) async fn of(call: &Call<'_>, asked: &[String]) -> Result<Self, ToolError> {
        let mut tools = Self {
            ids: Vec::new(),
            names: Vec::new(),
        };
        for name in asked {
            let (ids, names) = test_types(call, name).await?;
            for (id, name) in ids.into_iter().zip(names) {
                tools.add(id, name);
            }
        }
        if asked.is_empty() {
            for one in call
                .dojo
                .test_types()
                .await?
                .rows
                .iter()
                .filter(|one| is_sast(one))
            {
                tools.add(one.id, call.reader.quoted(&one.name, NAME));
            }
        }
        if tools.ids.is_empty() {
            return Err(ToolError::Said("No test type of this instance is known as static code analysis: name those that are in `test_type`; get_tests shows the test types in use.".to_owned()));
        }
        Ok(tools)
    }

    fn add(&mut self, id: u64, name: String) {
        if !self.ids.contains(&id) {
            self.ids.push(id);
            self.names.push(name);
        }
    }
}

/// The parts of the report. What takes an unknown number of requests comes last, so that the rest is there.
///
/// # Errors
/// Every error of a call to `DefectDojo` that no other part is better without.
pub(crate) async fn sast(scope: &Scope<'_>, tools: &Tools) -> Result<Parts, ToolError> {
    let (call, worst) = (scope.call, scope.worst());
    let mut cards = standing(scope).await?;
    cards.push(false_positives(scope).await?);
    let mut missing = Vec::new();
    let m = &mut missing;
    let mut study = Study::new(call, &scope.all, within(scope.period()));
    let sampled = part(remediation::BY_SEVERITY, m, study.read(RUNS, Names::Told)).await?;
    let sampled = sampled.unwrap_or_default();
    let trend = part(trend::TITLE, m, trend::trend(scope)).await?;
    let by_severity = study.by(RemediationBy::Severity, Rank::Fixed, Severity::ALL.len());
    let by_severity = part(remediation::BY_SEVERITY, m, by_severity).await?;
    let by_tool = study.by(RemediationBy::TestType, Rank::Discovered, TOP);
    let by_tool = part(remediation::BY_TOOL, m, by_tool).await?;
    let types = part(PRODUCT_TYPES.title, m, PRODUCT_TYPES.of(call, &worst)).await?;
    let products = part(PRODUCTS.title, m, PRODUCTS.of(call, &worst)).await?;
    let critical = FindingFilter {
        severity: vec![Severity::Critical],
        ..scope.active()
    };
    let criticals = part(CRITICALS.title, m, CRITICALS.of(call, &critical)).await?;
    let by_cwe = study.by(RemediationBy::Cwe, Rank::Discovered, TOP);
    let by_cwe = part(remediation::NOISE_BY_CWE, m, by_cwe).await?;
    let tool = Some(Ids::TestType);
    let sections = [
        by_tool.as_ref().map(|by| {
            remediation::noise(
                "false_positives_by_tool",
                remediation::NOISE_BY_TOOL,
                tool,
                by,
            )
        }),
        by_cwe.as_ref().map(|by| {
            remediation::noise(
                "false_positives_by_cwe",
                remediation::NOISE_BY_CWE,
                None,
                by,
            )
        }),
        by_severity.as_ref().map(|by| {
            remediation::fixed("remediation", remediation::BY_SEVERITY, None, by, sampled)
        }),
        by_tool.as_ref().map(|by| {
            remediation::fixed(
                "remediation_by_tool",
                remediation::BY_TOOL,
                tool,
                by,
                sampled,
            )
        }),
        criticals,
        types,
        products,
        trend,
    ];
    Ok(Parts {
        cards,
        sections: sections.into_iter().flatten().collect(),
        missing,
        notes: vec![format!(
            "Static code analysis is told by the names of test types, as DefectDojo marks none: {}.",
            tools.names.join(", ")
        )],
    })
}

async fn false_positives(scope: &Scope<'_>) -> Result<Card, ToolError> {
    let false_positives = |found: FindingFilter| {
        let flags = found
            .flags
            .and(Conjunction::only(Flag::FalsePositive, true));
        FindingFilter {
            flags: flags.unwrap_or(found.flags),
            ..found
        }
    };
    let filters = [scope.period(), scope.before()].map(|days| false_positives(scope.found(days)));
    let counts = scope.call.dojo.counts(&filters).await?;
    let mut counts = counts.into_iter().map(value);
    let now = counts.next().unwrap_or_default();
    Ok(Card {
        before: counts.next(),
        ..Card::new(
            "False positives",
            now,
            "Of the findings discovered in the period, those that are marked as false positives today.",
        )
    })
}
