import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonsToRefuseReload } from "../../../../src/config/build/verdict.ts";
import { check, instanceText, machine } from "./building.ts";

const sound = instanceText("");
const host = { ...machine, interfaceExists: (name: string) => name === "eth0" };
const dynamic = "global_defs {\n dynamic_interfaces\n}\n";

/** Codes of the reasons, on a machine with eth0 alone. */
const refusals = (next: string | null, running: string): string[] =>
  reasonsToRefuseReload(check(next, host), check(running, host)).map(({ code }) => code);

const realServer = "real_server 192.0.2.10 80 {\n }";

test("a reload is refused for what would take a running service down by mistake", () => {
  const misspelt = sound.replace("virtual_ipaddress", "virtual_ipadress");
  const rows: [next: string | null, reasons: string[]][] = [
    [null, ["HF0001"]],
    [sound.trimEnd().slice(0, -1), ["HF0013"]],
    [`${sound}}`, ["HF0012"]],
    [instanceText("priority 900"), ["HF0203"]],
    [instanceText("priority 150\0"), ["HF0008"]],
    ["vrrp_instance A {\n interface eth0\n no_virtual_ipaddress\n}", ["HF0403"]],
    [misspelt, ["HF0113"]],
    [sound.replace("vrrp_instance", "vrrp_instanse"), ["HF0113"]],
    [`global_defs {\n notification_mail {\n a@b\n }\n}\n${sound}`, ["HF0113"]],
    [`virtual_ipaddress {\n 192.0.2.1\n}\n${sound}`, ["HF0114"]],
    [sound.replace("192.0.2.1/24", ""), ["HF0406"]],
    [sound.replace("192.0.2.1/24", "192.0.2.300"), ["HF0501"]],
    [sound.replace("virtual_ipaddress {", "virtual_ipaddress"), ["HF0018"]],
    [sound.replace("eth0", "nosuch"), ["HF0601"]],
    [sound.replace("/24", "/24 dev nosuch"), ["HF0601"]],
    [`${sound}vrrp_instance {\n}\n`, ["HF0401"]],
    [`${sound}virtual_server 192.0.2.1 80 {\n delay_loop x\n ${realServer}\n}`, ["HF0202"]],
  ];
  for (const [next, reasons] of rows) assert.deepEqual(refusals(next, sound), reasons, `${next}`);
});

test("a reload that loses the password is refused: its peers would no longer hear the node", () => {
  const authentication = "authentication {\n auth_type PASS\n auth_pass abc\n}";
  const running = instanceText(authentication);
  const rows: [from: string, to: string, reasons: string[]][] = [
    ["auth_type", "auth_typ", ["HF0430"]],
    ["auth_pass", "auth_pas", ["HF0433"]],
    ["auth_pass abc", "", ["HF0433"]],
    ["authentication", "authenticaton", ["HF0113"]],
    ["abc", "def", []],
    [authentication, "", []],
  ];
  for (const [from, to, reasons] of rows) {
    assert.deepEqual(refusals(running.replace(from, to), running), reasons, to);
  }
});

test("what is only named does not stand in the way of a reload", () => {
  const rows = [
    "",
    instanceText("prioriy 90"),
    instanceText("foo bar"),
    instanceText("track_interface {\n eth0\n}\n advert_int 1.5"),
    instanceText("no_virtual_ipaddress").replace("192.0.2.1/24", ""),
    `${sound}virtual_server 192.0.2.1 80 {\n nonsense {\n }\n ${realServer}\n}`,
    `${sound}static_routes {\n default via 192.0.2.254\n}`,
    `${dynamic}${sound.replace("eth0", "nosuch")}`,
  ];
  for (const next of rows) assert.deepEqual(refusals(next, sound), [], next);
});

test("a mistake that runs already does not keep a file from being loaded again", () => {
  const old = [
    instanceText("priority 900"),
    instanceText("virtual_rotes {\n}"),
    `${sound}vrrp_instanse VI_2 {\n}\n`,
    sound.replace("192.0.2.1/24", ""),
    sound.replace("eth0", "nosuch"),
    `${sound}}`,
    sound + sound,
  ];
  for (const running of old) {
    assert.deepEqual(refusals(running, running), [], running);
    assert.deepEqual(refusals(`# moved by a line\n${running}`, running), [], running);
  }
  assert.deepEqual(refusals(`${sound}}\n}`, `${sound}}`), ["HF0012"]);
  assert.deepEqual(refusals(instanceText("priority 901"), instanceText("priority 900")), [
    "HF0203",
  ]);
});

test("an interface that the running configuration names may be gone at a reload", () => {
  const running = check(sound.replace("eth0", "eth7"), machine);
  const next = check(sound.replace("eth0", "eth7"), host);
  assert.equal(next.diagnostics.length, 1);
  assert.deepEqual(reasonsToRefuseReload(next, running), []);
});

test("a reload that takes away the last sound address is refused, though the bad one is old", () => {
  const running = sound.replace("192.0.2.1/24", "192.0.2.300\n 192.0.2.1/24");
  assert.deepEqual(refusals(running, running), []);
  assert.deepEqual(refusals(running.replace("192.0.2.1/24", ""), running), ["HF0501"]);
});

test("a file that an include names and that is not there refuses; a folder that may be empty does not", () => {
  const running = check(sound, host);
  const unmatched = (lacksFile: object): string[] => {
    const diagnostic = { code: "HF0003", severity: "notice", span: null, message: "none" } as const;
    const next = { ...running, diagnostics: [{ ...diagnostic, ...lacksFile }] };
    return reasonsToRefuseReload(next, running).map(({ code }) => code);
  };
  assert.deepEqual(unmatched({ lacksFile: true }), ["HF0003"]);
  assert.deepEqual(unmatched({}), []);
});
