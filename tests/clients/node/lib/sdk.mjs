// The official TypeScript SDK as a `Host` (see walk.mjs): what both of its generations share.

/** The program that the SDK is a part of, as it names itself to a server. */
export const PROGRAM = { name: "defectdojo-mcp-clients", version: "1.0.0" };

/**
 * A connected client. `protocol` is what it negotiated and `callTool(params, options)` its way to call
 * a tool: the two that the generations have different names or arguments for.
 */
export function host(client, protocol, callTool) {
  return {
    protocol,
    server: client.getServerVersion(),
    instructions: client.getInstructions(),
    tools: () => whole("tools", (page) => client.listTools(page)),
    prompts: () => whole("prompts", (page) => client.listPrompts(page)),
    resources: () => whole("resources", (page) => client.listResources(page)),
    templates: () => whole("resourceTemplates", (page) => client.listResourceTemplates(page)),
    call: (params, onprogress) => callTool(params, { onprogress }),
    getPrompt: (params) => client.getPrompt(params),
    read: (params) => client.readResource(params),
    complete: async (params) => (await client.complete(params)).completion,
  };
}

/** All pages of a list. */
async function whole(entries, page) {
  const all = [];
  let cursor;
  do {
    const one = await page(cursor && { cursor });
    all.push(...one[entries]);
    cursor = one.nextCursor;
  } while (cursor);
  return all;
}
