import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import { batch, type Router } from "../lab/lab.ts";
import { cutLink, mendLink, swallow } from "../lab/link.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { block, globalText, groupText, instanceText, type PathOf } from "./told-configuration.ts";
import { assertSameTold, type Play, type Told, toldBy } from "./told-scene.ts";

requirePrerequisites(["ip", "ping", "nft", "keepalived"]);

const master = 'INSTANCE "VI_1" MASTER 100';
const backup = 'INSTANCE "VI_1" BACKUP 100';
const fault = 'INSTANCE "VI_1" FAULT 100';

const peer = (priority: number): string[] => [
  "interface eth0",
  "version 3",
  "virtual_router_id 51",
  `priority ${priority}`,
  "advert_int 0.2",
  "virtual_ipaddress {\n 10.77.0.151/24\n}",
];

/** A script that passes while there is the file "good". */
const checkText = (path: PathOf, lines: readonly string[]): string =>
  block("vrrp_script check", [
    `script "/usr/bin/test -e ${path("good")}"`,
    "interval 1",
    "fall 1",
    "rise 1",
    ...lines,
  ]);

/** Beside eth0. */
const secondLink = "second";

function makeSecondLink({ namespace }: Router): void {
  batch(namespace, [
    `link add ${secondLink} type veth peer name far-end`,
    "link set far-end up",
    `link set ${secondLink} up`,
    `addr add 10.88.0.1/24 dev ${secondLink}`,
  ]);
}

const setLink = ({ namespace }: Router, state: "up" | "down"): void =>
  batch(namespace, [`link set far-end ${state}`]);

