/** `holdfast status --watch`: the same screen, drawn again each second, until q or Ctrl-C. */
import { type ControlClient, openControl } from "../../daemon/control/client.ts";
import type { DaemonStatus } from "../../daemon/status/daemon-status.ts";
import { socketPaths } from "../daemon-place.ts";
import { screenPaper } from "../screen-paper.ts";
import type { StatusFlags } from "./flags.ts";
import { statusLines } from "./render.ts";

const everyMillis = 1000;
/** ECMA-48 and xterm: another screen, no cursor; home; clear to the end of the line, the screen. */
const screen = {
  enter: "\x1b[?1049h\x1b[?25l",
  leave: "\x1b[?25h\x1b[?1049l",
  home: "\x1b[H",
  clearLine: "\x1b[K",
  clearRest: "\x1b[J",
} as const;
const controlC = "\u0003";

/** Resolves with the exit code when somebody ends it. */
export async function watchStatus(instance: string | null, flags: StatusFlags): Promise<number> {
  const isTerminal = process.stdout.isTTY === true;
  const ended = Promise.withResolvers<void>();
  const restore = takeTerminal(isTerminal && flags.json !== true, ended.resolve);
  const source = new StatusSource(flags);
  let over = false;
  void ended.promise.then(() => {
    over = true;
  });
  try {
    while (!over) {
      draw(await source.lines(instance), isTerminal && flags.json !== true);
      await Promise.race([ended.promise, pause()]);
    }
  } finally {
    source.close();
    restore();
  }
  return 0;
}

function draw(lines: readonly string[], isTerminal: boolean): void {
  if (!isTerminal) {
    process.stdout.write(`${lines.join("\n")}\n`);
    return;
  }
  const shown = lines.slice(0, Math.max(1, (process.stdout.rows || lines.length) - 1));
  const text = shown.map((line) => `${line}${screen.clearLine}\r\n`).join("");
  // One write: nothing is seen half drawn.
  process.stdout.write(`${screen.home}${text}${screen.clearRest}`);
}

/** One connection for as long as it lasts; a daemon that is started again is found again. */
class StatusSource {
  readonly #flags: StatusFlags;
  #client: ControlClient | null = null;

  constructor(flags: StatusFlags) {
    this.#flags = flags;
  }

  async lines(instance: string | null): Promise<readonly string[]> {
    const status = await this.#status();
    if (typeof status === "string") return [status];
    if (this.#flags.json === true) return [JSON.stringify(status)];
    const lines = statusLines(status, instance, screenPaper(this.#flags.color));
    return lines.ok ? lines.value : [lines.error];
  }

  close(): void {
    this.#client?.close();
  }

  async #status(): Promise<DaemonStatus | string> {
    if (this.#client === null) {
      const opened = await openControl(socketPaths(this.#flags));
      if (!opened.ok) return opened.error.message;
      this.#client = opened.value;
    }
    const answer = await this.#client.ask("status", {});
    if (answer.ok) return answer.value as DaemonStatus;
    this.#client.close();
    this.#client = null;
    return answer.error.message;
  }
}

/** The result puts the terminal back as it was. */
function takeTerminal(drawsScreen: boolean, end: () => void): () => void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, end);
  if (!drawsScreen) return () => undefined;
  const { stdin, stdout } = process;
  stdout.write(screen.enter);
  if (stdin.isTTY) {
    stdin.setRawMode(true);
    stdin.setEncoding("utf8");
    stdin.on("data", (keys: string) => {
      if (keys.includes("q") || keys.includes(controlC)) end();
    });
  }
  return () => {
    if (stdin.isTTY) {
      stdin.setRawMode(false);
      stdin.pause();
    }
    stdout.write(screen.leave);
  };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, everyMillis));
