/** What routers must have alike to understand each other's adverts. */
import type { Code } from "../../diagnostics/code.ts";
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import { inSeconds } from "../../keywords/describe.ts";
import type { Span } from "../../language/tree.ts";
import type { Findings } from "../findings.ts";
import { keywordPlace, nameOf, type Router, type VirtualRouter } from "../router.ts";
import { deviations } from "../unequal.ts";

/** Neither hears the other: the one thing that fail-over must never lead to. */
export const bothMaster = "Neither takes the other's adverts, so both hold the addresses at once.";

/** A value that all routers of a virtual router should have alike. */
interface Trait {
  readonly code: Code;
  /** As it is written in the file: `advert_int 2`. */
  readonly written: (router: Router) => string;
  readonly placeOf: (router: Router) => Span;
  readonly consequence: string;
}

const virtualRouterId: Trait = {
  code: clusterCodes.virtualRouterIdsDiffer,
  written: ({ instance }) => `virtual_router_id ${instance.virtualRouterId}`,
  placeOf: (router) => keywordPlace(router, "virtual_router_id"),
  consequence: bothMaster,
};

const version: Trait = {
  code: clusterCodes.versionsDiffer,
  written: ({ instance }) => `version ${instance.version}`,
  placeOf: (router) => keywordPlace(router, "version", "vrrp_version"),
  consequence: bothMaster,
};

const interval: Trait = {
  code: clusterCodes.intervalsDiffer,
  written: ({ instance }) => `advert_int ${inSeconds(instance.advertIntervalMicros)}`,
  placeOf: (router) => keywordPlace(router, "advert_int"),
  consequence: bothMaster,
};

const adoptedInterval: Trait = {
  ...interval,
  code: clusterCodes.intervalAdopted,
  consequence:
    "VRRPv3 routers adopt the interval of whoever is master, so how soon a failure is noticed " +
    "changes with the master.",
};

const strictness: Trait = {
  code: clusterCodes.strictnessDiffers,
  written: ({ instance }) => (instance.strict ? "strict_mode on" : "strict_mode off"),
  placeOf: (router) => keywordPlace(router, "strict_mode", "vrrp_strict"),
  consequence:
    "The strict one overrides several settings, so the routers behave differently as master.",
};

const downTimer: Trait = {
  code: clusterCodes.downTimersDiffer,
  written: ({ instance }) => `down_timer_adverts ${instance.downTimerAdverts}`,
  placeOf: (router) => keywordPlace(router, "down_timer_adverts", "vrrp_down_timer_adverts"),
  consequence: "How soon a failure of the master is noticed depends on who is backup.",
};

export function checkProtocol({ routers }: VirtualRouter, findings: Findings): void {
  reportUnequal(virtualRouterId, routers, findings);
  reportUnequal(version, routers, findings);
  const speaksV2 = routers.some(({ instance }) => instance.version === 2);
  reportUnequal(speaksV2 ? interval : adoptedInterval, routers, findings);
  reportUnequal(strictness, routers, findings);
  reportUnequal(downTimer, routers, findings);
}

function reportUnequal(trait: Trait, routers: readonly Router[], findings: Findings): void {
  const { code, written, placeOf, consequence } = trait;
  for (const { item, usual } of deviations(routers, written)) {
    findings.report(code, placeOf(item), {
      message: `${nameOf(item)} has ${written(item)}, and ${nameOf(usual)} ${written(usual)}`,
      help: `write ${written(usual)}, or change the other`,
      consequence,
      related: [{ span: placeOf(usual), message: `${written(usual)} here` }],
    });
  }
}
