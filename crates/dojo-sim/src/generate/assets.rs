//! Product types, products, engagements, tests, SLA configurations and risk acceptances.

use super::tools::TOOLS;
use super::{Maker, id_of};
use crate::account::Account;
use crate::config::Profile;
use crate::portfolio::{
    Engagement, Product, ProductType, RiskAcceptance, SlaConfiguration, Test, TestType,
};

const TYPES: [&str; 7] = [
    "Payments",
    "Web Platforms",
    "Mobile",
    "Infrastructure",
    "Data & Analytics",
    "Corporate IT",
    "Empty Type",
];

/// Name, product type, and what it is. Product 1 is the one [`Account::LowPriv`] sees; the last
/// one stays empty. One name holds HTML and one is not ASCII, because readers must cope with both.
const PRODUCTS: [(&str, u64, &str); 21] = [
    (
        "Checkout API",
        1,
        "Takes card and wallet payments for every shop front.",
    ),
    (
        "Customer Portal",
        2,
        "Where customers see orders, invoices and returns.",
    ),
    ("Billing Service", 1, "Issues invoices and runs dunning."),
    (
        "Identity Provider",
        4,
        "Single sign-on for staff and customers.",
    ),
    ("Mobile Banking iOS", 3, "The iPhone app."),
    ("Mobile Banking Android", 3, "The Android app."),
    ("Data Lake", 5, "Raw and refined events of all products."),
    ("Reporting BI", 5, "Dashboards for finance and operations."),
    (
        "Kubernetes Platform",
        4,
        "The clusters every team deploys to.",
    ),
    ("CI Runners", 4, "Build machines and their images."),
    ("Internal Wiki", 6, "Documentation for staff."),
    ("HR System", 6, "Payroll, leave and reviews."),
    ("Partner Gateway", 2, "The API that resellers call."),
    ("Fraud Detection", 1, "Scores each payment in real time."),
    (
        "Notification Service",
        3,
        "Sends e-mail, SMS and push messages.",
    ),
    ("Search Service", 2, "Product search and suggestions."),
    (
        "Legacy Mainframe Bridge",
        4,
        "Translates between the core ledger and everything else.",
    ),
    ("Marketing Site", 2, "Campaign pages and the blog."),
    (
        "Überweisungsdienst Köln — 決済",
        1,
        "Bank transfers in the euro area.",
    ),
    (
        "Vendor <b>Appliance</b> & Co",
        4,
        "A purchased box in the data centre.",
    ),
    ("Sandbox", 6, "Created last week, nothing tested yet."),
];
const EMPTY_PRODUCT: u64 = 21;
const CRITICALITY: [Option<&str>; 7] = [
    Some("very high"),
    Some("high"),
    Some("medium"),
    Some("low"),
    Some("very low"),
    Some("none"),
    None,
];
const PLATFORM: [Option<&str>; 6] = [
    Some("web service"),
    Some("web"),
    Some("mobile"),
    Some("desktop"),
    Some("iot"),
    None,
];
const LIFECYCLE: [Option<&str>; 4] = [
    Some("production"),
    Some("construction"),
    Some("retirement"),
    None,
];
const ORIGIN: [Option<&str>; 7] = [
    Some("internal"),
    Some("contractor"),
    Some("open source"),
    Some("purchased"),
    Some("outsourced"),
    Some("third party library"),
    None,
];
const PRODUCT_TAGS: [&str; 6] = [
    "pci",
    "gdpr",
    "team-payments",
    "team-web",
    "team-platform",
    "customer-facing",
];

pub(super) fn product_types(maker: &mut Maker) -> Vec<ProductType> {
    let day = maker.days_ago(1_400);
    TYPES
        .into_iter()
        .enumerate()
        .map(|(index, name)| ProductType {
            id: id_of(index),
            name: name.to_owned(),
            created: maker.moment(day),
            critical_product: index % 3 == 0,
            key_product: index % 2 == 0,
            // The product type PtUser may see.
            user_ids: if index == 2 {
                vec![Account::PtUser.user_id()]
            } else {
                Vec::new()
            },
        })
        .collect()
}

pub(super) fn products(maker: &mut Maker) -> Vec<Product> {
    PRODUCTS
        .into_iter()
        .enumerate()
        .map(|(index, (name, product_type_id, description))| {
            let id = id_of(index);
            let owner = 2 + id % 30;
            let age = 300 + 40 * id;
            let mut user_ids = vec![owner];
            if index == 0 {
                user_ids.push(Account::LowPriv.user_id());
            }
            let mut tags: Vec<String> = PRODUCT_TAGS
                .into_iter()
                .filter(|_| maker.chance(25))
                .map(str::to_owned)
                .collect();
            if index == 0 && tags.is_empty() {
                tags.push("pci".to_owned());
            }
            let day = maker.days_ago(age);
            Product {
                id,
                name: name.to_owned(),
                description: description.to_owned(),
                created: maker.moment(day),
                product_type_id,
                business_criticality: maker.pick(&CRITICALITY).map(str::to_owned),
                platform: maker.pick(&PLATFORM).map(str::to_owned),
                lifecycle: maker.pick(&LIFECYCLE).map(str::to_owned),
                origin: maker.pick(&ORIGIN).map(str::to_owned),
                user_records: maker.chance(70).then(|| maker.random.u64(1_000..2_000_000)),
                revenue: maker.chance(50).then(|| maker.random.u64(10..900) * 1_000),
                external_audience: maker.chance(50),
                internet_accessible: maker.chance(60),
                product_manager_id: Some(owner),
                technical_contact_id: Some(owner + 5),
                team_manager_id: maker.chance(50).then_some(owner + 8),
                sla_configuration_id: if id % 5 == 1 {
                    3
                } else {
                    1 + u64::from(id % 7 == 4)
                },
                user_ids,
                group_ids: if maker.profile == Profile::Oss2 {
                    vec![1 + id % 5]
                } else {
                    Vec::new()
                },
                regulation_ids: if maker.chance(40) {
                    vec![1]
                } else {
                    Vec::new()
                },
                tags,
            }
        })
        .collect()
}

