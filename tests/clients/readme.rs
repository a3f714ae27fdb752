//! The README's table of clients is written by their runs.

use crate::client::Entry;
use crate::generated::assert_fresh;
use crate::roster::ROSTER;
use std::fmt::Write as _;

/// A row a client.
fn table() -> String {
    let mut table =
        "| client | version | era asked | protocol spoken | result |\n|---|---|---|---|---|\n"
            .to_owned();
    for entry in ROSTER {
        let entry = entry();
        let outcome = entry.outcome();
        writeln!(
            table,
            "| `{}` | {} | {} | {} | {} |",
            outcome.client.name,
            outcome.client.version,
            entry.client.era.name(),
            outcome.protocol.as_deref().unwrap_or("not shown"),
            result(entry),
        )
        .unwrap();
    }
    table
}

/// What it came to, with what the client can't show.
fn result(entry: &Entry) -> String {
    let faults = &entry.outcome().faults;
    if !faults.is_empty() {
        let parts: Vec<_> = faults.iter().map(|fault| fault.part).collect();
        return format!("**fails**: {}", parts.join(", "));
    }
    let lacks = entry.client.lacks.iter().map(|lack| lack.note);
    let instead = entry.client.instead_of_401.iter();
    let notes = lacks.chain(instead.map(|instead| instead.note));
    let notes = notes.map(|note| format!("; {note}"));
    format!("passes{}", notes.collect::<String>())
}

#[test]
fn the_table_of_clients_is_fresh() {
    assert_fresh("tests/clients/README.md", "clients", &table(), "clients");
}
