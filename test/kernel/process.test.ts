/** Scheduling, limits and namespaces of a process of its own. Needs root. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";

const source = new URL("../../src/kernel/", import.meta.url);

/**
 * Runs `body` in a new process with everything of these modules at hand; gives what it printed.
 */
function inProcess(modules: readonly string[], body: string, wrapper: readonly string[] = []) {
  const imports = ["libc", ...modules].map(
    (name) => `import * as ${name.replaceAll("-", "_")} from "${new URL(`${name}.ts`, source)}";`,
  );
  const program = `${imports.join("\n")}
    import { readFileSync } from "node:fs";
    const sys = libc.systemCalls();
    const status = (field) =>
      readFileSync("/proc/self/status", "utf8").match(new RegExp(field + ":\\\\s*(.*)"))?.[1];
    const print = (value) => console.log(JSON.stringify(value));
    ${body}`;
  const words = [...wrapper, process.execPath, "--input-type=module", "-e", program];
  const [command = "", ...rest] = words;
  return JSON.parse(execFileSync(command, rest, { encoding: "utf8", timeout: 20_000 }));
}

test("real-time scheduling is taken and given back, and children do not inherit it", () => {
  const policies = inProcess(
    ["scheduling"],
    `const seen = [scheduling.useRealTime(sys, 20), sys.schedGetscheduler(0)];
    const { execFileSync } = await import("node:child_process");
    seen.push(execFileSync("awk", ["{ print $41 }", "/proc/self/stat"], { encoding: "utf8" }));
    seen.push(scheduling.useStandardScheduling(sys), sys.schedGetscheduler(0));
    print(seen);`,
  );
  const done = { ok: true, value: null };
  assert.deepEqual(policies, [done, 0x4000_0002, "0\n", done, 0x4000_0000]);
});

test("locked memory survives collections that give heap pages back", () => {
  const [locked, lockedKilobytes, collections] = inProcess(
    ["memory-lock"],
    `const locked = memory_lock.lockMemory(sys);
    const { setFlagsFromString } = await import("node:v8");
    const { runInNewContext } = await import("node:vm");
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc");
    let collections = 0;
    for (; collections < 5; collections++) {
      let kept = Array.from({ length: 100_000 }, (_, index) => ({ index, list: [index] }));
      kept = null;
      collect({ type: "major", execution: "sync", flavor: "last-resort" });
    }
    print([locked, Number.parseInt(status("VmLck")), collections]);`,
  );
  assert.deepEqual([locked, collections], [{ ok: true, value: null }, 5]);
  assert.ok(lockedKilobytes > 10_000);
});

test("niceness, affinity and limits are what the kernel then reports", () => {
  const seen = inProcess(
    ["scheduling", "resource-limits", "process-control"],
    `const results = [
      scheduling.setNiceness(sys, -7),
      scheduling.setCpuAffinity(sys, [0]),
      resource_limits.raiseOpenFiles(sys, 4096),
      resource_limits.limitRealTime(sys, 200_000),
      resource_limits.allowCoreDumps(sys, false),
    ];
    process_control.setProcessName(sys, "holdfast-vrrp-very-long");
    process_control.adoptOrphans(sys);
    const limits = readFileSync("/proc/self/limits", "utf8").split("\\n");
    print({
      failed: results.filter((result) => !result.ok),
      niceness: readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ")[16],
      cpus: status("Cpus_allowed_list"),
      name: status("Name"),
      files: limits.find((line) => line.startsWith("Max open files")).split(/ {2,}/)[1],
      realTime: limits.find((line) => line.startsWith("Max realtime timeout")).split(/ {2,}/),
      ended: process_control.endWithParent(sys, process.ppid),
      other: process_control.endWithParent(sys, 1234567),
    });`,
  );
  assert.deepEqual(seen.failed, []);
  assert.equal(seen.niceness, "-7");
  assert.equal(seen.cpus, "0");
  assert.equal(seen.name, "holdfast-vrrp-v");
  assert.ok(Number(seen.files) >= 4096);
  assert.deepEqual(seen.realTime.slice(1, 3), ["160000", "200000"]);
  assert.deepEqual([seen.ended, seen.other], [true, false]);
});

