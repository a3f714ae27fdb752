//! Strict mode, order and paging, determinism, planted text, and the request log.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "helpers of tests"
)]

mod common;

use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

use common::{config, count, dojo, ids, json, strict};
use dojo_sim::{Account, Caller, Config, Dojo, Planted, Profile};
use http::Request;
use serde_json::Value;

#[test]
fn only_related_fields_true_adds_product_and_engagement() {
    let dojo = dojo(Profile::Oss3);
    let related = |query: &str| {
        json(&dojo, Account::Admin, &format!("findings/2/?{query}")).1["related_fields"].clone()
    };
    for ignored in ["", "related_fields=True", "related_fields=1"] {
        assert!(related(ignored).is_null(), "{ignored}");
    }
    let product = related("related_fields=true")["test"]["engagement"]["product"].clone();
    assert_eq!(product["id"], dojo.portfolio().findings[1].product_id);
}

#[test]
fn strict_mode_names_what_would_be_ignored() {
    let (strict, lenient) = (strict(Profile::Oss2), dojo(Profile::Oss2));
    let ignored = [
        ("findings/?status=Active", "status"),
        ("findings/?search=x", "search"),
        ("findings/?product=1", "product"),
        ("findings/?severity%5B%5D=High", "severity[]"),
        ("findings/?active=1", "active"),
        ("findings/?active=", "active"),
        ("findings/?active=true&active=false", "active"),
        ("findings/?severity=Critical&severity=High", "severity"),
        ("findings/?limit=0", "limit"),
        ("findings/?limit=abc", "limit"),
        ("findings/?offset=-1", "offset"),
        ("findings/?page=2", "page"),
        ("findings/?related_fields=True", "related_fields"),
        ("findings/?prefetch=test,product", "prefetch"),
        ("findings/?epss_score_min=0", "epss_score_min"),
        ("findings/?o=", "o"),
        ("findings/1/?fields=id", "fields"),
        ("findings/1/?limit=1", "limit"),
        ("engagements/?prefetch=lead", "prefetch"),
        ("engagements/?lead=1", "lead"),
        ("tests/?engagement__product=1", "engagement__product"),
        ("product_types/?o=name", "o"),
        ("users/?prefetch=x", "prefetch"),
        ("dojo_group_members/?group=1", "group"),
    ];
    for (path, parameter) in ignored {
        let (status, body) = json(&strict, Account::Admin, path);
        assert_eq!(status, 400, "{path}: {body}");
        assert!(
            body[parameter][0].as_str().unwrap().contains("ignore"),
            "{path}: {body}"
        );
        assert_eq!(json(&lenient, Account::Admin, path).0, 200, "{path}");
    }
    let accepted = [
        "findings/?severity=critical&limit=1&offset=2000000000",
        "findings/?active=TRUE&o=numerical_severity,-date,id&related_fields=true&prefetch=test,reporter&limit=1",
        "findings/?offset=0&limit=1",
        "products/?business_criticality=high&business_criticality=low",
        "dojo_group_members/?group_id=1&prefetch=user,role,group",
    ];
    for path in accepted {
        assert_eq!(json(&strict, Account::Admin, path).0, 200, "{path}");
    }
}

#[test]
fn pages_are_whole_only_with_a_unique_order() {
    let dojo = dojo(Profile::Oss3);
    let walk = |order: &str| -> Vec<u64> {
        let pages = (0..10).map(|page| format!("findings/?limit=100&offset={}{order}", page * 100));
        pages.flat_map(|path| ids(&dojo, &path)).collect()
    };
    let distinct = |ids: &[u64]| ids.iter().collect::<BTreeSet<_>>().len();
    for order in [
        "",
        "&o=-severity,id",
        "&o=numerical_severity,-date,id",
        "&o=-sla_expiration_date,id",
    ] {
        assert_eq!(distinct(&walk(order)), 1_000, "{order}");
    }
    let loose = walk("&o=-severity");
    assert!(distinct(&loose) < 1_000);
    assert_eq!(
        loose,
        walk("&o=-severity"),
        "the same request gives the same rows"
    );
    assert_eq!(walk(""), (1..=1_000).collect::<Vec<u64>>());
}

