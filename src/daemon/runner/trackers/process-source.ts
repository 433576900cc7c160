/**
 * Keeps a census of processes: as the kernel tells of them, or by looking every second where it does
 * not (it tells only the initial namespaces).
 */

import type { SocketBuffer } from "../../../config/model/global-settings.ts";
import type { TrackProcess } from "../../../config/model/tracking.ts";
import type { OpenProcessEvents, ProcessEvents } from "../../../ports/processes.ts";
import type { ProcessEvent } from "../../../wire/netlink/process-event.ts";
import { seconds } from "../../../wire/units.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";
import type { Timers } from "../../timers.ts";
import type { ProcessCensus } from "./process-census.ts";

export interface ProcessSourceParts {
  readonly census: ProcessCensus;
  readonly openEvents: OpenProcessEvents;
  readonly timers: Timers;
  /** Some counts may be others. */
  counted(): void;
  log(text: string): void;
}

/** The kernel answers at once, if it does. */
const answerMicros = seconds(1);
/** When events went missing: the storm is to be over first (keepalived.md §9.5). */
const calmMicros = seconds(1);
const pollMicros = seconds(1);
/** Each of so many polls looks at all processes. */
const pollsPerSurvey = 10;
const mostBufferBytes = 64 * 1024 * 1024;

export class ProcessSource {
  readonly #parts: ProcessSourceParts;
  #events: ProcessEvents | null = null;
  #cancel: () => void = () => undefined;
  #mode: "off" | "asking" | "events" | "polling" = "off";
  #wantedBuffer: SocketBuffer | null = null;
  #buffer: SocketBuffer = { bytes: null, force: false };
  #recovering = false;
  #settles = false;

  constructor(parts: ProcessSourceParts) {
    this.#parts = parts;
  }

  get kind(): "events" | "polling" | null {
    return this.#mode === "events" || this.#mode === "polling" ? this.#mode : null;
  }

  /** From now on these; with none, nothing is watched. */
  follow(patterns: readonly TrackProcess[], buffer: SocketBuffer): void {
    this.#parts.census.wants(patterns);
    if (patterns.length === 0) return this.close();
    if (this.#mode === "off" || !meansTheSame(buffer, this.#wantedBuffer)) {
      this.#wantedBuffer = buffer;
      this.#buffer = buffer;
      this.#ask();
    }
    // Not only when the kernel has answered: instances wait for the first count.
    this.#surveyAll();
  }

  close(): void {
    this.#cancel();
    this.#events?.close();
    this.#events = null;
    this.#mode = "off";
    this.#recovering = false;
  }

  #ask(): void {
    this.close();
    this.#mode = "asking";
    const opened = this.#parts.openEvents(
      {
        listening: () => this.#listens(),
        event: (event) => this.#heard(event),
        lost: () => this.#lost(),
      },
      this.#buffer,
    );
    if (!opened.ok) return this.#poll(opened.error.errno);
    this.#events = opened.value;
    this.#cancel = this.#parts.timers.after(answerMicros, () => this.#poll("no answer"));
  }

  #listens(): void {
    // Everybody hears the answer to anybody's wish.
    if (this.#mode !== "asking") return;
    this.#cancel();
    this.#mode = "events";
    this.#surveyAll();
  }

  #heard(event: ProcessEvent): void {
    const { census } = this.#parts;
    switch (event.kind) {
      case "forked":
        census.forked(event.parent, event.child);
        break;
      case "executed":
      case "renamed":
        census.look(event.process);
        break;
      case "exited":
        census.exited(event.process);
        break;
      default:
        return;
    }
    this.#settleSoon();
  }

  /** What comes and goes between two looks at the socket has not been. */
  #settleSoon(): void {
    if (this.#settles) return;
    this.#settles = true;
    setImmediate(() => {
      this.#settles = false;
      if (this.#mode !== "off") this.#parts.counted();
    });
  }

  #lost(): void {
    if (this.#recovering) return;
    this.#recovering = true;
    const bytes = Math.min(2 * (this.#events?.bufferBytes ?? 0), mostBufferBytes);
    this.#parts.log(
      `Events of processes were lost: all are looked at again, with a buffer of ${bytes} bytes`,
    );
    this.#cancel();
    this.#cancel = this.#parts.timers.after(calmMicros, () => {
      // What the socket counts is twice what it was asked for (socket(7)).
      this.#buffer = { ...this.#buffer, bytes: Math.ceil(bytes / 2) };
      this.#ask();
    });
  }

  #poll(why: string): void {
    this.close();
    this.#mode = "polling";
    this.#parts.log(
      `The kernel does not tell of processes here (${why}): they are looked for every second`,
    );
    this.#pollLater(1);
  }

  #pollLater(polls: number): void {
    this.#cancel = this.#parts.timers.after(pollMicros, () => {
      this.#parts.census.survey(polls % pollsPerSurvey === 0);
      this.#pollLater(polls + 1);
      this.#parts.counted();
    });
  }

  #surveyAll(): void {
    this.#parts.census.survey(true);
    this.#parts.counted();
  }
}
