//! The red team: alone, or with the guard before it as the server has it.

use red_team::{Order, Outcome};
use std::path::PathBuf;
use tempfile::TempDir;
use testbed::{Client, Server, provided};

/// Alone, with the host's own way out.
pub(crate) fn alone() -> PathBuf {
    provided(
        "RED_TEAM_WASM",
        "target/wasm32-wasip2/release/red_team.wasm",
    )
}

/// Behind the guard.
pub(crate) struct Guarded {
    folder: TempDir,
}

impl Guarded {
    pub(crate) fn compose() -> Self {
        let guard = provided(
            "EGRESS_GUARD_WASM",
            "target/wasm32-wasip2/release/egress_guard.wasm",
        );
        let folder = tempfile::tempdir().unwrap();
        let whole = compose::plug(&alone(), &guard).unwrap();
        std::fs::write(folder.path().join("guarded.wasm"), whole).unwrap();
        Self { folder }
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("guarded.wasm")
    }
}

/// Has a running red team do something: what came of it.
pub(crate) fn obeyed(server: &Server, order: &Order) -> Vec<Outcome> {
    let (status, body) = answer(server, order);
    assert_eq!(status, 200, "{order:?}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// The HTTP status and the body of its answer.
pub(crate) fn answer(server: &Server, order: &Order) -> (u16, String) {
    let body = serde_json::to_vec(order).unwrap();
    let answer = Client::new(server.url(), None).send("POST", "/", &[], body);
    (answer.status, answer.body)
}

/// What the guard says to all that it doesn't let through.
pub(crate) fn denied() -> Outcome {
    Outcome::Failed("ErrorCode::HttpRequestDenied".to_owned())
}

/// Whether the guard stopped it, or the host before that.
pub(crate) fn is_stopped(outcome: &Outcome) -> bool {
    *outcome == denied() || matches!(outcome, Outcome::Unbuilt(_))
}
