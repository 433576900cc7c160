/** Loads modules of the kernel by modprobe(8): at start and from commands, never in a real-time process. */
import { spawnSync } from "node:child_process";
import { failure, type Result, success } from "../wire/result.ts";

const limitMillis = 10_000;
/** Services are often started with a path that lacks the system's own folders. */
const searchPath = `${process.env.PATH ?? ""}:/usr/sbin:/sbin:/usr/bin:/bin`;

/** The error says in words why not. What is loaded, or built in, is a success. */
export function loadModule(name: string): Result<null, string> {
  const { status, error, stderr } = spawnSync("modprobe", ["--", name], {
    encoding: "utf8",
    env: { ...process.env, PATH: searchPath },
    stdio: ["ignore", "ignore", "pipe"],
    timeout: limitMillis,
  });
  if (status === 0) return success(null);
  if (error !== undefined) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return failure(missing ? "modprobe is not installed (package kmod)" : error.message);
  }
  const words = stderr.trim().split("\n").at(-1) ?? "";
  return failure(words === "" ? `modprobe ${name} ended with ${status}` : words);
}
