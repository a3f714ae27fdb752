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

/// What a product is.
struct Kind {
    name: &'static str,
    product_type_id: u64,
    description: &'static str,
    business_criticality: Option<&'static str>,
    platform: Option<&'static str>,
    lifecycle: Option<&'static str>,
    origin: Option<&'static str>,
    tags: &'static [&'static str],
}

/// Product 1 is the one [`Account::LowPriv`] sees; the last one stays empty. One name holds HTML
/// and one is not ASCII, because readers must cope with both.
const PRODUCTS: [Kind; 21] = [
    Kind {
        name: "Checkout API",
        product_type_id: 1,
        description: "Takes card and wallet payments for every shop front.",
        business_criticality: Some("very high"),
        platform: Some("web service"),
        lifecycle: Some("production"),
        origin: Some("internal"),
        tags: &["pci", "gdpr", "team-payments", "customer-facing"],
    },
    Kind {
        name: "Customer Portal",
        product_type_id: 2,
        description: "Where customers see orders, invoices and returns.",
        business_criticality: Some("high"),
        platform: Some("web"),
        lifecycle: Some("production"),
        origin: Some("internal"),
        tags: &["gdpr", "team-web", "customer-facing"],
    },
    Kind {
        name: "Billing Service",
        product_type_id: 1,
        description: "Issues invoices and runs dunning.",
        business_criticality: Some("high"),
        platform: Some("web service"),
        lifecycle: Some("production"),
        origin: Some("internal"),
        tags: &["gdpr", "team-payments"],
    },
    Kind {
        name: "Identity Provider",
        product_type_id: 4,
        description: "Single sign-on for staff and customers.",
        business_criticality: Some("very high"),
        platform: Some("web service"),
        lifecycle: Some("production"),
        origin: Some("open source"),
        tags: &["gdpr", "team-platform"],
    },
    Kind {
        name: "Mobile Banking iOS",
        product_type_id: 3,
        description: "The iPhone app.",
        business_criticality: Some("very high"),
        platform: Some("mobile"),
        lifecycle: Some("production"),
        origin: Some("internal"),
        tags: &["gdpr", "customer-facing"],
    },
    Kind {
        name: "Mobile Banking Android",
        product_type_id: 3,
        description: "The Android app.",
        business_criticality: Some("very high"),
        platform: Some("mobile"),
        lifecycle: Some("production"),
        origin: Some("contractor"),
        tags: &["gdpr", "customer-facing"],
    },
    Kind {
        name: "Data Lake",
        product_type_id: 5,
        description: "Raw and refined events of all products.",
        business_criticality: Some("high"),
        platform: None,
        lifecycle: Some("production"),
        origin: Some("internal"),
        tags: &["gdpr"],
    },
    Kind {
        name: "Reporting BI",
        product_type_id: 5,
        description: "Dashboards for finance and operations.",
        business_criticality: Some("medium"),
        platform: Some("web"),
        lifecycle: Some("production"),
        origin: Some("purchased"),
        tags: &[],
    },
    Kind {
        name: "Kubernetes Platform",
        product_type_id: 4,
        description: "The clusters every team deploys to.",
        business_criticality: Some("very high"),
        platform: None,
        lifecycle: Some("production"),
        origin: Some("open source"),
        tags: &["team-platform"],
    },
    Kind {
        name: "CI Runners",
        product_type_id: 4,
        description: "Build machines and their images.",
        business_criticality: Some("medium"),
        platform: None,
        lifecycle: Some("production"),
        origin: Some("open source"),
        tags: &["team-platform"],
    },
    Kind {
        name: "Internal Wiki",
        product_type_id: 6,
        description: "Documentation for staff.",
        business_criticality: Some("low"),
        platform: Some("web"),
        lifecycle: Some("production"),
        origin: Some("purchased"),
        tags: &[],
    },
    Kind {
        name: "HR System",
        product_type_id: 6,
        description: "Payroll, leave and reviews.",
        business_criticality: Some("high"),
        platform: Some("web"),
        lifecycle: Some("production"),
        origin: Some("outsourced"),
        tags: &["gdpr"],
    },
    Kind {
        name: "Partner Gateway",
        product_type_id: 2,
        description: "The API that resellers call.",
        business_criticality: Some("high"),
        platform: Some("web service"),
        lifecycle: Some("production"),
        origin: Some("internal"),
        tags: &["customer-facing"],
    },
    Kind {
        name: "Fraud Detection",
        product_type_id: 1,
        description: "Scores each payment in real time.",
        business_criticality: Some("very high"),
        platform: Some("web service"),
        lifecycle: Some("construction"),
        origin: Some("internal"),
        tags: &["pci", "team-payments"],
    },
    Kind {
        name: "Notification Service",
        product_type_id: 3,
        description: "Sends e-mail, SMS and push messages.",
        business_criticality: Some("medium"),
        platform: Some("web service"),
        lifecycle: Some("production"),
        origin: Some("internal"),
        tags: &["team-web"],
    },
    Kind {
        name: "Search Service",
        product_type_id: 2,
        description: "Product search and suggestions.",
        business_criticality: Some("low"),
        platform: Some("web service"),
        lifecycle: Some("production"),
        origin: Some("open source"),
        tags: &["team-web"],
    },
    Kind {
        name: "Legacy Mainframe Bridge",
        product_type_id: 4,
        description: "Translates between the core ledger and everything else.",
        business_criticality: Some("high"),
        platform: None,
        lifecycle: Some("retirement"),
        origin: Some("contractor"),
        tags: &["pci"],
    },
    Kind {
        name: "Marketing Site",
        product_type_id: 2,
        description: "Campaign pages and the blog.",
        business_criticality: Some("very low"),
        platform: Some("web"),
        lifecycle: Some("production"),
        origin: Some("outsourced"),
        tags: &["customer-facing", "team-web"],
    },
    Kind {
        name: "Überweisungsdienst Köln — 決済",
        product_type_id: 1,
        description: "Bank transfers in the euro area.",
        business_criticality: Some("very high"),
        platform: Some("web service"),
        lifecycle: Some("production"),
        origin: Some("internal"),
        tags: &["pci", "team-payments"],
    },
    Kind {
        name: "Vendor <b>Appliance</b> & Co",
        product_type_id: 4,
        description: "A purchased box in the data centre.",
        business_criticality: Some("none"),
        platform: Some("iot"),
        lifecycle: Some("retirement"),
        origin: Some("third party library"),
        tags: &[],
    },
    Kind {
        name: "Sandbox",
        product_type_id: 6,
        description: "Created last week, nothing tested yet.",
        business_criticality: None,
        platform: None,
        lifecycle: Some("construction"),
        origin: None,
        tags: &[],
    },
];
pub(super) const EMPTY_PRODUCT: u64 = 21;

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
    let some = |text: Option<&str>| text.map(str::to_owned);
    PRODUCTS
        .iter()
        .enumerate()
        .map(|(index, kind)| {
            let id = id_of(index);
            let owner = 2 + id % 30;
            let mut user_ids = vec![owner];
            if index == 0 {
                user_ids.push(Account::LowPriv.user_id());
            }
            let day = maker.days_ago(if id == EMPTY_PRODUCT {
                7
            } else {
                300 + 40 * id
            });
            let for_customers = kind.tags.contains(&"customer-facing");
            Product {
                id,
                name: kind.name.to_owned(),
                description: kind.description.to_owned(),
                created: maker.moment(day),
                product_type_id: kind.product_type_id,
                business_criticality: some(kind.business_criticality),
                platform: some(kind.platform),
                lifecycle: some(kind.lifecycle),
                origin: some(kind.origin),
                user_records: kind
                    .tags
                    .contains(&"gdpr")
                    .then(|| maker.random.u64(1_000..2_000_000)),
                revenue: for_customers.then(|| maker.random.u64(10..900) * 1_000),
                external_audience: for_customers,
                internet_accessible: for_customers || maker.chance(25),
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
                regulation_ids: if kind.tags.contains(&"pci") {
                    vec![1]
                } else {
                    Vec::new()
                },
                tags: kind.tags.iter().map(|tag| (*tag).to_owned()).collect(),
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
