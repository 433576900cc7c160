/** An operator's question to a node of the laboratory: the commands of `holdfast`. */
import { join } from "node:path";
import { type CommandResult, run } from "./command.ts";
import type { Lab } from "./lab.ts";
import type { Node } from "./router.ts";

const program = join(import.meta.dirname, "../../bin/holdfast");
const limitMillis = 15_000;

/** Runs `holdfast WORDS` on the node's machine, against the daemon that runs there. */
export function askNode(lab: Lab, node: Node, words: readonly string[]): CommandResult {
  const socket = join(lab.directory, `${node.router.name}.sock`);
  const argv = ["ip", "netns", "exec", node.router.namespace, program, ...words];
  return run([...argv, "--socket", socket], { limitMillis });
}
