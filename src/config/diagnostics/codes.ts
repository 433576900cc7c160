/** Every code there is, by number: for `explain`, exit codes and the decision about a reload. */
import type { Code, CodeNumber } from "./code.ts";
import { addressCodes } from "./codes-addresses.ts";
import { argumentCodes } from "./codes-arguments.ts";
import { checkerCodes } from "./codes-checkers.ts";
import { clusterCodes } from "./codes-cluster.ts";
import { dataplaneCodes } from "./codes-dataplane.ts";
import { forwardingCodes } from "./codes-forwarding.ts";
import { globalCodes } from "./codes-global.ts";
import { groupCodes } from "./codes-groups.ts";
import { instanceCodes } from "./codes-instance.ts";
import { ipvsCodes } from "./codes-ipvs.ts";
import { keywordCodes } from "./codes-keywords.ts";
import { languageCodes } from "./codes-language.ts";
import { linkCodes } from "./codes-link.ts";
import { loadBalancingCodes } from "./codes-load-balancing.ts";
import { machineCodes } from "./codes-machine.ts";
import { pageCheckCodes } from "./codes-page-checks.ts";
import { routingCodes } from "./codes-routing.ts";
import { serverGroupCodes } from "./codes-server-groups.ts";
import { trackingCodes } from "./codes-tracking.ts";

const tables: readonly Readonly<Record<string, Code>>[] = [
  languageCodes,
  keywordCodes,
  argumentCodes,
  globalCodes,
  instanceCodes,
  linkCodes,
  addressCodes,
  loadBalancingCodes,
  serverGroupCodes,
  ipvsCodes,
  dataplaneCodes,
  routingCodes,
  machineCodes,
  forwardingCodes,
  trackingCodes,
  groupCodes,
  checkerCodes,
  pageCheckCodes,
  clusterCodes,
];

export const allCodes: readonly Code[] = tables.flatMap((table) => Object.values(table));

const byNumber: ReadonlyMap<CodeNumber, Code> = new Map(
  allCodes.map((code) => [code.code, code] as const),
);

/** The code of that number, or null when there is none. */
export const codeOf = (number: CodeNumber): Code | null => byNumber.get(number) ?? null;
