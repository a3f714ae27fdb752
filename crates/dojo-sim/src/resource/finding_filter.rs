//! What `findings/` can be filtered by: `ApiFindingFilter`, every parameter of its document.

use chrono::{DateTime, NaiveDate, Utc};

use super::finding::{engagement, product, product_name, test};
use crate::config::Profile;
use crate::param::Kind::{
    Cases, Contains, Day, Exactly, Flag, HasOneOf, Ids, Moment, NotSimulated, Object, OneOf,
    Percent, SameAs, Tag, Tags, WholeDay, Within,
};
use crate::param::{Is, Param, Tagged, param};
use crate::portfolio::Finding;
use crate::world::{World, midnight};

fn test_tags<'a>(world: &'a World, finding: &'a Finding) -> &'a [String] {
    test(world, finding).map_or(&[], |test| &test.tags)
}

fn engagement_tags<'a>(world: &'a World, finding: &'a Finding) -> &'a [String] {
    engagement(world, finding).map_or(&[], |engagement| &engagement.tags)
}

fn product_tags<'a>(world: &'a World, finding: &'a Finding) -> &'a [String] {
    product(world, finding).map_or(&[], |product| &product.tags)
}

fn is(id: u64, wanted: i64) -> bool {
    u64::try_from(wanted) == Ok(id)
}

fn is_some(id: Option<u64>, wanted: i64) -> bool {
    id.is_some_and(|id| is(id, wanted))
}

fn start_of(day: Option<NaiveDate>) -> Option<DateTime<Utc>> {
    day.map(midnight)
}

/// `FindingSLAFilter.sla_violated`.
fn outside_of_sla(world: &World, finding: &Finding) -> bool {
    finding.active
        && !finding.false_p
        && !finding.duplicate
        && !finding.out_of_scope
        && !finding.risk_accepted
        && !finding.is_mitigated
        && finding.mitigated.is_none()
        && finding
            .sla_expiration_date
            .is_some_and(|day| day < world.today)
}

/// `FindingSLAFilter.sla_satisfied`: not the complement. A day that is today is neither.
fn inside_of_sla(world: &World, finding: &Finding) -> bool {
    finding
        .sla_expiration_date
        .is_none_or(|day| day > world.today)
}

/// `WAS_ACCEPTED_FINDINGS_QUERY`.
fn acceptance_expired(world: &World, finding: &Finding) -> bool {
    finding
        .risk_acceptance_id
        .and_then(|id| world.portfolio.risk_acceptance(id))
        .is_some_and(|acceptance| acceptance.expiration_date_handled.is_some())
}

