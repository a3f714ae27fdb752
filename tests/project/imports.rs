//! The sandbox's strongest statement: what the built components can ask of their host at all.

use crate::wiring::{self, Fault};
use std::collections::BTreeSet;
use testbed::provided;
use wasmparser::{Encoding, Parser, Payload};
use wit_parser::{AstItem, UnresolvedPackageGroup, WorldKey};

/// Names of imports and exports, such as `wasi:http/types@0.2.12`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Surface {
    pub(crate) imports: BTreeSet<String>,
    pub(crate) exports: BTreeSet<String>,
}

impl Surface {
    /// What a component imports and exports.
    pub(crate) fn of(component: &[u8]) -> Self {
        let mut surface = Self {
            imports: BTreeSet::new(),
            exports: BTreeSet::new(),
        };
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(component) {
            match payload.unwrap() {
                Payload::Version { encoding, .. } => {
                    assert!(
                        depth > 0 || encoding == Encoding::Component,
                        "not a component"
                    );
                    depth += 1;
                }
                Payload::End(_) => depth -= 1,
                Payload::ComponentImportSection(section) if depth == 1 => {
                    let names = section.into_iter().map(|one| one.unwrap().name.name);
                    surface.imports.extend(names.map(str::to_owned));
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    let names = section.into_iter().map(|one| one.unwrap().name.name);
                    surface.exports.extend(names.map(str::to_owned));
                }
                _ => {}
            }
        }
        surface
    }

    /// What a file says of its one world.
    fn written(file: &str) -> Self {
        let package = UnresolvedPackageGroup::parse(file, &super::text(file))
            .unwrap()
            .main;
        let name = |key: &WorldKey| match key {
            WorldKey::Name(name) => name.clone(),
            WorldKey::Interface(id) => {
                let foreign = package.foreign_deps.iter().find_map(|(owner, items)| {
                    let found = items
                        .iter()
                        .find(|(_, (item, _))| *item == AstItem::Interface(*id));
                    found.map(|(interface, _)| owner.interface_id(interface))
                });
                foreign.expect("an interface of another package")
            }
        };
        let (_, world) = package.worlds.iter().next().expect("a world");
        Self {
            imports: world.imports.keys().map(name).collect(),
            exports: world.exports.keys().map(name).collect(),
        }
    }
}

/// The component as it is handed out.
fn whole() -> Vec<u8> {
    built("DEFECTDOJO_MCP_WASM", "dist/defectdojo-mcp.wasm")
}

/// The server without its guard.
fn unguarded() -> Vec<u8> {
    built(
        "DEFECTDOJO_MCP_UNGUARDED_WASM",
        "target/unguarded/defectdojo-mcp.wasm",
    )
}

fn built(variable: &str, default: &str) -> Vec<u8> {
    std::fs::read(provided(variable, default)).unwrap()
}

/// What the server may use.
fn world() -> Surface {
    Surface::written("wit/world.wit")
}

#[test]
fn the_component_has_the_imports_that_are_written_down_and_no_others() {
    assert_eq!(Surface::of(&whole()), world());
}

#[test]
fn the_server_inside_has_no_way_out_but_through_the_guard() {
    let whole = whole();
    let inside = wiring::guarded(&whole).unwrap();
    assert_eq!(Surface::of(inside.server), world());
    assert_eq!(
        Surface::of(inside.guard),
        Surface::written("crates/egress-guard/wit/world.wit")
    );
}

#[test]
fn the_server_alone_has_a_way_out() {
    let unguarded = unguarded();
    assert_eq!(Surface::of(&unguarded), world());
    assert_eq!(wiring::guarded(&unguarded).unwrap_err(), Fault::NoServer);
}

#[test]
fn the_spin_component_also_reads_variables() {
    let mut expected = world();
    expected
        .imports
        .insert("fermyon:spin/variables@2.0.0".to_owned());
    let spin = built("DEFECTDOJO_MCP_SPIN_WASM", "dist/defectdojo-mcp-spin.wasm");
    assert_eq!(Surface::of(&spin), expected);
}

#[test]
fn neither_files_nor_sockets_are_written_down() {
    for name in &world().imports {
        assert!(
            !name.contains("filesystem") && !name.contains("sockets"),
            "{name}"
        );
    }
}
