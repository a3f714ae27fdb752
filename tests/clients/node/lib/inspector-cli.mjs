// The Inspector's command line as a `Host` (see walk.mjs).
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { endWithThis } from "./deadline.mjs";
import { LAUNCHER, era } from "./inspector.mjs";
import { headers } from "./script.mjs";

// Only ends what hangs: an operation takes half a second.
const PATIENCE = 120_000;

const run = promisify(execFile);

/** The command line, for the server and the era of one script. Keeps what it has to keep in `home`. */
export class InspectorCli {
  #connection;
  #home;
  /** The exit codes of each method that was called, in order. */
  exitCodes = {};
  /** How `tools/list --strict` ended, and what it found in the schemas. */
  strict = null;

  constructor(script, home) {
    this.#home = home;
    this.#connection = [
      script.url,
      ...["--transport", "http", "--protocol-era", era(script), "--format", "json", "--stored-auth-only"],
      ...Object.entries(headers(script)).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    ];
  }

  /** The server as the command line describes it. */
  async host() {
    const { protocolVersion, serverInfo, instructions } = await this.#result("initialize");
    return {
      protocol: protocolVersion,
      server: serverInfo,
      instructions,
      tools: () => this.#tools(),
      prompts: async () => (await this.#result("prompts/list")).prompts,
      resources: async () => (await this.#result("resources/list")).resources,
      templates: async () => (await this.#result("resources/templates/list")).resourceTemplates,
      call: (params) =>
        this.#result("tools/call", "--tool-name", params.name, "--tool-args-json", JSON.stringify(params.arguments)),
      getPrompt: (params) =>
        this.#result("prompts/get", "--prompt-name", params.name, ...pairs("--prompt-args", params.arguments)),
      read: ({ uri }) => this.#result("resources/read", "--uri", uri),
      // It has no method for completion.
    };
  }

  async #tools() {
    const { code, stdout, stderr } = await this.#operation("tools/list", "--strict");
    const { result, schemaFindings } = parsed(stdout, stderr);
    // It is left out where nothing was found.
    this.strict = { exitCode: code, findings: schemaFindings ?? [] };
    return result.tools;
  }

  async #result(method, ...options) {
    const { stdout, stderr } = await this.#operation(method, ...options);
    return parsed(stdout, stderr).result;
  }

  async #operation(method, ...options) {
    const ended = await this.#run([...this.#connection, "--method", method, ...options]);
    process.stderr.write(ended.stderr);
    if (ended.code === null) throw new Error(`${method} did not end: ${ended.stdout}${ended.stderr}`);
    (this.exitCodes[method] ??= []).push(ended.code);
    return ended;
  }

  // Nothing of this process's environment: proxies, other stores of tokens, or other settings of the Inspector.
  async #run(args) {
    const options = { env: { HOME: this.#home }, timeout: PATIENCE, killSignal: "SIGKILL", maxBuffer: 64 << 20 };
    const running = run(process.execPath, [LAUNCHER, "--cli", ...args], options);
    endWithThis(running.child);
    try {
      return { code: 0, ...(await running) };
    } catch ({ code, stdout, stderr }) {
      return { code, stdout, stderr };
    }
  }
}

function pairs(option, values) {
  return Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);
}

// A tool that fails ends the program with a code of its own and is a result all the same. Without a
// result, what was printed is all that the user has.
function parsed(stdout, stderr) {
  if (stdout.trim() === "") throw stderr.trim();
  return JSON.parse(stdout);
}
