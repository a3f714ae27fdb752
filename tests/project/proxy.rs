//! The README's example of a proxy: what it waits for, the server need not.

use super::network::block;
use limits::value;

/// The directives of the example with their values, in their order.
fn directives() -> Vec<(String, String)> {
    let example = block("nginx");
    let lines = example.lines().map(str::trim);
    lines
        .filter_map(|line| line.strip_suffix(';')?.split_once(' '))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

#[test]
fn the_proxy_waits_for_slow_clients_in_the_servers_place() {
    let directives = directives();
    let only = |wanted: &str| {
        let mut found = directives.iter().filter(|(name, _)| name == wanted);
        let value = found.next().map(|(_, value)| value.as_str());
        assert_eq!(found.next(), None, "{wanted}");
        value.unwrap_or_else(|| panic!("no {wanted}"))
    };
    let seconds = |name: &str| -> u64 { only(name).strip_suffix('s').unwrap().parse().unwrap() };
    // A request that has begun to come, one whose body comes, and an answer that goes.
    for name in [
        "client_header_timeout",
        "client_body_timeout",
        "send_timeout",
    ] {
        assert!((1..=30).contains(&seconds(name)), "{name}");
    }
    assert_eq!(only("proxy_request_buffering"), "on");
    // What the server reads at most: more would be buffered for nothing.
    assert_eq!(only("client_max_body_size"), "1m");
    let zone = only("limit_conn_zone").strip_prefix("$binary_remote_addr zone=");
    let (zone, _) = zone.and_then(|zone| zone.split_once(':')).unwrap();
    let (limited, most) = only("limit_conn").split_once(' ').unwrap();
    assert_eq!(limited, zone);
    // Several clients, and not one, take all that the server does at once.
    let at_once = value("max-concurrent-requests").unwrap();
    assert!(2 * most.parse::<usize>().unwrap() <= at_once, "{most}");
    assert_eq!(only("listen"), "443 ssl");
    assert_eq!(only("proxy_pass"), "http://127.0.0.1:3000");
    // Longer than the runtime lets a request last: else the proxy gives up what is still answered.
    assert!(seconds("proxy_read_timeout") > 90);
}
