//! `risk_acceptance/`.

use serde_json::{Map, Value, json};

use super::{Prefetch, Resource, Scope, object, user};
use crate::ordering::{Key, Order};
use crate::param::Kind::{Contains, Exactly, Flag, Moment, NotSimulated, Number, Within};
use crate::param::{Is, Param, param};
use crate::portfolio::RiskAcceptance;
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) struct RiskAcceptances;

impl Resource for RiskAcceptances {
    type Row = RiskAcceptance;
    const MODEL: &'static str = "Risk_Acceptance";
    const PARAMS: &'static [Param<RiskAcceptance>] = &[
        param("created", Within(|_, row| Some(row.created))),
        param(
            "expiration_date__gt",
            Moment(Is::After, |_, row| Some(row.expiration_date)),
        ),
        param(
            "expiration_date__lt",
            Moment(Is::Before, |_, row| Some(row.expiration_date)),
        ),
        param("name", Exactly(|_, row| Some(&row.name))),
        param("name__icontains", Contains(|_, row| Some(&row.name))),
        param(
            "owner",
            Number(|_, row, id| i64::try_from(row.owner_id) == Ok(id)),
        ),
        param("reactivate_expired", Flag(|_, _| Some(true))),
        param("restart_sla_expired", Flag(|_, _| Some(false))),
        param("accepted_by", NotSimulated),
        param("accepted_by__icontains", NotSimulated),
        param("accepted_findings", NotSimulated),
        param("created__gt", NotSimulated),
        param("created__gte", NotSimulated),
        param("created__lt", NotSimulated),
        param("created__lte", NotSimulated),
        param("decision", NotSimulated),
        param("decision_details", NotSimulated),
        param("decision_details__icontains", NotSimulated),
        param("expiration_date", NotSimulated),
        param("expiration_date__gte", NotSimulated),
        param("expiration_date__lte", NotSimulated),
        param("expiration_date_handled", NotSimulated),
        param("expiration_date_handled__gt", NotSimulated),
        param("expiration_date_handled__gte", NotSimulated),
        param("expiration_date_handled__lt", NotSimulated),
        param("expiration_date_handled__lte", NotSimulated),
        param("expiration_date_warned", NotSimulated),
        param("expiration_date_warned__gt", NotSimulated),
        param("expiration_date_warned__gte", NotSimulated),
        param("expiration_date_warned__lt", NotSimulated),
        param("expiration_date_warned__lte", NotSimulated),
        param("notes", NotSimulated),
        param("recommendation", NotSimulated),
        param("recommendation_details", NotSimulated),
        param("recommendation_details__icontains", NotSimulated),
        param("updated", NotSimulated),
        param("updated__gt", NotSimulated),
        param("updated__gte", NotSimulated),
        param("updated__lt", NotSimulated),
        param("updated__lte", NotSimulated),
    ];
    const ORDERS: &'static [Order<RiskAcceptance>] = &[
        (
            "created",
            Key::Number(|_, row| Some(row.created.timestamp())),
        ),
        ("name", Key::Text(|_, row| Some(&row.name))),
        (
            "updated",
            Key::Number(|_, row| Some(row.created.timestamp())),
        ),
    ];
    const PREFETCH: Option<&'static [Prefetch<RiskAcceptance>]> =
        Some(&[("owner", |scope, row| {
            Some(user::prefetched(scope, &[row.owner_id]))
        })]);

    fn rows(world: &World) -> &[RiskAcceptance] {
        &world.portfolio.risk_acceptances
    }
    fn id(row: &RiskAcceptance) -> u64 {
        row.id
    }
    fn render(_: &Scope<'_>, row: &RiskAcceptance) -> Map<String, Value> {
        self::row(row)
    }
    fn visible(world: &World, viewer: Viewer, row: &RiskAcceptance) -> bool {
        viewer.sees_product_id(&world.portfolio, row.product_id)
    }
}

pub(super) fn row(acceptance: &RiskAcceptance) -> Map<String, Value> {
    object(json!({
        "id": acceptance.id,
        "path": "No proof has been supplied",
        "name": acceptance.name,
        "recommendation": "A",
        "recommendation_details": "Filter in front of the service",
        "decision": "A",
        "decision_details": "Accepted by the risk owner",
        "accepted_by": "Head of security",
        "expiration_date": acceptance.expiration_date,
        "expiration_date_warned": null,
        "expiration_date_handled": acceptance.expiration_date_handled,
        "reactivate_expired": true,
        "restart_sla_expired": false,
        "created": acceptance.created,
        "updated": acceptance.created,
        "owner": acceptance.owner_id,
        "accepted_findings": acceptance.finding_ids,
        "notes": [],
    }))
}
