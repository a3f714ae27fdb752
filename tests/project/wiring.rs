//! Who is wired to whom within a component that others are composed into.
//!
//! A component's import list says what the whole may ask of its host, not which part does. Here the parts are
//! followed: a component that is instantiated gets what it imports as arguments, and nothing else
//! (Explainer of the component model, "Instance Definitions").

use super::imports::Surface;
use wasmparser::{
    ComponentAlias, ComponentExternalKind as Kind, ComponentInstance, ComponentTypeRef, Parser,
    Payload,
};

const WAY_IN: &str = "wasi:http/incoming-handler@0.2.12";
const WAY_OUT: &str = "wasi:http/outgoing-handler@0.2.12";

/// The two components within a guarded one.
#[derive(Debug)]
pub(crate) struct Guarded<'a> {
    pub(crate) server: &'a [u8],
    pub(crate) guard: &'a [u8],
}

/// Why a component is not a guarded one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// None of the parts, or more than one, serves HTTP.
    NoServer,
    /// What serves HTTP to the outside is not the server inside.
    OtherEntrance,
    /// The server's way out is not another part's.
    NoGuard,
    /// The host's way out leads to more than the guard, or not to it.
    Bypass,
}

/// Where an instance of the outermost component comes from.
enum Source<'a> {
    Import(&'a str),
    Part {
        component: usize,
        arguments: Vec<(&'a str, Kind, usize)>,
    },
    ExportOf(usize, &'a str),
    Bundle(Vec<(Kind, usize)>),
}

/// The outermost component's definitions that matter here, each kind with its own index space.
#[derive(Default)]
struct Wiring<'a> {
    components: Vec<&'a [u8]>,
    instances: Vec<Source<'a>>,
    /// Functions and whatever else is taken out of an instance, except types, which give no access.
    taken: Vec<usize>,
    exports: Vec<(&'a str, usize)>,
}

/// The parts, where the server's only way out is the guard's, and the host's only way out is the guard's.
pub(crate) fn guarded(whole: &[u8]) -> Result<Guarded<'_>, Fault> {
    let wiring = Wiring::of(whole);
    let (server, component, arguments) = wiring.server()?;
    let entrance = wiring.exports.iter().find(|(name, _)| *name == WAY_IN);
    let from = entrance.map(|(_, instance)| &wiring.instances[*instance]);
    if !matches!(from, Some(Source::ExportOf(of, WAY_IN)) if *of == server) {
        return Err(Fault::OtherEntrance);
    }
    let way_out = arguments.iter().find(|(name, ..)| *name == WAY_OUT);
    let way_out = way_out.map(|(_, _, instance)| &wiring.instances[*instance]);
    let Some(Source::ExportOf(guard, WAY_OUT)) = way_out else {
        return Err(Fault::NoGuard);
    };
    let Source::Part {
        component: guard_component,
        ..
    } = &wiring.instances[*guard]
    else {
        return Err(Fault::NoGuard);
    };
    if *guard == server {
        return Err(Fault::NoGuard);
    }
    if wiring.users_of_the_way_out() != [*guard] {
        return Err(Fault::Bypass);
    }
    Ok(Guarded {
        server: wiring.components[component],
        guard: wiring.components[*guard_component],
    })
}

impl<'a> Wiring<'a> {
    fn of(whole: &'a [u8]) -> Self {
        let mut wiring = Self::default();
        let mut depth = 0_usize;
        for payload in Parser::new(0).parse_all(whole) {
            match payload.unwrap() {
                Payload::Version { .. } => depth += 1,
                Payload::End(_) => depth -= 1,
                Payload::ComponentSection {
                    unchecked_range, ..
                } if depth == 1 => {
                    let [start, end] = [unchecked_range.start, unchecked_range.end]
                        .map(|offset| usize::try_from(offset).unwrap());
                    wiring.components.push(&whole[start..end]);
                }
                Payload::ComponentImportSection(section) if depth == 1 => {
                    for import in section {
                        let import = import.unwrap();
                        match import.ty {
                            ComponentTypeRef::Instance(_) => {
                                wiring.instances.push(Source::Import(import.name.name));
                            }
                            ComponentTypeRef::Component(_) => panic!("a component is imported"),
                            _ => {}
                        }
                    }
                }
                Payload::ComponentInstanceSection(section) if depth == 1 => {
                    let instances = section.into_iter().map(|one| source(one.unwrap()));
                    wiring.instances.extend(instances);
                }
                Payload::ComponentAliasSection(section) if depth == 1 => {
                    for alias in section {
                        wiring.alias(alias.unwrap());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        let export = export.unwrap();
                        if export.kind == Kind::Instance {
                            let index = export.index as usize;
                            wiring.exports.push((export.name.name, index));
                            // An export is a definition, too.
                            wiring
                                .instances
                                .push(Source::Bundle(vec![(Kind::Instance, index)]));
                        }
                    }
                }
                _ => {}
            }
        }
        wiring
    }

    fn alias(&mut self, alias: ComponentAlias<'a>) {
        let ComponentAlias::InstanceExport {
            kind,
            instance_index,
            name,
        } = alias
        else {
            return;
        };
        let of = instance_index as usize;
        match kind {
            Kind::Instance => self.instances.push(Source::ExportOf(of, name)),
            Kind::Component => panic!("a component is taken out of an instance"),
            Kind::Type => {}
            _ => self.taken.push(of),
        }
    }

    /// The one part that serves HTTP: its instance, its component and its arguments.
    fn server(&self) -> Result<(usize, usize, &[(&'a str, Kind, usize)]), Fault> {
        let mut servers = self.instances.iter().enumerate().filter_map(|(at, it)| {
            let Source::Part {
                component,
                arguments,
            } = it
            else {
                return None;
            };
            let serves = Surface::of(self.components[*component])
                .exports
                .contains(WAY_IN);
            serves.then_some((at, *component, arguments.as_slice()))
        });
        match (servers.next(), servers.next()) {
            (Some(server), None) => Ok(server),
            _ => Err(Fault::NoServer),
        }
    }

    /// The instances that the host's way out is handed to. What is done to it otherwise counts as one that is nobody.
    fn users_of_the_way_out(&self) -> Vec<usize> {
        const NOBODY: usize = usize::MAX;
        let host = |index: &usize| matches!(self.instances[*index], Source::Import(WAY_OUT));
        let uses = self.instances.iter().enumerate().flat_map(|(at, source)| {
            let (user, used): (usize, Vec<usize>) = match source {
                Source::Import(_) => (NOBODY, Vec::new()),
                Source::ExportOf(of, _) => (NOBODY, vec![*of]),
                Source::Bundle(items) => (NOBODY, instances(items.iter().copied())),
                Source::Part { arguments, .. } => {
                    let items = arguments.iter().map(|(_, kind, index)| (*kind, *index));
                    (at, instances(items))
                }
            };
            used.into_iter().map(move |used| (user, used))
        });
        let taken = self.taken.iter().map(|used| (NOBODY, *used));
        let of_host = uses.chain(taken).filter(|(_, used)| host(used));
        of_host.map(|(user, _)| user).collect()
    }
}

fn source(instance: ComponentInstance<'_>) -> Source<'_> {
    match instance {
        ComponentInstance::Instantiate {
            component_index,
            args,
        } => Source::Part {
            component: component_index as usize,
            arguments: args
                .iter()
                .map(|argument| (argument.name, argument.kind, argument.index as usize))
                .collect(),
        },
        ComponentInstance::FromExports(items) => Source::Bundle(
            items
                .iter()
                .map(|item| (item.kind, item.index as usize))
                .collect(),
        ),
    }
}

fn instances(items: impl Iterator<Item = (Kind, usize)>) -> Vec<usize> {
    items
        .filter(|(kind, _)| *kind == Kind::Instance)
        .map(|(_, index)| index)
        .collect()
}

/// A server and a guard, composed as `wiring` says.
fn composed(wiring: &str) -> Vec<u8> {
    let text = r#"(component
        (import "OUT" (instance $host (export "handle" (func))))
        (component $guard
            (import "OUT" (instance $out (export "handle" (func))))
            (export "OUT" (instance $out)))
        (component $server
            (import "OUT" (instance $out (export "handle" (func))))
            (import "more" (instance $more (export "handle" (func))))
            (export "IN" (instance $out)))
        WIRING)"#;
    let text = text.replace("WIRING", wiring);
    let text = text.replace("\"OUT\"", &format!("{WAY_OUT:?}"));
    wat::parse_str(text.replace("\"IN\"", &format!("{WAY_IN:?}"))).unwrap()
}

const GUARD: &str = r#"(instance $g (instantiate $guard (with "OUT" (instance $host))))"#;
const SERVER: &str = r#"(instance $s (instantiate $server
    (with "OUT" (instance $g "OUT"))
    (with "more" (instance $g "OUT"))))"#;
const ENTRANCE: &str = r#"(export "IN" (instance $s "IN"))"#;

#[test]
fn a_guarded_server_is_told() {
    let whole = composed(&format!("{GUARD}{SERVER}{ENTRANCE}"));
    assert!(guarded(&whole).is_ok());
}

#[test]
fn a_server_with_another_way_out_is_told() {
    let server_out = |from: &str| SERVER.replacen(r#"(instance $g "OUT")"#, from, 1);
    let more =
        |from: &str| SERVER.replace(r#""more" (instance $g "OUT")"#, &format!("\"more\" {from}"));
    let bundle = r#"(alias export $host "handle" (func $handle))
        (instance $bundle (export "handle" (func $handle)))"#;
    for (wiring, fault) in [
        // The arguments swapped: the server before the guard.
        (
            format!(
                r#"{}(instance $g (instantiate $guard (with "OUT" (instance $s "IN")))){ENTRANCE}"#,
                SERVER.replace(r#"$g "OUT""#, "$host")
            ),
            Fault::NoGuard,
        ),
        // The guard is there, and idle.
        (
            format!("{GUARD}{}{ENTRANCE}", server_out("(instance $host)")),
            Fault::NoGuard,
        ),
        // A second way beside the guard's, under another name, or function by function.
        (
            format!("{GUARD}{}{ENTRANCE}", more("(instance $host)")),
            Fault::Bypass,
        ),
        (
            format!("{GUARD}{bundle}{}{ENTRANCE}", more("(instance $bundle)")),
            Fault::Bypass,
        ),
        (
            format!(
                "{GUARD}{bundle}{}{ENTRANCE}",
                server_out("(instance $bundle)")
            ),
            Fault::NoGuard,
        ),
        // The way out is offered to the outside as well, so that it can be composed back in.
        (
            format!(r#"{GUARD}{SERVER}{ENTRANCE}(export "host" (instance $host))"#),
            Fault::Bypass,
        ),
        // The outside reaches something else than the server, or a second server.
        (
            format!(r#"{GUARD}{SERVER}(export "IN" (instance $g "OUT"))"#),
            Fault::OtherEntrance,
        ),
        (
            format!("{GUARD}{SERVER}{}{ENTRANCE}", SERVER.replace("$s ", "$t ")),
            Fault::NoServer,
        ),
        (GUARD.to_owned(), Fault::NoServer),
    ] {
        assert_eq!(guarded(&composed(&wiring)).unwrap_err(), fault, "{wiring}");
    }
}
