//! What a user needs to connect a client: the text that `demo` and `serve` end with.

use std::net::SocketAddr;

/// The MCP endpoint of a server that listens here.
pub(crate) fn mcp_url(addr: SocketAddr) -> String {
    format!("http://{addr}/mcp")
}

/// How to use the server at this URL with this token.
pub(crate) fn handout(mcp_url: &str, token: &str) -> String {
    let claude_desktop = claude_desktop(mcp_url, token);
    format!(
        r#"MCP server  {mcp_url}
Token       Authorization: Token {token}

Claude Desktop, in claude_desktop_config.json:

{claude_desktop}

Claude Code:

claude mcp add --transport http defectdojo {mcp_url} --header "Authorization: Token {token}"

Critical findings with curl:

curl -sS {mcp_url} \
  -H 'Content-Type: application/json' \
  -H 'Accept: application/json, text/event-stream' \
  -H 'Authorization: Token {token}' \
  -d '{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"get_findings","arguments":{{"severity":["Critical"],"limit":10}}}}}}'
"#
    )
}

/// The token goes through the environment: where npx is run by way of cmd.exe, as Claude Desktop does on Windows,
/// an argument with a space in it falls apart.
fn claude_desktop(mcp_url: &str, token: &str) -> String {
    format!(
        r#"{{
  "mcpServers": {{
    "defectdojo": {{
      "command": "npx",
      "args": ["-y", "mcp-remote", "{mcp_url}", "--header", "Authorization:${{DEFECTDOJO_AUTH}}"],
      "env": {{ "DEFECTDOJO_AUTH": "Token {token}" }}
    }}
  }}
}}"#
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const URL: &str = "http://127.0.0.1:3000/mcp";
    const TOKEN: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn the_whole_text() {
        assert_eq!(mcp_url(SocketAddr::from(([127, 0, 0, 1], 3000))), URL);
        assert_eq!(handout(URL, TOKEN), include_str!("../tests/handout.txt"));
    }

    #[test]
    fn the_snippet_is_json_that_starts_mcp_remote_with_the_token() {
        let snippet: Value = serde_json::from_str(&claude_desktop(URL, TOKEN)).unwrap();
        let server = &snippet["mcpServers"]["defectdojo"];
        assert_eq!(server["command"], "npx");
        assert_eq!(
            server["args"],
            json!([
                "-y",
                "mcp-remote",
                URL,
                "--header",
                "Authorization:${DEFECTDOJO_AUTH}"
            ])
        );
        assert_eq!(
            server["env"],
            json!({ "DEFECTDOJO_AUTH": format!("Token {TOKEN}") })
        );
    }

    #[test]
    fn the_body_that_curl_sends_is_a_tool_call() {
        let text = handout(URL, TOKEN);
        let body = text
            .split("-d '")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap();
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["method"], "tools/call");
        assert_eq!(
            body["params"],
            json!({"name": "get_findings", "arguments": {"severity": ["Critical"], "limit": 10}})
        );
    }
}
