/**
 * Runs the tests of this folder, or those named, under a kernel that has IPVS (test/kernel/uml):
 *
 *     node test/ipvs/main.ts [FILE...]
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { runInGuest } from "../kernel/uml/guest.ts";
import { cleanUpAll } from "../lab/cleanup.ts";

const folder = import.meta.dirname;
const limitSeconds = 900;
/** Its first line is "IP Virtual Server version 1.2.1 (size=4096)". */
const tellKernel = `modprobe ip_vs || exit 1
read -r _ _ _ _ version _ </proc/net/ip_vs
echo "kernel tests: Linux $(uname -r) (User-Mode Linux), IPVS $version"
exec "$@"`;

const named = process.argv.slice(2);
const all = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
const files = named.length > 0 ? named : all.map((name) => join(folder, name));
const tests = [process.execPath, "--test", "--test-concurrency=1", ...files];
process.exitCode = await runInGuest(["sh", "-c", tellKernel, "sh", ...tests], { limitSeconds });
cleanUpAll();
