/**
 * docs/reload.md, with what `holdfast plan` says now of the files that stand there: a daemon runs the
 * first one in a laboratory. `node test/interop/reload-page.ts` writes the page.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lab/command.ts";
import { batch, type Lab, withLab } from "../lab/lab.ts";
import { waitFor } from "../lab/wait.ts";
import { daemonIn, end, holdsAddress, soon } from "./daemon-under-test.ts";

export const reloadPage = join(import.meta.dirname, "../../docs/reload.md");
const program = join(import.meta.dirname, "../../bin/holdfast");
const folder = "/etc/keepalived";

/** A file is whole, or the changes of the first one; a session is a command and its output. */
const block = /^```(?<kind>keepalived|diff|console)(?: (?<name>\S+))?\n(?<body>[\s\S]*?)^```$/gm;
const command = /^\$ holdfast (?<words>plan.*)$/m;

export async function currentReloadPage(): Promise<string> {
  const page = readFileSync(reloadPage, "utf8");
  return withLab(["a"], async (lab) => {
    const first = /^```keepalived \S+\n(?<body>[\s\S]*?)^```$/m.exec(page)?.groups?.body ?? "";
    // A router of the network that the addresses are in.
    batch(lab.router("a").namespace, ["addr add 192.0.2.1/24 dev eth0"]);
    const daemon = daemonIn(lab, "keepalived", first);
    assert.equal(daemon.command().status, 0);
    const addresses = [...first.matchAll(/^\s+(192\.0\.2\.\d+)\/24$/gm)].map(
      ([, text = ""]) => text,
    );
    await waitFor("every address", soon, () => addresses.every((text) => holdsAddress(lab, text)));
    const current = page.replaceAll(block, (whole: string, ...groups: readonly unknown[]) => {
      const { kind, name, body = "" } = groups.at(-1) as Readonly<Record<string, string>>;
      if (kind === "diff") writeFileSync(join(lab.directory, name ?? ""), changed(first, body));
      const words = kind === "console" ? command.exec(body)?.groups?.words : undefined;
      return words === undefined ? whole : session(lab, words);
    });
    await end(daemon.pid());
    return current;
  });
}

function session(lab: Lab, words: string): string {
  const given = words.split(" ").map((word) => {
    return word.endsWith(".conf") ? join(lab.directory, word) : word;
  });
  const socket = join(lab.directory, "keepalived.sock");
  const { namespace } = lab.router("a");
  const argv = ["ip", "netns", "exec", namespace, program, ...given, "--socket", socket];
  const { status, stdout, stderr } = run(argv, soon);
  const output = `${stdout}${stderr}`.replaceAll(lab.directory, folder);
  return `\`\`\`console\n$ holdfast ${words}\n${output}$ echo $?\n${status}\n\`\`\``;
}

/** The lines of a patch without its headings, where they fit. */
function changed(text: string, patch: string): string {
  const lines = patch.split("\n").slice(0, -1);
  const take = (signs: string): string =>
    lines
      .filter((line) => signs.includes(line[0] ?? " "))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const before = take(" -");
  assert.equal(text.split(before).length, 2, `fits in one place:\n${before}`);
  return text.replace(before, () => take(" +"));
}

if (import.meta.main) writeFileSync(reloadPage, await currentReloadPage());
