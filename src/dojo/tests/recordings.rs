//! The models against what two real instances answered.

use super::{VERSIONS, recording, replay, run};
use crate::dojo::{
    Client, EngagementFilter, Error, FindingFilter, FindingOrder, Limit, Offset, ProductFilter,
    ProductTypeFilter, Selection, TestFilter, UserFilter, Window,
    model::{Finding, Product, Reference},
};
use serde_json::Value;

const PAGE: Window = Window {
    limit: Limit::MAX,
    offset: Offset::END,
};

fn with<T>(version: &str, name: &str, ask: impl AsyncFnOnce(Client<'_>) -> T) -> T {
    let fake = replay(version, name);
    run(ask(fake.client()))
}

fn findings(version: &str, name: &str) -> Selection {
    let filter = FindingFilter::default();
    with(version, name, async |client| {
        client.findings(&filter, FindingOrder::Title, PAGE).await
    })
    .unwrap()
}

fn finding(version: &str, name: &str) -> Finding {
    let body: Value = serde_json::from_slice(recording(version, name).response.body()).unwrap();
    let id = body["id"].as_u64().unwrap();
    with(version, name, async |client| client.finding(id).await).unwrap()
}

fn reference(id: u64, name: &str) -> Reference {
    Reference {
        id,
        name: Some(name.into()),
    }
}

#[test]
fn pages_of_findings_are_read() {
    for version in VERSIONS {
        let page = findings(version, "findings_limit100");
        assert_eq!((page.count, page.rows.len()), (50_000, 100));
        assert_eq!(page.groups[0].count, 50_000);
        assert!(
            page.rows
                .iter()
                .all(|row| !row.title.as_ref().unwrap().is_blank())
        );
        assert!(page.rows.iter().any(|row| row.duplicate_finding.is_some()));
        assert!(page.rows.iter().any(|row| row.cwe.is_none()));
        assert!(page.rows.iter().any(|row| !row.notes.is_empty()));

        assert_eq!(findings(version, "findings_combo").rows.len(), 3);
        assert_eq!(
            findings(version, "findings_prefetch").rows[0].reporter,
            Some(reference(2, "Alice Andersson"))
        );
        for name in ["findings_count_only", "findings_offset_beyond"] {
            assert_eq!(
                (
                    findings(version, name).count,
                    findings(version, name).rows.len()
                ),
                (50_000, 0)
            );
        }
        for name in ["findings_empty", "noperm_findings_empty"] {
            let page = findings(version, name);
            assert_eq!((page.count, page.rows.len(), page.groups.len()), (0, 0, 0));
        }
        assert!(findings(version, "lowpriv_findings_limit2").count < 50_000);
    }
}

#[test]
fn related_fields_name_what_a_finding_belongs_to() {
    for version in VERSIONS {
        let page = findings(version, "findings_related_fields");
        for row in page.rows {
            let test = row.related_fields.unwrap().test.unwrap();
            assert!(test.test_type.unwrap().name.is_some());
            let engagement = test.engagement.unwrap();
            assert!(engagement.name.is_some());
            let product = engagement.product.unwrap();
            assert!(product.id.unwrap() > 0 && !product.name.unwrap().is_blank());
            assert!(product.prod_type.unwrap().name.is_some());
            assert_eq!(row.test, test.id);
        }
    }
}

#[test]
fn a_finding_is_read_with_the_names_beside_it() {
    for version in VERSIONS {
        let row = finding(version, "get_finding_related");
        assert_eq!(row.id, 3);
        assert_eq!(
            row.title,
            Some("Cleartext transmission on /search/25".into())
        );
        assert_eq!(row.date.unwrap().to_string(), "2026-08-13");
        assert_eq!(row.severity, Some("High".into()));
        assert_eq!(
            (row.active, row.verified, row.is_mitigated),
            (Some(true), Some(false), Some(false))
        );
        assert_eq!((row.age, row.sla_days_remaining), (Some(101), Some(-71)));
        assert_eq!(row.sla_expiration_date, Some("2026-09-12".into()));
        assert_eq!(row.cwe, Some(319));
        assert_eq!((row.epss_score, row.fix_available), (None, None));
        assert_eq!(row.reporter, Some(reference(1, "Ada Admin")));
        let product = row
            .related_fields
            .unwrap()
            .test
            .unwrap()
            .engagement
            .unwrap()
            .product
            .unwrap();
        assert_eq!(
            (product.id, product.name),
            (Some(4), Some("Identity Provider".into()))
        );

        let row = finding(version, "get_finding_reqresp");
        assert_eq!(row.vulnerability_ids, ["CVE-2018-25032"]);
        assert_eq!((row.epss_score, row.cvssv3_score), (Some(0.004), Some(9.8)));
        assert_eq!(row.notes[0].entry, "Note on 1: triaged, see ticket.");
        assert_eq!(row.notes[0].author.username, Some("bob.haddad1".into()));
        assert!(
            !format!("{row:?}").contains("HTTP/1.1"),
            "raw traffic must be skipped"
        );

        assert_eq!(
            finding(version, "get_finding_duplicate").duplicate,
            Some(true)
        );
        assert!(finding(version, "get_finding").id == 2);
    }
}

#[test]
fn products_are_read_with_the_names_beside_them() {
    let products = |version, name| -> crate::dojo::Page<Product> {
        let filter = ProductFilter::default();
        with(version, name, async |client| {
            client.products(&filter, PAGE).await
        })
        .unwrap()
    };
    for version in VERSIONS {
        let page = products(version, "products_prefetch");
        assert_eq!((page.count, page.rows.len()), (21, 2));
        let product = &page.rows[0];
        assert_eq!(product.name, Some("Billing Service".into()));
        assert_eq!(product.findings_count, Some(1648));
        assert_eq!(product.prod_type, Some(reference(3, "Mobile")));
        assert_eq!(product.product_manager, Some(reference(4, "Carol Okafor")));
        assert_eq!(
            product.technical_contact,
            Some(reference(9, "Hugo Bianchi"))
        );
        assert_eq!(product.team_manager, None);
        assert_eq!(product.tags, ["team-data"]);

        assert_eq!(
            products(version, "products_filter_criticality").rows.len(),
            2
        );
        let lowpriv = products(version, "lowpriv_products");
        assert_eq!((lowpriv.count, lowpriv.rows.len()), (1, 1));
        assert_eq!(lowpriv.rows[0].prod_type.as_ref().unwrap().name, None);

        let product = with(version, "get_product", async |client| {
            client.product(1).await
        })
        .unwrap();
        assert_eq!(product.business_criticality, Some("very high".into()));
        assert_eq!(product.prod_type, Some(Reference { id: 1, name: None }));
    }
}

#[test]
fn the_other_lists_are_read() {
    for version in VERSIONS {
        let filter = ProductTypeFilter::default();
        let page = |name| {
            with(version, name, async |client| {
                client.product_types(&filter, PAGE).await
            })
            .unwrap()
        };
        assert_eq!(
            (
                page("list_product_types_limit2").count,
                page("list_product_types_limit2").rows.len()
            ),
            (7, 2)
        );
        assert_eq!(page("lowpriv_product_types_empty").count, 0);

        let filter = EngagementFilter::default();
        let page = with(version, "list_engagements_limit2", async |client| {
            client.engagements(&filter, PAGE).await
        })
        .unwrap();
        assert_eq!((page.count, page.rows[0].product), (79, Some(1)));
        assert_eq!(page.rows[0].status, Some("In Progress".into()));
        let object = with(version, "get_engagement", async |client| {
            client.engagement(1).await
        })
        .unwrap();
        assert_eq!(
            (object.active, &*object.tags),
            (Some(true), &["q4-audit".into()][..])
        );

        let filter = TestFilter::default();
        for name in ["list_tests_limit2", "tests_filter_engagement"] {
            let page = with(version, name, async |client| {
                client.tests(&filter, PAGE).await
            })
            .unwrap();
            assert!(page.rows.iter().all(|test| test.test_type_name.is_some()));
            assert_eq!(
                page.rows[0].product, None,
                "not without the engagement beside it"
            );
        }
        let object = with(version, "get_test", async |client| client.test(1).await).unwrap();
        assert_eq!(object.engagement, Some(Reference { id: 1, name: None }));
        assert_eq!(object.percent_complete, Some(100));

        let types = recording(version, "list_test_types_limit2");
        let mut types: Value = serde_json::from_slice(types.response.body()).unwrap();
        let ask = |types: &Value| {
            let types = types.to_string();
            let fake = super::Fake::new(move |_: &str| super::json(200, &types));
            run(fake.client().test_types())
        };
        assert!(
            matches!(ask(&types), Err(Error::Inconsistent(_))),
            "names are searched in all of them or in none"
        );
        types["count"] = 2.into();
        assert_eq!(ask(&types).unwrap().rows[0].name, "API Test");
    }
}

#[test]
fn users_are_read() {
    for version in VERSIONS {
        let filter = UserFilter::default();
        let page = with(version, "list_users_limit2", async |client| {
            client.users(&filter, PAGE).await
        })
        .unwrap();
        assert_eq!((page.count, page.rows[0].is_superuser), (47, Some(true)));
        let user = with(version, "get_user", async |client| client.user(2).await).unwrap();
        assert_eq!(user.email, "alice0@example.test");
        assert_eq!(user.is_staff, (version == "3.2.0").then_some(false));
        let profile =
            |name| with(version, name, async |client| client.user_profile().await).unwrap();
        assert_eq!(
            profile("user_profile_admin").user.username,
            Some("admin".into())
        );
        assert_eq!(profile("user_profile_lowpriv").user.id, 42);
    }
}

#[test]
fn a_test_has_the_names_and_the_product_of_its_engagement() {
    let body = r#"{"count":1,"results":[{"id":1,"engagement":15,"lead":2,"environment":3}],"prefetch":{
        "engagement":{"15":{"id":15,"name":"Q4","product":4,"tags":[]}},
        "environment":{"3":{"id":3,"name":"Production"}},
        "lead":{"2":{}}}}"#;
    let fake = super::Fake::new(|_: &str| super::json(200, body));
    let page = run(fake.client().tests(&TestFilter::default(), PAGE)).unwrap();
    let test = &page.rows[0];
    assert_eq!(test.engagement, Some(reference(15, "Q4")));
    assert_eq!(test.environment, Some(reference(3, "Production")));
    assert_eq!(
        test.lead,
        Some(Reference { id: 2, name: None }),
        "3.x tells a low token nothing"
    );
    assert_eq!(test.product, Some(4));
}

