//! Recorded findings as the simulator's data.
//!
//! A row names its test and its test type, and those of three their engagement and product. Which product the active
//! ones belong to is recorded with the products. The others stand in the product of the nearest test before theirs:
//! the tests of a product were made one after the other. Each test stands in an engagement of its own, and test types
//! and product types have numbers for names.

use super::recording::body;
use dojo_sim::{
    Config, DateTime, Dojo, Engagement, Finding, JiraIssue, Portfolio, Product, ProductType,
    Severity, Test, TestType, Utc,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The instance's data: everything but what the rows tell is as in an instance without findings.
pub(super) fn portfolio(config: &Config, version: &str, rows: &[Value]) -> Portfolio {
    let products = products(&body(version, "products_active"));
    let owners = owners(version, rows);
    let tests = tests(rows, &owners);
    let tools: BTreeSet<u64> = tests.iter().map(|(test, _)| test.test_type_id).collect();
    let types: BTreeSet<u64> = products
        .iter()
        .map(|product| product.product_type_id)
        .collect();
    let findings = rows.iter().map(|row| {
        let place = tests.iter().find(|(test, _)| row["test"] == test.id);
        let (test, product) = place.unwrap();
        let product = products.iter().find(|one| one.id == *product).unwrap();
        finding(row, test, product)
    });
    Portfolio {
        findings: findings.collect(),
        product_types: types.into_iter().map(product_type).collect(),
        engagements: tests
            .iter()
            .map(|(test, product)| engagement(test, *product))
            .collect(),
        test_types: tools.into_iter().map(test_type).collect(),
        tests: tests.into_iter().map(|(test, _)| test).collect(),
        products,
        risk_acceptances: Vec::new(),
        ..empty(config)
    }
}

fn empty(config: &Config) -> Portfolio {
    let config = Config {
        findings: 0,
        ..config.clone()
    };
    Dojo::new(&config).portfolio().clone()
}

/// The products of tests, as far as they were recorded.
fn owners(version: &str, rows: &[Value]) -> BTreeMap<u64, u64> {
    let products = body(version, "products_active");
    let of_active = products["results"].as_array().unwrap().iter();
    let mut of_finding: BTreeMap<u64, u64> = of_active
        .flat_map(|product| {
            let ids = product["findings_list"].as_array().unwrap().iter();
            ids.map(|id| (id.as_u64().unwrap(), product["id"].as_u64().unwrap()))
        })
        .collect();
    for name in ["findings_related_fields", "get_finding_related"] {
        let body = body(version, name);
        let rows = body["results"].as_array().cloned();
        for row in rows.unwrap_or_else(|| vec![body.clone()]) {
            let product = &row["related_fields"]["test"]["engagement"]["product"]["id"];
            of_finding.insert(row["id"].as_u64().unwrap(), product.as_u64().unwrap());
        }
    }
    let mut owners = BTreeMap::new();
    for row in rows {
        if let Some(product) = of_finding.get(&row["id"].as_u64().unwrap()) {
            let test = row["test"].as_u64().unwrap();
            let other = owners
                .insert(test, *product)
                .is_some_and(|other| other != *product);
            assert!(!other, "a test of two products");
        }
    }
    assert!(owners.values().is_sorted(), "{owners:?}");
    owners
}

/// The tests that findings come from, each with its product.
fn tests(rows: &[Value], owners: &BTreeMap<u64, u64>) -> Vec<(Test, u64)> {
    let tools: BTreeMap<u64, u64> = rows
        .iter()
        .map(|row| {
            (
                row["test"].as_u64().unwrap(),
                row["found_by"][0].as_u64().unwrap(),
            )
        })
        .collect();
    let tests = tools.into_iter().map(|(id, tool)| {
        let owner = owners.range(..=id).next_back();
        (test(id, tool), *owner.unwrap().1)
    });
    tests.collect()
}

fn finding(row: &Value, run: &Test, product: &Product) -> Finding {
    let is = |name: &str| row[name].as_bool().unwrap();
    let text = |name: &str| row[name].as_str().map(str::to_owned);
    let number = |name: &str| row[name].as_u64();
    let small = |name: &str| number(name).map(|number| u32::try_from(number).unwrap());
    let day = |name: &str| super::day(row, name);
    let texts = |name: &str, each: &dyn Fn(&Value) -> String| {
        row[name].as_array().unwrap().iter().map(each).collect()
    };
    let severity = row["severity"].as_str().unwrap();
    let mut severities = Severity::ALL.into_iter();
    let jira = moment(row, "jira_creation").map(|creation| JiraIssue {
        id: 1,
        key: "REC-1".to_owned(),
        creation,
        change: moment(row, "jira_change").unwrap(),
    });
    Finding {
        id: number("id").unwrap(),
        title: text("title").unwrap(),
        description: text("description").unwrap(),
        mitigation: text("mitigation").unwrap(),
        impact: text("impact"),
        steps_to_reproduce: text("steps_to_reproduce"),
        references: text("references"),
        severity: severities.find(|known| known.name() == severity).unwrap(),
        cwe: small("cwe").unwrap(),
        vulnerability_ids: texts("vulnerability_ids", &|one| {
            one["vulnerability_id"].as_str().unwrap().to_owned()
        }),
        cvssv3: text("cvssv3").zip(row["cvssv3_score"].as_f64()),
        epss_score: row["epss_score"].as_f64(),
        epss_percentile: row["epss_percentile"].as_f64(),
        known_exploited: is("known_exploited"),
        ransomware_used: is("ransomware_used"),
        kev_date: day("kev_date"),
        fix_available: row["fix_available"].as_bool(),
        fix_version: text("fix_version"),
        component_name: text("component_name"),
        component_version: text("component_version"),
        file_path: text("file_path"),
        line: small("line"),
        service: text("service"),
        tags: texts("tags", &|tag| tag.as_str().unwrap().to_owned()),
        date: day("date").unwrap(),
        created: moment(row, "created").unwrap(),
        mitigated: moment(row, "mitigated"),
        mitigated_by_id: number("mitigated_by"),
        sla_expiration_date: day("sla_expiration_date"),
        planned_remediation_date: day("planned_remediation_date"),
        last_reviewed: moment(row, "last_reviewed"),
        last_reviewed_by_id: number("last_reviewed_by"),
        reviewer_ids: Vec::new(),
        reporter_id: number("reporter").unwrap(),
        active: is("active"),
        verified: is("verified"),
        false_p: is("false_p"),
        duplicate: is("duplicate"),
        out_of_scope: is("out_of_scope"),
        risk_accepted: is("risk_accepted"),
        under_review: is("under_review"),
        under_defect_review: is("under_defect_review"),
        is_mitigated: is("is_mitigated"),
        static_finding: is("static_finding"),
        dynamic_finding: is("dynamic_finding"),
        duplicate_finding_id: number("duplicate_finding"),
        risk_acceptance_id: None,
        jira,
        notes: Vec::new(),
        has_traffic: false,
        nb_occurences: small("nb_occurences"),
        test_id: run.id,
        test_type_id: run.test_type_id,
        engagement_id: run.engagement_id,
        product_id: product.id,
        product_type_id: product.product_type_id,
        planted: None,
    }
}

fn moment(row: &Value, field: &str) -> Option<DateTime<Utc>> {
    Some(row[field].as_str()?.parse().unwrap())
}

fn products(body: &Value) -> Vec<Product> {
    let rows = body["results"].as_array().unwrap().iter();
    let product = |row: &Value| Product {
        id: row["id"].as_u64().unwrap(),
        name: row["name"].as_str().unwrap().to_owned(),
        description: String::new(),
        created: DateTime::UNIX_EPOCH,
        product_type_id: row["prod_type"].as_u64().unwrap(),
        business_criticality: None,
        platform: None,
        lifecycle: None,
        origin: None,
        user_records: None,
        revenue: None,
        external_audience: false,
        internet_accessible: row["internet_accessible"].as_bool().unwrap(),
        product_manager_id: None,
        technical_contact_id: None,
        team_manager_id: None,
        sla_configuration_id: 1,
        user_ids: Vec::new(),
        group_ids: Vec::new(),
        regulation_ids: Vec::new(),
        tags: Vec::new(),
    };
    rows.map(product).collect()
}

fn product_type(id: u64) -> ProductType {
    ProductType {
        id,
        name: format!("type {id}"),
        created: DateTime::UNIX_EPOCH,
        critical_product: false,
        key_product: false,
        user_ids: Vec::new(),
    }
}

fn test_type(id: u64) -> TestType {
    TestType {
        id,
        name: format!("tool {id}"),
        dynamic_tool: false,
    }
}

fn test(id: u64, test_type_id: u64) -> Test {
    Test {
        id,
        title: None,
        created: DateTime::UNIX_EPOCH,
        target_start: DateTime::UNIX_EPOCH,
        target_end: DateTime::UNIX_EPOCH,
        version: String::new(),
        lead_id: 1,
        test_type_id,
        engagement_id: id,
        environment_id: 1,
        tags: Vec::new(),
    }
}

fn engagement(test: &Test, product_id: u64) -> Engagement {
    Engagement {
        id: test.engagement_id,
        name: format!("engagement {}", test.id),
        version: String::new(),
        created: DateTime::UNIX_EPOCH,
        target_start: test.target_start.date_naive(),
        target_end: test.target_end.date_naive(),
        active: true,
        status: "In Progress".to_owned(),
        engagement_type: "Interactive".to_owned(),
        lead_id: 1,
        product_id,
        risk_acceptance_ids: Vec::new(),
        tags: Vec::new(),
    }
}
