/** Interfaces that routes, rules and static addresses name and the machine lacks. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../language/tree.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Route } from "../model/route.ts";
import type { Rule } from "../model/rule.ts";
import { interfaceMissing } from "./interface-missing.ts";
import type { Machine } from "./machine.ts";

interface Use {
  readonly name: string;
  readonly place: Span;
  /** What cannot be there without it. */
  readonly user: string;
}

export function checkRouting(configuration: Configuration, machine: Machine): Diagnostic[] {
  const { statics, vrrpInstances } = configuration;
  const addresses = statics.addresses.map((line) => ({
    name: line.interface,
    place: line.interfacePlace ?? line.place,
    user: line.address,
  }));
  const routes = [...statics.routes, ...vrrpInstances.flatMap((each) => each.virtualRoutes)];
  const rules = [...statics.rules, ...vrrpInstances.flatMap((each) => each.virtualRules)];
  return [...addresses, ...routes.flatMap(usesOfRoute), ...rules.flatMap(usesOfRule)]
    .filter(({ name }) => !machine.interfaceExists(name))
    .map(({ name, place, user }) =>
      interfaceMissing(name, place, user, `Until it appears, ${user} is missing.`),
    );
}

function usesOfRoute(route: Route): Use[] {
  const { address, prefixLength } = route.destination;
  const user = `the route to ${prefixLength === 0 ? "everywhere" : `${address}/${prefixLength}`}`;
  const uses = new Map<string, Use>();
  const vrf = { interface: route.vrf, interfacePlace: route.place };
  for (const { interface: name, interfacePlace } of [route, ...route.nextHops, vrf]) {
    if (name === null || uses.has(name)) continue;
    uses.set(name, { name, place: interfacePlace ?? route.place, user });
  }
  return [...uses.values()];
}

const usesOfRule = ({ inputInterface, outputInterface }: Rule): Use[] =>
  [inputInterface, outputInterface].flatMap((each) =>
    each === null ? [] : [{ ...each, user: "this rule" }],
  );
