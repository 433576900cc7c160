/** Trackers with weights exist to move the addresses: whether they can. */
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Related } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../language/tree.ts";
import { winnerOf } from "../../priorities/election.ts";
import {
  contendersOf,
  followsFile,
  heldByGroup,
  lowering,
  type RouterContender,
} from "../contenders.ts";
import type { Findings } from "../findings.ts";
import { placeIn } from "../node.ts";
import { keywordPlace, nameOf, type VirtualRouter } from "../router.ts";
import { listed, mostShown } from "../words.ts";

export function checkWeights(virtual: VirtualRouter, findings: Findings): void {
  const contenders = contendersOf(virtual);
  const holder = winnerOf(contenders);
  if (contenders.length < 2 || holder === null) return;
  for (const each of contenders) reportHeldByGroup(each, findings);
  if (isStuck(holder, contenders)) return reportTooSmall(holder, contenders, findings);
  const heldBack = [holder, ...contenders.filter((each) => each !== holder)].find((each) =>
    isHeldBack(each, contenders),
  );
  if (heldBack !== undefined) reportHeldBack(heldBack, contenders, findings);
}

/** With everything failed nobody is above it: an equal priority does not take over. */
function isStuck(one: RouterContender, contenders: readonly RouterContender[]): boolean {
  if (lowering(one).length === 0 || followsFile(one)) return false;
  return strongerThan(one, contenders).length === 0;
}

/** Those that could be above it do not preempt. Of equals only chance makes one the master. */
function isHeldBack(one: RouterContender, contenders: readonly RouterContender[]): boolean {
  if (lowering(one).length === 0 || followsFile(one)) return false;
  const stronger = strongerThan(one, contenders);
  return stronger.length > 0 && stronger.every(({ preempt }) => !preempt);
}

const strongerThan = (
  one: RouterContender,
  contenders: readonly RouterContender[],
): readonly RouterContender[] =>
  contenders.filter((each) => each !== one && each.range.highest > one.range.lowest);

function reportTooSmall(
  holder: RouterContender,
  contenders: readonly RouterContender[],
  findings: Findings,
): void {
  const others = contenders.filter((each) => each !== holder);
  const best = others.toSorted((one, other) => other.range.highest - one.range.highest)[0];
  if (best === undefined) return;
  const { range, router } = holder;
  const most = range.lowest === best.range.highest ? "no more" : `at most ${best.range.highest}`;
  findings.report(clusterCodes.weightsTooSmall, placeOfWeights(holder), {
    message:
      `with everything failed that it tracks, ${nameOf(router)} still has priority ` +
      `${range.lowest}, and ${nameOf(best.router)} has ${most}`,
    help: remedyOf(holder, best),
    consequence: `The addresses never move from ${router.node.name}, whatever these trackers say.`,
    related: [priorityOf(holder), priorityOf(best)],
  });
}

/**
 * A priority that everything failed together brings below the other's, and all well keeps above it.
 * A negative weight can do it alone; a positive one often counts for the other router too.
 */
function remedyOf(holder: RouterContender, rival: RouterContender): string {
  const { highest } = rival.range;
  const surplus = holder.range.lowest - highest + 1;
  const priority = `priority ${Math.max(1, holder.instance.priority - surplus)}`;
  const [first] = lowering(holder);
  const isNegative = first?.effect.kind === "change" && first.effect.failed < 0;
  const distance = (holder.standing ?? 0) - highest + 1;
  const choices = isNegative && distance < 254 ? `weight -${distance}, or ${priority}` : priority;
  return `write ${choices}; weight 0 gives the addresses up at once`;
}

function reportHeldBack(
  one: RouterContender,
  contenders: readonly RouterContender[],
  findings: Findings,
): void {
  const stronger = strongerThan(one, contenders);
  const names = listed(stronger.map(({ router }) => nameOf(router)));
  const { name } = one.router.node;
  findings.report(clusterCodes.weightsHeldBack, placeOfWeights(one), {
    message:
      `the weights of ${nameOf(one.router)} cannot move the addresses: ${names} ` +
      `${stronger.length === 1 ? "has" : "have"} nopreempt`,
    help: "use weight 0 here, which gives them up at once, or remove nopreempt there",
    consequence: `While ${name} is master, the addresses stay with it whatever these trackers say.`,
    related: stronger.slice(0, mostShown).map(({ router }) => ({
      span: keywordPlace(router, "nopreempt"),
      message: "waits until there is no master",
    })),
  });
}

/** A group moves as a whole: what one member loses alone moves nothing. */
function reportHeldByGroup(contender: RouterContender, findings: Findings): void {
  const { router } = contender;
  const [first] = heldByGroup(contender);
  if (first?.tracker == null) return;
  const { node, instance } = router;
  const group = node.configuration.syncGroups.find(({ name }) => name === instance.syncGroup);
  const names = listed(first.heldBy);
  const keep = first.heldBy.length === 1 ? "keeps its" : "keep their";
  findings.report(clusterCodes.weightsHeldByGroup, placeIn(node, first.tracker.place), {
    message:
      `the weight of ${first.name} in ${nameOf(router)} cannot move the addresses: ${names} of ` +
      `sync group ${instance.syncGroup} ${keep} priority`,
    help: "follow it in the sync group instead, or give it weight 0",
    consequence: `While ${node.name} is master of ${names}, no other node takes the group over.`,
    related:
      group === undefined ? [] : [{ span: placeIn(node, group.place), message: "the group" }],
  });
}

/** The line that asks for the first tracker with a weight. */
function placeOfWeights(contender: RouterContender): Span {
  const { router } = contender;
  const tracker = lowering(contender).find((each) => each.tracker !== null)?.tracker;
  return tracker === null || tracker === undefined
    ? keywordPlace(router, "priority")
    : placeIn(router.node, tracker.place);
}

const priorityOf = ({ router, range, standing }: RouterContender): Related => ({
  span: keywordPlace(router, "priority"),
  message:
    range.lowest === range.highest
      ? `always ${range.highest}`
      : `${standing ?? "in fault"} while all is well, from ${range.lowest} to ${range.highest}`,
});
