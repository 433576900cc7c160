/** The routers of one virtual router with all that their trackers can do to their priorities. */
import { type Contender, contenderOf } from "../priorities/contender.ts";
import type { Watched } from "../priorities/watched.ts";
import type { Router, VirtualRouter } from "./router.ts";

export interface RouterContender extends Contender {
  readonly router: Router;
}

export const contendersOf = ({ routers }: VirtualRouter): readonly RouterContender[] =>
  routers.map((router) => ({
    ...contenderOf(router.instance, router.node.configuration),
    router,
  }));

/** Those of its trackers that can lower its priority, and with it move the addresses. */
export const lowering = (contender: Contender): readonly Watched[] =>
  withLowering(contender).filter(({ heldBy }) => heldBy.length === 0);

/** Those that can lower it, and that its sync group leaves without effect. */
export const heldByGroup = (contender: Contender): readonly Watched[] =>
  withLowering(contender).filter(({ heldBy }) => heldBy.length > 0);

const withLowering = ({ watched }: Contender): readonly Watched[] =>
  watched.filter(({ effect }) => effect.kind === "change" && effect.failed < effect.well);

/** A number in a file can do anything, a fault included. */
export const followsFile = ({ watched }: Contender): boolean =>
  watched.some(({ effect }) => effect.kind === "factor");

/** Never above any of the others, whatever fails. */
export const isAlwaysLast = (one: Contender, contenders: readonly Contender[]): boolean =>
  contenders.every((other) => other === one || one.range.highest <= other.range.lowest);
