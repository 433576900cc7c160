import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { assertNoMalformed, readAdverts, startCapture } from "../lab/capture.ts";
import { type FrrNode, startFrr } from "../lab/frr.ts";
import { type Lab, withLab } from "../lab/lab.ts";
import { type Pinger, startPinger } from "../lab/pinger.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { type Node, startNode } from "../lab/router.ts";
import { pause } from "../lab/wait.ts";
import {
  configurationFor,
  type Dialect,
  dialects,
  masterDownMillis,
  servedAddress,
  virtualRouterId,
} from "./dialects.ts";

requirePrerequisites(["ip", "ping", "tcpdump", "tshark", "/usr/lib/frr/vrrpd"]);

const slackMillis = 900;
const patienceMillis = 8_000;

interface Pair {
  readonly lab: Lab;
  readonly dialect: Dialect;
  readonly pinger: Pinger;
  holdfast(priority: number): Node;
  frr(priority: number): Promise<FrrNode>;
}

describe("Holdfast and FRR's vrrpd share a virtual router", { concurrency: 2 }, () => {
  for (const dialect of [dialects.v3, dialects.v3Ipv6]) {
    test(`${dialect.name}: FRR takes over when Holdfast stops, and gives back on its return`, () =>
      withPair(dialect, holdfastPreferred));
    test(`${dialect.name}: Holdfast takes over when FRR dies`, () =>
      withPair(dialect, frrPreferred));
  }
});

async function holdfastPreferred(pair: Pair): Promise<void> {
  const { lab, dialect, pinger } = pair;
  const [own, other] = [lab.router("a"), lab.router("b")];
  const node = pair.holdfast(100);
  await pair.frr(90);
  await pinger.waitForAnswerFrom(own, 0, patienceMillis);
  // FRR may have served alone until Holdfast was there; from here on it must not.
  await pause(masterDownMillis(dialect, 90) * 1.5);
  assertAnswered(pair, Date.now() - 500, own.timeToLive);

  const stopMillis = Date.now();
  await node.stop();
  await pinger.waitForAnswerFrom(other, stopMillis, patienceMillis);
  assertGap(pair, stopMillis, masterDownMillis(dialect, 90));

  const returnMillis = Date.now();
  pair.holdfast(100);
  await pinger.waitForAnswerFrom(own, returnMillis, patienceMillis);
  await pause(masterDownMillis(dialect, 90));
  assertGap(pair, returnMillis, 0);
  assertAnswered(pair, Date.now() - 300, own.timeToLive);
}

async function frrPreferred(pair: Pair): Promise<void> {
  const { lab, dialect, pinger } = pair;
  const [own, other] = [lab.router("a"), lab.router("b")];
  pair.holdfast(90);
  await pinger.waitForAnswerFrom(own, 0, patienceMillis);
  const frr = await pair.frr(100);
  await pinger.waitForAnswerFrom(other, 0, patienceMillis);
  await pause(masterDownMillis(dialect, 90) * 1.5);
  assertAnswered(pair, Date.now() - 500, other.timeToLive);
  assert.ok(!own.addresses.has(servedAddress(dialect)));

  const deathMillis = Date.now();
  await frr.crashMachine();
  await pinger.waitForAnswerFrom(own, deathMillis, patienceMillis);
  assertGap(pair, deathMillis, masterDownMillis(dialect, 90));
}

async function withPair(dialect: Dialect, scenario: (pair: Pair) => Promise<void>): Promise<void> {
  await withLab(["a", "b"], async (lab) => {
    const capture = await startCapture(lab);
    const logs: (() => string)[] = [];
    const options = {
      virtualRouterId,
      advertIntervalMillis: dialect.advertIntervalSeconds * 1_000,
      addresses: dialect.addresses,
    };
    const pair: Pair = {
      lab,
      dialect,
      pinger: startPinger(lab, servedAddress(dialect)),
      holdfast: (priority) => {
        const text = configurationFor(dialect, lab, lab.router("a"), { priority });
        const node = startNode(lab, lab.router("a"), "holdfast", text);
        logs.push(() => lastLines("holdfast", node.process.lines));
        return node;
      },
      frr: async (priority) => {
        const node = await startFrr(lab, lab.router("b"), { ...options, priority });
        logs.push(() => lastLines("vrrpd", node.vrrpd.lines));
        return node;
      },
    };
    try {
      await scenario(pair);
    } catch (error) {
      if (error instanceof Error) error.message += `\n${logs.map((log) => log()).join("\n")}`;
      throw error;
    }
    await capture.stop();
    await assertNoMalformed(capture.file);
    const adverts = await readAdverts(capture.file);
    assert.ok(adverts.every((advert) => advert.version === 3));
  });
}

function lastLines(name: string, lines: readonly { readonly text: string }[]): string {
  const last = lines.filter((line) => !line.text.includes("Refusing to start")).slice(-25);
  return `  ${name}:\n${last.map((line) => `    ${line.text}`).join("\n")}`;
}

function assertGap(pair: Pair, fromMillis: number, allowedMillis: number): void {
  const gap = pair.pinger.largestGap(fromMillis, Date.now()).millis;
  const limit = allowedMillis + slackMillis;
  assert.ok(gap <= limit, `${Math.round(gap)} ms without service, ${limit} ms are allowed`);
}

function assertAnswered(pair: Pair, fromMillis: number, timeToLive: number): void {
  const replies = pair.pinger.replies.filter((reply) => reply.atMillis >= fromMillis);
  assert.ok(replies.length > 0);
  assert.deepEqual([...new Set(replies.map((reply) => reply.timeToLive))], [timeToLive]);
}