#[test]
fn a_user_without_a_name_is_named_by_the_user_name() {
    let body = r#"{"id":1,"name":"x","product_manager":2,"team_manager":3,"prefetch":{
        "product_manager":{"2":{"id":2,"username":"bot","first_name":"","last_name":null}},
        "team_manager":null}}"#;
    let fake = super::Fake::new(|_: &str| super::json(200, body));
    let product = run(fake.client().product(1)).unwrap();
    assert_eq!(product.product_manager, Some(reference(2, "bot")));
    assert_eq!(product.team_manager, Some(Reference { id: 3, name: None }));
}

#[test]
fn the_index_lists_the_collections() {
    for version in VERSIONS {
        let index = with(version, "api_root", async |client| client.index().await).unwrap();
        assert!(index.iter().any(|name| name == "findings"));
        assert_eq!(
            index.iter().any(|name| name == "dojo_groups"),
            version == "2.58.4"
        );
    }
}

#[test]
fn members_are_asked_for_as_they_were_recorded() {
    let recorded = recording("2.58.4", "dojo_group_members_prefetch");
    let fake = replay("2.58.4", "dojo_group_members_prefetch");
    run(fake.client().group_members(1, PAGE)).unwrap();
    let ours = fake.asked().remove(0);
    for part in recorded
        .target
        .split(['?', '&'])
        .filter(|part| part.contains('='))
    {
        assert!(ours.contains(part), "{part} is not in {ours}");
    }
}
