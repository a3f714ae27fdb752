//! Users, groups, members and roles: who may see them, and where they are.

use crate::harness::{Bench, Reuse};
use dojo_sim::{Account, Profile};
use serde_json::{Value, json};

/// The tools that open source lost with version 3.
fn lost() -> [(&'static str, Value); 4] {
    [
        ("get_groups", json!({})),
        ("get_group_by_id", json!({"group_id": 1})),
        ("get_dojo_group_members", json!({"group_id": 1})),
        ("get_roles", json!({"limit": 0})),
    ]
}

#[test]
fn an_instance_without_groups_says_so_and_why() {
    let bench = Bench::new(Profile::Oss3, 200, Reuse::Reused);
    let client = bench.client(Account::Admin);
    for (tool, arguments) in lost() {
        let (failure, asked) = bench.cost(|| client.failure(tool, arguments));
        assert!(failure.contains("since version 3.0"), "{tool}: {failure}");
        assert!(failure.contains("DefectDojo Pro"), "{tool}: {failure}");
        // The usual path, then the index: nothing else is worth a try.
        assert_eq!(asked.len(), 2, "{tool}: {asked:?}");
        assert_eq!(asked[1], "/api/v2/?", "{tool}");
    }
}

#[test]
fn who_may_list_groups_may_read_one() {
    let bench = Bench::new(Profile::Oss2, 200, Reuse::Fresh);
    let reader = bench.client(Account::GlobReader);
    for group in &bench.sim.portfolio().groups {
        let asked = json!({"group_id": group.id});
        let (answer, targets) = bench.cost(|| reader.tool("get_group_by_id", asked));
        assert_eq!(answer["group"]["id"], group.id);
        assert_eq!(answer["group"]["name"], group.name);
        let members = bench.sim.portfolio().group_members.iter();
        let members = members.filter(|member| member.group_id == group.id).count();
        assert_eq!(answer["group"]["member_count"], members);
        // Refused as an object, found in the list.
        assert_eq!(targets.len(), 2, "{targets:?}");
        assert!(
            targets[1].starts_with(&format!("/api/v2/dojo_groups/?id={}&", group.id)),
            "{targets:?}"
        );
    }
    let failure = reader.failure("get_group_by_id", json!({"group_id": 99}));
    assert!(
        failure.contains("group 99 does not exist or is not visible"),
        "{failure}"
    );
}

#[test]
fn a_token_without_the_permission_is_told_what_it_lacks() {
    for (profile, account) in [
        (Profile::Oss3, Account::LowPriv),
        (Profile::Oss2, Account::LowPriv),
        (Profile::Oss2, Account::NoPerm),
    ] {
        let bench = Bench::new(profile, 200, Reuse::Reused);
        let client = bench.client(account);
        let mut calls = vec![
            ("get_users", json!({})),
            ("get_user_by_id", json!({"user_id": 1})),
        ];
        if profile == Profile::Oss2 {
            calls.push(("get_groups", json!({})));
            calls.push(("get_group_by_id", json!({"group_id": 1})));
        }
        for (tool, arguments) in calls {
            let failure = client.failure(tool, arguments);
            assert!(
                failure.contains("lacks the permission"),
                "{account:?} {tool}: {failure}"
            );
        }
        // What it may not see of findings is as good as absent.
        let hidden = bench
            .sim
            .portfolio()
            .findings
            .iter()
            .find(|row| row.product_id != 1);
        let id = hidden.unwrap().id;
        let failure = client.failure("get_finding_by_id", json!({"finding_id": id}));
        let expected = format!("finding {id} does not exist or is not visible");
        assert!(failure.contains(&expected), "{account:?}: {failure}");
    }
}

#[test]
fn members_are_those_of_the_group() {
    let bench = Bench::new(Profile::Oss2, 200, Reuse::Fresh);
    let portfolio = bench.sim.portfolio();
    let client = bench.client(Account::Admin);
    for group in &portfolio.groups {
        let members = portfolio
            .group_members
            .iter()
            .filter(|one| one.group_id == group.id);
        let expected: Vec<Value> = members
            .map(|one| {
                let user = portfolio.user(one.user_id).unwrap();
                let role = portfolio.role(one.role_id).unwrap();
                let name = format!("{} {}", user.first_name, user.last_name);
                json!({
                    "user": {"id": user.id, "name": name},
                    "role": {"id": role.id, "name": role.name},
                    "group": {"id": group.id, "name": group.name},
                })
            })
            .collect();
        let asked = json!({"group_id": group.id});
        let answer = client.tool("get_dojo_group_members", asked.clone());
        assert_eq!(answer["count"], expected.len(), "{answer}");
        assert_eq!(answer["members"], Value::Array(expected.clone()));
        let count = client.tool(
            "get_dojo_group_members",
            json!({"group_id": group.id, "limit": 0}),
        );
        assert_eq!(
            (&count["count"], &count["members"]),
            (&json!(expected.len()), &json!([]))
        );
        // Page by page.
        let mut paged = Vec::new();
        for offset in 0..expected.len() {
            let page = json!({"group_id": group.id, "limit": 1, "offset": offset});
            let page = client.tool("get_dojo_group_members", page);
            paged.extend(page["members"].as_array().unwrap().clone());
        }
        assert_eq!(paged, expected);
    }
    let failure = client.failure("get_dojo_group_members", json!({"group_id": 99}));
    assert!(
        failure.contains("the group that was asked for does not exist"),
        "{failure}"
    );
    // A member sees the group's members, another does not.
    let lowpriv = bench.client(Account::LowPriv);
    assert_ne!(
        lowpriv.tool("get_dojo_group_members", json!({"group_id": 4}))["count"],
        0
    );
    assert_eq!(
        lowpriv.tool("get_dojo_group_members", json!({"group_id": 1}))["count"],
        0
    );
}
