/** A daemon that may not change the table. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { quickCheck, serverTexts, virtualServerText } from "../lab/director-configuration.ts";
import { programOf } from "../lab/router.ts";
import { withDirector } from "./scene.ts";

const without = ["setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin"];

test("without the right to change the table the daemon says so and ends", async () => {
  await withDirector("NAT", async ({ lab, director, servers }) => {
    const file = join(lab.directory, "powerless.conf");
    const configured = serverTexts(servers, 80, undefined, quickCheck);
    const text = { scheduler: "rr", forwarding: "NAT", lines: [], servers: configured } as const;
    writeFileSync(file, virtualServerText(text));
    const argv = [...without, programOf("holdfast"), "-n", "-l", "-f", file];
    const daemon = lab.start(director.namespace, argv);
    await daemon.exited;
    const log = daemon.lines.map((line) => line.text).join("\n");
    assert.match(log, /virtual servers: EPERM; CAP_NET_ADMIN is missing/);
    assert.match(log, /exited with permanent error MISSING_PERMISSION/);
    assert.doesNotMatch(log, /Startup complete/);
  });
});
