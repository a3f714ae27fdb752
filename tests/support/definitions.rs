//! What each status means and what each account sees, written down again from `DefectDojo`'s own filters
//! (`FindingStatusFilter` in its `dojo/filters.py`, the queries in its `dojo/finding/helper.py`).

use dojo_sim::{Account, Finding, Profile};

/// The documented statuses.
pub(crate) const STATUSES: [&str; 10] = [
    "Any",
    "Active",
    "Open",
    "Verified",
    "Out of Scope",
    "False Positive",
    "Inactive",
    "Risk Accepted",
    "Closed",
    "Under Review",
];

fn has_status(finding: &Finding, status: &str) -> bool {
    let Finding {
        active,
        verified,
        false_p,
        duplicate,
        out_of_scope,
        risk_accepted,
        under_review,
        is_mitigated,
        ..
    } = *finding;
    match status {
        "Any" => true,
        "Active" | "Open" => active,
        "Verified" => active && verified,
        "Out of Scope" => !active && out_of_scope,
        "False Positive" => !active && !duplicate && false_p,
        "Inactive" => !active && !duplicate && !is_mitigated && !false_p && !out_of_scope,
        "Risk Accepted" => risk_accepted,
        "Closed" => is_mitigated,
        "Under Review" => under_review,
        other => panic!("{other} is no status"),
    }
}

/// Whether a finding has any, or all, of `statuses`. None of them is no condition.
pub(crate) fn has_statuses(finding: &Finding, statuses: &[&str], mode: &str) -> bool {
    let mut each = statuses.iter().map(|status| has_status(finding, status));
    match mode {
        _ if statuses.is_empty() => true,
        "any" => each.any(|has| has),
        "all" => each.all(|has| has),
        other => panic!("{other} is no mode"),
    }
}

/// Whether the token of `account` shows a finding.
pub(crate) fn sees(account: Account, profile: Profile, finding: &Finding) -> bool {
    match (account, profile) {
        (Account::Admin, _)
        | (Account::Staffer, Profile::Oss3)
        | (Account::GlobReader, Profile::Oss2) => true,
        (Account::PtUser, _) => finding.product_type_id == 3,
        (Account::LowPriv, _) => finding.product_id == 1,
        _ => false,
    }
}
