/**
 * What is said on the control socket: JSON, one value a line. The daemon says `hello`, a reader
 * asks, and each question is answered by one reply with its number, after the items of a stream
 * where it asked for one.
 */
export const controlVersion = 1;

/** Of one line of a reader; a question is small. */
export const longestRequestBytes = 64 * 1024;
/** Of one line of the daemon: the state of tens of thousands of real servers. */
export const longestReplyBytes = 256 * 1024 * 1024;

export interface Hello {
  readonly kind: "hello";
  readonly version: typeof controlVersion;
  readonly product: string;
  readonly release: string;
  readonly processId: number;
}

/** Instead of `hello`: this reader is not served; the daemon closes. */
export interface Refusal {
  readonly kind: "refused";
  readonly error: string;
}

/** Further members are the command's own. */
export interface ControlRequest {
  readonly id: number;
  readonly command: string;
  readonly [parameter: string]: unknown;
}

export type ControlReply =
  | { readonly id: number; readonly ok: true; readonly answer: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };

/** One of a stream, before the reply that ends it. */
export interface ControlItem {
  readonly id: number;
  readonly item: unknown;
}

export type FromDaemon = Hello | Refusal | ControlReply | ControlItem;

/** The request in a line, or null when it is none. */
export function readRequest(line: string): ControlRequest | null {
  const value = readJson(line);
  if (!isRecord(value)) return null;
  const { id, command } = value;
  if (typeof id !== "number" || !Number.isSafeInteger(id) || typeof command !== "string") {
    return null;
  }
  return { ...value, id, command };
}

/** What the daemon says in a line, or null when it is nothing of this version. */
export function readFromDaemon(line: string): FromDaemon | null {
  const value = readJson(line);
  if (!isRecord(value)) return null;
  const { kind, id, ok } = value;
  if (kind === "hello" || kind === "refused") return value as unknown as Hello | Refusal;
  if (typeof id !== "number") return null;
  if (typeof ok === "boolean") return value as unknown as ControlReply;
  return "item" in value ? (value as unknown as ControlItem) : null;
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
