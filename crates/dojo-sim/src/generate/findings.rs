//! Findings: where they are and what they are.

use super::cve::{CVES, Cve};
use super::fate::{set_extras, set_state};
use super::states::{RARE, STATES, State};
use super::text::{advice, description};
use super::tools::{Kind, kind_of};
use super::weakness::weaknesses;
use super::{Maker, id_of};
use crate::portfolio::{Finding, Portfolio, Severity, Test};

const FILES: [&str; 8] = [
    "src/auth/session.java",
    "src/api/orders.py",
    "src/web/Search.tsx",
    "internal/ledger/transfer.go",
    "app/models/invoice.rb",
    "lib/http/client.js",
    "cmd/import/main.go",
    "src/main/java/com/meridian/Export.java",
];
const PATHS: [&str; 6] = [
    "/login",
    "/search",
    "/orders/17",
    "/api/v1/export",
    "/account/settings",
    "/cart",
];
const HOSTS: [&str; 5] = [
    "10.20.4.11",
    "10.20.4.37",
    "db-02.meridian.example",
    "vpn.meridian.example",
    "10.31.0.8",
];
const RESOURCES: [&str; 5] = [
    "mer-prod-exports",
    "sg-0a17f3",
    "vol-backup-3",
    "deploy-bot",
    "ledger-api",
];

/// Days before today, weighted; 0 means today.
const AGES: [(u32, (u64, u64)); 6] = [
    (3, (0, 1)),
    (6, (1, 8)),
    (14, (7, 31)),
    (22, (30, 91)),
    (35, (90, 366)),
    (20, (365, 1_100)),
];

pub(super) fn findings(maker: &mut Maker, portfolio: &mut Portfolio, count: usize) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::with_capacity(count);
    // Enough huge descriptions to meet one on any few pages, yet not so many that 100,000
    // findings fill the memory.
    let huge_step = (count / 300).max(20);
    let mut note_id = 0;
    for index in 0..count {
        let Some(test) = test_for(maker, portfolio, index).cloned() else {
            break;
        };
        let state = state_for(maker, index);
        let mut finding = blank(maker, portfolio, &test, id_of(index));
        describe(
            maker,
            portfolio,
            &test,
            &mut finding,
            index % huge_step == 11,
        );
        set_state(maker, portfolio, &mut finding, state);
        set_extras(maker, &mut finding, &mut note_id);
        findings.push(finding);
    }
    findings
}

/// Finding 1 is outside product 1, so that an account that sees only product 1 does not see it.
fn test_for<'a>(maker: &mut Maker, portfolio: &'a Portfolio, index: usize) -> Option<&'a Test> {
    let tests = portfolio.tests.len();
    // Squaring favours the first products: a portfolio is never evenly spread.
    let share = maker.random.usize(..tests.max(1));
    let place = if index == 0 {
        20
    } else if maker.chance(50) {
        share
    } else {
        share * share / tests.max(1)
    };
    portfolio.tests.get(place)
}

/// The first findings take each state once, so that the smallest portfolio has them all.
fn state_for(maker: &mut Maker, index: usize) -> State {
    let weighted = maker.pick_weighted(&STATES);
    match STATES.get(index) {
        Some((_, state)) => *state,
        None if index < STATES.len() + RARE.len() || maker.random.u32(..1_000) < 8 => {
            RARE.get(index % RARE.len()).copied().unwrap_or_default()
        }
        None => weighted,
    }
}

fn blank(maker: &mut Maker, portfolio: &Portfolio, test: &Test, id: u64) -> Finding {
    let (first, end) = maker
        .pick_weighted(&AGES.map(|(weight, range)| (weight, Range(range))))
        .0;
    let age = maker.random.u64(first..end);
    let date = maker.days_ago(age);
    let delay = maker.random.u64(..3);
    let created_day = maker.days_ago(age.saturating_sub(delay));
    let engagement = portfolio.engagement(test.engagement_id);
    let product = engagement.and_then(|engagement| portfolio.product(engagement.product_id));
    Finding {
        id,
        title: String::new(),
        description: String::new(),
        mitigation: advice(maker),
        impact: maker
            .chance(70)
            .then(|| "Confidentiality and integrity of customer data.".to_owned()),
        steps_to_reproduce: None,
        references: None,
        severity: Severity::Info,
        cwe: 0,
        vulnerability_ids: Vec::new(),
        cvssv3: None,
        epss_score: None,
        epss_percentile: None,
        known_exploited: false,
        ransomware_used: false,
        kev_date: None,
        fix_available: None,
        fix_version: None,
        component_name: None,
        component_version: None,
        file_path: None,
        line: None,
        service: None,
        tags: Vec::new(),
        date,
        created: maker.moment(created_day),
        mitigated: None,
        mitigated_by_id: None,
        sla_expiration_date: None,
        planned_remediation_date: None,
        last_reviewed: None,
        last_reviewed_by_id: None,
        reviewer_ids: Vec::new(),
        reporter_id: 1 + maker.random.u64(..30),
        active: false,
        verified: false,
        false_p: false,
        duplicate: false,
        out_of_scope: false,
        risk_accepted: false,
        under_review: false,
        under_defect_review: false,
        is_mitigated: false,
        static_finding: false,
        dynamic_finding: false,
        duplicate_finding_id: None,
        risk_acceptance_id: None,
        jira: None,
        notes: Vec::new(),
        has_traffic: false,
        nb_occurences: maker.chance(40).then(|| maker.random.u32(1..5)),
        test_id: test.id,
        test_type_id: test.test_type_id,
        engagement_id: test.engagement_id,
        product_id: product.map_or(0, |product| product.id),
        product_type_id: product.map_or(0, |product| product.product_type_id),
        planted: None,
    }
}

