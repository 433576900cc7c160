/** What a daemon tells by its named pipe and its scripts, while the test does things to it. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun, run } from "../lab/command.ts";
import { type Lab, type Router, withLab } from "../lab/lab.ts";
import type { WatchedProcess } from "../lab/processes.ts";
import { type Node, type Product, startNode } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";

const lastLine = "the last line";
const soon = { limitMillis: 15_000 };

export interface Told {
  /** Lines of the pipe, in order. */
  readonly events: readonly string[];
  /** Arguments of each script's calls, in order, by the script's name. */
  readonly calls: Readonly<Record<string, readonly string[]>>;
}

export interface ToldScene {
  readonly lab: Lab;
  readonly router: Router;
  readonly peer: Router;
  readonly node: Node;
  /** A file of this scene. */
  path(name: string): string;
  write(name: string, text: string): void;
  /** Waits until the pipe has told this line so many times. */
  heardEvent(line: string, times?: number): Promise<void>;
  /** The same, and until the script `notify` has. */
  heard(line: string, times?: number): Promise<void>;
  /** Another router on the same LAN: keepalived, with these lines of an instance. */
  startPeer(lines: readonly string[]): Node;
  reload(text: string): void;
}

export interface Play {
  /** The file; `path` gives the place of a file of the scene. */
  text(path: (name: string) => string): string;
  /** Before the daemon starts. */
  prepare?(router: Router, path: (name: string) => string): void;
  act(scene: ToldScene): Promise<void>;
}

/** Plays it with a product, to its end. */
export async function toldBy(product: Product, play: Play): Promise<Told> {
  return withLab(["a", "b"], async (lab) => {
    const path = (name: string) => join(lab.directory, name);
    writeFileSync(path("tell"), `#!/bin/sh\nprintf '%s\\n' "$*" >> ${path("calls")}\n`);
    chmodSync(path("tell"), 0o755);
    mustRun(["mkfifo", "-m", "644", path("events")]);
    const [router, peer] = [lab.router("a"), lab.router("b")];
    // A daemon may close the pipe and open it again: this end has to stay open all the while.
    const keepOpen = ["sh", "-c", 'exec 3<>"$0"; exec cat <&3', path("events")];
    const reader = lab.start(router.namespace, keepOpen);
    play.prepare?.(router, path);
    const node = startNode(lab, router, product, play.text(path));
    const scene: ToldScene = {
      lab,
      router,
      peer,
      node,
      path,
      write: (name, text) => writeFileSync(path(name), text),
      heardEvent: (line, times = 1) => heard(reader, node, line, times),
      heard: async (line, times = 1) => {
        await heard(reader, node, line, times);
        // What keepalived starts next could overtake the scripts of this moment.
        const call = callFor(line);
        const count = () => linesOf(path("calls")).filter((each) => each === call).length;
        await waitFor(`the script "${call}"`, soon, () => call === null || count() >= times);
      },
      startPeer: (lines) => startNode(lab, peer, "keepalived", peerText(lines)),
      reload: (text) => node.reload(text),
    };
    await play.act(scene);
    if (node.process.isRunning()) await node.stop();
    writeFileSync(path("events"), `${lastLine}\n`);
    const lines = await waitFor("the end of the events", soon, () => upTo(lastLine, reader));
    await waitFor("the end of scripts", soon, () => !areRunning(path("tell")));
    return { events: inOrderOfNames(lines).filter(isNews), calls: callsIn(path("calls")) };
  });
}

/** Both are told the same things, and tell the same. */
export async function assertSameTold(play: Play): Promise<Told> {
  const [theirs, ours] = await Promise.all([toldBy("keepalived", play), toldBy("holdfast", play)]);
  assert.deepEqual(ours, theirs);
  assert.ok(theirs.events.length > 1, "nothing was told");
  return ours;
}

async function heard(
  reader: WatchedProcess,
  node: Node,
  line: string,
  times: number,
): Promise<void> {
  const count = () => reader.lines.filter(({ text }) => text === line).length;
  await waitFor(
    `"${line}" ${times} times from ${node.product}`,
    soon,
    () => count() >= times,
    () => [...reader.lines, ...node.process.lines.slice(-20)].map(({ text }) => text).join("\n"),
  );
}

/** A lower priority is heard with every advert, however many there were in time. */
const isNews = (line: string, index: number, lines: readonly string[]): boolean =>
  !line.includes("RX_LOWER_PRI") || line !== lines[index - 1];

/** Null until it has come. */
function upTo(last: string, { lines }: WatchedProcess): string[] | null {
  const texts = lines.map(({ text }) => text);
  return texts.at(-1) === last ? texts.slice(0, -1) : null;
}

const areRunning = (script: string): boolean => run(["pgrep", "-f", script]).status === 0;

/**
 * Of several instances that come to a state together the first is so by microseconds, in keepalived
 * too: their lines are put in the order of the names.
 */
function inOrderOfNames(events: readonly string[]): readonly string[] {
  const together: string[][] = [];
  for (const line of events) {
    const last = together.at(-1);
    const state = stateOf(line);
    if (last !== undefined && state !== null && state === stateOf(last[0] ?? "")) last.push(line);
    else together.push([line]);
  }
  return together.flatMap((lines) => lines.sort());
}

const stateOf = (line: string): string | null => /^INSTANCE ".*" (\w+) /.exec(line)?.[1] ?? null;

function linesOf(file: string): string[] {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return lines.filter((each) => each !== "");
}

/** The call of `notify` that goes with a line of the pipe; null where none does. */
function callFor(line: string): string | null {
  const [, kind = "", name = "", state = "", priority = ""] =
    /^(\w+) "(.*)" (MASTER|BACKUP|FAULT|STOP|DELETED) (\d+)$/.exec(line) ?? [];
  return kind === "" ? null : [name, kind, name, state, priority].join(" ");
}

/** "VI_1-master INSTANCE …": the script's name, and its arguments. */
function callsIn(file: string): Record<string, string[]> {
  const calls: Record<string, string[]> = {};
  for (const line of linesOf(file).sort(byScript)) {
    const [name = "", ...rest] = line.split(" ");
    if (name.endsWith("rx_lower_pri") && calls[name] !== undefined) continue;
    calls[name] = [...(calls[name] ?? []), rest.join(" ")];
  }
  return calls;
}

/** Scripts of one moment run side by side in keepalived: only each one's own order is certain. */
const byScript = (left: string, right: string): number =>
  scriptOf(left) < scriptOf(right) ? -1 : scriptOf(left) > scriptOf(right) ? 1 : 0;

const scriptOf = (line: string): string => line.split(" ", 1)[0] ?? "";

const peerText = (lines: readonly string[]): string =>
  `vrrp_instance PEER {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