pub(super) fn sla_configurations() -> Vec<SlaConfiguration> {
    let rows = [
        (
            "Default",
            "Applies where nothing else is set.",
            [7, 30, 90, 120],
            true,
        ),
        (
            "No SLA Enforced",
            "Days are written down but not counted.",
            [7, 30, 90, 120],
            false,
        ),
        (
            "Strict",
            "For products that move money.",
            [3, 14, 45, 90],
            true,
        ),
    ];
    rows.into_iter()
        .enumerate()
        .map(
            |(index, (name, description, days, enforced))| SlaConfiguration {
                id: id_of(index),
                name: name.to_owned(),
                description: description.to_owned(),
                days,
                enforced,
            },
        )
        .collect()
}

/// Four engagements for each product but the empty one.
pub(super) fn engagements(maker: &mut Maker, products: &[Product]) -> Vec<Engagement> {
    let kinds: [(&str, &str, &str); 4] = [
        ("yearly penetration test", "Interactive", "In Progress"),
        ("release pipeline", "CI/CD", "In Progress"),
        ("architecture review", "Interactive", "Completed"),
        ("nightly scans", "CI/CD", "In Progress"),
    ];
    let rare = [
        "On Hold",
        "Not Started",
        "Blocked",
        "Cancelled",
        "Waiting for Resource",
    ];
    let tags = ["q4-audit", "release-gate", "external"];
    let targets = products
        .iter()
        .filter(|product| product.id != EMPTY_PRODUCT);
    targets
        .flat_map(|product| kinds.into_iter().map(move |kind| (product, kind)))
        .enumerate()
        .map(|(index, (product, (kind, engagement_type, usual)))| {
            let id = id_of(index);
            let start = maker.random.u64(30..900);
            let length = maker.random.u64(7..30.max(start.min(400)));
            let status = if maker.chance(20) {
                maker.pick(&rare)
            } else {
                usual
            };
            let start_day = maker.days_ago(start);
            Engagement {
                id,
                name: format!("{} {kind}", product.name),
                version: format!("{}.{}", id % 9, maker.random.u32(..20)),
                created: maker.moment(start_day),
                target_start: start_day,
                target_end: maker.days_ago(start.saturating_sub(length)),
                active: !matches!(status, "Completed" | "Cancelled"),
                status: status.to_owned(),
                engagement_type: engagement_type.to_owned(),
                lead_id: 2 + id % 35,
                product_id: product.id,
                risk_acceptance_ids: Vec::new(),
                tags: tags
                    .into_iter()
                    .filter(|_| maker.chance(20))
                    .map(str::to_owned)
                    .collect(),
            }
        })
        .collect()
}

/// One current risk acceptance an engagement, and one that has expired for every tenth.
pub(super) fn risk_acceptances(
    maker: &mut Maker,
    engagements: &mut [Engagement],
) -> Vec<RiskAcceptance> {
    let mut acceptances = Vec::new();
    for expired in [false, true] {
        for engagement in engagements
            .iter_mut()
            .filter(|engagement| !expired || engagement.id % 10 == 1)
        {
            let id = id_of(acceptances.len());
            let days = maker.random.u64(10..200);
            let past = maker.days_ago(days);
            let future = maker.today + chrono::Days::new(days);
            let (ends, made) = if expired {
                (past, maker.days_ago(days + 90))
            } else {
                (future, past)
            };
            let expiration_date = maker.moment(ends);
            engagement.risk_acceptance_ids.push(id);
            acceptances.push(RiskAcceptance {
                id,
                name: format!("RA-{id:03} compensating control"),
                owner_id: engagement.lead_id,
                created: maker.moment(made),
                expiration_date,
                expiration_date_handled: expired.then_some(expiration_date),
                engagement_id: engagement.id,
                product_id: engagement.product_id,
                finding_ids: Vec::new(),
            });
        }
    }
    acceptances
}

/// Three tests an engagement, each with one of the tools in use.
pub(super) fn tests(
    maker: &mut Maker,
    engagements: &[Engagement],
    test_types: &[TestType],
) -> Vec<Test> {
    let tags = ["nightly", "manual", "baseline"];
    engagements
        .iter()
        .flat_map(|engagement| (0..3).map(move |run| (engagement, run)))
        .enumerate()
        .map(|(index, (engagement, run))| {
            let id = id_of(index);
            let tool = TOOLS.get(index % TOOLS.len()).map_or("", |tool| tool.name);
            let start = maker.moment(engagement.target_start);
            Test {
                id,
                title: (run != 1).then(|| format!("{tool} run {}", run + 1)),
                created: start,
                target_start: start,
                target_end: start + chrono::TimeDelta::hours(maker.random.i64(1..72)),
                version: format!("{}.{run}", engagement.version),
                lead_id: engagement.lead_id,
                test_type_id: test_types
                    .iter()
                    .find(|test_type| test_type.name == tool)
                    .map_or(1, |found| found.id),
                engagement_id: engagement.id,
                environment_id: 1 + id % 3,
                tags: tags
                    .into_iter()
                    .filter(|_| maker.chance(15))
                    .map(str::to_owned)
                    .collect(),
            }
        })
        .collect()
}
