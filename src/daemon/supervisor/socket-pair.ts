/** A connected pair of stream sockets that children inherit. */
import { systemCalls } from "../../kernel/libc.ts";
import { AF_UNIX, SOCK_CLOEXEC, SOCK_STREAM } from "../../kernel/socket-constants.ts";

/**
 * Both ends stay open here for as long as the daemon runs: a child that is started again finds the
 * same pair, and its neighbour never notices.
 */
export function makeSocketPair(): readonly [number, number] {
  const descriptors = new Int32Array(2);
  const bytes = new Uint8Array(descriptors.buffer);
  const result = systemCalls().socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, bytes);
  const [first, second] = descriptors;
  if (result < 0 || first === undefined || second === undefined) {
    throw new Error(`cannot make a socket pair for the child processes: errno ${-result}`);
  }
  return [first, second];
}