test("a child ends when its parent does", async () => {
  const child = `import { systemCalls } from "${new URL("libc.ts", source)}";
    import { endWithParent } from "${new URL("process-control.ts", source)}";
    endWithParent(systemCalls(), process.ppid);
    process.on("SIGTERM", () => { console.log("SIGTERM"); process.exit(); });
    setInterval(() => {}, 1000);
    console.log("ready");`;
  const parent = `const { spawn } = await import("node:child_process");
    spawn(process.execPath, ["--input-type=module", "-e", ${JSON.stringify(child)}],
      { stdio: ["ignore", "inherit", "inherit"] });`;
  const started = spawn(process.execPath, ["--input-type=module", "-e", parent], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  started.stdout.on("data", (text) => {
    said += text;
    if (said.includes("ready")) started.kill("SIGKILL");
  });
  // The pipe closes when the child, which holds the other end, has ended too.
  await once(started.stdout, "close");
  assert.equal(said, "ready\nSIGTERM\n");
});

test("a network namespace is entered by name, and children start in it", () => {
  const name = `hf-enter-${process.pid}`;
  execFileSync("ip", ["netns", "add", name]);
  try {
    const links = inProcess(
      ["namespace"],
      `const entered = namespace.enterNetworkNamespace(sys, "${name}");
      const { execFileSync } = await import("node:child_process");
      const links = JSON.parse(execFileSync("ip", ["-json", "link"], { encoding: "utf8" }));
      print([entered.ok, links.map((link) => link.ifname)]);`,
    );
    assert.deepEqual(links, [true, ["lo"]]);
  } finally {
    execFileSync("ip", ["netns", "del", name]);
  }
});

test("a namespace that is not there, or is none, is refused with what to do", () => {
  const [missing, wrong] = inProcess(
    ["namespace"],
    `print([
      namespace.enterNetworkNamespace(sys, "no-such-namespace").error,
      namespace.enterNetworkNamespace(sys, "/proc/self/ns/mnt").error,
    ]);`,
  );
  assert.equal(missing.errno, "ENOENT");
  assert.equal(missing.remedy, "check that /run/netns/no-such-namespace exists: ip netns list");
  assert.equal(wrong.errno, "EINVAL");
});

test("a private mount is seen by the process and its children alone", () => {
  const seen = inProcess(
    ["namespace"],
    `const { mkdtempSync, writeFileSync, existsSync, rmSync } = await import("node:fs");
    const { execFileSync } = await import("node:child_process");
    const [from, to] = ["/tmp/holdfast-from-", "/tmp/holdfast-to-"].map((path) => mkdtempSync(path));
    writeFileSync(from + "/here", "");
    const results = [namespace.unshareMounts(sys).ok, namespace.bindMount(sys, from, to).ok];
    const outside = "/proc/" + process.ppid + "/root" + to + "/here";
    print([...results, existsSync(to + "/here"), existsSync(outside)]);
    execFileSync("umount", [to]);
    for (const path of [from, to]) rmSync(path, { recursive: true });`,
  );
  assert.deepEqual(seen, [true, true, true, false]);
});

test("without privilege the error says which capability is missing, and how to give it", () => {
  const [adverts, announcer, priority] = inProcess(
    ["advert-socket", "packet-socket", "poller", "scheduling"],
    `const factory = advert_socket.createAdvertSocketFactory(sys, poller.createPoller(sys, print));
    const delivery = { kind: "multicast", group: "224.0.0.18" };
    const options = { family: "ipv4", interfaceName: "lo", interfaceIndex: 1, delivery };
    print([
      factory.open({ ...options, receiveBufferBytes: null }, () => {}).error,
      packet_socket.openAnnouncer(sys).error,
      scheduling.useRealTime(sys, 10).error,
    ]);`,
    ["setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"],
  );
  assert.equal(adverts.errno, "EPERM");
  assert.equal(adverts.operation, "open a raw VRRP socket for IPv4 on lo");
  assert.match(adverts.remedy, /CAP_NET_RAW is missing: run as root, or .*AmbientCapabilities=/);
  assert.equal(announcer.errno, "EPERM");
  assert.match(announcer.remedy, /CAP_NET_RAW/);
  assert.match(priority.remedy, /CAP_SYS_NICE/);
});
