/** The daemon's processes of load balancing: started, killed, reloaded, and what scripts hear of it. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { run } from "../lab/command.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { descendantsOf, sendSignal } from "../lab/processes.ts";
import { waitFor } from "../lab/wait.ts";
import { daemonIn, end, isAlive, soon } from "./daemon-under-test.ts";

const service = "[10.77.0.60]:tcp:80";
const server = "[10.77.0.2]:tcp:80";

let lab: Lab;
before(async () => {
  requirePrerequisites(["ip", "nft"]);
  lab = await openLab(["a"]);
});
after(() => lab.close());

/** A daemon with one real server, which is up while the file `up` is there. */
function director(name: string, globals = "") {
  const at = (suffix: string): string => join(lab.directory, `${name}.${suffix}`);
  const script = (suffix: string, text: string): string => {
    writeFileSync(at(suffix), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return at(suffix);
  };
  const check = script("check", `echo "looking for it"; test -e ${at("up")}`);
  const reader = script(
    "reader",
    `while read -r line; do echo "$line" >> ${at("heard")}; done < $1`,
  );
  const notify = script("notify", `echo "$1" >> ${at("notified")}`);
  const balancing = `
virtual_server 10.77.0.60 80 {
  delay_loop 1
  lb_algo rr
  lb_kind NAT
  protocol TCP
  real_server 10.77.0.2 80 {
    notify_up "${notify} up"
    notify_down "${notify} down"
    MISC_CHECK {
      misc_path ${check}
      misc_timeout 2
      retry 0
      warmup 0
    }
  }
}
`;
  const global = `global_defs {
  lvs_dataplane nftables
  script_user root
  lvs_notify_fifo ${at("fifo")}
  lvs_notify_fifo_script ${reader}
  ${globals}
}
`;
  const read = (suffix: string) => (existsSync(at(suffix)) ? readFileSync(at(suffix), "utf8") : "");
  return {
    ...daemonIn(lab, name, global + balancing),
    global,
    balancing,
    at,
    script,
    setUp: (up: boolean) => (up ? writeFileSync(at("up"), "") : rmSync(at("up"))),
    heard: (line: string) =>
      waitFor(`"${line}" from the pipe`, soon, () => read("heard").includes(`${line}\n`)),
    notified: (text: string) => waitFor(`notify_${text}`, soon, () => read("notified") === text),
    read,
  };
}

const rulesOf = (): string =>
  run(["ip", "netns", "exec", lab.router("a").namespace, "nft", "list", "ruleset"]).stdout;

test("a server that dies is told of by script and pipe; at the stop all ends with it", async () => {
  const one = director("told");
  one.setUp(true);
  const started = one.command();
  assert.equal(started.status, 0, started.stderr);
  assert.ok(isAlive(one.checkersPid()));
  assert.equal(one.vrrpPid(), 0, "no vrrp process");
  await waitFor("the table", soon, () => rulesOf().includes("10.77.0.60"));
  one.setUp(false);
  await one.heard(`RS ${server} ${service} DOWN`);
  await one.notified("down\n");
  await one.logged(`Removing service ${server} from VS ${service}`);
  await one.logged(`${one.at("check")} says: looking for it`);
  one.setUp(true);
  await one.heard(`RS ${server} ${service} UP`);
  await one.notified("down\nup\n");

  const all = descendantsOf(one.pid());
  assert.ok(all.length >= 3, "lvs, runner and the reader");
  await end(one.pid());
  assert.ok(!existsSync(one.at("fifo")), "the pipe is gone");
  assert.ok(!existsSync(one.checkersPidFile));
  assert.ok(!rulesOf().includes("10.77.0.60"));
});

test("a process killed with -9 has a successor that knows what was down and touches nothing", async () => {
  const one = director("killed");
  one.setUp(true);
  assert.equal(one.command().status, 0);
  one.setUp(false);
  await one.heard(`RS ${server} ${service} DOWN`);
  const before = rulesOf();
  const killed = one.checkersPid();
  sendSignal(killed, "SIGKILL");
  await waitFor("another", soon, () => isAlive(one.checkersPid()) && one.checkersPid() !== killed);
  await one.logged(`Healthcheck child process(${killed}) died: Respawning`);
  assert.equal(rulesOf(), before);
  one.setUp(true);
  await one.heard(`RS ${server} ${service} UP`);
  assert.equal(one.read("heard").match(/^RS .* DOWN$/gm)?.length, 1, one.read("heard"));
  await end(one.pid());
});

test("a reload takes load balancing away and brings it back", async () => {
  const one = director("reloaded");
  one.setUp(true);
  assert.equal(one.command().status, 0);
  const first = one.checkersPid();
  const reload = async (text: string, times: number) => {
    writeFileSync(one.configurationFile, text);
    sendSignal(one.pid(), "SIGHUP");
    await waitFor(`reload ${times}`, soon, () => {
      return one.log().match(/Reload complete/g)?.length === times;
    });
  };
  await reload(one.global, 1);
  assert.ok(!isAlive(first) && !existsSync(one.checkersPidFile));
  assert.ok(!rulesOf().includes("10.77.0.60"));
  await reload(one.global + one.balancing, 2);
  assert.ok(isAlive(one.checkersPid()));
  assert.ok(rulesOf().includes("10.77.0.60"));
  const second = one.checkersPid();
  await reload(one.global + one.balancing.replace("rr", "wrr"), 3);
  assert.equal(one.checkersPid(), second);
  await end(one.pid());
});

test("a check that takes too long is ended with what it started, and counts as failed", async () => {
  const one = director("slow");
  one.script("check", `sleep 300 & echo $$ $! >> ${one.at("pids")}; wait`);
  assert.equal(one.command().status, 0);
  await one.heard(`RS ${server} ${service} DOWN`);
  await one.logged("timed out");
  const [first = ""] = one.read("pids").split("\n");
  const pids = first.split(" ").map(Number);
  assert.equal(pids.length, 2);
  await waitFor("the end of both", soon, () => !pids.some(isAlive));
  await end(one.pid());
  const left = one.read("pids").trim().split(/\s+/).map(Number);
  assert.ok(!left.some(isAlive));
});

test("the runner killed with -9 has a successor, and checks and pipe go on", async () => {
  const one = director("runner");
  one.setUp(true);
  assert.equal(one.command().status, 0);
  const runner = (): number =>
    descendantsOf(one.pid()).find((pid) => titleOf(pid).includes(": runner")) ?? 0;
  const killed = await waitFor("the runner", soon, runner);
  const readers = (): number[] =>
    descendantsOf(killed).filter((pid) => titleOf(pid).includes(one.at("reader")));
  const [reader = 0] = await waitFor("the reader", soon, () => {
    const found = readers();
    return found.length > 0 && found;
  });
  sendSignal(killed, "SIGKILL");
  await waitFor("another", soon, () => runner() > 0 && runner() !== killed);
  one.setUp(false);
  await one.heard(`RS ${server} ${service} DOWN`);
  await one.logged(`Runner child process(${killed}) died: Respawning`);
  await waitFor("the end of its reader", soon, () => !isAlive(reader));
  await end(one.pid());
  assert.ok(!existsSync(one.at("fifo")), "also the pipe of the first is gone");
});

test("when the supervisor is killed its children take the table away and end", async () => {
  const one = director("orphaned");
  one.setUp(true);
  assert.equal(one.command().status, 0);
  await waitFor("the table", soon, () => rulesOf().includes("10.77.0.60"));
  const children = descendantsOf(one.pid());
  sendSignal(one.pid(), "SIGKILL");
  await waitFor("the children to end", soon, () => !children.some(isAlive));
  assert.ok(!rulesOf().includes("10.77.0.60"));
  assert.ok(!existsSync(one.at("fifo")));
});

test("one pipe hears of instances and of servers, in order, and says where all stand at a reload", async () => {
  const instance = `vrrp_instance VI_1 {
  interface eth0
  virtual_router_id 61
  priority 100
  version 3
  advert_int 0.1
  virtual_ipaddress {
    10.77.0.61/24
  }
}
`;
  const one = director("both", "fifo_write_vrrp_states_on_reload");
  const text = (one.global + one.balancing).replaceAll("lvs_notify_fifo", "notify_fifo");
  writeFileSync(one.configurationFile, text + instance);
  one.setUp(true);
  assert.equal(one.command().status, 0);
  await one.heard('INSTANCE "VI_1" MASTER 100');
  one.setUp(false);
  await one.heard(`RS ${server} ${service} DOWN`);
  sendSignal(one.pid(), "SIGHUP");
  await waitFor("it again", soon, () => one.read("heard").match(/ MASTER 100$/gm)?.length === 2);
  await end(one.pid());
  const states = one.read("heard").match(/^INSTANCE .*$/gm);
  assert.deepEqual(
    states?.map((line) => line.split(" ")[2]),
    ["BACKUP", "MASTER", "MASTER", "STOP"],
  );
});

test("the number in a file is added to the weight, at once, and as often as it changes", async () => {
  const one = director("filed");
  const file = one.at("weight");
  const tracked = `track_file load {\n  file ${file}\n  weight 1\n  init_file 5\n}\n`;
  const checked = one.balancing
    .replace(/MISC_CHECK[^}]*}/, "weight 3\n    FILE_CHECK {\n      track_file load\n    }")
    .replace("lb_algo rr", "lb_algo wrr");
  writeFileSync(one.configurationFile, one.global + tracked + checked);
  assert.equal(one.command().status, 0);
  assert.equal(one.read("weight"), "5\n");
  await one.logged("from 3 to 8");
  writeFileSync(file, "17\n");
  await one.logged("from 8 to 20");
  rmSync(file);
  await one.logged("from 20 to 3");
  await end(one.pid());
});

test("a pipe that is a file is refused and left alone, and the daemon runs without it", async () => {
  const one = director("refused");
  writeFileSync(one.at("fifo"), "precious");
  one.setUp(true);
  assert.equal(one.command().status, 0);
  await one.logged(`Events are not written to ${one.at("fifo")}: it is no named pipe`);
  await end(one.pid());
  assert.equal(one.read("fifo"), "precious");
});

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
