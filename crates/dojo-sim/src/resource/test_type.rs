//! `test_types/`.

use serde_json::{Map, Value, json};

use super::{Resource, Scope, object};
use crate::param::Kind::Exactly;
use crate::param::{Param, param};
use crate::portfolio::TestType;
use crate::world::World;

pub(crate) struct TestTypes;

impl Resource for TestTypes {
    type Row = TestType;
    const MODEL: &'static str = "Test_Type";
    const PARAMS: &'static [Param<TestType>] = &[param("name", Exactly(|_, row| Some(&row.name)))];

    fn rows(world: &World) -> &[TestType] {
        &world.portfolio.test_types
    }
    fn id(row: &TestType) -> u64 {
        row.id
    }
    fn render(_: &Scope<'_>, row: &TestType) -> Map<String, Value> {
        self::row(row)
    }
}

/// A stock install says of no tool that it is static.
pub(super) fn row(test_type: &TestType) -> Map<String, Value> {
    object(json!({
        "id": test_type.id,
        "name": test_type.name,
        "static_tool": false,
        "dynamic_tool": test_type.dynamic_tool,
        "active": true,
    }))
}
