//! Who is wired to whom within a component that others are composed into.
//!
//! A component's import list says what the whole may ask of its host, not which part does. Here the parts are
//! followed: a component that is instantiated gets what it imports as arguments, and nothing else
//! (Explainer of the component model, "Instance Definitions").

mod counterexamples;

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
    Part(Part<'a>),
    ExportOf(usize, &'a str),
    Bundle(Vec<usize>),
}

/// A component with its arguments. Those that are no instances come out of one, which counts as taking.
struct Part<'a> {
    component: usize,
    arguments: Vec<(&'a str, usize)>,
}

/// The outermost component's definitions that matter here, each kind with its own index space.
#[derive(Default)]
struct Wiring<'a> {
    components: Vec<&'a [u8]>,
    instances: Vec<Source<'a>>,
    /// Instances that something is taken out of, except types, which give no access.
    taken: Vec<usize>,
    exports: Vec<(&'a str, usize)>,
}

/// The parts, where the server's only way out is the guard's, and the host's only way out is the guard's.
pub(crate) fn guarded(whole: &[u8]) -> Result<Guarded<'_>, Fault> {
    let wiring = Wiring::of(whole);
    let (serving, server) = wiring.server()?;
    if !matches!(wiring.named(&wiring.exports, WAY_IN), Some(Source::ExportOf(of, WAY_IN)) if *of == serving)
    {
        return Err(Fault::OtherEntrance);
    }
    let Some(Source::ExportOf(guarding, WAY_OUT)) = wiring.named(&server.arguments, WAY_OUT) else {
        return Err(Fault::NoGuard);
    };
    let Source::Part(guard) = &wiring.instances[*guarding] else {
        return Err(Fault::NoGuard);
    };
    if wiring.users_of_the_way_out() != [*guarding] {
        return Err(Fault::Bypass);
    }
    Ok(Guarded {
        server: wiring.components[server.component],
        guard: wiring.components[guard.component],
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
                        wiring.alias(&alias.unwrap());
                    }
                }
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        let export = export.unwrap();
                        if export.kind == Kind::Instance {
                            let index = export.index as usize;
                            wiring.exports.push((export.name.name, index));
                            // An export is a definition, too.
                            wiring.instances.push(Source::Bundle(vec![index]));
                        }
                    }
                }
                _ => {}
            }
        }
        wiring
    }

    fn alias(&mut self, alias: &ComponentAlias<'a>) {
        let ComponentAlias::InstanceExport {
            kind,
            instance_index,
            name,
        } = *alias
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

    /// The one part that serves HTTP, and the index of its instance.
    fn server(&self) -> Result<(usize, &Part<'a>), Fault> {
        let mut servers = self
            .instances
            .iter()
            .enumerate()
            .filter_map(|(at, source)| {
                let Source::Part(part) = source else {
                    return None;
                };
                let exports = Surface::of(self.components[part.component]).exports;
                exports.contains(WAY_IN).then_some((at, part))
            });
        match (servers.next(), servers.next()) {
            (Some(server), None) => Ok(server),
            _ => Err(Fault::NoServer),
        }
    }

    /// The instance that goes by `name`.
    fn named(&self, names: &[(&str, usize)], name: &str) -> Option<&Source<'a>> {
        let found = names.iter().find(|(known, _)| *known == name);
        found.map(|(_, instance)| &self.instances[*instance])
    }

    /// The parts that the host's way out is handed to. Whatever else is done with it counts as a part that is none.
    fn users_of_the_way_out(&self) -> Vec<usize> {
        const NONE: usize = usize::MAX;
        let mut users = Vec::new();
        let mut note = |user, used: usize| {
            if matches!(self.instances[used], Source::Import(WAY_OUT)) {
                users.push(user);
            }
        };
        for (at, source) in self.instances.iter().enumerate() {
            match source {
                Source::Import(_) => {}
                Source::ExportOf(of, _) => note(NONE, *of),
                Source::Bundle(items) => items.iter().for_each(|item| note(NONE, *item)),
                Source::Part(part) => part.arguments.iter().for_each(|(_, item)| note(at, *item)),
            }
        }
        self.taken.iter().for_each(|item| note(NONE, *item));
        users
    }
}

fn source(instance: ComponentInstance<'_>) -> Source<'_> {
    match instance {
        ComponentInstance::Instantiate {
            component_index,
            args,
        } => {
            let arguments = args.iter().filter(|item| item.kind == Kind::Instance);
            Source::Part(Part {
                component: component_index as usize,
                arguments: arguments
                    .map(|item| (item.name, item.index as usize))
                    .collect(),
            })
        }
        ComponentInstance::FromExports(items) => {
            let items = items.iter().filter(|item| item.kind == Kind::Instance);
            Source::Bundle(items.map(|item| item.index as usize).collect())
        }
    }
}
