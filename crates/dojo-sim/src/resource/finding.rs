//! `findings/`: the filters and orders of `ApiFindingFilter`.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value, json};

use super::{Prefetch, Resource, Scope, engagement, finding_row, test_type, user};
use crate::config::Profile;
use crate::ordering::{Key, Order};
use crate::param::Kind::{
    Cases, Contains, Day, Exactly, Flag, HasOneOf, Ids, Moment, NotSimulated, Object, OneOf,
    Percent, SameAs, Tag, Tags, WholeDay, Within,
};
use crate::param::{Is, Param, Tagged, param};
use crate::portfolio::{Engagement, Finding, Product, Test};
use crate::viewer::Viewer;
use crate::world::{World, midnight};

pub(crate) use finding_row::{notes, traffic};

pub(crate) struct Findings;

impl Resource for Findings {
    type Row = Finding;
    const MODEL: &'static str = "Finding";
    const PARAMS: &'static [Param<Finding>] = PARAMS;
    const ORDERS: &'static [Order<Finding>] = ORDERS;
    const PREFETCH: Option<&'static [Prefetch<Finding>]> = Some(PREFETCH);
    const RELATED: bool = true;

    fn rows(world: &World) -> &[Finding] {
        &world.portfolio.findings
    }
    fn id(row: &Finding) -> u64 {
        row.id
    }
    fn render(scope: &Scope<'_>, row: &Finding) -> Map<String, Value> {
        finding_row::render(scope, row)
    }
    fn visible(_: &World, viewer: Viewer, row: &Finding) -> bool {
        viewer.sees_product(row.product_id, row.product_type_id)
    }
}

fn test<'a>(world: &'a World, finding: &Finding) -> Option<&'a Test> {
    world.portfolio.test(finding.test_id)
}

fn engagement<'a>(world: &'a World, finding: &Finding) -> Option<&'a Engagement> {
    world.portfolio.engagement(finding.engagement_id)
}

fn product<'a>(world: &'a World, finding: &Finding) -> Option<&'a Product> {
    world.portfolio.product(finding.product_id)
}

fn test_tags<'a>(world: &'a World, finding: &'a Finding) -> &'a [String] {
    test(world, finding).map_or(&[], |test| &test.tags)
}

fn engagement_tags<'a>(world: &'a World, finding: &'a Finding) -> &'a [String] {
    engagement(world, finding).map_or(&[], |engagement| &engagement.tags)
}

fn product_tags<'a>(world: &'a World, finding: &'a Finding) -> &'a [String] {
    product(world, finding).map_or(&[], |product| &product.tags)
}

