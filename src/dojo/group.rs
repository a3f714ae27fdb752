//! Groups of users, their members and roles, wherever an instance has them.
//!
//! The open-source edition lost them in 3.0 to `DefectDojo` Pro, where they are said to be `pro/groups`,
//! `pro/group_members` and `pro/roles`. What the instance's own index lists decides.

use super::{
    client::Client,
    endpoint::{Endpoint, GroupMembers, Groups, Roles},
    error::Error,
    list_filter::GroupFilter,
    model::{GroupMember, Role, UserGroup},
    page::Page,
    query::Query,
    window::{Limit, Offset, Window},
};

/// A resource and the names that the last segment of its path may have.
struct Resource {
    name: &'static str,
    collections: &'static [&'static str],
}

const GROUPS: Resource = Resource {
    name: "groups",
    collections: &["dojo_groups", "groups"],
};
const MEMBERS: Resource = Resource {
    name: "group members",
    collections: &["dojo_group_members", "group_members"],
};
const ROLES: Resource = Resource {
    name: "roles",
    collections: &["roles"],
};

impl Client<'_> {
    /// Groups, by name. Needs the permission to see groups.
    ///
    /// # Errors
    /// Every [`Error`] of a call; [`Error::NotOnThisInstance`] without groups.
    pub async fn groups(
        &self,
        filter: &GroupFilter,
        window: Window,
    ) -> Result<Page<UserGroup>, Error> {
        let is_asked = |group: &UserGroup| {
            let name = filter.name.as_ref();
            filter.id.is_none_or(|id| group.id == id)
                && name.is_none_or(|name| {
                    group
                        .name
                        .as_ref()
                        .is_some_and(|known| *known == name.trim())
                })
        };
        let parameter = match filter.name {
            Some(_) => Groups::NAME.name(),
            None => Groups::ID.name(),
        };
        self.located::<Groups, _>(&GROUPS, async |path| {
            if *filter == GroupFilter::default() {
                return self.list_at(path, filter.query()?, window).await;
            }
            self.proven(path, || filter.query(), window, &is_asked, parameter)
                .await
        })
        .await
    }

    /// A group. A user who may see all groups is still refused the object of a group without being a
    /// member; the list then has it.
    ///
    /// # Errors
    /// Every [`Error`] of a call; [`Error::NotOnThisInstance`] without groups.
    pub async fn group(&self, id: u64) -> Result<UserGroup, Error> {
        self.located::<Groups, _>(&GROUPS, async |path| {
            match self.object_at::<Groups>(path, id, Query::new()).await {
                Err(Error::Forbidden) => self.listed_group(path, id).await,
                answer => answer,
            }
        })
        .await
    }

    async fn listed_group(&self, path: &str, id: u64) -> Result<UserGroup, Error> {
        let filter = GroupFilter {
            id: Some(id),
            name: None,
        };
        let window = Window {
            limit: Limit::ONE,
            offset: Offset::default(),
        };
        let is_asked = |group: &UserGroup| group.id == id;
        let query = || filter.query();
        let page = self
            .proven(path, query, window, &is_asked, Groups::ID.name())
            .await?;
        let what = format!("{} {id}", Groups::NOUN);
        page.rows.into_iter().next().ok_or(Error::NotFound { what })
    }

    /// The members of a group, with the names of user, role and group.
    ///
    /// # Errors
    /// Every [`Error`] of a call; [`Error::BadRequest`] for an unknown group;
    /// [`Error::FilterIgnored`] when other groups' members come; [`Error::NotOnThisInstance`] without
    /// groups.
    pub async fn group_members(
        &self,
        group_id: u64,
        window: Window,
    ) -> Result<Page<GroupMember>, Error> {
        let is_member = |member: &GroupMember| member.group.id == group_id;
        let query = || {
            let mut query = Query::<GroupMembers>::new();
            query.display(GroupMembers::GROUP_ID, Some(group_id));
            Ok(query)
        };
        self.located::<GroupMembers, _>(&MEMBERS, async |path| {
            self.proven(
                path,
                query,
                window,
                &is_member,
                GroupMembers::GROUP_ID.name(),
            )
            .await
        })
        .await
    }

    /// A filtered list whose rows show that the filter held: on instances that keep these resources
    /// elsewhere nothing else does. Where the window has no row, the first one of the list shows it.
    async fn proven<E: Endpoint>(
        &self,
        path: &str,
        query: impl Fn() -> Result<Query<E>, Error>,
        window: Window,
        holds: &impl Fn(&E::Row) -> bool,
        parameter: &'static str,
    ) -> Result<Page<E::Row>, Error> {
        let first = Window {
            limit: Limit::ONE,
            offset: Offset::default(),
        };
        let is_count = window.limit == Limit::NONE;
        let asked = if is_count { first } else { window };
        let mut page = self.list_at(path, query()?, asked).await?;
        obeyed(&page, holds, parameter)?;
        if page.rows.is_empty() && page.count > 0 {
            obeyed(
                &self.list_at(path, query()?, first).await?,
                holds,
                parameter,
            )?;
        }
        if is_count {
            page.rows.clear();
        }
        Ok(page)
    }

    /// The roles, by id.
    ///
    /// # Errors
    /// Every [`Error`] of a call; [`Error::NotOnThisInstance`] without roles.
    pub async fn roles(&self, window: Window) -> Result<Page<Role>, Error> {
        self.located::<Roles, _>(&ROLES, async |path| {
            self.list_at(path, Query::<Roles>::new(), window).await
        })
        .await
    }

    /// Asks at the usual path of `E`, and when there is nothing, at the path the index lists.
    async fn located<E: Endpoint, T>(
        &self,
        resource: &Resource,
        ask: impl AsyncFn(&str) -> Result<T, Error>,
    ) -> Result<T, Error> {
        match ask(E::COLLECTION).await {
            Err(Error::NoEndpoint { .. }) => {}
            answer => return answer,
        }
        let absent = Error::NotOnThisInstance {
            resource: resource.name,
        };
        let index = self.index().await?;
        let Some(path) = resource.find(&index, E::COLLECTION) else {
            return Err(absent);
        };
        match ask(path).await {
            Err(Error::NoEndpoint { .. }) => Err(absent),
            answer => answer,
        }
    }
}

/// Fails when a row is not what was asked for: `DefectDojo` ignores what it doesn't know, and the filters
/// are proven for the open-source endpoints alone.
fn obeyed<T>(
    page: &Page<T>,
    is_asked: impl Fn(&T) -> bool,
    parameter: &'static str,
) -> Result<(), Error> {
    if page.rows.iter().all(is_asked) {
        Ok(())
    } else {
        Err(Error::FilterIgnored { parameter })
    }
}

impl Resource {
    /// The entry of `index` that is this resource, other than `tried`. The index's URLs are built from a
    /// request header and not used.
    fn find<'a>(&self, index: &'a [String], tried: &str) -> Option<&'a str> {
        self.collections.iter().find_map(|collection| {
            index.iter().map(String::as_str).find(|path| {
                *path != tried && is_path(path) && path.rsplit('/').next() == Some(collection)
            })
        })
    }
}

/// Whether it can stand in a path as it is, and leads nowhere else.
fn is_path(name: &str) -> bool {
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-');
    name.split('/')
        .all(|segment| !segment.is_empty() && segment.bytes().all(is_plain))
}
