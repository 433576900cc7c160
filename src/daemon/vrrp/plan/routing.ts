/** Routes and rules as a reload would change them; what changes nothing is not written down. */
import { describeOperation } from "../../../core/reconcile/describe.ts";
import type { RoutingOperation, RoutingTable } from "../../../ports/routing.ts";
import { success } from "../../../wire/result.ts";

export function planRouting(
  real: Pick<RoutingTable, "holdsRoute" | "holdsRule">,
  changed: (command: string) => void,
): RoutingTable {
  /** Whether it is there, of what was asked for. */
  const asked = new Map<string, boolean>();
  const keyOf = (operation: RoutingOperation): string =>
    describeOperation({ ...operation, kind: "add" });
  const isThere = (operation: RoutingOperation): boolean =>
    asked.get(keyOf(operation)) ??
    ("rule" in operation ? real.holdsRule(operation.rule) : real.holdsRoute(operation.route));
  return {
    holdsRoute: (route) => isThere({ kind: "add", route }),
    holdsRule: (rule) => isThere({ kind: "add", rule }),
    apply(operations) {
      for (const operation of operations) {
        const shallBe = operation.kind === "add";
        if (isThere(operation) !== shallBe) changed(describeOperation(operation));
        asked.set(keyOf(operation), shallBe);
      }
      return operations.map(() => success(null));
    },
    subscribe: () => undefined,
  };
}