/// A range that has a default, which picking needs.
#[derive(Clone, Copy)]
struct Range((u64, u64));

impl Default for Range {
    fn default() -> Self {
        Self((0, 1))
    }
}

fn describe(
    maker: &mut Maker,
    portfolio: &Portfolio,
    test: &Test,
    finding: &mut Finding,
    huge: bool,
) {
    let kind = kind_of(
        portfolio
            .test_type(test.test_type_id)
            .map_or("", |test_type| &test_type.name),
    );
    match maker.random.choice(weaknesses(kind)) {
        Some(weakness) => {
            let place = match kind {
                Kind::Code | Kind::Secrets => maker.pick(&FILES),
                Kind::Running | Kind::People => maker.pick(&PATHS),
                Kind::Network => maker.pick(&HOSTS),
                Kind::Cloud | Kind::Packages => maker.pick(&RESOURCES),
            };
            finding.title = weakness.title.replace(
                "{}",
                place
                    .rsplit('/')
                    .next()
                    .filter(|_| kind == Kind::Code)
                    .unwrap_or(place),
            );
            finding.cwe = weakness.cwe;
            finding.severity = weakness.severity;
            if matches!(kind, Kind::Code | Kind::Secrets) {
                finding.file_path = Some(place.to_owned());
                finding.line = Some(maker.random.u32(1..900));
            }
        }
        None => {
            if let Some(cve) = maker.random.choice(CVES.iter()) {
                set_package(maker, finding, cve);
            }
        }
    }
    finding.static_finding = matches!(
        kind,
        Kind::Code | Kind::Packages | Kind::Secrets | Kind::Cloud
    );
    finding.dynamic_finding = !finding.static_finding;
    finding.has_traffic = kind == Kind::Running && maker.chance(60);
    finding.steps_to_reproduce = finding
        .dynamic_finding
        .then(|| "1. Sign in.\n2. Send the request below.".to_owned());
    if finding.cwe > 0 {
        finding.references = Some(format!(
            "https://cwe.mitre.org/data/definitions/{}.html",
            finding.cwe
        ));
    }
    finding.description = description(maker, &finding.title, huge);
}

fn set_package(maker: &mut Maker, finding: &mut Finding, cve: &Cve) {
    finding.title = format!("{} in {} {}", cve.id, cve.component, cve.version);
    finding.vulnerability_ids = vec![cve.id.to_owned()];
    if maker.chance(15) {
        finding.vulnerability_ids.push(format!(
            "GHSA-{:04x}-{:04x}-{:04x}",
            cve.cwe,
            cve.epss % 65_536,
            cve.id.len()
        ));
    }
    finding.cwe = cve.cwe;
    finding.severity = cve.severity;
    finding.cvssv3 = Some((
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H".to_owned(),
        cve.score,
    ));
    finding.epss_score = Some(f64::from(cve.epss) / 100_000.0);
    finding.epss_percentile = Some(f64::from(30_000 + cve.epss * 7 / 10) / 100_000.0);
    finding.known_exploited = cve.exploited.is_some();
    finding.ransomware_used = cve.exploited == Some(true);
    finding.kev_date = cve.exploited.map(|_| maker.days_ago(600));
    finding.fix_available = Some(cve.fixed.is_some());
    finding.fix_version = cve.fixed.map(str::to_owned);
    finding.component_name = Some(cve.component.to_owned());
    finding.component_version = Some(cve.version.to_owned());
    finding.file_path = maker.chance(60).then(|| "package-lock.json".to_owned());
}
