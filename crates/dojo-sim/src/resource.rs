//! A collection of the API: one list path and the paths of its objects.

pub(crate) mod engagement;
pub(crate) mod finding;
mod finding_filter;
mod finding_order;
mod finding_row;
pub(crate) mod group;
pub(crate) mod group_member;
pub(crate) mod product;
pub(crate) mod product_type;
pub(crate) mod risk_acceptance;
pub(crate) mod role;
pub(crate) mod sla_configuration;
pub(crate) mod test;
pub(crate) mod test_type;
pub(crate) mod user;

use std::cmp::Ordering;

use serde_json::{Map, Value, json};

use crate::failure::{Failure, FieldFault};
use crate::ordering::{self, Order};
use crate::paging::Page;
use crate::param::{Meaning, Param, Predicate};
use crate::query::Query;
use crate::reply::Target;
use crate::viewer::Viewer;
use crate::world::World;

/// What a row is rendered for.
pub(crate) struct Scope<'a> {
    pub(crate) world: &'a World,
    pub(crate) viewer: Viewer,
    /// `related_fields=true`, exactly so.
    pub(crate) related: bool,
}

/// Objects that go into the answer beside the row, with their ids. `None`: the row has no such
/// object, and the field is not mentioned for it.
pub(crate) type Fetch<R> = fn(&Scope<'_>, &R) -> Option<Vec<(u64, Value)>>;

/// A name `prefetch` accepts, and what it fetches.
pub(crate) type Prefetch<R> = (&'static str, Fetch<R>);

pub(crate) trait Resource {
    type Row: 'static;
    /// The name in "No … matches the given query."
    const MODEL: &'static str;
    const PARAMS: &'static [Param<Self::Row>];
    /// Names `o` accepts; none where the list has no such parameter.
    const ORDERS: &'static [Order<Self::Row>] = &[];
    /// Names `prefetch` accepts. `None`: no such parameter, and no such key in the answer.
    const PREFETCH: Option<&'static [Prefetch<Self::Row>]> = None;
    /// Whether `related_fields` is a parameter.
    const RELATED: bool = false;

    fn rows(world: &World) -> &[Self::Row];
    fn id(row: &Self::Row) -> u64;
    fn render(scope: &Scope<'_>, row: &Self::Row) -> Map<String, Value>;

    fn default_order(left: &Self::Row, right: &Self::Row) -> Ordering {
        Self::id(left).cmp(&Self::id(right))
    }
    fn visible(_world: &World, _viewer: Viewer, _row: &Self::Row) -> bool {
        true
    }
    /// May the viewer use the list at all?
    fn open(_viewer: Viewer) -> Result<(), Failure> {
        Ok(())
    }
    /// May the viewer open this object, having passed [`Self::open`]?
    fn open_one(_world: &World, _viewer: Viewer, _row: &Self::Row) -> Result<(), Failure> {
        Ok(())
    }
}

/// The fields of a `json!({…})`.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

struct Selection<R: 'static> {
    filters: Vec<Predicate<R>>,
    order: Vec<(&'static ordering::Key<R>, bool)>,
}

/// Reads a query; with strict mode on, refuses whatever of it DefectDojo would ignore.
fn select<R: Resource>(world: &World, query: &Query) -> Result<Selection<R::Row>, Failure> {
    let mut selection = Selection {
        filters: Vec::new(),
        order: Vec::new(),
    };
    let mut faults: Vec<FieldFault> = Vec::new();
    for name in query.names() {
        let values = query.all(name);
        let last = values.last().copied().unwrap_or_default();
        let known = R::PARAMS
            .iter()
            .find(|param| param.name == name && param.known_to(world.profile));
        let mut ignored = if values.len() > 1 && !known.is_some_and(Param::repeats) {
            Some("only the last of several values counts")
        } else {
            None
        };
        match (name, known) {
            (_, Some(param)) => match param.read(world, &values) {
                Ok(Meaning::Filter(filter)) => selection.filters.push(filter),
                Ok(Meaning::Ignored(reason)) => ignored = ignored.or(Some(reason)),
                Ok(Meaning::NotSimulated) => {
                    return Err(Failure::NotSimulated(format!("the parameter {name}")));
                }
                Err(fault) => faults.push(fault),
            },
            ("o", None) if !R::ORDERS.is_empty() => {
                if last.trim().is_empty() {
                    ignored = ignored.or(Some("an empty value"));
                } else {
                    match ordering::parse(R::ORDERS, last) {
                        Ok(order) => selection.order = order,
                        Err(fault) => faults.push(fault),
                    }
                }
            }
            ("limit" | "offset", None) => ignored = ignored.or_else(|| Page::ignores(name, last)),
            ("prefetch", None) if R::PREFETCH.is_some() => {
                let names = R::PREFETCH.unwrap_or_default();
                if last
                    .split(',')
                    .any(|field| names.iter().all(|(known, _)| *known != field))
                {
                    ignored = ignored.or(Some("a field that cannot be prefetched"));
                }
            }
            ("related_fields", None) if R::RELATED => {
                if last != "true" {
                    ignored = ignored.or(Some("anything but the exact word true"));
                }
            }
            _ => ignored = Some("no such parameter"),
        }
        if let (true, Some(reason)) = (world.strict, ignored) {
            return Err(Failure::Ignored {
                parameter: name.to_owned(),
                reason,
            });
        }
    }
    if faults.is_empty() {
        Ok(selection)
    } else {
        Err(Failure::Fields(faults))
    }
}

fn scope<'a, R: Resource>(world: &'a World, viewer: Viewer, query: &Query) -> Scope<'a> {
    Scope {
        world,
        viewer,
        related: R::RELATED && query.last("related_fields") == Some("true"),
    }
}

/// The `prefetch` object for the rows of an answer, where the collection has one.
fn prefetch<R: Resource>(scope: &Scope<'_>, query: &Query, rows: &[&R::Row]) -> Option<Value> {
    let known = R::PREFETCH?;
    let asked = query.last("prefetch").unwrap_or_default();
    let mut fetched: Map<String, Value> = Map::new();
    for (name, fetch) in known
        .iter()
        .filter(|(name, _)| asked.split(',').any(|field| field == *name))
    {
        for objects in rows.iter().filter_map(|row| fetch(scope, row)) {
            let field = fetched.entry(*name).or_insert_with(|| json!({}));
            if let Some(field) = field.as_object_mut() {
                field.extend(
                    objects
                        .into_iter()
                        .map(|(id, object)| (id.to_string(), object)),
                );
            }
        }
    }
    Some(fetched.into())
}

/// `GET` of the list.
pub(crate) fn list<R: Resource>(
    world: &World,
    viewer: Viewer,
    target: &Target,
) -> Result<Value, Failure> {
    R::open(viewer)?;
    let query = Query::parse(&target.query);
    let selection = select::<R>(world, &query)?;
    let page = Page::read(&query);
    let mut rows: Vec<&R::Row> = R::rows(world)
        .iter()
        .filter(|row| {
            R::visible(world, viewer, row)
                && selection.filters.iter().all(|filter| filter(world, row))
        })
        .collect();
    let range = page.range(rows.len())?;
    if selection.order.is_empty() {
        rows.sort_by(|left, right| R::default_order(left, right));
    } else if !range.is_empty() {
        ordering::sort(world, &mut rows, &selection.order, R::id, page.offset());
    }
    let scope = scope::<R>(world, viewer, &query);
    let shown = rows.get(range).unwrap_or_default();
    let results: Vec<Value> = shown
        .iter()
        .map(|row| R::render(&scope, row).into())
        .collect();
    let (next, previous) = page.links(rows.len(), target, &query);
    let mut answer =
        json!({"count": rows.len(), "next": next, "previous": previous, "results": results});
    if let (Some(objects), Some(answer)) =
        (prefetch::<R>(&scope, &query, shown), answer.as_object_mut())
    {
        answer.insert("prefetch".to_owned(), objects);
    }
    Ok(answer)
}

/// The object with this id, as far as the viewer sees it. The list's filters apply to it too.
pub(crate) fn find<'a, R: Resource>(
    world: &'a World,
    viewer: Viewer,
    query: &Query,
    id: &str,
) -> Result<&'a R::Row, Failure> {
    R::open(viewer)?;
    let selection = select::<R>(world, query)?;
    if let Some(name) = query
        .names()
        .into_iter()
        .find(|name| matches!(*name, "limit" | "offset" | "o"))
        && world.strict
    {
        return Err(Failure::Ignored {
            parameter: name.to_owned(),
            reason: "one object has no pages",
        });
    }
    let number = id.parse::<u128>().map_err(|_| Failure::NoId)?;
    let row = R::rows(world)
        .iter()
        .find(|row| u128::from(R::id(row)) == number)
        .filter(|row| {
            R::visible(world, viewer, row)
                && selection.filters.iter().all(|filter| filter(world, row))
        })
        .ok_or(Failure::NoObject(R::MODEL))?;
    R::open_one(world, viewer, row)?;
    Ok(row)
}

/// `GET` of one object.
pub(crate) fn get<R: Resource>(
    world: &World,
    viewer: Viewer,
    target: &Target,
    id: &str,
) -> Result<Value, Failure> {
    let query = Query::parse(&target.query);
    let row = find::<R>(world, viewer, &query, id)?;
    let scope = scope::<R>(world, viewer, &query);
    let mut answer = R::render(&scope, row);
    if let Some(objects) = prefetch::<R>(&scope, &query, &[row]) {
        answer.insert("prefetch".to_owned(), objects);
    }
    Ok(answer.into())
}
