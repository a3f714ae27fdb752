//! The tools: one file each, data and work side by side, and the one table that lists them.

pub(crate) mod answer;
mod args;
mod build_report;
mod choices;
mod findings;
mod get_dojo_group_members;
mod get_engagements;
mod get_finding_by_id;
mod get_finding_trends;
mod get_findings;
mod get_group_by_id;
mod get_groups;
mod get_product_types;
mod get_products;
mod get_remediation_metrics;
mod get_roles;
mod get_tests;
mod get_user_by_id;
mod get_users;
pub(crate) mod operation;
mod page;
mod paging;
mod prioritize_findings;
mod priority;
mod remediation;
mod report;
pub(crate) mod rows;
mod steps;
mod summarize_findings;
mod summary;
mod trends;

pub use rows::{FindingRow, Row};

use crate::mcp::Tool;
use crate::session::Session;
use operation::{described, tool};

/// Every tool, in the order in which clients list them.
macro_rules! of_each {
    ($tool:ident) => {
        vec![
            $tool::<get_findings::GetFindings>(),
            $tool::<get_finding_by_id::GetFindingById>(),
            $tool::<summarize_findings::SummarizeFindings>(),
            $tool::<get_finding_trends::GetFindingTrends>(),
            $tool::<get_remediation_metrics::GetRemediationMetrics>(),
            $tool::<prioritize_findings::PrioritizeFindings>(),
            $tool::<build_report::BuildReport>(),
            $tool::<get_products::GetProducts>(),
            $tool::<get_product_types::GetProductTypes>(),
            $tool::<get_engagements::GetEngagements>(),
            $tool::<get_tests::GetTests>(),
            $tool::<get_users::GetUsers>(),
            $tool::<get_user_by_id::GetUserById>(),
            $tool::<get_groups::GetGroups>(),
            $tool::<get_group_by_id::GetGroupById>(),
            $tool::<get_dojo_group_members::GetDojoGroupMembers>(),
            $tool::<get_roles::GetRoles>(),
        ]
    };
}

/// Every tool, in the order in which clients list them.
#[must_use]
pub fn all() -> Vec<Tool<Session>> {
    of_each!(tool)
}

/// The same with their descriptions. What is sent was written from these, and a test holds it to them.
#[must_use]
pub fn all_described() -> Vec<Tool<Session>> {
    of_each!(described)
}
