//! Groups, members and roles where an instance has them, and where not.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Fake, Outcome, Recording, json, recording, run};
use crate::dojo::{Error, GroupFilter, Limit, Offset, Window};

const PAGE: Window = Window {
    limit: Limit::MAX,
    offset: Offset::END,
};

/// Answers each path, without its query, with a recording of 2.58.4.
fn instance(paths: &[(&'static str, &'static str)]) -> Fake<impl Fn(&str) -> Outcome + use<>> {
    let answers: BTreeMap<&str, Recording> = paths
        .iter()
        .map(|(path, name)| (*path, recording("2.58.4", name)))
        .collect();
    Fake::new(move |target: &str| {
        let path = target.split('?').next().unwrap();
        let answer = answers.get(path).unwrap_or_else(|| panic!("{target}"));
        Ok(answer.response.clone())
    })
}

#[test]
fn groups_members_and_roles_are_read() {
    let fake = instance(&[
        ("/api/v2/dojo_groups/", "dojo_groups_all"),
        ("/api/v2/dojo_groups/1/", "get_dojo_group"),
        ("/api/v2/dojo_group_members/", "dojo_group_members_prefetch"),
        ("/api/v2/roles/", "roles_all"),
    ]);
    let client = fake.client();
    let groups = run(client.groups(&GroupFilter::default(), PAGE)).unwrap();
    assert!(
        groups
            .rows
            .iter()
            .any(|group| group.name == Some("AppSec Team".into()))
    );
    let group = run(client.group(1)).unwrap();
    assert_eq!(
        group
            .users
            .unwrap()
            .iter()
            .map(|user| user.id)
            .collect::<Vec<_>>(),
        [2, 3, 4, 5]
    );
    let members = run(client.group_members(1, PAGE)).unwrap();
    assert_eq!((members.count, members.rows.len()), (4, 4));
    let member = &members.rows[0];
    let user = member.user.as_ref().unwrap();
    assert_eq!(user.name, Some("Alice Andersson".into()));
    assert_eq!(member.group.name, Some("AppSec Team".into()));
    assert_eq!(member.role.as_ref().unwrap().name, Some("Owner".into()));
    let roles = run(client.roles(PAGE)).unwrap();
    assert_eq!(roles.rows.len(), 5);
    assert!(
        roles
            .rows
            .iter()
            .any(|role| role.is_owner == Some(true) && role.name == Some("Owner".into()))
    );
    assert_eq!(fake.asked().len(), 4, "no call beside these");
}

#[test]
fn members_of_other_groups_are_refused() {
    let members = |name| {
        let fake = instance(&[("/api/v2/dojo_group_members/", name)]);
        run(fake.client().group_members(1, PAGE))
    };
    let ignored = Err(Error::FilterIgnored {
        parameter: "group_id",
    });
    assert_eq!(members("dojo_group_members_wrong_param_ignored"), ignored);
    assert_eq!(members("dojo_group_members_empty").unwrap().count, 0);
    assert_eq!(
        members("dojo_group_members_unknown_group_400")
            .unwrap_err()
            .to_string(),
        "DefectDojo refuses the request: the group that was asked for does not exist or is not visible \
         to this API token"
    );
}

#[test]
fn a_count_of_members_is_of_the_right_group() {
    // Of each recording the row at `at`, as only one is asked for.
    let count = |name, at: usize| {
        let list = recording("2.58.4", name);
        let mut list: Value = serde_json::from_slice(list.response.body()).unwrap();
        list["results"] = json!([list["results"][at]]);
        let fake = Fake::new(move |_: &str| json(200, &list.to_string()));
        let page = run(fake.client().group_members(1, Window::COUNT));
        assert_eq!(
            fake.asked(),
            ["/api/v2/dojo_group_members/?group_id=1&prefetch=user,role,group&limit=1&offset=0"]
        );
        page.map(|page| (page.count, page.rows.len()))
    };
    assert_eq!(count("dojo_group_members_prefetch", 0), Ok((4, 0)));
    assert_eq!(
        count("dojo_group_members_wrong_param_ignored", 4),
        Err(Error::FilterIgnored {
            parameter: "group_id"
        })
    );
}

#[test]
fn groups_of_another_name_or_id_are_refused() {
    let ask = |id, name: Option<&str>| {
        let fake = instance(&[("/api/v2/dojo_groups/", "dojo_groups_all")]);
        run(fake.client().groups(
            &GroupFilter {
                id,
                name: name.map(str::to_owned),
            },
            PAGE,
        ))
    };
    assert_eq!(
        ask(Some(1), None),
        Err(Error::FilterIgnored { parameter: "id" })
    );
    assert_eq!(
        ask(None, Some("AppSec Team")),
        Err(Error::FilterIgnored { parameter: "name" })
    );
    let body = r#"{"count":1,"results":[{"id":1,"name":"AppSec Team"}]}"#;
    let fake = Fake::new(|_: &str| json(200, body));
    let filter = GroupFilter {
        id: Some(1),
        name: Some(" AppSec Team".into()),
    };
    assert_eq!(run(fake.client().groups(&filter, PAGE)).unwrap().count, 1);
}

