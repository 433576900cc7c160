/** One director with a daemon, real servers and a client: what most tests of this folder begin with. */
import assert from "node:assert/strict";
import {
  type DirectorLab,
  holdAddresses,
  type Preparation,
  withDirectorLab,
} from "../lab/director-lab.ts";
import { tableOf } from "../lab/ipvs-table.ts";
import type { Router } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { type Node, startNode } from "../lab/router.ts";
import { waitFor } from "../lab/wait.ts";

requirePrerequisites(["ip", "nginx", "ipvsadm"]);

/** A limit for a machine whose every core is busy with something else. */
export const soon = { limitMillis: 20_000, everyMillis: 20 };

export interface DirectorScene extends DirectorLab {
  readonly director: Router;
  /** Starts the daemon on this configuration and waits until it has programmed the table. */
  start(text: string): Promise<Node>;
}

/** Plays a scenario; a failure shows what the daemon logged, and the table. */
export async function withDirector(
  preparation: Preparation,
  scenario: (scene: DirectorScene) => Promise<void>,
): Promise<void> {
  await withDirectorLab(preparation, ["a"], async (cluster) => {
    const [director] = cluster.directors;
    assert.ok(director);
    holdAddresses(director);
    const nodes: Node[] = [];
    const start = async (text: string) => {
      const node = startNode(cluster.lab, director, "holdfast", text);
      nodes.push(node);
      await node.waitForLog("Startup complete", soon.limitMillis);
      return node;
    };
    try {
      await scenario({ ...cluster, director, start });
    } catch (error) {
      const logs = nodes.flatMap((node) => node.process.lines.slice(-40).map((line) => line.text));
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      throw new Error([...logs, ...tableOf(director), said].join("\n"));
    }
  });
}

/** Waits until the table has these rows, in ipvsadm's order: "-> 10.77.0.3:80 Masq 1". */
export async function waitForRows(director: Router, rows: readonly string[]): Promise<void> {
  const wanted = rows.join("\n");
  await waitFor(
    `the rows\n${wanted}`,
    soon,
    () => tableOf(director).join("\n") === wanted,
    () => `the table is\n${tableOf(director).join("\n")}`,
  );
}
