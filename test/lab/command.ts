/** Short commands of the machine (`ip`, `nft`, `tshark`), each with a time limit. */
import { spawn, spawnSync } from "node:child_process";

export interface CommandResult {
  /** Exit status, or null when it was killed or could not be started. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly input?: string;
  readonly limitMillis?: number;
}

const defaultLimitMillis = 10_000;
const outputLimitBytes = 256 * 1024 * 1024;

/** Runs one command to its end and blocks meanwhile: for what takes a few milliseconds. */
export function run(argv: readonly string[], options: CommandOptions = {}): CommandResult {
  const [program = "", ...rest] = argv;
  const result = spawnSync(program, rest, {
    encoding: "utf8",
    input: options.input ?? "",
    timeout: options.limitMillis ?? defaultLimitMillis,
    killSignal: "SIGKILL",
    maxBuffer: outputLimitBytes,
  });
  const stderr = result.error === undefined ? result.stderr : String(result.error.message);
  return { status: result.status, stdout: result.stdout ?? "", stderr };
}

/** Like `run`, for what must succeed: throws with the command and what it said. */
export function mustRun(argv: readonly string[], options: CommandOptions = {}): string {
  return checked(argv, run(argv, options));
}

/** Like `mustRun` without blocking: for what takes long, such as `tshark` (about a second). */
export async function mustRunAsync(
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const [program = "", ...rest] = argv;
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
  const limit = setTimeout(() => child.kill("SIGKILL"), options.limitMillis ?? 30_000);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).finally(() => clearTimeout(limit));
  return checked(argv, {
    status,
    stdout: Buffer.concat(stdout).toString("utf8"),
    stderr: Buffer.concat(stderr).toString("utf8"),
  });
}

function checked(argv: readonly string[], result: CommandResult): string {
  if (result.status === 0) return result.stdout;
  const said = result.stderr.trim() || result.stdout.trim() || `status ${result.status}`;
  throw new Error(`"${argv.join(" ")}" failed: ${said}`);
}
