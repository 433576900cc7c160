import assert from "node:assert/strict";
import { test } from "node:test";
import type { NotifyMessage } from "../../../../../src/daemon/vrrp/notify/messages.ts";
import { Notifier } from "../../../../../src/daemon/vrrp/notify/notifier.ts";
import { virtualInstance } from "../../../../../src/sim/virtual-instance.ts";
import type { Priority } from "../../../../../src/wire/units.ts";
import { check } from "../../../config/build/building.ts";
import { recordingLogger } from "../../fakes.ts";

const globalOf = (lines: string) => check(`global_defs {\n ${lines}\n}\n`).configuration.global;
const mailing = "smtp_server 192.0.2.25\n notification_email {\n a@b.c\n}";
const priority = 100 as Priority;
const asking = virtualInstance({
  name: "VI_1",
  smtpAlert: true,
  notify: {
    ...virtualInstance({}).notify,
    any: {
      argv: ["/bin/changed"],
      user: null,
      group: null,
      place: { source: 0, line: 1, column: 1, length: 1 },
    },
  },
});
const gone = {
  kind: "instance",
  name: "VI_1",
  from: "master",
  to: "stopped",
  priority,
  rule: "removed",
  because: "a reload removed it",
  heard: null,
} as const;

test("what the runner does not take is named", () => {
  const { logger, texts } = recordingLogger();
  const notifier = new Notifier(
    globalOf(mailing),
    () => false,
    () => logger,
  );
  notifier.instanceGone(asking, gone);
  assert.deepEqual(texts(), [
    "Cannot run /bin/changed: too many notifications are waiting",
    'Cannot tell INSTANCE "VI_1" FAULT 100: too many notifications are waiting',
    'Cannot mail "VRRP Instance VI_1 - Entering FAULT state": too many notifications are waiting',
  ]);
});

test("a reload that takes the mail server away ends the mails, and one that adds a webhook posts", () => {
  const { logger } = recordingLogger();
  const sent: NotifyMessage[] = [];
  const notifier = new Notifier(
    globalOf(mailing),
    (message) => sent.push(message) > 0,
    () => logger,
  );
  const alerts = () => sent.filter(({ kind }) => kind === "alert").length;
  notifier.instanceGone(asking, gone);
  assert.equal(alerts(), 1);
  notifier.configure(globalOf(""));
  notifier.instanceGone(asking, gone);
  assert.equal(alerts(), 1);
  notifier.configure(globalOf("webhook http://192.0.2.9/"));
  notifier.instanceGone(asking, gone);
  const last = sent.at(-1);
  assert.deepEqual(last, { kind: "alert", mail: null, event: gone });
});
