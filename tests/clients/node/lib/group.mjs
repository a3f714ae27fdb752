// Runs the command in its arguments in a process group of its own, and ends the group with it: npx
// leaves a shell and a program behind when it is ended itself, as the shell passes no signal on.
// Usage: node group.mjs SECONDS COMMAND [ARGUMENT…]
import { spawn } from "node:child_process";

const [seconds, command, ...args] = process.argv.slice(2);
const leader = spawn(command, args, { stdio: "inherit", detached: true });

function end() {
  try {
    process.kill(-leader.pid, "SIGKILL");
  } catch {
    // Nobody of the group is left.
  }
}

process.on("SIGTERM", end);
// Only ends what hangs; no run comes near it.
setTimeout(() => {
  console.error(`${command} hangs; its group is ended.`);
  end();
}, seconds * 1000);
leader.on("error", (error) => {
  console.error(`${command} can't be started: ${error.message}`);
  process.exit(127);
});
leader.on("exit", (code) => {
  end();
  process.exit(code ?? 1);
});