pub(super) const PARAMS: &[Param<Finding>] = &[
    param("active", Flag(|_, row| Some(row.active))),
    param(
        "component_name",
        Contains(|_, row| row.component_name.as_deref()),
    ),
    param(
        "component_version",
        Contains(|_, row| row.component_version.as_deref()),
    ),
    param("created", Within(|_, row| Some(row.created))),
    param("cvssv3", NotSimulated),
    param("cvssv3_score", NotSimulated),
    param("cvssv4", NotSimulated),
    param("cvssv4_score", NotSimulated),
    param("cwe", Ids(|_, row, id| is(row.cwe.into(), id))),
    param("date", Within(|_, row| start_of(Some(row.date)))),
    param("defect_review_requested_by", NotSimulated),
    param("description", Contains(|_, row| Some(&row.description))),
    param("discovered_after", Day(Is::After, |_, row| Some(row.date))),
    param(
        "discovered_before",
        Day(Is::Before, |_, row| Some(row.date)),
    ),
    param("discovered_on", Day(Is::Equal, |_, row| Some(row.date))),
    param("duplicate", Flag(|_, row| Some(row.duplicate))),
    param(
        "duplicate_finding",
        Object {
            has: |_, row, id| is_some(row.duplicate_finding_id, id),
            exists: |world, id| world.portfolio.finding(id).is_some(),
        },
    ),
    param("dynamic_finding", Flag(|_, row| Some(row.dynamic_finding))),
    param("effort_for_fixing", NotSimulated),
    param("endpoints", NotSimulated),
    param(
        "epss_percentile_max",
        Percent {
            field: "epss_percentile",
            lower: false,
            of: |_, row| row.epss_percentile,
        },
    ),
    param(
        "epss_percentile_min",
        Percent {
            field: "epss_percentile",
            lower: true,
            of: |_, row| row.epss_percentile,
        },
    ),
    param(
        "epss_score_max",
        Percent {
            field: "epss_score",
            lower: false,
            of: |_, row| row.epss_score,
        },
    ),
    param(
        "epss_score_min",
        Percent {
            field: "epss_score",
            lower: true,
            of: |_, row| row.epss_score,
        },
    ),
    param("exact_title", SameAs(|_, row| Some(&row.title))),
    param("false_p", Flag(|_, row| Some(row.false_p))),
    param("file_path", Contains(|_, row| row.file_path.as_deref())),
    param("finding_group", NotSimulated),
    param("fix_available", Flag(|_, row| row.fix_available)),
    param("fix_version", Exactly(|_, row| row.fix_version.as_deref())),
    param("found_by", Ids(|_, row, id| is(row.test_type_id, id))),
    param("has_jira", Flag(|_, row| Some(row.jira.is_some()))),
    param("has_tags", Flag(|_, row| Some(!row.tags.is_empty()))),
    param("hash_code", NotSimulated),
    param("id", Ids(|_, row, id| is(row.id, id))),
    param("impact", Contains(|_, row| row.impact.as_deref())),
    param("inherited_tags", NotSimulated),
    param("is_mitigated", Flag(|_, row| Some(row.is_mitigated))),
    param(
        "jira_change",
        Within(|_, row| row.jira.as_ref().map(|jira| jira.change)),
    ),
    param(
        "jira_creation",
        Within(|_, row| row.jira.as_ref().map(|jira| jira.creation)),
    ),
    param("kev_date", Day(Is::Equal, |_, row| row.kev_date)),
    param("known_exploited", Flag(|_, row| Some(row.known_exploited))),
    param("last_reviewed", Within(|_, row| row.last_reviewed)),
    param(
        "last_reviewed_by",
        Ids(|_, row, id| is_some(row.last_reviewed_by_id, id)),
    ),
    param("last_status_update", NotSimulated),
    param("mitigated", Within(|_, row| row.mitigated)),
    param(
        "mitigated_after",
        WholeDay(Is::After, |_, row| row.mitigated),
    ),
    param(
        "mitigated_before",
        Moment(Is::Before, |_, row| row.mitigated),
    ),
    param(
        "mitigated_by",
        Ids(|_, row, id| is_some(row.mitigated_by_id, id)),
    ),
    param("mitigated_on", WholeDay(Is::Equal, |_, row| row.mitigated)),
    param("mitigation", Contains(|_, row| Some(&row.mitigation))),
    Param {
        only: Some(Profile::Oss3),
        ..param(
            "mitigation_available",
            Flag(|_, row| Some(!row.mitigation.is_empty())),
        )
    },
    param(
        "nb_occurences",
        Ids(|_, row, id| row.nb_occurences.is_some_and(|count| is(count.into(), id))),
    ),
    param("not_tag", Tag(false, |_, row| &row.tags)),
    param("not_tags", Tags(Tagged::NoneOf, |_, row| &row.tags)),
    param(
        "not_test__engagement__product__tags",
        Tags(Tagged::NoneOf, product_tags),
    ),
    param(
        "not_test__engagement__tags",
        Tags(Tagged::NoneOf, engagement_tags),
    ),
    param("not_test__tags", Tags(Tagged::NoneOf, test_tags)),
    param(
        "numerical_severity",
        OneOf(|_, row| Some(row.severity.code())),
    ),
    param("out_of_scope", Flag(|_, row| Some(row.out_of_scope))),
    param(
        "outside_of_sla",
        Cases(&[("0", inside_of_sla), ("1", outside_of_sla)]),
    ),
    param("param", NotSimulated),
    param("payload", NotSimulated),
    param(
        "planned_remediation_date",
        Day(Is::Equal, |_, row| row.planned_remediation_date),
    ),
    param("planned_remediation_version", NotSimulated),
    param(
        "product_lifecycle",
        OneOf(|world, row| product(world, row)?.lifecycle.as_deref()),
    ),
    param("product_name", SameAs(product_name)),
    param("product_name_contains", Contains(product_name)),
    param("publish_date", NotSimulated),
    param("ransomware_used", Flag(|_, row| Some(row.ransomware_used))),
    param("references", Contains(|_, row| row.references.as_deref())),
    param("reporter", Ids(|_, row, id| is(row.reporter_id, id))),
    param("review_requested_by", NotSimulated),
    param(
        "reviewers",
        Ids(|_, row, id| row.reviewer_ids.iter().any(|reviewer| is(*reviewer, id))),
    ),
    param(
        "risk_acceptance",
        Cases(&[
            ("1", |_, row| row.risk_accepted),
            ("2", |_, row| !row.risk_accepted),
            ("3", acceptance_expired),
        ]),
    ),
    param("risk_accepted", Flag(|_, row| Some(row.risk_accepted))),
    param("sast_sink_object", NotSimulated),
    param("sast_source_file_path", NotSimulated),
    param("sast_source_line", NotSimulated),
    param("sast_source_object", NotSimulated),
    param("scanner_confidence", NotSimulated),
    param("service", Exactly(|_, row| row.service.as_deref())),
    param("severity", OneOf(|_, row| Some(row.severity.name()))),
    param("severity_justification", NotSimulated),
    param(
        "sla_expiration_date",
        Day(Is::Equal, |_, row| row.sla_expiration_date),
    ),
    param("sla_start_date", NotSimulated),
    param("sonarqube_issue", NotSimulated),
    param("static_finding", Flag(|_, row| Some(row.static_finding))),
    param(
        "steps_to_reproduce",
        Contains(|_, row| row.steps_to_reproduce.as_deref()),
    ),
    param("tag", Tag(true, |_, row| &row.tags)),
    param("tags", Tags(Tagged::Any, |_, row| &row.tags)),
    param("tags__and", Tags(Tagged::All, |_, row| &row.tags)),
    param(
        "test",
        Object {
            has: |_, row, id| is(row.test_id, id),
            exists: |world, id| world.portfolio.test(id).is_some(),
        },
    ),
    param(
        "test__engagement",
        Ids(|_, row, id| is(row.engagement_id, id)),
    ),
    param(
        "test__engagement__product",
        Ids(|_, row, id| is(row.product_id, id)),
    ),
    param(
        "test__engagement__product__prod_type",
        Ids(|_, row, id| is(row.product_type_id, id)),
    ),
    param(
        "test__engagement__product__tags",
        Tags(Tagged::Any, product_tags),
    ),
    param(
        "test__engagement__product__tags__and",
        Tags(Tagged::All, product_tags),
    ),
    param("test__engagement__tags", Tags(Tagged::Any, engagement_tags)),
    param(
        "test__engagement__tags__and",
        Tags(Tagged::All, engagement_tags),
    ),
    param("test__tags", Tags(Tagged::Any, test_tags)),
    param("test__tags__and", Tags(Tagged::All, test_tags)),
    param(
        "test__test_type",
        Ids(|_, row, id| is(row.test_type_id, id)),
    ),
    param("title", Contains(|_, row| Some(&row.title))),
    param(
        "under_defect_review",
        Flag(|_, row| Some(row.under_defect_review)),
    ),
    param("under_review", Flag(|_, row| Some(row.under_review))),
    param("unique_id_from_tool", NotSimulated),
    param("updated", NotSimulated),
    param("verified", Flag(|_, row| Some(row.verified))),
    param("vuln_id_from_tool", NotSimulated),
    param(
        "vulnerability_id",
        HasOneOf(|_, row| &row.vulnerability_ids),
    ),
];
