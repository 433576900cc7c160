import assert from "node:assert/strict";
import { test } from "node:test";
import type { PathPart } from "../../../../src/config/build/unsafe-path.ts";
import { check, instanceText, machine, rendered, said } from "./building.ts";

const part = (path: string, differences: Partial<PathPart> = {}): PathPart => ({
  path,
  kind: "file",
  ownerId: 0,
  groupId: 0,
  mode: 0o755,
  ...differences,
});

/** Root alone; what /srv holds belongs to somebody, /data can be read and not executed. */
const host = {
  ...machine,
  userExists: (user: string, group: string | null) => user === "root" && group !== "none",
  isExecutable: (program: string) => program.startsWith("/bin/") || program.startsWith("/srv/"),
  isRoot: () => true,
  pathParts: (program: string): readonly PathPart[] => {
    if (program === "/bin") return [part("/bin", { kind: "directory" })];
    if (program.startsWith("/srv/")) return [part(program, { ownerId: 1000 })];
    return /^\/(?:bin|data)\//.test(program) ? [part(program)] : [];
  },
};

const secure = "global_defs {\n enable_script_security\n script_user root\n}\n";
const script = (command: string, lines = ""): string =>
  `vrrp_script a {\n script ${command}\n ${lines}\n}\n`;
const follower = instanceText("track_script {\n a\n}");

const rows: readonly [text: string, said: string[], exit: number][] = [
  [secure + script("/bin/true"), [], 0],
  [script("/bin/true"), ["HF0604"], 6],
  [secure + script("/opt/none"), ["HF0741 /opt/none"], 5],
  [script("/opt/none"), ["HF0741 /opt/none"], 5],
  [script("/data/text"), ["HF0604", "HF0603 /data/text"], 6],
  [secure + script("/data/text"), ["HF0603 /data/text"], 0],
  [secure + script("/bin"), ["HF0741 /bin"], 5],
  [secure + script("/srv/a.sh"), ["HF0742 /srv/a.sh"], 5],
  [script("/srv/a.sh"), ["HF0604"], 6],
  [secure + script('"</dev/tcp/192.0.2.1/80"'), [], 0],
  [secure + script("/bin/true", "user nobody9"), ["HF0743 nobody9"], 5],
  [secure + script("/bin/true", "user root none"), ["HF0743 root"], 5],
];

test("a script that is followed must be there, safe, and have somebody to run as", () => {
  for (const [text, diagnostics, exit] of rows) {
    const checked = check(text + follower, host);
    assert.deepEqual([said(checked), checked.exitCode], [diagnostics, exit], text);
  }
});

test("without a default user each script says so where its block ends, and who followed it", () => {
  const security = "global_defs {\n enable_script_security\n}\n";
  const checked = check(security + script("/bin/true") + follower, host);
  assert.deepEqual(said(checked), ["HF0602 }", "HF0743 }"]);
  assert.match(rendered(checked), /there is no user "keepalived_script"/);
  const echoes = checked.diagnostics.flatMap((diagnostic) => diagnostic.echoes ?? []);
  assert.deepEqual(
    echoes.map(({ line }) => line),
    [15],
  );
  const wrong = check(`global_defs {\n script_user nobody9\n}\n${script("/bin/true")}`, host);
  assert.deepEqual(said(wrong), ["HF0602 nobody9", "HF0714 a", "HF0743 }"]);
});

const grouped = (name: string) =>
  `${instanceText("track_script {\n a\n}", "VI_1")}${instanceText("virtual_router_id 52", "VI_2")}` +
  `vrrp_sync_group ${name} {\n group {\n VI_1\n VI_2\n }\n track_script {\n a\n }\n}\n`;