describe("pipes and scripts are told line by line what keepalived tells them", () => {
  test("a backup alone becomes master, and stops", async () => {
    await assertSameTold({
      text: (path) => globalText(path) + instanceText(path, "VI_1", 51),
      act: ({ heard }) => heard(master),
    });
  });

  test("a higher priority appears, and goes with priority 0", async () => {
    await assertSameTold({
      text: (path) => globalText(path) + instanceText(path, "VI_1", 51),
      act: async ({ heard, startPeer }) => {
        await heard(master);
        const other = startPeer(peer(200));
        await heard(backup, 2);
        await other.stop();
        await heard(master, 2);
      },
    });
  });

  test("a backup stops while another is master", async () => {
    await assertSameTold({
      text: (path) => globalText(path) + instanceText(path, "VI_1", 51),
      act: async ({ heard, startPeer, node }) => {
        await heard(master);
        startPeer(peer(200));
        await heard(backup, 2);
        await node.stop();
      },
    });
  });

  test("the interface goes down and comes back", async () => {
    await assertSameTold({
      text: (path) => globalText(path) + instanceText(path, "VI_1", 51),
      act: async ({ heard, lab, router }) => {
        await heard(master);
        cutLink(lab, router);
        await heard(fault);
        mendLink(lab, router);
        await heard(master, 2);
      },
    });
  });

  test("a sync group follows a member's broken interface, and comes back", async () => {
    await assertSameTold({
      prepare: makeSecondLink,
      text: (path) =>
        globalText(path) +
        groupText(path, "VG_1", ["VI_1", "VI_2"]) +
        instanceText(path, "VI_1", 51) +
        instanceText(path, "VI_2", 52, [`interface ${secondLink}`]),
      act: async ({ heard, router }) => {
        await heard('GROUP "VG_1" MASTER 0');
        setLink(router, "down");
        await heard('GROUP "VG_1" FAULT 0');
        setLink(router, "up");
        await heard('GROUP "VG_1" MASTER 0', 2);
      },
    });
  });

  test("a tracked script fails, and passes again", async () => {
    await assertSameTold({
      prepare: (_router, path) => writeFileSync(path("good"), ""),
      text: (path) =>
        globalText(path) +
        checkText(path, []) +
        instanceText(path, "VI_1", 51, ["track_script {\n check\n}"]),
      act: async ({ heard, path }) => {
        await heard(master);
        rmSync(path("good"));
        await heard(fault);
        writeFileSync(path("good"), "");
        await heard(master, 2);
      },
    });
  });

  test("a script that fails from the start lets nothing begin", async () => {
    await assertSameTold({
      text: (path) =>
        globalText(path) +
        checkText(path, []) +
        instanceText(path, "VI_1", 51, ["track_script {\n check\n}"]),
      act: async ({ heard, path }) => {
        await heard(fault);
        writeFileSync(path("good"), "");
        await heard(master);
      },
    });
  });

  test("a weighted script moves the priority of a master", async () => {
    await assertSameTold({
      prepare: (_router, path) => writeFileSync(path("good"), ""),
      text: (path) =>
        globalText(path, ["vrrp_notify_priority_changes"]) +
        checkText(path, ["weight 20"]) +
        instanceText(path, "VI_1", 51, ["track_script {\n check\n}"]),
      act: async ({ heard, path }) => {
        await heard('INSTANCE "VI_1" MASTER 120');
        rmSync(path("good"));
        await heard('INSTANCE "VI_1" MASTER_PRIORITY 100');
        writeFileSync(path("good"), "");
        await heard('INSTANCE "VI_1" MASTER_PRIORITY 120');
      },
    });
  });

  test("a weighted script hands the role over, and takes it back", async () => {
    await assertSameTold({
      prepare: (_router, path) => writeFileSync(path("good"), ""),
      text: (path) =>
        globalText(path) +
        checkText(path, ["weight -50"]) +
        instanceText(path, "VI_1", 51, [
          "notify_priority_changes true",
          "track_script {\n check\n}",
        ]),
      act: async ({ heard, path, startPeer }) => {
        await heard(master);
        startPeer(peer(80));
        rmSync(path("good"));
        await heard('INSTANCE "VI_1" BACKUP 50');
        writeFileSync(path("good"), "");
        await heard(master, 2);
      },
    });
  });

  test("a reload removes an instance", async () => {
    await assertSameTold({
      text: (path) =>
        globalText(path) + instanceText(path, "VI_1", 51) + instanceText(path, "VI_2", 52),
      act: async ({ heard, path, reload }) => {
        await heard(master);
        await heard('INSTANCE "VI_2" MASTER 100');
        reload(globalText(path) + instanceText(path, "VI_1", 51));
        await heard('INSTANCE "VI_2" FAULT 100');
      },
    });
  });

  test("a reload removes an instance that is to be told as deleted", async () => {
    await assertSameTold({
      text: (path) =>
        globalText(path) +
        instanceText(path, "VI_1", 51) +
        instanceText(path, "VI_2", 52, ["notify_deleted"]),
      act: async ({ heard, path, reload }) => {
        await heard(master);
        await heard('INSTANCE "VI_2" MASTER 100');
        reload(globalText(path) + instanceText(path, "VI_1", 51));
        await heard('INSTANCE "VI_2" DELETED 100');
      },
    });
  });

  // keepalived 2.2.7 tells those of groups alone; newer ones all.
  test("a reload tells all states again where it is asked to", async () => {
    const text = (path: PathOf) =>
      globalText(path, ["fifo_write_vrrp_states_on_reload"]) +
      groupText(path, "VG_1", ["VI_1", "VI_2"]) +
      instanceText(path, "VI_1", 51) +
      instanceText(path, "VI_2", 52) +
      instanceText(path, "VI_3", 53);
    const play: Play = {
      text,
      act: async ({ heard, heardEvent, path, reload }) => {
        await heard('GROUP "VG_1" MASTER 0');
        await heard('INSTANCE "VI_3" MASTER 100');
        reload(text(path));
        await heardEvent('GROUP "VG_1" MASTER 0', 2);
      },
    };
    const [theirs, ours] = await Promise.all([
      toldBy("keepalived", play),
      toldBy("holdfast", play),
    ]);
    const ofGroups = ({ events }: Told) => events.filter((line) => line.startsWith("GROUP"));
    assert.deepEqual(ofGroups(ours), ofGroups(theirs));
    assert.deepEqual(ours.calls, theirs.calls);
    for (const name of ["VI_1", "VI_2", "VI_3"]) {
      const line = `INSTANCE "${name}" MASTER 100`;
      assert.equal(ours.events.filter((event) => event === line).length, 2, name);
    }
  });

  test("a master hears a lower priority", async () => {
    await assertSameTold({
      text: (path) => globalText(path) + instanceText(path, "VI_1", 51),
      act: async ({ heard, lab, startPeer, peer: other }) => {
        await heard(master);
        swallow(lab, other, "toStation");
        const deaf = startPeer(peer(50));
        await heard('INSTANCE "VI_1" MASTER_RX_LOWER_PRI 100');
        await deaf.killAll();
      },
    });
  });

  test("a member of a group hears a higher priority, and the others follow", async () => {
    await assertSameTold({
      text: (path) =>
        globalText(path) +
        groupText(path, "VG_1", ["VI_1", "VI_2"]) +
        instanceText(path, "VI_1", 51) +
        instanceText(path, "VI_2", 52),
      act: async ({ heard, startPeer }) => {
        await heard('GROUP "VG_1" MASTER 0');
        const other = startPeer(peer(200));
        await heard('GROUP "VG_1" BACKUP 0', 2);
        await other.stop();
        await heard('GROUP "VG_1" MASTER 0', 2);
      },
    });
  });

  test("a group asks for the priorities of its members", async () => {
    await assertSameTold({
      prepare: (_router, path) => writeFileSync(path("good"), ""),
      text: (path) =>
        globalText(path) +
        checkText(path, ["weight 20"]) +
        groupText(
          path,
          "VG_1",
          ["VI_1", "VI_2"],
          ["sync_group_tracking_weight", "notify_priority_changes on", "track_script {\n check\n}"],
        ) +
        instanceText(path, "VI_1", 51) +
        instanceText(path, "VI_2", 52),
      act: async ({ heard, path, node }) => {
        await heard('GROUP "VG_1" MASTER 0');
        rmSync(path("good"));
        await node.waitForLog("effective priority from 120 to 100", 10_000);
      },
    });
  });
});
