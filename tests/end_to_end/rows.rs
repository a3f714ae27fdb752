//! What the rows of lists say, and to whom.

use crate::harness::{Bench, Reuse};
use crate::support::{ids, no_nulls};
use dojo_sim::{Account, Profile};
use serde_json::json;

/// The ids of the rows of a list that `holds` lets through.
macro_rules! of {
    ($list:expr, $holds:expr) => {
        $list
            .iter()
            .filter($holds)
            .map(|row| row.id)
            .collect::<Vec<u64>>()
    };
}

#[test]
fn low_privilege_narrows_lists_without_a_word() {
    for profile in [Profile::Oss3, Profile::Oss2] {
        let bench = Bench::new(profile, 200, Reuse::Reused);
        let portfolio = bench.sim.portfolio();
        let lowpriv = bench.client(Account::LowPriv);
        let products = lowpriv.tool("get_products", json!({}));
        assert_eq!(ids(&products, "products"), [1]);
        assert_eq!(lowpriv.tool("get_product_types", json!({}))["count"], 0);
        let own = of!(portfolio.engagements, |row| row.product_id == 1);
        assert_eq!(
            ids(&lowpriv.tool("get_engagements", json!({})), "engagements"),
            own
        );
        let tests = of!(portfolio.tests, |row| own.contains(&row.engagement_id));
        let mut found = ids(&lowpriv.tool("get_tests", json!({})), "tests");
        found.sort_unstable();
        assert_eq!(found, tests);
        let ptuser = bench.client(Account::PtUser);
        assert_eq!(
            ids(
                &ptuser.tool("get_product_types", json!({})),
                "product_types"
            ),
            [3]
        );
        let own = of!(portfolio.products, |row| row.product_type_id == 3);
        let mut found = ids(&ptuser.tool("get_products", json!({})), "products");
        found.sort_unstable();
        assert_eq!(found, own);
    }
}

#[test]
fn rows_name_what_they_belong_to() {
    let bench = Bench::new(Profile::Oss2, 200, Reuse::Fresh);
    let portfolio = bench.sim.portfolio();
    let client = bench.client(Account::Admin);
    for row in client.tool("get_products", json!({}))["products"]
        .as_array()
        .unwrap()
    {
        let product = portfolio.product(row["id"].as_u64().unwrap()).unwrap();
        let kind = portfolio.product_type(product.product_type_id).unwrap();
        assert_eq!(row["name"], product.name);
        assert_eq!(
            row["product_type"],
            json!({"id": kind.id, "name": kind.name})
        );
        let active = portfolio
            .findings
            .iter()
            .filter(|row| row.active && row.product_id == product.id);
        assert_eq!(row["active_findings"], active.count(), "{row}");
        let manager = product.product_manager_id.and_then(|id| portfolio.user(id));
        assert_eq!(
            row["manager"].get("id"),
            manager.map(|user| json!(user.id)).as_ref(),
            "{row}"
        );
        assert_eq!(
            row["manager"].get("name").is_some(),
            manager.is_some(),
            "{row}"
        );
    }
    for row in client.tool("get_tests", json!({}))["tests"]
        .as_array()
        .unwrap()
    {
        let test = portfolio.test(row["id"].as_u64().unwrap()).unwrap();
        let engagement = portfolio.engagement(test.engagement_id).unwrap();
        assert_eq!(
            row["test_type"],
            portfolio.test_type(test.test_type_id).unwrap().name
        );
        assert_eq!(
            row["engagement"],
            json!({"id": engagement.id, "name": engagement.name})
        );
        assert_eq!(row["product_id"], engagement.product_id, "{row}");
    }
    for user in &portfolio.users {
        let answer = client.tool("get_user_by_id", json!({"user_id": user.id}));
        no_nulls(&answer, "user");
        assert_eq!(answer["user"]["username"], user.username);
        assert_eq!(answer["user"]["active"], user.is_active);
    }
    let failure = client.failure("get_user_by_id", json!({"user_id": 99_999}));
    assert!(failure.contains("user 99999 does not exist"), "{failure}");
}

#[test]
fn several_test_types_of_one_part_are_offered_by_name() {
    let bench = Bench::new(Profile::Oss3, 200, Reuse::Reused);
    let client = bench.client(Account::Admin);
    let failure = client.failure("get_tests", json!({"test_type": "scan"}));
    assert!(
        failure.contains("`test_type`") && failure.contains("such as: "),
        "{failure}"
    );
    let names = failure.split_once("such as: ").unwrap().1;
    let first = names.split('"').nth(1).unwrap();
    assert!(
        bench
            .sim
            .portfolio()
            .test_types
            .iter()
            .any(|one| one.name == first),
        "{failure}"
    );
}
