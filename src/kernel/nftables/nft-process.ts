/** Runs nft(8) as a child: bounded in time and output, and reaped. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { delimiter } from "node:path";
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import type { Sys } from "../sys.ts";
import { withinNetworkNamespace } from "../within-namespace.ts";

/** What nft did; it ended by itself. */
export interface NftRun {
  readonly succeeded: boolean;
  readonly output: string;
  readonly errorOutput: string;
}

/** `input` is for `-f -`. The error is that nft did not run to its end. */
export type RunNft = (
  words: readonly string[],
  input?: string,
) => Promise<Result<NftRun, KernelError>>;

export interface NftLimits {
  /** 38,700 rows from nothing take four seconds on a slow machine. */
  readonly runMillis: number;
  readonly outputBytes: number;
}

const defaultLimits: NftLimits = { runMillis: 120_000, outputBytes: 256 * 1024 * 1024 };
/** Errors beyond that say nothing new. */
const errorBytes = 1024 * 1024;
/** Services are often started with a path that lacks the system's own folders. */
const systemFolders = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"];

export interface NftPrograms {
  readonly run: RunNft;
  /** Kills what still runs: a transaction that did not end is not begun. */
  close(): void;
}

/** `networkNamespace` is a name or a path; null is where the process is. */
export function nftPrograms(
  sys: Sys,
  networkNamespace: string | null,
  limits: NftLimits = defaultLimits,
): NftPrograms {
  const running = new Set<ChildProcess>();
  const run: RunNft = (words, input = "") => {
    const started = withinNetworkNamespace(sys, networkNamespace, () => start(words));
    if (!started.ok) return Promise.resolve(started);
    const child = started.value;
    running.add(child);
    return outcomeOf(child, input, limits).finally(() => running.delete(child));
  };
  const close = (): void => {
    for (const child of running) child.kill("SIGKILL");
  };
  return { run, close };
}

type NftChild = ReturnType<typeof spawnNft>;

function start(words: readonly string[]): Result<NftChild, KernelError> {
  try {
    return success(spawnNft(words));
  } catch (problem) {
    return failure(notRun("EIO", String(problem), null));
  }
}

/** Its words are matched, so they are to be in English. */
const environment = {
  PATH: [process.env.PATH ?? "", ...systemFolders].join(delimiter),
  LC_ALL: "C",
};

const spawnNft = (words: readonly string[]) =>
  spawn("nft", words, { stdio: ["pipe", "pipe", "pipe"], cwd: "/", env: environment });

/** Long enough for a module to be loaded. */
const checkMillis = 10_000;

/** Runs nft once while the caller waits: whether it is installed, and what the kernel says to it. */
export function checkNft(sys: Sys, networkNamespace: string | null): Result<NftRun, KernelError> {
  return withinNetworkNamespace(sys, networkNamespace, () => {
    const child = spawnSync("nft", ["list", "tables"], {
      encoding: "utf8",
      cwd: "/",
      env: environment,
      timeout: checkMillis,
    });
    if (child.error !== undefined) return failure(notStarted(child.error));
    const { status, stdout, stderr } = child;
    return success({ succeeded: status === 0, output: stdout, errorOutput: stderr });
  });
}

function outcomeOf(
  child: NftChild,
  input: string,
  limits: NftLimits,
): Promise<Result<NftRun, KernelError>> {
  const { promise, resolve } = Promise.withResolvers<Result<NftRun, KernelError>>();
  let ended: KernelError | null = null;
  const end = (error: KernelError): void => {
    ended ??= error;
    child.kill("SIGKILL");
  };
  const seconds = limits.runMillis / 1000;
  const limit = setTimeout(
    () => end(notRun("ETIMEDOUT", `nft did not end within ${seconds} s`, null)),
    limits.runMillis,
  );
  const output = collect(child.stdout, limits.outputBytes, () =>
    end(notRun("EMSGSIZE", `nft printed more than ${limits.outputBytes} bytes`, null)),
  );
  const errorOutput = collect(child.stderr, errorBytes, () => {});
  // It may end without having read everything.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  child.on("error", (problem: NodeJS.ErrnoException) => {
    ended ??= notStarted(problem);
    // Without a process there is no `close`.
    if (child.pid === undefined) settle(null, null);
  });
  child.on("close", settle);
  function settle(code: number | null, signal: NodeJS.Signals | null): void {
    clearTimeout(limit);
    if (ended === null && signal !== null) ended = notRun("EINTR", `nft ended by ${signal}`, null);
    if (ended !== null) return resolve(failure(ended));
    const run = { succeeded: code === 0, output: output(), errorOutput: errorOutput() };
    resolve(success(run));
  }
  return promise;
}

/** Gives what the stream said, up to the limit; the rest is thrown away. */
function collect(stream: NodeJS.ReadableStream, limitBytes: number, tooMuch: () => void) {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on("data", (chunk: Buffer) => {
    if (length + chunk.length > limitBytes) return tooMuch();
    length += chunk.length;
    chunks.push(chunk);
  });
  return (): string => Buffer.concat(chunks, length).toString("utf8");
}

function notStarted(problem: NodeJS.ErrnoException): KernelError {
  const code = problem.code ?? "EIO";
  if (code !== "ENOENT") return notRun(code, problem.message, null);
  return notRun(code, "the program nft is not installed", "install the package nftables");
}

const notRun = (errno: string, explanation: string, remedy: string | null): KernelError => ({
  operation: "run nft",
  errno,
  explanation,
  remedy,
});
