/**
 * docs/status.md, with what the commands say in a laboratory of the router that it is about.
 * `node test/interop/status-page.ts` writes the page.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lab/command.ts";
import { waitFor } from "../lab/wait.ts";
import { ask } from "./asking.ts";
import { dialects } from "./dialects.ts";
import { type Scene, secondPriority, settleOn, withScene } from "./scene.ts";

export const statusPage = join(import.meta.dirname, "../../docs/status.md");
const usualFile = "/etc/keepalived/keepalived.conf";
const limitMillis = 15_000;

/** A session says in which state of the router it is held. */
const session = /^```console (?<state>healthy|broken)\n(?<body>[\s\S]*?)^```$/gm;
const file = /^```keepalived \S+\n(?<body>[\s\S]*?)^```$/m;

export async function currentStatusPage(): Promise<string> {
  const page = readFileSync(statusPage, "utf8");
  const configuration = file.exec(page)?.groups?.body ?? "";
  const sessions = new Map<string, string>();
  await withScene(dialects.v2, async (scene) => {
    const { lab, first, second } = scene;
    const ownFile = join(lab.directory, "a.conf");
    const watched = join(lab.directory, "nginx.pid");
    writeFileSync(watched, "");
    const text = configuration.replace("/run/nginx.pid", watched);
    scene.startOn(first, "holdfast", text);
    await settleOn(scene, first);
    const neighbour = scene.startOn(second, "keepalived", neighbourOf(text));
    await neighbour.waitForLog("Entering BACKUP STATE", limitMillis);
    await waitForScript(scene, "good");
    hold("healthy");
    await settleOn(scene, first, Date.now());
    run(["rm", watched]);
    await settleOn(scene, second, Date.now());
    // Its advert that won the election is not yet one that is followed.
    await waitFor("another advert of the successor", { limitMillis }, () =>
      ask(lab, first, "why", "VI_1").stdout.includes("is master with priority"),
    );
    hold("broken");

    function hold(state: string): void {
      for (const { groups } of page.matchAll(session)) {
        if (groups?.state !== state) continue;
        const commands = (groups.body ?? "").matchAll(/^\$ holdfast (.*)$/gm);
        const outputs = [...commands].map(([line, words = ""]) => {
          const { stdout, stderr } = ask(lab, first, ...words.split(" "));
          const output = `${stdout}${stderr}`.replaceAll(watched, "/run/nginx.pid");
          return `${line}\n${output.replaceAll(ownFile, usualFile)}`;
        });
        sessions.set(keyOf(groups.body ?? ""), outputs.join(""));
      }
    }
  });
  return page.replaceAll(session, (whole: string, state: string, body: string) => {
    const current = sessions.get(keyOf(body));
    return current === undefined ? whole : `\`\`\`console ${state}\n${current}\`\`\``;
  });
}

/** The same without what it follows, and with the lower priority that the page tells of. */
const neighbourOf = (text: string): string =>
  text
    .replace("priority 100", `priority ${secondPriority}`)
    .replace(/^ {2}track_script \{[\s\S]*?^ {2}\}\n/m, "");

/** Its commands. */
const keyOf = (body: string): string => (body.match(/^\$ .*$/gm) ?? []).join("\n");

async function waitForScript({ lab, first }: Scene, result: string): Promise<void> {
  await waitFor(`the script to be ${result}`, { limitMillis }, () =>
    ask(lab, first, "status").stdout.includes(`script chk_nginx  ${result}`),
  );
}

if (import.meta.main) writeFileSync(statusPage, await currentStatusPage());
