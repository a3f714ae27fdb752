//! A finding as JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Scope, object, risk_acceptance, user};
use crate::config::Profile;
use crate::portfolio::{Finding, Note};
use crate::world::World;

pub(super) fn render(scope: &Scope<'_>, finding: &Finding) -> Map<String, Value> {
    let world = scope.world;
    let mut row = Map::new();
    row.extend(
        [what(finding), state(world, finding), around(scope, finding)]
            .into_iter()
            .flat_map(object),
    );
    if world.profile == Profile::Oss3 {
        let cwes: Vec<Value> = Some(finding.cwe)
            .filter(|cwe| *cwe > 0)
            .map(|cwe| json!({"cwe": format!("CWE-{cwe}")}))
            .into_iter()
            .collect();
        row.insert("cwes".to_owned(), cwes.into());
    }
    row
}

/// What was found.
fn what(finding: &Finding) -> Value {
    let (cvssv3, cvssv3_score) = finding.cvssv3.clone().unzip();
    json!({
        "id": finding.id,
        "title": finding.title,
        "description": finding.description,
        "mitigation": finding.mitigation,
        "impact": finding.impact,
        "steps_to_reproduce": finding.steps_to_reproduce,
        "references": finding.references,
        "severity": finding.severity.name(),
        "numerical_severity": finding.severity.code(),
        "severity_justification": null,
        "cwe": finding.cwe,
        "vulnerability_ids": finding.vulnerability_ids.iter().map(|id| json!({"vulnerability_id": id})).collect::<Vec<_>>(),
        "cvssv3": cvssv3,
        "cvssv3_score": cvssv3_score,
        "cvssv4": null,
        "cvssv4_score": null,
        "epss_score": finding.epss_score,
        "epss_percentile": finding.epss_percentile,
        "known_exploited": finding.known_exploited,
        "ransomware_used": finding.ransomware_used,
        "kev_date": finding.kev_date,
        "fix_available": finding.fix_available,
        "fix_version": finding.fix_version,
        "component_name": finding.component_name,
        "component_version": finding.component_version,
        "file_path": finding.file_path,
        "line": finding.line,
        "service": finding.service,
        "tags": finding.tags,
        "url": null,
        "param": null,
        "payload": null,
        "hash_code": hash(finding.id, 4),
        "unique_id_from_tool": finding.static_finding.then(|| hash(finding.id ^ 0xF00D, 2)),
        "vuln_id_from_tool": finding.line.map(|_| format!("rule-{}", finding.cwe)),
    })
}

/// Dates and flags.
fn state(world: &World, finding: &Finding) -> Value {
    let closed = finding
        .mitigated
        .map_or(world.today, |mitigated| mitigated.date_naive());
    json!({
        "date": finding.date,
        "created": finding.created,
        "updated": finding.mitigated.unwrap_or(finding.created),
        "last_status_update": finding.mitigated.unwrap_or(finding.created),
        "age": (closed - finding.date).num_days(),
        "sla_start_date": null,
        "sla_expiration_date": finding.sla_expiration_date,
        "sla_days_remaining": finding.sla_expiration_date.map(|day| (day - closed).num_days()),
        "mitigated": finding.mitigated,
        "mitigated_by": finding.mitigated_by_id,
        "last_reviewed": finding.last_reviewed,
        "last_reviewed_by": finding.last_reviewed_by_id,
        "planned_remediation_date": finding.planned_remediation_date,
        "planned_remediation_version": null,
        "publish_date": null,
        "active": finding.active,
        "verified": finding.verified,
        "false_p": finding.false_p,
        "duplicate": finding.duplicate,
        "out_of_scope": finding.out_of_scope,
        "risk_accepted": finding.risk_accepted,
        "under_review": finding.under_review,
        "under_defect_review": finding.under_defect_review,
        "is_mitigated": finding.is_mitigated,
        "display_status": display_status(finding),
        "static_finding": finding.static_finding,
        "dynamic_finding": finding.dynamic_finding,
    })
}

