/** What routers follow beside scripts: a number in a file, an interface, a process. */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mustRun } from "../lab/command.ts";
import { block } from "../lab/configuration.ts";
import type { Lab, Router } from "../lab/lab.ts";
import type { WatchedProcess } from "../lab/processes.ts";
import { firstPriority } from "./scene.ts";
import type { Tracked } from "./tracking-scene.ts";

/** The number that a file needs to put what follows it in FAULT. */
const faultNumber = -254;
const promptlyMillis = 50;
/** Where the kernel does not report processes, all of them are looked through once a second. */
const processNoticeMillis = 1_000;

/** A file with the number 0, and `number` when it is damaged. */
export function trackedFile(number: number): Tracked {
  const file = (lab: Lab, router: Router) => join(lab.directory, `${router.name}-number`);
  const write = (value: number) => (lab: Lab, router: Router) =>
    writeFileSync(file(lab, router), `${value}\n`);
  return {
    definition: (lab, router) =>
      block("track_file number", [`file ${file(lab, router)}`, "weight 1"]),
    followed: block("track_file", ["number"]),
    ready: write(0),
    damage: write(number),
    mend: write(0),
    noticeMillis: promptlyMillis,
    followers: "both",
    damagedPriority: number <= faultNumber ? 0 : firstPriority + number,
  };
}

/** Another interface than the instance's own. */
export function trackedInterface(weight: number | null): Tracked {
  const set = (state: string) => (_lab: Lab, router: Router) => {
    mustRun(["ip", "-n", router.namespace, "link", "set", "other0", state]);
  };
  const line = weight === null ? "other0" : `other0 weight ${weight}`;
  return {
    definition: () => null,
    followed: block("track_interface", [line]),
    ready: (_lab, router) => {
      // A bridge without ports has no carrier; one end of a pair has the carrier of the other.
      const pair = ["other0", "type", "veth", "peer", "name", "other1"];
      mustRun(["ip", "-n", router.namespace, "link", "add", ...pair]);
      mustRun(["ip", "-n", router.namespace, "link", "set", "other1", "up"]);
      set("up")(_lab, router);
    },
    damage: set("down"),
    mend: set("up"),
    noticeMillis: promptlyMillis,
    followers: "both",
    damagedPriority: weight === null ? 0 : firstPriority + weight,
  };
}

let programs = 0;

/** A program of a name that nothing else on the machine has, for laboratories share its /proc. */
export function trackedProcess(weight: number | null): Tracked {
  programs += 1;
  const prefix = `hf${process.pid}-${programs}`;
  const nameOf = (router: Router) => `${prefix}${router.name}`;
  const running = new Map<string, WatchedProcess>();
  const start = (lab: Lab, router: Router) => {
    const program = join(lab.directory, nameOf(router));
    running.set(router.name, lab.start(router.namespace, [program, "3600"]));
  };
  return {
    definition: (_lab, router) =>
      block("vrrp_track_process program", [
        `process ${nameOf(router)}`,
        ...(weight === null ? [] : [`weight ${weight}`]),
      ]),
    followed: block("track_process", ["program"]),
    ready: (lab, router) => {
      copyFileSync("/bin/sleep", join(lab.directory, nameOf(router)));
      start(lab, router);
    },
    damage: (_lab, router) => running.get(router.name)?.signal("SIGKILL"),
    mend: start,
    noticeMillis: processNoticeMillis,
    followers: "first",
    damagedPriority: weight === null ? 0 : firstPriority + weight,
  };
}
