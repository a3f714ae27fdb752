// What a program is asked to do: one JSON object on standard input, from the Rust side of these tests.
import { json } from "node:stream/consumers";

/** Reads it. From here on this process has `patience` seconds: a browser that hangs must not outlive its test. */
export async function readScript() {
  const { patience, ...script } = await json(process.stdin);
  const end = () => {
    console.error("The program hangs; it ends itself.");
    process.exit(1);
  };
  setTimeout(end, patience * 1000).unref();
  return script;
}
