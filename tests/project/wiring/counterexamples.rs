//! Servers with a way out, that only look guarded.

use super::{Fault, WAY_IN, WAY_OUT, guarded};

/// A server and a guard, composed as `wiring` says.
fn composed(wiring: &str) -> Vec<u8> {
    let text = r#"(component
        (import "OUT" (instance $host (export "handle" (func))))
        (component $guard
            (import "OUT" (instance $out (export "handle" (func))))
            (export "OUT" (instance $out)))
        (component $server
            (import "OUT" (instance $out (export "handle" (func))))
            (import "more" (instance $more (export "handle" (func))))
            (export "IN" (instance $out)))
        WIRING)"#;
    let text = text.replace("WIRING", wiring);
    let text = text.replace("\"OUT\"", &format!("{WAY_OUT:?}"));
    wat::parse_str(text.replace("\"IN\"", &format!("{WAY_IN:?}"))).unwrap()
}

const GUARD: &str = r#"(instance $g (instantiate $guard (with "OUT" (instance $host))))"#;
const SERVER: &str = r#"(instance $s (instantiate $server
    (with "OUT" (instance $g "OUT"))
    (with "more" (instance $g "OUT"))))"#;
const ENTRANCE: &str = r#"(export "IN" (instance $s "IN"))"#;

#[test]
fn a_guarded_server_is_told() {
    let whole = composed(&format!("{GUARD}{SERVER}{ENTRANCE}"));
    assert!(guarded(&whole).is_ok());
}

#[test]
fn a_server_with_another_way_out_is_told() {
    let server_out = |from: &str| SERVER.replacen(r#"(instance $g "OUT")"#, from, 1);
    let more =
        |from: &str| SERVER.replace(r#""more" (instance $g "OUT")"#, &format!("\"more\" {from}"));
    let bundle = r#"(alias export $host "handle" (func $handle))
        (instance $bundle (export "handle" (func $handle)))"#;
    for (wiring, fault) in [
        // The arguments swapped: the server before the guard.
        (
            format!(
                r#"{}(instance $g (instantiate $guard (with "OUT" (instance $s "IN")))){ENTRANCE}"#,
                SERVER.replace(r#"$g "OUT""#, "$host")
            ),
            Fault::NoGuard,
        ),
        // The guard is there, and idle.
        (
            format!("{GUARD}{}{ENTRANCE}", server_out("(instance $host)")),
            Fault::NoGuard,
        ),
        // A second way beside the guard's, under another name, or function by function.
        (
            format!("{GUARD}{}{ENTRANCE}", more("(instance $host)")),
            Fault::Bypass,
        ),
        (
            format!("{GUARD}{bundle}{}{ENTRANCE}", more("(instance $bundle)")),
            Fault::Bypass,
        ),
        (
            format!(
                "{GUARD}{bundle}{}{ENTRANCE}",
                server_out("(instance $bundle)")
            ),
            Fault::NoGuard,
        ),
        // The way out is offered to the outside as well, so that it can be composed back in.
        (
            format!(r#"{GUARD}{SERVER}{ENTRANCE}(export "host" (instance $host))"#),
            Fault::Bypass,
        ),
        // The outside reaches something else than the server, or a second server.
        (
            format!(r#"{GUARD}{SERVER}(export "IN" (instance $g "OUT"))"#),
            Fault::OtherEntrance,
        ),
        (
            format!("{GUARD}{SERVER}{}{ENTRANCE}", SERVER.replace("$s ", "$t ")),
            Fault::NoServer,
        ),
        (GUARD.to_owned(), Fault::NoServer),
    ] {
        assert_eq!(guarded(&composed(&wiring)).unwrap_err(), fault, "{wiring}");
    }
}
