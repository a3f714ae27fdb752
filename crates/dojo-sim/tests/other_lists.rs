//! The filters of the lists beside findings, against a count of the plain data.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

mod common;

use common::{count, dojo, ids, today};
use dojo_sim::{Dojo, Profile};

/// A query and the rows it finds.
type Case<'a, R> = (&'a str, &'a dyn Fn(&R) -> bool);

/// Compares the list's count for each query with how many rows hold.
fn check<R>(dojo: &Dojo, list: &str, rows: &[R], cases: &[Case<'_, R>]) {
    for (query, holds) in cases {
        let expected = rows.iter().filter(|row| holds(row)).count();
        assert_eq!(count(dojo, list, query), expected, "{list} {query}");
    }
}

#[test]
fn products() {
    let dojo = dojo(Profile::Oss2);
    let findings = &dojo.portfolio().findings;
    let late = |id: u64| {
        findings.iter().any(|row| {
            row.product_id == id
                && row.active
                && row.sla_expiration_date.is_some_and(|day| day < today())
        })
    };
    check(
        &dojo,
        "products",
        &dojo.portfolio().products,
        &[
            ("name=MOBILE", &|row| row.name.contains("Mobile")),
            ("name_exact=checkout+api", &|row| row.name == "Checkout API"),
            ("name_exact=checkout", &|_| false),
            ("prod_type=1,2", &|row| row.product_type_id <= 2),
            ("id=1,2", &|row| row.id <= 2),
            ("business_criticality=high", &|row| {
                row.business_criticality.as_deref() == Some("high")
            }),
            (
                "business_criticality=high&business_criticality=very+high",
                &|row| {
                    matches!(
                        row.business_criticality.as_deref(),
                        Some("high" | "very high")
                    )
                },
            ),
            ("lifecycle=production", &|row| {
                row.lifecycle.as_deref() == Some("production")
            }),
            ("platform=mobile", &|row| {
                row.platform.as_deref() == Some("mobile")
            }),
            ("origin=open+source", &|row| {
                row.origin.as_deref() == Some("open source")
            }),
            ("tags=gdpr,pci", &|row| {
                row.tags.iter().any(|tag| tag == "gdpr" || tag == "pci")
            }),
            ("tags__and=gdpr,pci", &|row| {
                ["gdpr", "pci"]
                    .iter()
                    .all(|tag| row.tags.iter().any(|own| own == tag))
            }),
            ("internet_accessible=true", &|row| row.internet_accessible),
            ("external_audience=false", &|row| !row.external_audience),
            ("outside_of_sla=1", &|row| late(row.id)),
            ("outside_of_sla=0", &|row| !late(row.id)),
        ],
    );
    // By name, in the order of the bytes.
    let mut names: Vec<(&str, u64)> = dojo
        .portfolio()
        .products
        .iter()
        .map(|row| (row.name.as_str(), row.id))
        .collect();
    names.sort_unstable();
    let expected: Vec<u64> = names.into_iter().map(|(_, id)| id).collect();
    assert_eq!(ids(&dojo, "products/?limit=100"), expected);
}

#[test]
fn product_types() {
    let dojo = dojo(Profile::Oss3);
    check(
        &dojo,
        "product_types",
        &dojo.portfolio().product_types,
        &[
            ("name=Payments", &|row| row.name == "Payments"),
            ("name=payments", &|_| false),
            ("id=3", &|row| row.id == 3),
            ("critical_product=true", &|row| row.critical_product),
            ("key_product=false", &|row| !row.key_product),
        ],
    );
}

#[test]
fn engagements() {
    let dojo = dojo(Profile::Oss3);
    let portfolio = dojo.portfolio();
    let first = &portfolio.engagements[0];
    let start = format!("target_start={}", first.target_start);
    check(
        &dojo,
        "engagements",
        &portfolio.engagements,
        &[
            ("product=1", &|row| row.product_id == 1),
            ("product__prod_type=3", &|row| {
                portfolio.product(row.product_id).unwrap().product_type_id == 3
            }),
            ("status=In+Progress", &|row| row.status == "In Progress"),
            ("active=false", &|row| !row.active),
            ("tags=q4-audit", &|row| {
                row.tags.iter().any(|tag| tag == "q4-audit")
            }),
            ("name=Checkout+API+nightly+scans", &|row| {
                row.name == "Checkout API nightly scans"
            }),
            (&start, &|row| row.target_start == first.target_start),
            // Looks like a filter, is none.
            ("lead=1", &|_| true),
        ],
    );
}

#[test]
fn tests_and_their_types() {
    let dojo = dojo(Profile::Oss3);
    let portfolio = dojo.portfolio();
    let name = |id: u64| portfolio.test_type(id).unwrap().name.as_str();
    let semgrep = portfolio
        .test_types
        .iter()
        .find(|row| row.name == "Semgrep JSON Report")
        .unwrap()
        .id;
    let by_type = format!("test_type={semgrep}");
    check(
        &dojo,
        "tests",
        &portfolio.tests,
        &[
            ("engagement=1", &|row| row.engagement_id == 1),
            (&by_type, &|row| row.test_type_id == semgrep),
            ("scan_type=ZAP+Scan", &|row| {
                name(row.test_type_id) == "ZAP Scan"
            }),
            ("title=ZAP+Scan+run+3", &|row| {
                row.title.as_deref() == Some("ZAP Scan run 3")
            }),
            ("tags=nightly", &|row| {
                row.tags.iter().any(|tag| tag == "nightly")
            }),
            ("engagement__product=1", &|_| true),
        ],
    );
    check(
        &dojo,
        "test_types",
        &portfolio.test_types,
        &[
            ("name=ZAP+Scan", &|row| row.name == "ZAP Scan"),
            ("name=ZAP", &|_| false),
        ],
    );
    // A name must be looked for beyond the first page of 100.
    assert!(portfolio.test_types.len() > 100);
}

#[test]
fn users() {
    let dojo = dojo(Profile::Oss3);
    check(
        &dojo,
        "users",
        &dojo.portfolio().users,
        &[
            ("username=LOWP", &|row| row.username == "lowpriv"),
            ("first_name=a", &|row| {
                row.first_name.to_lowercase().contains('a')
            }),
            ("last_name=SATO", &|row| row.last_name == "Sato"),
            ("email=meridian", &|_| true),
            ("is_active=false", &|row| !row.is_active),
            ("is_superuser=true", &|row| row.is_superuser),
            ("id=42", &|row| row.id == 42),
        ],
    );
}

#[test]
fn groups_members_and_roles() {
    let dojo = dojo(Profile::Oss2);
    let portfolio = dojo.portfolio();
    check(
        &dojo,
        "dojo_groups",
        &portfolio.groups,
        &[
            ("name=Auditors", &|row| row.name == "Auditors"),
            ("name=Audit", &|_| false),
            ("social_provider=AzureAD", &|row| {
                row.social_provider.as_deref() == Some("AzureAD")
            }),
        ],
    );
    check(
        &dojo,
        "dojo_group_members",
        &portfolio.group_members,
        &[
            ("group_id=4", &|row| row.group_id == 4),
            ("group_id=6", &|_| false),
            ("user_id=42", &|row| row.user_id == 42),
            ("group=1", &|_| true),
        ],
    );
    check(
        &dojo,
        "roles",
        &portfolio.roles,
        &[("name=Owner", &|row| row.is_owner)],
    );
}

#[test]
fn risk_acceptances_and_sla_configurations() {
    let dojo = dojo(Profile::Oss2);
    let portfolio = dojo.portfolio();
    let limit = format!("expiration_date__lt={}", today());
    check(
        &dojo,
        "risk_acceptance",
        &portfolio.risk_acceptances,
        &[
            (&limit, &|row| row.expiration_date.date_naive() < today()),
            ("name__icontains=ra-00", &|row| row.id < 10),
        ],
    );
    check(
        &dojo,
        "sla_configurations",
        &portfolio.sla_configurations,
        &[("", &|_| true)],
    );
}