#[test]
fn orders_sort_and_put_missing_values_last_or_first() {
    let dojo = Dojo::new(&Config {
        findings: 500,
        ..config(Profile::Oss3)
    });
    let rows = |order: &str, field: &str| -> Vec<Value> {
        let (_, body) = json(
            &dojo,
            Account::Admin,
            &format!("findings/?limit=500&o={order}"),
        );
        body["results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row[field].clone())
            .collect()
    };
    let names = rows("severity,id", "severity");
    let mut runs: Vec<&str> = names.iter().map(|name| name.as_str().unwrap()).collect();
    runs.dedup();
    assert_eq!(runs, ["Critical", "High", "Info", "Low", "Medium"]);
    let (up, down) = (
        rows("component_name,id", "component_name"),
        rows("-component_name,id", "component_name"),
    );
    assert!(up[0].is_string() && up[499].is_null());
    assert!(down[0].is_null() && down[499].is_string());
    let dates = rows("-date,id", "date");
    assert!(
        dates
            .windows(2)
            .all(|pair| pair[0].as_str() >= pair[1].as_str())
    );
}

#[test]
fn links_follow_the_host_header() {
    let dojo = dojo(Profile::Oss3);
    let request = Request::get("/api/v2/findings/?limit=2&offset=2")
        .header("host", "evil.example")
        .header(
            "authorization",
            format!("token {}", dojo.token(Account::Admin)),
        )
        .body(())
        .unwrap();
    let body: Value = serde_json::from_slice(dojo.answer(&request).body()).unwrap();
    assert_eq!(
        body["next"],
        "http://evil.example/api/v2/findings/?limit=2&offset=4"
    );
    assert_eq!(
        body["previous"],
        "http://evil.example/api/v2/findings/?limit=2"
    );
}

#[test]
fn the_seed_decides_everything() {
    let build = |seed: u64| {
        Dojo::new(&Config {
            seed,
            ..config(Profile::Oss2)
        })
    };
    let (one, same, other) = (build(7), build(7), build(8));
    assert_eq!(one.portfolio(), same.portfolio());
    assert_eq!(one.token(Account::LowPriv), same.token(Account::LowPriv));
    assert_ne!(one.portfolio().findings, other.portfolio().findings);
    assert_ne!(one.token(Account::LowPriv), other.token(Account::LowPriv));
}

#[test]
fn any_number_of_findings_can_be_had() {
    for findings in [0, 1, 7, 100] {
        let dojo = Dojo::new(&Config {
            findings,
            ..config(Profile::Oss3)
        });
        assert_eq!(count(&dojo, "findings", ""), findings);
    }
}

#[test]
fn hostile_text_is_planted() {
    let dojo = Dojo::new(&Config {
        findings: 6_000,
        ..config(Profile::Oss3)
    });
    let portfolio = dojo.portfolio();
    let planted = |kind| {
        portfolio
            .findings
            .iter()
            .filter(move |row| row.planted == Some(kind))
    };
    assert!(planted(Planted::PromptInjection).count() >= 5);
    assert!(planted(Planted::InvisibleText).count() >= 5);
    assert_eq!(planted(Planted::TokenLike).count(), 1);
    let token = dojo.token(Account::Admin);
    let live: Vec<_> = planted(Planted::LiveToken).collect();
    assert!(
        live.len() == 1 && live[0].title.contains(token) && live[0].description.contains(token)
    );
    let elsewhere = portfolio
        .findings
        .iter()
        .filter(|row| row.description.contains(token))
        .count();
    assert_eq!(elsewhere, 1);
    let invisible = planted(Planted::InvisibleText).next().unwrap();
    for character in ['\u{200B}', '\u{202E}', '\u{E0041}', '\u{1B}'] {
        assert!(invisible.title.contains(character) && invisible.description.contains(character));
    }
    let huge = portfolio
        .findings
        .iter()
        .filter(|row| row.description.len() > 15_000)
        .count();
    assert!((200..600).contains(&huge), "{huge}");
    assert!(portfolio.products.iter().any(|row| row.name.contains('<')));
    assert!(portfolio.products.iter().any(|row| !row.name.is_ascii()));
    assert!(portfolio.products.iter().any(|row| {
        portfolio
            .engagements
            .iter()
            .all(|it| it.product_id != row.id)
    }));
    assert!(portfolio.product_types.iter().any(|row| {
        portfolio
            .products
            .iter()
            .all(|it| it.product_type_id != row.id)
    }));
}

#[test]
fn what_is_not_simulated_says_so() {
    let dojo = dojo(Profile::Oss3);
    for path in [
        "announcements/",
        "findings/?hash_code=abc",
        "findings/1/metadata/",
    ] {
        let (status, body) = json(&dojo, Account::Admin, path);
        assert_eq!(status, 501, "{path}");
        assert!(
            body["detail"]
                .as_str()
                .unwrap()
                .starts_with("The simulator does not do this")
        );
    }
}

#[test]
fn requests_are_recorded_without_tokens() {
    let dojo = dojo(Profile::Oss3);
    let secret = "f".repeat(40);
    for authorization in [
        Some(format!("Token {}", dojo.token(Account::LowPriv))),
        Some(format!("Token {secret}")),
        None,
    ] {
        let mut request =
            Request::get("/api/v2/findings/?limit=1").header("accept-encoding", "identity");
        if let Some(authorization) = authorization {
            request = request.header("authorization", authorization);
        }
        let _ = dojo.answer(&request.body(()).unwrap());
    }
    let requests = dojo.requests();
    let callers: Vec<Caller> = requests.iter().map(|request| request.caller).collect();
    assert_eq!(
        callers,
        [
            Caller::Account(Account::LowPriv),
            Caller::Unknown,
            Caller::Nobody
        ]
    );
    assert_eq!(requests[0].headers["accept-encoding"], "identity");
    assert_eq!(
        (requests[0].path.as_str(), requests[0].query.as_str()),
        ("/api/v2/findings/", "limit=1")
    );
    assert_eq!(
        requests
            .iter()
            .map(|request| request.status)
            .collect::<Vec<_>>(),
        [200, 403, 403]
    );
    let shown = format!("{requests:?} {dojo:?}");
    assert!(!shown.contains(&secret));
    dojo.clear_requests();
    assert!(dojo.requests().is_empty());
}

#[test]
fn requests_are_waited_for_and_not_for_ever() {
    let dojo = &dojo(Profile::Oss3);
    assert!(dojo.wait_for_requests(0, Duration::ZERO));
    assert!(!dojo.wait_for_requests(1, Duration::ZERO));
    thread::scope(|scope| {
        let waiting = scope.spawn(|| dojo.wait_for_requests(2, Duration::from_mins(1)));
        for _ in 0..2 {
            let _ = json(dojo, Account::Admin, "findings/");
        }
        assert!(waiting.join().unwrap());
    });
}

#[test]
fn debug_shows_no_token() {
    let dojo = Dojo::new(&Config {
        findings: 50,
        ..config(Profile::Oss3)
    });
    let shown = format!("{dojo:?}");
    assert!(
        Account::ALL
            .into_iter()
            .all(|account| !shown.contains(dojo.token(account))),
        "{shown}"
    );
}
