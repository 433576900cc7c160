/** What answers a command of the control socket. */
import type { Result } from "../../wire/result.ts";
import type { ControlRequest } from "./messages.ts";

/** The one who asked. */
export interface Asker {
  /** One item of a stream. False when it is gone, or was dropped as it does not read. */
  send(item: unknown): boolean;
  /** Aborted when it is gone: nobody waits for the answer any more. */
  readonly gone: AbortSignal;
}

/** The error is a sentence for the one who asked. Each wait inside has a time limit. */
export type ControlHandler = (
  request: ControlRequest,
  asker: Asker,
) => Promise<Result<unknown, string>>;

/** By the name of the command. */
export type ControlHandlers = Readonly<Record<string, ControlHandler>>;
