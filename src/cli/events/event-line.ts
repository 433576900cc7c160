/** A record of the journal in one line: when, who, what, because. */
import type { JournalEvent, JournalRecord } from "../../core/journal/event.ts";
import { momentText } from "../spans.ts";
import { stateNames, stateStyles } from "../status/instances.ts";
import { paint, type Style } from "../table.ts";
import { visibleParts } from "../visible-parts.ts";

const mostWide = { who: 44, what: 24 };

/** One below the other: columns are as wide as what was printed so far asks for. */
export class EventPrinter {
  readonly #colour: boolean;
  #who = 0;
  #what = 0;

  constructor(colour: boolean) {
    this.#colour = colour;
  }

  /** Further lines of a record are what a script wrote. */
  lines(records: readonly JournalRecord[]): readonly string[] {
    const rows = records
      .map(visibleParts)
      .map((record) => ({ record, words: inWords(record.event) }));
    for (const { words } of rows) {
      this.#who = Math.max(this.#who, Math.min(words.who.length, mostWide.who));
      this.#what = Math.max(this.#what, Math.min(words.what.length, mostWide.what));
    }
    return rows.flatMap(({ record, words }) => [
      this.#line(record, words),
      ...outputOf(record.event).map((text) => `    | ${text}`),
    ]);
  }

  #line({ atMillis }: JournalRecord, { who, what, style, because }: Words): string {
    const styled = style === null ? what : paint(what, style, this.#colour);
    const room = " ".repeat(Math.max(0, this.#what - what.length));
    const subject = who.padEnd(this.#who);
    return `${momentText(atMillis)}  ${subject}  ${styled}${room}  ${because}`.trimEnd();
  }
}

interface Words {
  readonly who: string;
  readonly what: string;
  readonly style: Style | null;
  readonly because: string;
}

function inWords(event: JournalEvent): Words {
  switch (event.kind) {
    case "instance": {
      const { name, from, to, priority, because } = event;
      const what = `${stateNames[from]} → ${stateNames[to]}`;
      const about = `${because} (priority ${priority})`;
      return { who: `instance ${name}`, what, style: stateStyles[to], because: about };
    }
    case "group": {
      const { name, to, because } = event;
      return { who: `group ${name}`, what: `→ ${stateNames[to]}`, style: stateStyles[to], because };
    }
    case "priority": {
      const { name, from, to, because } = event;
      return { who: `instance ${name}`, what: `priority ${from} → ${to}`, style: null, because };
    }
    case "advertRefused":
    case "secondMaster":
      return sightingWords(event);
    case "tracker": {
      const { tracker, name, result, because } = event;
      const style = result === "good" || result === "bad" ? result : null;
      return { who: `${tracker} ${name}`, what: result, style, because };
    }
    case "notification":
      return { who: event.subject, what: "failed", style: "bad", because: event.because };
    case "operator":
      return {
        who: `instance ${event.name}`,
        what: "an operator's order",
        style: "changing",
        because: event.command,
      };
    case "server":
      return serverWords(event);
    case "daemon":
      return { who: "daemon", ...daemonWords[event.what], because: event.because };
  }
  // A later version has kinds that this one does not know.
  return { who: String((event as { kind: unknown }).kind), what: "", style: null, because: "" };
}

function sightingWords(
  event: Extract<JournalEvent, { kind: "advertRefused" | "secondMaster" }>,
): Words {
  const { kind, name, address, priority, because } = event;
  const sender = priority === null ? address : `${address} (priority ${priority})`;
  const what = kind === "advertRefused" ? "adverts refused" : "second master";
  return { who: `instance ${name}`, what, style: "bad", because: `${sender}: ${because}` };
}

function serverWords(event: Extract<JournalEvent, { kind: "server" }>): Words {
  const { virtualServer, realServer, up, because } = event;
  const style = up ? "good" : "bad";
  if (realServer === null) {
    const what = up ? "quorum gained" : "quorum lost";
    return { who: `virtual server ${virtualServer}`, what, style, because };
  }
  const about = because === "" ? virtualServer : `${because} (of ${virtualServer})`;
  return { who: `real server ${realServer}`, what: up ? "up" : "down", style, because: about };
}

const daemonWords: Readonly<
  Record<Extract<JournalEvent, { kind: "daemon" }>["what"], Pick<Words, "what" | "style">>
> = {
  started: { what: "started", style: null },
  reloaded: { what: "reloaded", style: null },
  reloadRefused: { what: "reload refused", style: "bad" },
  childDied: { what: "a process died", style: "bad" },
  stopped: { what: "stopped", style: null },
};

const outputOf = (event: JournalEvent): readonly string[] =>
  event.kind === "tracker" ? (event.output ?? []) : [];
