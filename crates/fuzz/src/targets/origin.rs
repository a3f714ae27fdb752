//! Who may call: the header `Origin`, the header `Host` and the operator's list, a line each.

use super::upstream::Canned;
use crate::server::{app, ask, legacy, simulated};
use crate::wire::line;
use defectdojo_mcp::app::App;
use defectdojo_mcp::http::AllowedOrigins;
use http::{HeaderValue, Uri};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::rc::Rc;

/// Sends both headers, under the default and under the list.
pub fn run(input: &[u8]) {
    let (origin, rest) = line(input);
    let (host, list) = line(rest);
    let Ok(origin) = HeaderValue::from_bytes(origin) else {
        return;
    };
    if call(&simulated(), &origin, host) {
        let origin = origin.to_str().expect("what is allowed can be read");
        assert!(is_loopback(origin), "{origin:?}");
    }
    let list = String::from_utf8_lossy(list);
    if list.parse::<AllowedOrigins>().is_ok() {
        let app = app(Rc::new(Canned::default()), Some(&list));
        let is_allowed = call(&app, &origin, host);
        let of_list = |entry: &str| {
            origin
                .to_str()
                .is_ok_and(|origin| is_same(origin, entry.trim()))
        };
        assert!(
            !is_allowed || list.split(',').any(of_list),
            "{origin:?}, {list:?}"
        );
    }
}

/// Whether the page is let in. The header `Host` changes nothing, since it is the attacker's own name in an
/// attack by DNS rebinding.
fn call(app: &Rc<App>, origin: &HeaderValue, host: &[u8]) -> bool {
    let ping = br#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let mut request = legacy(ping.to_vec());
    request.headers_mut().insert("origin", origin.clone());
    if let Ok(host) = HeaderValue::from_bytes(host) {
        request.headers_mut().insert("host", host);
    }
    let answer = ask(app, request);
    let shared = answer.headers.get("access-control-allow-origin");
    match answer.status {
        200 => assert_eq!(shared, Some(origin)),
        status => assert_eq!((status, shared), (403, None)),
    }
    answer.status == 200
}

/// Judged by another parser than the server's own. Shorthands of addresses, which only that one knows, pass:
/// no browser sends them, and what they stand for is this machine too.
fn is_loopback(origin: &str) -> bool {
    let Ok(uri) = origin.parse::<Uri>() else {
        return false;
    };
    let host = uri.host().unwrap_or_default().to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    if let Some(address) = host.strip_prefix('[') {
        let address = address.trim_end_matches(']').parse::<Ipv6Addr>();
        return address.is_ok_and(|address| address.is_loopback());
    }
    match host.parse::<Ipv4Addr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || is_shorthand(host),
    }
}

fn is_shorthand(host: &str) -> bool {
    host.bytes()
        .all(|byte| byte.is_ascii_hexdigit() || b".x".contains(&byte))
}

/// Whether both have the same scheme and host by another parser than the server's own.
fn is_same(origin: &str, entry: &str) -> bool {
    let part = |text: &str| {
        let uri = text.parse::<Uri>().ok()?;
        let host = uri.host()?.to_ascii_lowercase();
        Some((uri.scheme_str()?.to_ascii_lowercase(), host))
    };
    match (part(origin), part(entry)) {
        (Some(origin), Some(entry)) => origin == entry || is_shorthand(&origin.1),
        _ => false,
    }
}
