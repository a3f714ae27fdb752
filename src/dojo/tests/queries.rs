//! The exact request of each question.

use super::{Fake, Outcome, json, run};
use crate::dojo::{
    Criticality, DayRange, EngagementFilter, EngagementStatus, FindingFilter, FindingOrder,
    GroupFilter, Lifecycle, Limit, Offset, Probability, ProductFilter, ProductTypeFilter, Severity,
    Status, TestFilter, UserFilter, Window,
};

const PAGE: Window = Window {
    limit: Limit::MAX,
    offset: Offset::END,
};

fn empty(_: &str) -> Outcome {
    json(
        200,
        r#"{"count":0,"results":[],"next":"http://evil.example/","previous":"http://evil.example/"}"#,
    )
}

fn window(limit: u64, offset: u64) -> Window {
    Window {
        limit: Limit::new(limit).unwrap(),
        offset: Offset::new(offset).unwrap(),
    }
}

/// The query that `filter` becomes, without the path and what every page has.
fn query(filter: &FindingFilter) -> String {
    let fake = Fake::new(empty);
    run(fake
        .client()
        .findings(filter, FindingOrder::Title, window(1, 0)))
    .unwrap();
    let [asked] = <[String; 1]>::try_from(fake.asked()).unwrap();
    asked
        .strip_prefix("/api/v2/findings/?")
        .and_then(|query| query.strip_suffix("o=title,id&related_fields=true&limit=1&offset=0"))
        .unwrap_or_else(|| panic!("{asked}"))
        .trim_end_matches('&')
        .to_owned()
}

#[test]
fn each_condition_on_findings_is_its_own_parameter() {
    let day = |text: &str| text.parse().ok();
    let none = FindingFilter::default;
    let some = |text: &str| Some(text.to_owned());
    for (filter, expected) in [
        (none(), ""),
        (
            FindingFilter {
                severity: vec![Severity::High, Severity::Critical],
                ..none()
            },
            "severity=High,Critical",
        ),
        (
            FindingFilter {
                statuses: vec![Status::Any],
                ..none()
            },
            "",
        ),
        (
            FindingFilter {
                statuses: vec![Status::Active, Status::Verified],
                ..none()
            },
            "active=true",
        ),
        (
            FindingFilter {
                statuses: vec![Status::Inactive],
                ..none()
            },
            "active=false&duplicate=false&is_mitigated=false&false_p=false&out_of_scope=false",
        ),
        (
            FindingFilter {
                discovered: DayRange {
                    after: day("2026-01-01"),
                    before: day("2026-02-01"),
                },
                closed: DayRange {
                    after: day("2026-03-01"),
                    before: day("2026-04-01"),
                },
                ..none()
            },
            "discovered_after=2026-01-01&discovered_before=2026-02-01&mitigated_after=2026-03-01\
             &mitigated_before=2026-04-01",
        ),
        (
            FindingFilter {
                product_ids: vec![1, 2],
                product_type_ids: vec![3],
                engagement_ids: vec![4, 5],
                test_id: Some(6),
                test_type_ids: vec![7, 8],
                cwe: vec![79, 89],
                ..none()
            },
            "test__engagement__product=1,2&test__engagement__product__prod_type=3\
             &test__engagement=4,5&test=6&test__test_type=7,8&cwe=79,89",
        ),
        (
            FindingFilter {
                product_name_contains: some(" A&B=C#? ü+% "),
                vulnerability_ids: vec!["CVE-2021-44228".into(), "GHSA-x".into()],
                title: some("a,b"),
                component_name: some("log4j"),
                file_path: some("src/a.rs"),
                tags: vec!["quick-win ".into(), "two words".into()],
                ..none()
            },
            "product_name_contains=A%26B%3DC%23%3F+%C3%BC%2B%25&vulnerability_id=CVE-2021-44228,GHSA-x\
             &title=a%2Cb&component_name=log4j&file_path=src%2Fa.rs&tags=quick-win,two+words",
        ),
        (
            FindingFilter {
                epss_min: Probability::new(0.5).ok(),
                known_exploited: Some(true),
                ransomware_used: Some(true),
                has_jira: Some(false),
                fix_available: Some(true),
                overdue: true,
                ..none()
            },
            "epss_score_min=50&known_exploited=true&ransomware_used=true&has_jira=false\
             &fix_available=true&outside_of_sla=1",
        ),
    ] {
        assert_eq!(query(&filter), expected);
    }
}

#[test]
fn a_probability_becomes_per_cent() {
    for (value, expected) in [
        (0.000_000_1, "0.0001"),
        (0.07, "7"),
        (0.123, "12.3"),
        (0.00043, "0.043"),
        (1.0, "100"),
        (0.1, "10"),
    ] {
        let epss_min = Probability::new(value).ok();
        let filter = FindingFilter {
            epss_min,
            ..FindingFilter::default()
        };
        assert_eq!(query(&filter), format!("epss_score_min={expected}"));
    }
    for bad in [0.0, -0.01, 1.01, f64::NAN, f64::INFINITY] {
        assert!(Probability::new(bad).is_err());
    }
}

#[test]
fn each_order_ends_with_the_id() {
    for (order, expected) in [
        (FindingOrder::Severity, "numerical_severity,id"),
        (FindingOrder::Newest, "-date,id"),
        (FindingOrder::Oldest, "date,id"),
        (FindingOrder::SlaDue, "sla_expiration_date,id"),
        (FindingOrder::Product, "test__engagement__product__name,id"),
        (FindingOrder::Title, "title,id"),
    ] {
        let fake = Fake::new(empty);
        run(fake
            .client()
            .findings(&FindingFilter::default(), order, window(25, 50)))
        .unwrap();
        assert_eq!(
            fake.asked(),
            [format!(
                "/api/v2/findings/?o={expected}&related_fields=true&limit=25&offset=50"
            )]
        );
    }
}

