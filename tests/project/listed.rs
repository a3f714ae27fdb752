//! What is written of the tools before the server is built is what the server's own types say of them.

use crate::described::app;
use defectdojo_mcp::config::MCP_TOKEN_ARGUMENT;
use defectdojo_mcp::http::Application as _;
use defectdojo_mcp::record::{Journal, RequestId};
use defectdojo_mcp::tools::{all, all_described};
use http::HeaderMap;
use std::rc::Rc;
use std::{env, fs};

/// Holds the files to the types. With `UPDATE_TOOLS` in the environment it writes them first; they take effect in
/// the next build. The file of a new tool begins as an empty one.
#[test]
fn the_files_are_fresh() {
    let journal = Rc::new(Journal::new(RequestId::new(1)));
    let update = env::var_os("UPDATE_TOOLS").is_some();
    for token_argument in ["on", "off"] {
        let app = app(&[(MCP_TOKEN_ARGUMENT, token_argument)]);
        let session = app.authenticate(&HeaderMap::new(), &journal).unwrap();
        for (written, described) in all().iter().zip(all_described()) {
            let json = described.listed(&session);
            if update {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tools/listed");
                let file = format!("{folder}/{}.json", described.name);
                fs::write(file, format!("{json}\n")).unwrap();
                continue;
            }
            assert!(
                written.listed(&session) == json,
                "src/tools/listed/{}.json is stale, with the argument `token` {token_argument}: \
                UPDATE_TOOLS=1 cargo test --test project listed writes it",
                described.name
            );
        }
        if update {
            return;
        }
    }
}
