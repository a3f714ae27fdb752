//! What each account sees, by profile.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

mod common;

use common::{dojo, get, json};
use dojo_sim::{Account, Dojo, Profile};
use serde_json::Value;

fn total(dojo: &Dojo, account: Account, list: &str) -> Option<u64> {
    let (status, body) = json(dojo, account, &format!("{list}/?limit=1"));
    if status == 403 {
        assert_eq!(
            body["detail"],
            "You do not have permission to perform this action."
        );
        return None;
    }
    assert_eq!(status, 200, "{list}");
    body["count"].as_u64()
}

#[test]
fn accounts_see_what_their_rights_give() {
    for profile in [Profile::Oss3, Profile::Oss2] {
        let dojo = dojo(profile);
        let portfolio = dojo.portfolio();
        let all = portfolio.findings.len() as u64;
        let of_product = portfolio
            .findings
            .iter()
            .filter(|row| row.product_id == 1)
            .count() as u64;
        let of_type = portfolio
            .findings
            .iter()
            .filter(|row| row.product_type_id == 3)
            .count() as u64;
        let (staffer, reader) = if profile == Profile::Oss3 {
            (all, 0)
        } else {
            (0, all)
        };
        let expected = [
            (Account::Admin, all),
            (Account::Staffer, staffer),
            (Account::GlobReader, reader),
            (Account::PtUser, of_type),
            (Account::LowPriv, of_product),
            (Account::NoPerm, 0),
        ];
        for (account, findings) in expected {
            assert_eq!(
                total(&dojo, account, "findings"),
                Some(findings),
                "{profile:?} {account:?}"
            );
        }
        assert!(of_product > 0 && of_type > 0);
        assert_eq!(total(&dojo, Account::LowPriv, "products"), Some(1));
        assert_eq!(total(&dojo, Account::LowPriv, "engagements"), Some(4));
        assert_eq!(total(&dojo, Account::LowPriv, "tests"), Some(12));
        assert_eq!(total(&dojo, Account::LowPriv, "product_types"), Some(0));
        assert_eq!(total(&dojo, Account::PtUser, "product_types"), Some(1));
        assert_eq!(total(&dojo, Account::LowPriv, "users"), None);
        assert_eq!(total(&dojo, Account::LowPriv, "sla_configurations"), None);
        let (status, body) = json(&dojo, Account::LowPriv, "findings/1/");
        assert_eq!(
            (status, &body["detail"]),
            (404, &Value::from("No Finding matches the given query."))
        );
    }
}

#[test]
fn groups_exist_in_oss2_only() {
    let three = dojo(Profile::Oss3);
    let response = get(&three, Account::Admin, "dojo_groups/");
    assert_eq!(response.status(), 404);
    assert_eq!(
        response.headers()["content-type"],
        "text/html; charset=utf-8"
    );
    assert!(three.portfolio().groups.is_empty() && three.portfolio().roles.is_empty());

    let two = dojo(Profile::Oss2);
    assert_eq!(total(&two, Account::Admin, "dojo_groups"), Some(6));
    assert_eq!(total(&two, Account::LowPriv, "dojo_groups"), None);
    assert_eq!(total(&two, Account::LowPriv, "roles"), Some(5));
    // Only the group it belongs to; of another, none.
    assert_eq!(
        total(&two, Account::LowPriv, "dojo_group_members"),
        Some(11)
    );
    assert_eq!(
        json(&two, Account::LowPriv, "dojo_group_members/?group_id=1").1["count"],
        0
    );
    // May list groups, but not open one it does not belong to.
    assert_eq!(total(&two, Account::GlobReader, "dojo_groups"), Some(6));
    assert_eq!(json(&two, Account::GlobReader, "dojo_groups/1/").0, 403);
    assert_eq!(
        json(&two, Account::GlobReader, "dojo_groups/?id=1").1["count"],
        1
    );
}

#[test]
fn prefetched_users_depend_on_the_profile() {
    let path = "findings/?limit=3&prefetch=reporter,test";
    for (profile, seen) in [(Profile::Oss3, false), (Profile::Oss2, true)] {
        let (_, body) = json(&dojo(profile), Account::LowPriv, path);
        assert_eq!(
            body["prefetch"]["reporter"].as_object().unwrap().is_empty(),
            !seen,
            "{profile:?}"
        );
        assert!(!body["prefetch"]["test"].as_object().unwrap().is_empty());
    }
}
