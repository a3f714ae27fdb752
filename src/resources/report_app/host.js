// The host: JSON-RPC 2.0 over postMessage, as MCP Apps has it
// (https://github.com/modelcontextprotocol/ext-apps/blob/main/specification/2026-01-26/apps.mdx).
//
// Not the extension's own client library: bundled and minified, with what it needs, it comes to 0.66 MB, for the few
// messages below. All of the server is to fit into 1.0 MB.
"use strict";

const host = (() => {
  const waiting = new Map();
  let lastId = 0;
  let handlers = {};

  // Whoever the host is: its origin is not known, and only it can embed this document.
  const post = (message) => window.parent.postMessage({ jsonrpc: "2.0", ...message }, "*");

  const notify = (method, params) => post({ method, params });

  function request(method, params) {
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      post({ id, method, params });
    });
  }

  function receive({ source, data }) {
    if (source !== window.parent || data?.jsonrpc !== "2.0") return;
    const { id, method, params = {}, result, error } = data;
    if (typeof method === "string") {
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      const answer = handler?.(params);
      if (id === undefined) return;
      post(handler ? { id, result: answer ?? {} } : { id, error: { code: -32601, message: "Method not found" } });
    } else if (waiting.has(id)) {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(new Error(String(error.message)));
      else resolve(result ?? {});
    }
  }

  /** Opens the session. `on` handles what the host sends, by method, and may be called before this is done. */
  async function connect(appInfo, on) {
    handlers = { ping: () => ({}), ...on };
    window.addEventListener("message", receive);
    const params = { protocolVersion: "2026-01-26", appInfo, appCapabilities: { availableDisplayModes: ["inline", "fullscreen"] } };
    const opened = await request("ui/initialize", params);
    return { capabilities: opened.hostCapabilities ?? {}, context: opened.hostContext ?? {} };
  }

  /** The object that a tool of our server gives. Fails with its words. */
  async function callTool(name, args) {
    const result = await request("tools/call", { name, arguments: args });
    return read(result);
  }

  /** The object in a tool's result. */
  function read(result) {
    const text = result.content?.find(({ type }) => type === "text")?.text ?? "";
    if (result.isError) throw new Error(text || "The tool failed and does not say why.");
    // Some hosts pass on one of the two.
    return result.structuredContent ?? JSON.parse(text);
  }

  return { connect, request, notify, callTool, read };
})();
