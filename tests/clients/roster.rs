//! The clients that are tried, in the order of the table, each with its test.

use crate::client::Entry;
use crate::profile::{
    AUTHORIZATION_REQUIRED, INSPECTOR_WEB_DIRECT, inspector_cli, inspector_web, mcp_remote,
    modern_python, python, rmcp, typescript,
};
use crate::script::Era;

/// Makes an entry and a test of each client, and the list of all.
macro_rules! roster {
    ($($name:ident: $client:expr;)*) => {
        $(fn $name() -> &'static Entry {
            static ENTRY: Entry = Entry::new(stringify!($name), $client);
            &ENTRY
        })*

        /// All of them, in the order of the table.
        pub(crate) const ROSTER: &[fn() -> &'static Entry] = &[$($name),*];

        mod each {
            $(#[test]
            fn $name() {
                super::$name().assert_sound();
            })*
        }
    };
}

roster! {
    typescript_1: typescript("typescript-1.mjs", Era::Legacy);
    typescript_2_legacy: typescript("typescript-2.mjs", Era::Legacy);
    typescript_2_auto: typescript("typescript-2.mjs", Era::Auto);
    typescript_2_modern: typescript("typescript-2.mjs", Era::Modern);
    python_legacy: python("mcp_client.py", Era::Legacy);
    python_auto: python("mcp_client.py", Era::Auto);
    python_modern: modern_python("mcp_client.py");
    fastmcp_legacy: python("fastmcp_client.py", Era::Legacy);
    fastmcp_auto: python("fastmcp_client.py", Era::Auto);
    fastmcp_modern: modern_python("fastmcp_client.py");
    rmcp_legacy: rmcp(Era::Legacy);
    rmcp_auto: rmcp(Era::Auto);
    rmcp_modern: rmcp(Era::Modern);
    inspector_cli_legacy: inspector_cli(Era::Legacy, None);
    inspector_cli_modern: inspector_cli(Era::Modern, Some(AUTHORIZATION_REQUIRED));
    inspector_web_legacy: inspector_web(Era::Legacy);
    inspector_web_modern: inspector_web(Era::Modern);
    inspector_web_direct: INSPECTOR_WEB_DIRECT;
    mcp_remote_legacy: mcp_remote(Era::Legacy);
    mcp_remote_auto: mcp_remote(Era::Auto);
}
