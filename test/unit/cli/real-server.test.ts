import assert from "node:assert/strict";
import { test } from "node:test";
import type { RealServerMachine } from "../../../src/cli/real-server/machine.ts";
import { nothingRemembered, type Remembered } from "../../../src/cli/real-server/memory.ts";
import {
  type RealServerParts,
  realServerDown,
  realServerStatus,
  realServerUp,
} from "../../../src/cli/real-server/real-server.ts";
import type { Finding } from "../../../src/core/real-server/compare.ts";
import type { IpAddress } from "../../../src/wire/address.ts";
import { success } from "../../../src/wire/result.ts";
import { address } from "../checks/check-scene.ts";

/** A machine whose every setting is 0 at first, with a loopback and a tunnel. */
class FakeMachine implements RealServerMachine {
  readonly held = new Map<string, IpAddress[]>([
    ["lo", []],
    ["tunl0", []],
  ]);
  readonly settings = new Map<string, string>();

  view() {
    return success({
      link: (name: string) => {
        const addresses = this.held.get(name);
        return addresses === undefined ? null : { up: true, addresses };
      },
      setting: (path: string) => this.settings.get(path) ?? "0",
    });
  }

  fulfil({ wanted }: Finding) {
    if (wanted.kind === "setting") this.settings.set(wanted.path, wanted.right[0] ?? "");
    if (wanted.kind === "address") this.held.get(wanted.interface)?.push(wanted.address);
    return success(null);
  }

  removeAddress(name: string, gone: IpAddress) {
    this.held.set(name, this.held.get(name)?.filter((one) => one !== gone) ?? []);
    return success(null);
  }

  writeSetting(path: string, value: string) {
    this.settings.set(path, value);
    return success(null);
  }
}

function realServer() {
  const machine = new FakeMachine();
  const lines: string[] = [];
  let remembered: Remembered = nothingRemembered;
  const parts: RealServerParts = {
    machine,
    out: (line) => lines.push(line),
    recall: () => success(remembered),
    remember: (next) => {
      remembered = next;
      return success(null);
    },
  };
  return { machine, parts, lines };
}

const virtual = address("192.0.2.10");

test("an address that is held in both ways leaves both places before the machine may speak of it", () => {
  const { machine, parts, lines } = realServer();
  assert.equal(realServerUp(parts, "tun", [virtual]), 0);
  assert.equal(realServerUp(parts, "dr", [virtual]), 0);
  assert.deepEqual([...machine.held.values()], [[virtual], [virtual]]);
  machine.held.set("lo", []);
  assert.equal(realServerStatus(parts, "dr", [virtual]), 1);
  assert.ok(lines.includes("MISSING  192.0.2.10/32 on lo"), lines.join("\n"));
  machine.held.set("lo", [virtual]);
  assert.equal(realServerDown(parts, []), 0);
  assert.deepEqual([...machine.held.values()], [[], []]);
  assert.deepEqual([...new Set(machine.settings.values())], ["0"]);
});

test("what is missing is told with what is there instead, and with the command that mends it", () => {
  const { parts, lines } = realServer();
  assert.equal(realServerStatus(parts, "tun", [virtual]), 1);
  assert.deepEqual(lines.slice(-3), [
    "MISSING  net.ipv4.conf.tunl0.rp_filter = 2: is 0",
    "MISSING  192.0.2.10/32 on tunl0",
    '6 missing; "holdfast real-server up --mode tun 192.0.2.10" makes them so',
  ]);
});
