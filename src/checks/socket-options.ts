/** How a checker's sockets are opened: the same object for each of its probes. */
import type { CheckConnection } from "../config/model/checker.ts";
import type { ProbeSocketOptions } from "../ports/probe-sockets.ts";

/** What a socket is prepared with is kept by these objects (`kernel/probe-sockets/recipe.ts`). */
const known = new WeakMap<CheckConnection, ProbeSocketOptions>();

/** A checker always asks for one transport. */
export function socketOptions(
  checker: CheckConnection,
  transport: ProbeSocketOptions["transport"],
): ProbeSocketOptions {
  const before = known.get(checker);
  if (before !== undefined) return before;
  const { address, port, bindAddress, bindPort, bindInterface, mark } = checker;
  const options = { transport, address, port, bindAddress, bindPort, bindInterface, mark };
  known.set(checker, options);
  return options;
}
