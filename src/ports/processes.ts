/** The processes of this machine: which there are, what they are, and what becomes of them. */
import type { SocketBuffer } from "../config/model/global-settings.ts";
import type { ProcessImage } from "../core/tracking/process-match.ts";
import type { ProcessEvent } from "../wire/netlink/process-event.ts";
import type { Result } from "../wire/result.ts";
import type { KernelError } from "./network.ts";

export interface ProcessTable {
  /** Numbers of all that are there; none where nobody says. */
  all(): readonly number[];
  /** Null for one that is gone, or dead and not yet reaped. */
  look(process: number, withWords: boolean): ProcessImage | null;
}

export interface ProcessEventListener {
  /** They are told of from now on. */
  listening(): void;
  event(event: ProcessEvent): void;
  /** Some went missing for want of room: the table has to be looked at again. */
  lost(): void;
}

export interface ProcessEvents {
  readonly bufferBytes: number;
  close(): void;
}

export type OpenProcessEvents = (
  listener: ProcessEventListener,
  receiveBuffer: SocketBuffer,
) => Result<ProcessEvents, KernelError>;
