//! `sla_configurations/`. For superusers only.

use serde_json::{Map, Value, json};

use super::{Resource, Scope, object};
use crate::failure::Failure;
use crate::param::Param;
use crate::portfolio::SlaConfiguration;
use crate::viewer::Viewer;
use crate::world::World;

pub(crate) struct SlaConfigurations;

impl Resource for SlaConfigurations {
    type Row = SlaConfiguration;
    const MODEL: &'static str = "SLA_Configuration";
    const PARAMS: &'static [Param<SlaConfiguration>] = &[];

    fn rows(world: &World) -> &[SlaConfiguration] {
        &world.portfolio.sla_configurations
    }
    fn id(row: &SlaConfiguration) -> u64 {
        row.id
    }
    fn render(_: &Scope<'_>, row: &SlaConfiguration) -> Map<String, Value> {
        self::row(row)
    }
    fn open(viewer: Viewer) -> Result<(), Failure> {
        viewer.needs_superuser()
    }
}

pub(super) fn row(sla: &SlaConfiguration) -> Map<String, Value> {
    let [critical, high, medium, low] = sla.days;
    object(json!({
        "id": sla.id,
        "name": sla.name,
        "description": sla.description,
        "critical": critical,
        "enforce_critical": sla.enforced,
        "high": high,
        "enforce_high": sla.enforced,
        "medium": medium,
        "enforce_medium": sla.enforced,
        "low": low,
        "enforce_low": sla.enforced,
        "restart_sla_on_reactivation": false,
    }))
}
