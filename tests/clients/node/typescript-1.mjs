// Driver: the official TypeScript SDK, 1.x, which most hosts of today are built on.
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

import { drive } from "./lib/driver.mjs";
import { installed } from "./lib/installed.mjs";
import { headers } from "./lib/script.mjs";
import { PROGRAM, host } from "./lib/sdk.mjs";
import { walk } from "./lib/walk.mjs";

await drive(await installed("@modelcontextprotocol/sdk"), async (script) => {
  const client = new Client(PROGRAM);
  const transport = new StreamableHTTPClientTransport(new URL(script.url), {
    requestInit: { headers: headers(script) },
  });
  try {
    await client.connect(transport);
    const call = (params, options) => client.callTool(params, undefined, options);
    return await walk(script, host(client, transport.protocolVersion, call));
  } finally {
    await client.close();
  }
});