fn product_name<'a>(world: &'a World, finding: &'a Finding) -> Option<&'a str> {
    product(world, finding).map(|product| product.name.as_str())
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

const PARAMS: &[Param<Finding>] = &[
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

fn number(id: u64) -> Option<i64> {
    i64::try_from(id).ok()
}

fn day(date: NaiveDate) -> i64 {
    midnight(date).timestamp()
}

const ORDERS: &[Order<Finding>] = &[
    ("active", Key::Number(|_, row| Some(row.active.into()))),
    (
        "component_name",
        Key::Text(|_, row| row.component_name.as_deref()),
    ),
    (
        "component_version",
        Key::Text(|_, row| row.component_version.as_deref()),
    ),
    (
        "created",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    ("cwe", Key::Number(|_, row| Some(row.cwe.into()))),
    ("date", Key::Number(|_, row| Some(day(row.date)))),
    (
        "duplicate",
        Key::Number(|_, row| Some(row.duplicate.into())),
    ),
    (
        "dynamic_finding",
        Key::Number(|_, row| Some(row.dynamic_finding.into())),
    ),
    ("false_p", Key::Number(|_, row| Some(row.false_p.into()))),
    ("found_by", Key::Number(|_, row| number(row.test_type_id))),
    ("id", Key::Number(|_, row| number(row.id))),
    (
        "is_mitigated",
        Key::Number(|_, row| Some(row.is_mitigated.into())),
    ),
    (
        "last_reviewed",
        Key::Number(|_, row| row.last_reviewed.map(|moment| moment.timestamp())),
    ),
    (
        "last_status_update",
        Key::Number(|_, row| Some(row.created.timestamp())),
    ),
    (
        "numerical_severity",
        Key::Text(|_, row| Some(row.severity.code())),
    ),
    (
        "out_of_scope",
        Key::Number(|_, row| Some(row.out_of_scope.into())),
    ),
    (
        "planned_remediation_date",
        Key::Number(|_, row| row.planned_remediation_date.map(day)),
    ),
    (
        "reviewers",
        Key::Number(|_, row| row.reviewer_ids.iter().min().copied().and_then(number)),
    ),
    // By the letter, not by how bad it is: Critical, High, Info, Low, Medium.
    ("severity", Key::Text(|_, row| Some(row.severity.name()))),
    (
        "sla_expiration_date",
        Key::Number(|_, row| row.sla_expiration_date.map(day)),
    ),
    (
        "static_finding",
        Key::Number(|_, row| Some(row.static_finding.into())),
    ),
    ("test__engagement__product__name", Key::Text(product_name)),
    ("title", Key::Text(|_, row| Some(&row.title))),
    (
        "under_defect_review",
        Key::Number(|_, row| Some(row.under_defect_review.into())),
    ),
    (
        "under_review",
        Key::Number(|_, row| Some(row.under_review.into())),
    ),
    ("verified", Key::Number(|_, row| Some(row.verified.into()))),
];

const PREFETCH: &[Prefetch<Finding>] = &[
    ("duplicate_finding", |scope, row| {
        let original = scope.world.portfolio.finding(row.duplicate_finding_id?)?;
        Some(vec![(
            original.id,
            finding_row::render(scope, original).into(),
        )])
    }),
    ("files", |_, _| Some(Vec::new())),
    ("finding_group_set", |_, _| Some(Vec::new())),
    ("found_by", |scope, row| {
        let tool = scope.world.portfolio.test_type(row.test_type_id)?;
        Some(vec![(tool.id, test_type::row(tool).into())])
    }),
    ("last_reviewed_by", |scope, row| {
        Some(user::prefetched(scope, &[row.last_reviewed_by_id?]))
    }),
    ("mitigated_by", |scope, row| {
        Some(user::prefetched(scope, &[row.mitigated_by_id?]))
    }),
    ("notes", |scope, row| {
        let ids = row.notes.iter().map(|note| note.id);
        Some(ids.zip(notes(scope.world, row)).collect())
    }),
    ("reporter", |scope, row| {
        Some(user::prefetched(scope, &[row.reporter_id]))
    }),
    ("reviewers", |scope, row| {
        Some(user::prefetched(scope, &row.reviewer_ids))
    }),
    ("risk_acceptance_set", |scope, row| {
        Some(
            finding_row::accepted_risks(scope, row)
                .map(|(id, risk)| (id, risk.into()))
                .into_iter()
                .collect(),
        )
    }),
    ("test", |scope, row| {
        let test = test(scope.world, row)?;
        Some(vec![(test.id, super::test::row(scope.world, test).into())])
    }),
];

/// What `related_fields=true` adds to a finding.
pub(super) fn related(world: &World, finding: &Finding) -> Option<Value> {
    let portfolio = &world.portfolio;
    let test = test(world, finding)?;
    let engagement = engagement(world, finding)?;
    let product = product(world, finding)?;
    let tool = portfolio.test_type(test.test_type_id)?;
    let product_type = portfolio.product_type(product.product_type_id)?;
    Some(json!({
        "test": {
            "id": test.id,
            "title": test.title,
            "test_type": {"id": tool.id, "name": tool.name},
            "engagement": {
                "id": engagement.id,
                "name": engagement.name,
                "description": engagement::DESCRIPTION,
                "product": {
                    "id": product.id,
                    "name": product.name,
                    "prod_type": {"id": product_type.id, "name": product_type.name},
                },
                "target_start": engagement.target_start,
                "target_end": engagement.target_end,
                "branch_tag": engagement::branch(engagement),
                "engagement_type": engagement.engagement_type,
                "build_id": engagement::build(engagement),
                "commit_hash": engagement::commit(engagement),
                "version": engagement.version,
                "created": engagement.created,
                "updated": engagement.created,
            },
            "environment": {
                "id": test.environment_id,
                "name": match test.environment_id {
                    1 => "Development",
                    2 => "Staging",
                    _ => "Production",
                },
            },
            "branch_tag": null,
            "build_id": null,
            "commit_hash": null,
            "version": test.version,
        },
        "jira": finding_row::jira(finding),
    }))
}
