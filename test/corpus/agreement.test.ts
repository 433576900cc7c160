/**
 * The config test beside that of the installed keepalived, on the files of this folder: the same
 * exit code, and every line that keepalived flags is flagged.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { run } from "../lab/command.ts";
import { type Lab, openLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { programOf } from "../lab/router.ts";

requirePrerequisites(["ip", "keepalived"]);

const directory = join(import.meta.dirname, "files");
const names = readdirSync(directory).filter((name) => name.endsWith(".conf"));
const limitMillis = 20_000;

interface Verdict {
  readonly exit: number | null;
  readonly lines: readonly number[];
  readonly text: string;
}

describe("-t says what keepalived says", () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab(["a"]);
  });
  after(() => lab.close());

  for (const name of names) {
    test(name, () => {
      const keepalived = verdictOf(lab, programOf("keepalived"), name);
      const holdfast = verdictOf(lab, programOf("holdfast"), name);
      assert.equal(holdfast.exit, keepalived.exit, told(keepalived, holdfast));
      const unflagged = keepalived.lines.filter((line) => !holdfast.lines.includes(line));
      assert.deepEqual(unflagged, [], told(keepalived, holdfast));
      assert.equal(name.startsWith("sound-"), holdfast.exit === 0, told(keepalived, holdfast));
    });
  }
});

function verdictOf(lab: Lab, program: string, name: string): Verdict {
  const inside = ["ip", "netns", "exec", lab.router("a").namespace];
  const argv = [...inside, program, "-t", "-f", join(directory, name)];
  const { status, stdout, stderr } = run(argv, { limitMillis });
  const text = `${stdout}${stderr}`;
  const lines = [...text.matchAll(/^\((?:[^()]*: )?Line (\d+)\)/gm)].map(([, line]) =>
    Number(line),
  );
  return { exit: status, lines: [...new Set(lines)], text };
}

const told = (keepalived: Verdict, holdfast: Verdict): string =>
  `keepalived, exit ${keepalived.exit}:\n${keepalived.text}\nHoldfast, exit ${holdfast.exit}:\n${holdfast.text}`;
