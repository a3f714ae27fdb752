//! Plugs one component into another, for the build and for tests that put something in the host's place.

use std::path::Path;

use anyhow::{Context as _, Result};
use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions, PackageId};

/// The component in `socket` with the exports of the one in `plug` for its imports of the same names. What else the
/// two import, the whole imports; what `socket` exports, it exports.
///
/// # Errors
/// A file that is no component, or nothing in `plug` that `socket` could use.
pub fn plug(socket: &Path, plug: &Path) -> Result<Vec<u8>> {
    let mut graph = CompositionGraph::new();
    let plugs = register(&mut graph, "compose:plug", plug)?;
    let sockets = register(&mut graph, "compose:socket", socket)?;
    wac_graph::plug(&mut graph, vec![plugs], sockets)
        .with_context(|| format!("cannot plug {} into {}", plug.display(), socket.display()))?;
    Ok(graph.encode(EncodeOptions::default())?)
}

fn register(graph: &mut CompositionGraph, name: &str, file: &Path) -> Result<PackageId> {
    let package = Package::from_file(name, None, file, graph.types_mut())
        .with_context(|| format!("{} is no component", file.display()))?;
    Ok(graph.register_package(package)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUARD: &str = r#"(component
        (import "a:b/way-out" (instance $host (export "go" (func))))
        (import "settings" (func))
        (export "a:b/way-out" (instance $host)))"#;
    const SERVER: &str = r#"(component
        (import "a:b/way-out" (instance (export "go" (func))))
        (import "clock" (func $clock))
        (export "serve" (func $clock)))"#;

    fn plugged(socket: &str, plugs: &str) -> Result<Vec<u8>> {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, wat::parse_str(text).unwrap()).unwrap();
            path
        };
        plug(&file("socket", socket), &file("plug", plugs))
    }

    #[test]
    fn the_whole_serves_as_the_socket_did() {
        let whole = plugged(SERVER, GUARD).unwrap();
        let mut graph = CompositionGraph::new();
        let whole = Package::from_bytes("the:whole", None, whole, graph.types_mut()).unwrap();
        let world = &graph.types()[whole.ty()];
        let names: Vec<_> = world.imports.keys().collect();
        assert_eq!(names, ["a:b/way-out", "clock", "settings"]);
        assert_eq!(world.exports.keys().collect::<Vec<_>>(), ["serve"]);
    }

    #[test]
    fn a_plug_that_does_not_fit_is_an_error() {
        for (socket, plugs) in [(GUARD, SERVER), (SERVER, SERVER)] {
            let error = plugged(socket, plugs).unwrap_err();
            assert!(error.to_string().starts_with("cannot plug "), "{error}");
        }
        let error = plug(Path::new("nowhere.wasm"), Path::new("nowhere.wasm")).unwrap_err();
        assert_eq!(error.to_string(), "nowhere.wasm is no component");
    }
}