/// People, tests and whatever else hangs on it.
fn around(scope: &Scope<'_>, finding: &Finding) -> Value {
    let world = scope.world;
    let related = scope
        .related
        .then(|| super::finding::related(world, finding))
        .flatten();
    json!({
        "test": finding.test_id,
        "found_by": [finding.test_type_id],
        "reporter": finding.reporter_id,
        "reviewers": finding.reviewer_ids,
        "review_requested_by": finding.reviewer_ids.first().map(|_| finding.reporter_id),
        "defect_review_requested_by": null,
        "duplicate_finding": finding.duplicate_finding_id,
        "accepted_risks": accepted_risks(scope, finding).map(|(_, risk)| risk).into_iter().collect::<Vec<_>>(),
        "related_fields": related,
        "jira_creation": finding.jira.as_ref().map(|jira| jira.creation),
        "jira_change": finding.jira.as_ref().map(|jira| jira.change),
        "push_to_jira": false,
        "notes": notes(world, finding),
        "files": [],
        "finding_groups": [],
        "finding_meta": [],
        "endpoints": [],
        "request_response": traffic(finding),
        "thread_id": 0,
        "scanner_confidence": null,
        "sast_source_object": null,
        "sast_sink_object": null,
        "sast_source_line": null,
        "sast_source_file_path": null,
        "nb_occurences": finding.nb_occurences,
        "effort_for_fixing": null,
        "sonarqube_issue": null,
    })
}

/// `Finding.status()`: what the interface shows; it cannot be filtered by.
fn display_status(finding: &Finding) -> String {
    let words = [
        (finding.under_review, "Under Review"),
        (finding.active, "Active"),
        (!finding.active, "Inactive"),
        (finding.verified, "Verified"),
        (finding.is_mitigated, "Mitigated"),
        (finding.false_p, "False Positive"),
        (finding.out_of_scope, "Out Of Scope"),
        (finding.duplicate, "Duplicate"),
        (finding.risk_accepted, "Risk Accepted"),
    ];
    words
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, word)| word)
        .collect::<Vec<_>>()
        .join(", ")
}

/// The risk acceptance a finding is part of, with the ids of all findings it covers.
pub(super) fn accepted_risks(
    scope: &Scope<'_>,
    finding: &Finding,
) -> Option<(u64, Map<String, Value>)> {
    let acceptance = scope
        .world
        .portfolio
        .risk_acceptance(finding.risk_acceptance_id?)?;
    scope
        .viewer
        .sees_accepted_risks()
        .then(|| (acceptance.id, risk_acceptance::row(acceptance)))
}

pub(crate) fn notes(world: &World, finding: &Finding) -> Vec<Value> {
    let row = |note: &Note| {
        json!({
            "id": note.id,
            "author": world.portfolio.user(note.author_id).map(user::short),
            "editor": null,
            "history": [],
            "note_type": null,
            "entry": note.entry,
            "date": note.date,
            "private": false,
            "edited": false,
            "edit_time": note.date,
        })
    };
    finding.notes.iter().map(row).collect()
}

/// Recorded HTTP traffic, cookies and all: up to 20 KB that hang on every row of a list.
pub(crate) fn traffic(finding: &Finding) -> Value {
    if !finding.has_traffic {
        return json!({"req_resp": []});
    }
    let request = format!(
        "GET /orders?id={} HTTP/1.1\r\nHost: shop.meridian.example\r\nCookie: session={}\r\n\r\n",
        finding.id,
        hash(finding.id ^ 0xC00C, 1)
    );
    let mut response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>".to_owned();
    response.push_str(&"<p>order</p>".repeat(usize::try_from(finding.id % 7).unwrap_or(0) * 280));
    json!({"req_resp": [{"request": request, "response": response}]})
}

pub(super) fn jira(finding: &Finding) -> Option<Value> {
    let jira = finding.jira.as_ref()?;
    Some(json!({
        "id": jira.id,
        "url": format!("https://jira.meridian.example/browse/{}", jira.key),
        "jira_id": (9_000 + jira.id).to_string(),
        "jira_key": jira.key,
        "jira_creation": jira.creation,
        "jira_change": jira.change,
        "jira_project": finding.product_id,
        "finding": finding.id,
        "engagement": null,
        "finding_group": null,
    }))
}

/// Hexadecimal digits that look random, 16 for each word.
fn hash(seed: u64, words: usize) -> String {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..words).fold(String::new(), |mut text, _| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{:016x}", random.u64(..));
        text
    })
}
