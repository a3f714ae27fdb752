// Does what a script asks for with any client that has the shape of a `Host`, and notes what came back.
import { failure } from "./failure.mjs";

/**
 * One client that is connected to the server, as its user has it. Features that the client lacks are
 * absent. All functions give what the client's own API gives.
 *
 * @typedef {object} Host
 * @property {string} protocol the version that was negotiated, from the client
 * @property {{name: string, version: string}} server
 * @property {string} instructions
 * @property {() => Promise<object[]>} [tools]
 * @property {() => Promise<object[]>} [prompts]
 * @property {() => Promise<object[]>} [resources]
 * @property {() => Promise<object[]>} [templates]
 * @property {(params: {name: string, arguments: object}, onprogress?: (progress: object) => void) => Promise<object>} [call]
 * @property {(params: {name: string, arguments: object}) => Promise<object>} [getPrompt]
 * @property {(params: {uri: string}) => Promise<object>} [read]
 * @property {(params: {ref: object, argument: object}) => Promise<object>} [complete]
 */

/**
 * Plays a script. A list that fails ends it, as no client is of use without its lists; any other
 * failure stands in the place of its result.
 */
export async function walk(script, host) {
  return {
    protocol: host.protocol,
    server: host.server,
    instructions: host.instructions,
    tools: await list(host.tools),
    prompts: await list(host.prompts),
    resources: await list(host.resources),
    templates: await list(host.templates),
    calls: await each(host.call, script.calls, (call) => calling(host, call)),
    gotPrompts: await each(host.getPrompt, script.prompts, (prompt) => host.getPrompt(prompt)),
    read: await each(host.read, script.resources, (uri) => host.read({ uri })),
    completions: await each(host.complete, script.completions, (asked) => host.complete(asked)),
  };
}

async function list(feature) {
  return feature ? await feature() : null;
}

async function each(feature, asked, ask) {
  if (!feature) return null;
  const answers = [];
  for (const one of asked) answers.push(await ask(one).catch(failure));
  return answers;
}

async function calling(host, { progress: wanted, ...params }) {
  const progress = [];
  const result = await host.call(params, wanted ? (step) => progress.push(step) : undefined);
  return { result, progress };
}
