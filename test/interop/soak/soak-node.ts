/** One router of the soak: its daemon, what is known of its surroundings, and what it has told. */
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { type ControlClient, openControl } from "../../../src/daemon/control/client.ts";
import { run } from "../../lab/command.ts";
import { type Fifo, openFifo } from "../../lab/fifo.ts";
import type { Lab, Router } from "../../lab/lab.ts";
import { descendantsOf, type LogLine, sendSignal } from "../../lab/processes.ts";
import { type Node, type Product, startNode } from "../../lab/router.ts";
import { type Excuses, startGraceMillis } from "./excuses.ts";
import {
  firstSettings,
  followedLink,
  type PathOf,
  pathsOf,
  type Settings,
  textOf,
} from "./settings.ts";

export type Role = "vrrp" | "runner";

/** A file whose presence a script looks at. */
export type Marker = "alive" | "load";

/** More deaths of a child than that, and the daemon waits ever longer before the next start. */
const mostKills = 3;

export class SoakNode {
  readonly router: Router;
  readonly product: Product;
  readonly fifo: Fifo;
  readonly path: PathOf;
  settings: Settings;
  isLinkUp = true;
  isFrozen = false;
  /** The interface that the group follows. */
  followed: "up" | "down" | "missing" = "missing";
  /** It was started, and neither stopped nor killed since. */
  isWanted = false;
  offset = 0;
  /** How often its file was written. */
  writes = 0;
  #writtenMillis = 0;
  readonly #lab: Lab;
  readonly #excuses: Excuses;
  #node: Node | null = null;
  #client: ControlClient | null = null;
  #kills = 0;
  #endDeath: (() => void) | null = null;
  #diedVrrp: number | null = null;
  readonly #log: LogLine[] = [];

  constructor(lab: Lab, router: Router, product: Product, priority: number, excuses: Excuses) {
    this.router = router;
    this.product = product;
    this.path = pathsOf(lab, router);
    this.settings = firstSettings(product, priority);
    this.fifo = openFifo(lab, router);
    this.#lab = lab;
    this.#excuses = excuses;
    writeFileSync(this.path("tell"), `#!/bin/sh\nprintf '%s\\n' "$*" >> ${this.path("calls")}\n`);
    chmodSync(this.path("tell"), 0o755);
    for (const marker of ["alive", "load"] as const) this.mark(marker, true);
    this.setOffset(0);
    this.setFollowed("up");
  }

  get name(): string {
    return this.router.name;
  }

  get isHoldfast(): boolean {
    return this.product === "holdfast";
  }

  get isRunning(): boolean {
    return this.#node?.process.isRunning() ?? false;
  }

  get pid(): number {
    return this.#node?.process.pid ?? 0;
  }

  get canLoseChild(): boolean {
    return this.isRunning && this.#kills < mostKills;
  }

  get text(): string {
    return textOf(this.settings, this.path);
  }

  start(): void {
    this.#kills = 0;
    this.isWanted = true;
    this.#node = startNode(this.#lab, this.router, this.product, this.text);
    this.#node.process.onLine((line) => {
      this.#log.push({ ...line, text: `${this.name}| ${line.text}` });
    });
  }

  /** What its daemons have logged. */
  log(): readonly LogLine[] {
    return this.#log;
  }

  async stop(): Promise<void> {
    this.isWanted = false;
    await this.#node?.stop();
    this.#gone();
  }

  /** SIGKILL to the supervisor alone: its children see to the rest. */
  async killSupervisor(): Promise<void> {
    this.isWanted = false;
    sendSignal(this.pid, "SIGKILL");
    await this.#node?.process.exited;
    this.#gone();
  }

  /** SIGKILL to all; its addresses stay until a daemon runs again, which `watch` sees. */
  async killAll(): Promise<void> {
    this.#endDeath ??= this.#excuses.begin(startGraceMillis);
    this.#diedVrrp = null;
    this.isWanted = false;
    await this.#node?.killAll();
    this.#gone();
  }

  /** The id of that child; null while there is none. */
  child(role: Role): number | null {
    if (!this.isRunning) return null;
    if (role === "vrrp") return this.#node?.vrrpPid() ?? null;
    const title = "keepalived: runner";
    return descendantsOf(this.pid).find((pid) => titleOf(pid).startsWith(title)) ?? null;
  }

  killChild(role: Role): boolean {
    const pid = this.child(role);
    if (pid === null) return false;
    this.#kills += 1;
    if (role === "vrrp") {
      this.#endDeath ??= this.#excuses.begin(startGraceMillis);
      this.#diedVrrp = pid;
    }
    return sendSignal(pid, "SIGKILL");
  }

  /** To be called often: whether a process that had died has a successor. */
  watch(): void {
    if (this.#endDeath === null) return;
    const pid = this.child("vrrp");
    if (pid === null || pid === this.#diedVrrp) return;
    this.#endDeath();
    this.#endDeath = null;
  }

  mark(marker: Marker, isThere: boolean): void {
    if (isThere) writeFileSync(this.path(marker), "");
    else rmSync(this.path(marker), { force: true });
  }

  isMarked(marker: Marker): boolean {
    return existsSync(this.path(marker));
  }

  setOffset(offset: number): void {
    this.offset = offset;
    writeFileSync(this.path("offset"), `${offset}\n`);
  }

  setFollowed(to: "up" | "down" | "missing"): void {
    if (to === "missing") this.ip(`link del ${followedLink}`);
    else if (this.followed === "missing") {
      this.ip(`link add ${followedLink} type veth peer name other`);
      this.ip("link set other up");
    }
    if (to !== "missing") this.ip(`link set ${followedLink} ${to}`);
    this.followed = to;
  }

  /** In one piece, as editors do it: the daemon may be reading. */
  writeFile(text: string): void {
    const draft = this.path("conf.new");
    writeFileSync(draft, text);
    renameSync(draft, this.path("conf"));
    this.writes += 1;
    this.#writtenMillis = Date.now();
  }

  /** A reload asked for before this may not have read the file yet. */
  get wasJustWritten(): boolean {
    return Date.now() - this.#writtenMillis < 5_000;
  }

  /** Whether it has begun: before, signals have their default effect on it as on any program. */
  get isListening(): boolean {
    const begun = this.isHoldfast ? "Starting VRRP child process" : "Entering";
    return this.isRunning && this.#node?.logged(begun)[0] !== undefined;
  }

  hangUp(): void {
    this.#node?.process.signal("SIGHUP");
  }

  /** The open connection to its daemon, or a new one; null while nobody listens. */
  async control(): Promise<ControlClient | null> {
    if (this.#client !== null) return this.#client;
    const opened = await openControl([this.path("sock")]);
    this.#client = opened.ok ? opened.value : null;
    return this.#client;
  }

  disconnect(): void {
    this.#client?.close();
    this.#client = null;
  }

  /** What the scripts were called with, oldest first. */
  calls(): string[] {
    const path = this.path("calls");
    return existsSync(path) ? readFileSync(path, "utf8").trimEnd().split("\n") : [];
  }

  ip(words: string): string {
    return run(["ip", "-n", this.router.namespace, ...words.split(" ")]).stdout;
  }

  #gone(): void {
    this.disconnect();
    this.isFrozen = false;
  }
}

export function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return "";
  }
}
