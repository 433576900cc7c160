/** What keepalived needs to run on a kernel without IPVS, compiled where there is a C compiler. */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../test/lab/command.ts";

const source = join(import.meta.dirname, "keepalived-without-ipvs.c");
const folder = join(import.meta.dirname, "../../build/bench");

/** It needs nothing of the C library. */
const flags = ["-shared", "-fPIC", "-nostdlib", "-O2", "-Wall"];

/** The file to be preloaded; throws with what the compiler said. */
export function compiledStandIn(): string {
  const file = join(folder, "keepalived-without-ipvs.so");
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = run(["cc", ...flags, "-o", file, source]);
  if (status === 0 && existsSync(file)) return file;
  throw new Error(`keepalived cannot run without IPVS here: cc: ${stderr.trim()}`);
}