test("what cannot run is followed by nobody, and its definition says why", () => {
  const causes: readonly [text: string, because: string][] = [
    [script("/opt/none"), 'there is no program "/opt/none"'],
    [script("/bin"), 'there is no program "/bin"'],
    [script("/data/text"), '"/data/text" is not an executable program'],
    [script("/bin/true", "user nobody9"), 'there is no user "nobody9"'],
    [script("/bin/true", "user root none"), 'there is no user "root", or no group "none"'],
  ];
  for (const [text, because] of causes) {
    for (const [followers, instances] of [
      [follower, ["VI_1"]],
      [grouped("G"), ["VI_1", "VI_2"]],
    ] as const) {
      const checked = check(secure + text + followers, host);
      const { vrrpInstances, syncGroups, tracking } = checked.configuration;
      assert.deepEqual(
        [...vrrpInstances, ...syncGroups].flatMap(({ trackers }) => trackers),
        [],
        text,
      );
      assert.deepEqual(tracking.scripts[0]?.notFollowed, { because, instances }, text);
      const go = instances.length === 1 ? "VI_1 goes" : "VI_1 and VI_2 go";
      const consequence = `vrrp_script a does not run: ${go} on without it.`;
      assert.ok(rendered(checked).includes(consequence), rendered(checked));
    }
  }
});

test("nobody follows a script that its own user may not execute", () => {
  const file = (mode: number, ownerId = 0, groupId = 0) => part("/x/a", { mode, ownerId, groupId });
  const folder = (mode: number) => part("/x", { kind: "directory", mode });
  const mayPass = folder(0o755);
  const rows: readonly [parts: readonly PathPart[], user: string, said: string[]][] = [
    [[mayPass, file(0o755)], "web", []],
    [[mayPass, file(0o744)], "web", ["HF0603 /x/a"]],
    [[mayPass, file(0o700, 33)], "web", []],
    [[mayPass, file(0o655, 33)], "web", ["HF0603 /x/a"]],
    [[mayPass, file(0o710, 0, 33)], "web", []],
    [[mayPass, file(0o710)], "web :web", []],
    [[folder(0o700), file(0o755)], "web", ["HF0741 /x/a"]],
    [[folder(0o700), file(0o700)], "root", []],
  ];
  for (const [parts, user, expected] of rows) {
    const one = {
      ...host,
      userExists: () => true,
      isExecutable: () => true,
      isRoot: () => false,
      identityOf: (name: string) => (name === "web" ? { uid: 33, gid: 33 } : { uid: 0, gid: 0 }),
      pathParts: () => parts,
    };
    const security = `global_defs {\n enable_script_security\n script_user ${user}\n}\n`;
    for (const text of [security + script("/x/a"), secure + script("/x/a", `user ${user}`)]) {
      const checked = check(text + follower, one);
      assert.deepEqual(said(checked), expected, text + JSON.stringify(parts));
      const trackers = checked.configuration.vrrpInstances[0]?.trackers;
      assert.equal(trackers?.length, expected.length === 0 ? 1 : 0);
    }
  }
});

test("what may not run counts as failed, and where nobody looks all are followed", () => {
  const unsafe = check(secure + script("/srv/a.sh") + follower, host);
  const elsewhere = check(secure + script("/opt/none") + follower, null);
  for (const { configuration } of [unsafe, elsewhere]) {
    assert.deepEqual(
      configuration.vrrpInstances[0]?.trackers.map(({ name }) => name),
      ["a"],
    );
    assert.equal(configuration.tracking.scripts[0]?.notFollowed, undefined);
  }
  assert.match(rendered(unsafe), /vrrp_script a does not run, and counts as failed\./);
});

test("words behind the command of a vrrp_script are no user", () => {
  const checked = check(secure + script("/bin/true -0 nginx") + follower, host);
  assert.deepEqual(said(checked), ["HF0103 -0"]);
  assert.match(rendered(checked), /put quotes around the command and its arguments/);
});

test("the help says what to do about a program that cannot run", () => {
  const helps: readonly [command: string, help: RegExp][] = [
    ["/opt/none", /put the program there/],
    ["none", /write its path/],
    ["/data/text", /chmod \+x \/data\/text/],
  ];
  for (const [command, help] of helps) {
    const followed = check(secure + script(command) + follower, host);
    const notified = check(secure + instanceText(`notify_master ${command}`), host);
    for (const { diagnostics } of [followed, notified]) {
      assert.match(diagnostics.at(-1)?.help ?? "", help, command);
    }
  }
});