#[test]
fn a_count_and_a_page_past_the_end_are_of_the_groups_that_were_asked_for() {
    let ask = |body: &'static str, window| {
        let fake = Fake::new(move |target: &str| {
            let past = target.contains("offset=500");
            json(
                200,
                if past {
                    r#"{"count":9,"results":[]}"#
                } else {
                    body
                },
            )
        });
        let filter = GroupFilter {
            id: None,
            name: Some("AppSec Team".into()),
        };
        let page = run(fake.client().groups(&filter, window));
        page.map(|page| (page.count, page.rows.len()))
    };
    let past = Window {
        limit: Limit::MAX,
        offset: Offset::new(500).unwrap(),
    };
    for window in [Window::COUNT, past] {
        let other = r#"{"count":9,"results":[{"id":2,"name":"Another"}]}"#;
        let refused = Err(Error::FilterIgnored { parameter: "name" });
        assert_eq!(ask(other, window), refused);
        let asked = r#"{"count":9,"results":[{"id":1,"name":"AppSec Team"}]}"#;
        assert_eq!(ask(asked, window), Ok((9, 0)));
    }
}

#[test]
fn a_group_that_is_refused_is_found_in_the_list() {
    let refused = recording("2.58.4", "perm403_lowpriv_dojo_groups_1").response;
    let ask = |list: &'static str| {
        let refused = refused.clone();
        let fake = Fake::new(move |target: &str| {
            if target.starts_with("/api/v2/dojo_groups/7/") {
                Ok(refused.clone())
            } else {
                json(200, list)
            }
        });
        let group = run(fake.client().group(7));
        assert_eq!(
            fake.asked(),
            [
                "/api/v2/dojo_groups/7/",
                "/api/v2/dojo_groups/?id=7&limit=1&offset=0"
            ]
        );
        group
    };
    let found = ask(r#"{"count":1,"results":[{"id":7,"name":"x","users":[2]}]}"#);
    assert_eq!(found.unwrap().users.unwrap()[0].id, 2);
    assert_eq!(
        ask(r#"{"count":0,"results":[]}"#),
        Err(Error::NotFound {
            what: "group 7".into()
        })
    );
    assert_eq!(
        ask(r#"{"count":1,"results":[{"id":1,"name":"y"}]}"#),
        Err(Error::FilterIgnored { parameter: "id" })
    );
    let fake = instance(&[
        ("/api/v2/dojo_groups/7/", "perm403_lowpriv_dojo_groups_1"),
        ("/api/v2/dojo_groups/", "perm403_lowpriv_dojo_groups"),
    ]);
    assert_eq!(run(fake.client().group(7)), Err(Error::Forbidden));
    let fake = instance(&[("/api/v2/dojo_groups/9999/", "get_dojo_group_404")]);
    assert_eq!(
        run(fake.client().group(9999)),
        Err(Error::NotFound {
            what: "group 9999".into()
        })
    );
}

/// An instance without the old endpoints, whose index lists `index`.
fn newer(index: &str) -> Fake<impl Fn(&str) -> Outcome + use<>> {
    let absent = recording("3.2.0", "html404_dojo_groups").response;
    let index = index.to_owned();
    Fake::new(move |target: &str| match target {
        "/api/v2/" => json(200, &index),
        _ if target.starts_with("/api/v2/pro/groups/7/") => json(200, r#"{"id":7,"name":"Pro"}"#),
        _ if target.starts_with("/api/v2/pro/group") => json(
            200,
            r#"{"count":1,"results":[{"id":1,"name":"Pro","group":1,"user":2}]}"#,
        ),
        _ => Ok(absent.clone()),
    })
}

#[test]
fn the_index_tells_where_else_they_are() {
    let fake = newer(
        r#"{"findings":"http://evil.example/","pro/groups":"http://evil.example/","pro/group_members":null,
            "x/dojo_groups?":"","../groups":"","//groups":"","asset_groups":""}"#,
    );
    let client = fake.client();
    assert_eq!(
        run(client.groups(&GroupFilter::default(), PAGE))
            .unwrap()
            .rows[0]
            .name,
        Some("Pro".into())
    );
    assert_eq!(
        fake.asked(),
        [
            "/api/v2/dojo_groups/?limit=100&offset=2000000000",
            "/api/v2/",
            "/api/v2/pro/groups/?limit=100&offset=2000000000",
        ]
    );
    assert_eq!(run(client.group(7)).unwrap().name, Some("Pro".into()));
    assert_eq!(
        run(client.group_members(1, PAGE)).unwrap().rows[0]
            .user
            .as_ref()
            .unwrap()
            .id,
        2
    );
    assert_eq!(
        run(client.group_members(2, PAGE)),
        Err(Error::FilterIgnored {
            parameter: "group_id"
        })
    );
    assert_eq!(
        run(client.roles(PAGE)),
        Err(Error::NotOnThisInstance { resource: "roles" })
    );
}

#[test]
fn an_instance_without_them_says_so() {
    let index = recording("3.2.0", "api_root").response.into_body();
    let fake = newer(&String::from_utf8(index).unwrap());
    let client = fake.client();
    let error = run(client.groups(&GroupFilter::default(), PAGE)).unwrap_err();
    assert_eq!(error, Error::NotOnThisInstance { resource: "groups" });
    assert!(error.to_string().contains("DefectDojo Pro"), "{error}");
    assert_eq!(run(client.group(7)), Err(error));
    let members = Err(Error::NotOnThisInstance {
        resource: "group members",
    });
    assert_eq!(run(client.group_members(1, PAGE)), members);
    assert_eq!(
        run(client.roles(PAGE)),
        Err(Error::NotOnThisInstance { resource: "roles" })
    );
    assert_eq!(fake.asked().len(), 8, "two calls each");

    // Listed, but not there either; the path that was tried already is not tried again.
    for (index, calls) in [(r#"{"roles":"","x/roles":""}"#, 3), (r#"{"roles":""}"#, 2)] {
        let fake = newer(index);
        let absent = Error::NotOnThisInstance { resource: "roles" };
        assert_eq!(run(fake.client().roles(PAGE)), Err(absent));
        assert_eq!(fake.asked().len(), calls, "{index}");
    }
}
