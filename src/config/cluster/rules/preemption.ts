/** `nopreempt` and `preempt_delay` on a router that never takes over from another one. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import { inSeconds } from "../../keywords/describe.ts";
import { winnerOf } from "../../priorities/election.ts";
import { contendersOf, isAlwaysLast, type RouterContender } from "../contenders.ts";
import type { Findings } from "../findings.ts";
import { keywordIn } from "../keyword-places.ts";
import {
  keywordPlace,
  nameOf,
  ownStatement,
  placeOfInstance,
  type VirtualRouter,
} from "../router.ts";

/** The same lines on all nodes are harmless: it is the one that needs them that must have them. */
export function checkPreemption(virtual: VirtualRouter, findings: Findings): void {
  const contenders = contendersOf(virtual);
  const holder = winnerOf(contenders);
  if (holder === null || contenders.length < 2) return;
  for (const one of contenders) {
    if (one === holder || !isAlwaysLast(one, contenders)) continue;
    const { preempt, preemptDelayMicros } = one.router.instance;
    if (!preempt && holder.preempt) reportNopreempt(one, holder, findings);
    const holderWaits = holder.router.instance.preemptDelayMicros > 0 || !holder.preempt;
    if (preemptDelayMicros > 0 && !holderWaits) reportDelay(one, holder, findings);
  }
}

function reportNopreempt(
  { router }: RouterContender,
  holder: RouterContender,
  findings: Findings,
): void {
  const { router: master } = holder;
  const cleared = ownStatement(master, "nopreempt");
  const reason =
    cleared === undefined
      ? `${nameOf(master)} has none`
      : `that of ${nameOf(master)} is cleared by ${clearedBy(holder)}`;
  findings.report(clusterCodes.nopreemptIneffective, keywordPlace(router, "nopreempt"), {
    message: `nopreempt of ${nameOf(router)} has no effect, for ${reason}`,
    help:
      cleared === undefined
        ? `add it to ${master.node.name} too, with state BACKUP on both`
        : `write state BACKUP and a priority below 255 in ${master.node.name}`,
    consequence: `When ${master.node.name} returns, it takes the addresses back at once.`,
    related: [
      {
        span: cleared === undefined ? placeOfInstance(master) : keywordIn(master.node, cleared),
        message: cleared === undefined ? "no nopreempt here" : "without effect too",
      },
    ],
  });
}

const clearedBy = ({ router: { instance } }: RouterContender): string =>
  instance.priority === 255 ? "its priority of 255" : "state MASTER";

function reportDelay(
  { router }: RouterContender,
  holder: RouterContender,
  findings: Findings,
): void {
  const { router: master } = holder;
  const wait = inSeconds(router.instance.preemptDelayMicros);
  findings.report(clusterCodes.preemptDelayIneffective, keywordPlace(router, "preempt_delay"), {
    message:
      `preempt_delay ${wait} of ${nameOf(router)} has no effect: it never has the higher ` +
      `priority`,
    help: `move it to ${master.node.name}, with state BACKUP`,
    consequence: `When ${master.node.name} returns, it takes the addresses back at once.`,
    related: [
      { span: keywordPlace(master, "priority"), message: `priority ${master.instance.priority}` },
    ],
  });
}