#[test]
fn a_count_skips_the_rows() {
    let fake = Fake::new(|_: &str| json(200, r#"{"count":7,"results":[]}"#));
    let filter = FindingFilter {
        statuses: vec![Status::Closed],
        ..FindingFilter::default()
    };
    let found = run(fake
        .client()
        .findings(&filter, FindingOrder::Newest, Window::COUNT))
    .unwrap();
    assert_eq!((found.count, found.rows.len()), (7, 0));
    let page = run(fake
        .client()
        .products(&ProductFilter::default(), window(0, 40)))
    .unwrap();
    assert_eq!((page.count, page.rows.len()), (7, 0));
    assert_eq!(
        fake.asked(),
        [
            "/api/v2/findings/?is_mitigated=true&limit=1&offset=2000000000",
            "/api/v2/products/?limit=1&offset=2000000000"
        ]
    );
}

#[test]
fn the_lists_send_what_they_are_proven_to_heed() {
    let fake = Fake::new(empty);
    let client = fake.client();
    let some = |text: &str| Some(text.to_owned());
    let products = ProductFilter {
        name_contains: some("shop"),
        product_type_ids: vec![3, 4],
        criticality: vec![Criticality::High, Criticality::VeryHigh],
        lifecycle: vec![Lifecycle::Production, Lifecycle::Retirement],
        internet_accessible: Some(true),
        tags: vec!["pci".into()],
    };
    run(client.products(&products, PAGE)).unwrap();
    run(client.product_types(&ProductTypeFilter { name: some("Web") }, PAGE)).unwrap();
    let engagements = EngagementFilter {
        product_id: Some(1),
        product_type_ids: vec![2, 3],
        status: Some(EngagementStatus::WaitingForResource),
        active: Some(false),
        tags: vec!["q4".into()],
    };
    run(client.engagements(&engagements, PAGE)).unwrap();
    let tests = TestFilter {
        engagement_id: Some(1),
        test_type_id: Some(2),
        tags: vec!["a".into(), "b".into()],
    };
    run(client.tests(&tests, PAGE)).unwrap();
    run(client.test_types()).unwrap();
    let users = UserFilter {
        username: some("al"),
        first_name: some("Al"),
        last_name: some("An"),
        email: some("@example"),
        is_active: Some(true),
        is_superuser: Some(false),
    };
    run(client.users(&users, PAGE)).unwrap();
    run(client.groups(
        &GroupFilter {
            id: Some(1),
            name: some("AppSec Team"),
        },
        PAGE,
    ))
    .unwrap();
    run(client.group_members(3, PAGE)).unwrap();
    run(client.roles(PAGE)).unwrap();
    let end = "limit=100&offset=2000000000";
    assert_eq!(
        fake.asked(),
        [
            &*format!(
                "/api/v2/products/?name=shop&prod_type=3,4&business_criticality=high\
                 &business_criticality=very+high&lifecycle=production&lifecycle=retirement\
                 &internet_accessible=true&tags=pci\
                 &prefetch=prod_type,product_manager,technical_contact,team_manager&{end}"
            ),
            &*format!("/api/v2/product_types/?name=Web&{end}"),
            &*format!(
                "/api/v2/engagements/?product=1&product__prod_type=2,3&status=Waiting+for+Resource\
                 &active=false&tags=q4&{end}"
            ),
            &*format!(
                "/api/v2/tests/?engagement=1&test_type=2&tags=a,b&o=created\
                 &prefetch=engagement,lead,environment&{end}"
            ),
            "/api/v2/test_types/?limit=10000&offset=0",
            &*format!(
                "/api/v2/users/?username=al&first_name=Al&last_name=An&email=%40example\
                 &is_active=true&is_superuser=false&o=username&{end}"
            ),
            &*format!("/api/v2/dojo_groups/?id=1&name=AppSec+Team&{end}"),
            &*format!("/api/v2/dojo_group_members/?group_id=3&prefetch=user,role,group&{end}"),
            &*format!("/api/v2/roles/?{end}"),
        ]
    );
}

#[test]
fn objects_are_asked_for_by_id_with_their_names() {
    let fake = Fake::new(|_: &str| json(404, "{}"));
    let client = fake.client();
    let _ = run(client.finding(1));
    let _ = run(client.product(2));
    let _ = run(client.engagement(4));
    let _ = run(client.test(5));
    let _ = run(client.user(6));
    let _ = run(client.group(7));
    let _ = run(client.user_profile());
    let _ = run(client.index());
    assert_eq!(
        fake.asked(),
        [
            "/api/v2/findings/1/?related_fields=true&prefetch=reporter,mitigated_by",
            "/api/v2/products/2/?prefetch=prod_type,product_manager,technical_contact,team_manager",
            "/api/v2/engagements/4/",
            "/api/v2/tests/5/?prefetch=engagement,lead,environment",
            "/api/v2/users/6/",
            "/api/v2/dojo_groups/7/",
            "/api/v2/user_profile/",
            "/api/v2/",
        ]
    );
}

#[test]
fn a_lone_tag_of_two_words_stays_one_tag() {
    let tagged = |tags: &[&str]| FindingFilter {
        tags: tags.iter().map(ToString::to_string).collect(),
        ..FindingFilter::default()
    };
    assert_eq!(query(&tagged(&["pci"])), "tags=pci");
    assert_eq!(query(&tagged(&["two words"])), "tags=two+words,two+words");
    assert_eq!(query(&tagged(&["pci", "two words"])), "tags=pci,two+words");
}
