/** Random virtual servers, and what random checkers of theirs say. */
import fc from "fast-check";
import type { VirtualServer } from "../../../../src/config/model/load-balancing.ts";
import type { BalancingEvent } from "../../../../src/core/balancing/events.ts";
import { healthOf, initialState } from "../../../../src/core/check/state.ts";
import { realServer, sorryServer, tcpCheck, virtualServer } from "./models.ts";

export const addressOf = (index: number): string => `192.0.2.${index + 1}`;

const anyServer = (index: number) =>
  fc
    .record({
      weight: fc.constantFrom(0, 1, 2, 5, 65535),
      inhibitOnFailure: fc.boolean(),
      checkers: fc.array(
        fc.boolean().map((startsFailed) => tcpCheck({ startsFailed })),
        { maxLength: 3 },
      ),
    })
    .map((differences) => realServer(addressOf(index), differences));

const anySorryServer = fc.option(fc.boolean().map((inhibit) => sorryServer("192.0.2.99", inhibit)));

export const anyVirtualServer: fc.Arbitrary<VirtualServer> = fc
  .record({
    realServers: fc
      .integer({ min: 1, max: 6 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyServer(index)))),
    sorryServer: anySorryServer,
    quorum: fc.record({ weight: fc.integer({ min: 1, max: 6 }), hysteresis: fc.nat({ max: 2 }) }),
    notifyAtStop: fc.boolean(),
  })
  .map(({ realServers, quorum, ...differences }) => {
    const hysteresis = Math.min(quorum.hysteresis, quorum.weight - 1);
    const completed = { weight: quorum.weight, hysteresis, up: null, down: null };
    return virtualServer(realServers, { ...differences, quorum: completed });
  });

/** A checker changes its mind, or what it adds to the weight. */
interface Remark {
  readonly server: number;
  readonly checker: number;
  readonly weightDelta: number | null;
}

export const anyRemarks: fc.Arbitrary<readonly Remark[]> = fc.array(
  fc.record({
    server: fc.nat(5),
    checker: fc.nat(2),
    weightDelta: fc.option(fc.constantFrom(-3, 0, 2, 70_000)),
  }),
  { maxLength: 40 },
);

export const initialHealth = ({ realServers }: VirtualServer) =>
  realServers.map(({ checkers }) => healthOf(checkers.map((checker) => initialState(checker))));

/** The remarks as the checkers' events: those of checkers that there are not are left out. */
export function eventsOf(
  { realServers }: VirtualServer,
  remarks: readonly Remark[],
): readonly BalancingEvent[] {
  const failed = new Map<unknown, boolean>();
  const deltas = new Map<unknown, number>();
  return remarks.flatMap(({ server, checker: position, weightDelta }): BalancingEvent[] => {
    const checker = realServers[server]?.checkers[position];
    if (checker === undefined || checker.kind !== "tcp") return [];
    if (weightDelta !== null) {
      const from = deltas.get(checker) ?? 0;
      deltas.set(checker, weightDelta);
      return [{ kind: "weightChanged", server, from, to: weightDelta }];
    }
    const hasFailed = !(failed.get(checker) ?? checker.startsFailed);
    failed.set(checker, hasFailed);
    return [{ kind: hasFailed ? "checkFailed" : "checkPassed", server }];
  });
}
