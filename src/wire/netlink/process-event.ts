/**
 * What the kernel tells of processes that begin, change and end: the process connector
 * (linux/cn_proc.h), carried by NETLINK_CONNECTOR.
 */
import { failure, type Result, success } from "../result.ts";
import { messageType, type NetlinkDecodeError, type NetlinkMessage, viewOf } from "./message.ts";
import { MessageWriter, type NetlinkEncodeError } from "./message-writer.ts";

/** Group and protocol to open a socket with. */
export const processConnector = { protocol: 11, group: 1 } as const;

/** Of whole processes: what a thread alone does is `other`. */
export type ProcessEvent =
  /** The answer to a wish to listen, which all listeners hear; `errno` is 0 where it is granted. */
  | { readonly kind: "acknowledged"; readonly errno: number }
  | { readonly kind: "forked"; readonly parent: number; readonly child: number }
  | { readonly kind: "executed"; readonly process: number }
  | { readonly kind: "renamed"; readonly process: number; readonly name: string }
  | { readonly kind: "exited"; readonly process: number }
  | { readonly kind: "other" };

/** CN_IDX_PROC, CN_VAL_PROC. */
const index = 1;
const value = 1;
/** PROC_CN_MCAST_LISTEN */
const listen = 1;
/** struct cn_msg without its data; then what, CPU and time of a struct proc_event. */
const connectorBytes = 20;
const eventBytes = 16;

/** PROC_EVENT_* */
const what = {
  none: 0,
  fork: 0x1,
  exec: 0x2,
  comm: 0x200,
  exit: 0x80000000,
} as const;

/** The wish to hear of all processes; it is not numbered, as nobody else answers. */
export function encodeProcessListen(): Result<Uint8Array, NetlinkEncodeError> {
  return new MessageWriter(messageType.done, 0)
    .u32(index)
    .u32(value)
    .u32(0)
    .u32(0)
    .u16(4)
    .u16(0)
    .u32(listen)
    .finish();
}

export function decodeProcessEvent({
  payload,
}: NetlinkMessage): Result<ProcessEvent, NetlinkDecodeError> {
  const least = connectorBytes + eventBytes + 4;
  if (payload.length < least) return failure({ code: "truncated", offset: payload.length });
  const view = viewOf(payload);
  const isOfProcesses = view.getUint32(0, true) === index && view.getUint32(4, true) === value;
  if (!isOfProcesses) return failure({ code: "unexpectedType", offset: 0 });
  const kind = view.getUint32(connectorBytes, true);
  const body = payload.subarray(connectorBytes + eventBytes);
  const needed = bodyBytes.get(kind) ?? 0;
  if (body.length < needed) return failure({ code: "truncated", offset: payload.length });
  return success(eventOf(kind, body));
}

const bodyBytes: ReadonlyMap<number, number> = new Map([
  [what.fork, 16],
  [what.exec, 8],
  [what.comm, 24],
  [what.exit, 8],
]);

/** Each thread has a number, and that of its process: alike for the first one. */
function eventOf(kind: number, body: Uint8Array): ProcessEvent {
  const view = viewOf(body);
  const number = (at: number): number => view.getUint32(at, true);
  if (kind === what.none) return { kind: "acknowledged", errno: number(0) };
  if (kind === what.fork) {
    const child = number(8);
    return child === number(12) ? { kind: "forked", parent: number(4), child } : other;
  }
  const process = number(0);
  // A thread other than the first may call exec: it becomes the first one.
  if (kind === what.exec) return { kind: "executed", process: number(4) };
  if (process !== number(4)) return other;
  if (kind === what.comm) return { kind: "renamed", process, name: textOf(body.subarray(8, 24)) };
  return kind === what.exit ? { kind: "exited", process } : other;
}

const other: ProcessEvent = { kind: "other" };

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
