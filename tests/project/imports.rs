//! The sandbox's strongest statement: what the built components can ask of their host at all.

use std::collections::BTreeSet;
use std::path::PathBuf;
use wasmparser::{Encoding, Parser, Payload};
use wit_parser::{AstItem, UnresolvedPackageGroup, WorldKey};

/// Names of imports and exports, such as `wasi:http/types@0.2.12`.
#[derive(Debug, PartialEq, Eq)]
struct Surface {
    imports: BTreeSet<String>,
    exports: BTreeSet<String>,
}

/// What a built component imports and exports.
fn built(variable: &str, default: &str) -> Surface {
    let file = std::env::var_os(variable).map_or_else(|| super::path(default), PathBuf::from);
    let bytes = std::fs::read(&file)
        .unwrap_or_else(|error| panic!("{}: {error}: run `cargo xtask test`", file.display()));
    let mut surface = Surface {
        imports: BTreeSet::new(),
        exports: BTreeSet::new(),
    };
    let mut depth = 0_usize;
    for payload in Parser::new(0).parse_all(&bytes) {
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
                surface.imports.extend(
                    section
                        .into_iter()
                        .map(|one| one.unwrap().name.name.to_owned()),
                );
            }
            Payload::ComponentExportSection(section) if depth == 1 => {
                surface.exports.extend(
                    section
                        .into_iter()
                        .map(|one| one.unwrap().name.name.to_owned()),
                );
            }
            _ => {}
        }
    }
    surface
}

/// What `wit/world.wit` says.
fn written() -> Surface {
    let source = super::text("wit/world.wit");
    let package = UnresolvedPackageGroup::parse("wit/world.wit", &source)
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
    Surface {
        imports: world.imports.keys().map(name).collect(),
        exports: world.exports.keys().map(name).collect(),
    }
}

#[test]
fn the_component_has_the_imports_that_are_written_down_and_no_others() {
    assert_eq!(
        built("DEFECTDOJO_MCP_WASM", "dist/defectdojo-mcp.wasm"),
        written()
    );
}

#[test]
fn the_spin_component_also_reads_variables() {
    let mut written = written();
    written
        .imports
        .insert("fermyon:spin/variables@2.0.0".to_owned());
    assert_eq!(
        built("DEFECTDOJO_MCP_SPIN_WASM", "dist/defectdojo-mcp-spin.wasm"),
        written
    );
}

#[test]
fn neither_files_nor_sockets_are_written_down() {
    for name in &written().imports {
        assert!(
            !name.contains("filesystem") && !name.contains("sockets"),
            "{name}"
        );
    }
}
