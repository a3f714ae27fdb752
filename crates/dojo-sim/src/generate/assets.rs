//! Product types, products and SLA configurations.

use super::{Maker, id_of};
use crate::account::Account;
use crate::config::Profile;
use crate::portfolio::{Product, ProductType, SlaConfiguration};

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
pub(super) const EMPTY_PRODUCT: u64 = 21;
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
