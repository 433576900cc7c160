/** Scheduler, its flags, and protocol. */
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Span } from "../../language/tree.ts";
import type { SchedulerFlags, TransportProtocol } from "../../model/load-balancing.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import type { Entry } from "../reading/values.ts";

/** What IPVS does where nothing is said. */
const defaultScheduler = "wlc";
const defaultProtocol: TransportProtocol = "udp";
const hashing: ReadonlySet<string> = new Set(["sh", "mh"]);

/** Of two names of one keyword, what stands last. */
export const later = <Value>(
  left: Entry<Value> | undefined,
  right: Entry<Value> | undefined,
): Entry<Value> | undefined => {
  if (left === undefined || right === undefined) return left ?? right;
  return left.order > right.order ? left : right;
};

export function schedulerOf(
  draft: VirtualServerDraft,
  refused: ReadonlySet<string>,
  place: Span,
  judgement: Judgement,
): string {
  const given = later(draft.lb_algo, draft.lvs_sched);
  if (given !== undefined) return given.value;
  if (!refused.has("lb_algo") && !refused.has("lvs_sched")) {
    judgement.report(loadBalancingCodes.schedulerMissing, place, {
      message: "this virtual server has no scheduler",
      help: `write lb_algo ${defaultScheduler}, or another one, into its block`,
      consequence: `${judgement.name} therefore runs with the default scheduler, wlc.`,
    });
  }
  return defaultScheduler;
}

export type FlagKeyword = "hashed" | "sh-port" | "sh-fallback" | "mh-port" | "mh-fallback";
const flagKeywords: readonly FlagKeyword[] = [
  "hashed",
  "sh-port",
  "sh-fallback",
  "mh-port",
  "mh-fallback",
];

/** `onePacket` is for UDP and firewall marks alone: `protocol` is null for marks. */
export function flagsOf(
  draft: VirtualServerDraft,
  protocol: TransportProtocol | null,
  judgement: Judgement,
): SchedulerFlags {
  const usable = new Set(flagKeywords.filter((name) => isUsable(name, draft, judgement)));
  return {
    hashed: usable.has("hashed"),
    onePacket: isOnePacket(draft, protocol, judgement),
    flag1: draft["flag-1"] !== undefined || usable.has("sh-fallback") || usable.has("mh-fallback"),
    flag2: draft["flag-2"] !== undefined || usable.has("sh-port") || usable.has("mh-port"),
    flag3: draft["flag-3"] !== undefined,
  };
}

function isUsable(name: FlagKeyword, draft: VirtualServerDraft, judgement: Judgement): boolean {
  const given = draft[name];
  if (given === undefined) return false;
  const schedulers = [draft.lb_algo, draft.lvs_sched];
  const isMeant = schedulers.some(
    (entry) => entry !== undefined && hashing.has(entry.value) && entry.order < given.order,
  );
  if (isMeant) return true;
  const needed = name.startsWith("mh") ? "mh" : "sh";
  judgement.report(loadBalancingCodes.flagNeedsScheduler, given.span, {
    message: `"${name}" needs the scheduler ${needed}, named above it`,
    help: `write lb_algo ${needed} before it`,
    consequence: "It has no effect.",
  });
  return false;
}

function isOnePacket(
  draft: VirtualServerDraft,
  protocol: TransportProtocol | null,
  judgement: Judgement,
): boolean {
  const given = draft.ops;
  if (given === undefined) return false;
  if (protocol === null || protocol === "udp") return true;
  judgement.report(loadBalancingCodes.onePacketNeedsUdp, given.span, {
    message: `one packet scheduling does not go with ${protocol.toUpperCase()}`,
    help: "remove ops, or write protocol UDP",
    consequence: "It is off.",
  });
  return false;
}

/** `isMark`: nothing but firewall marks, which have no protocol. */
export function protocolOf(
  draft: VirtualServerDraft,
  refused: ReadonlySet<string>,
  isMark: boolean,
  place: Span,
  judgement: Judgement,
): TransportProtocol {
  const given = draft.protocol;
  if (given !== undefined && isMark) {
    judgement.report(loadBalancingCodes.protocolOfMark, given.span, {
      message: "a firewall mark has no protocol",
      help: "remove it; the rule that sets the mark chooses the packets",
      consequence: "The line has no effect.",
    });
  }
  if (given !== undefined) return protocols[given.value];
  if (!isMark && !refused.has("protocol")) {
    judgement.report(loadBalancingCodes.protocolMissing, place, {
      message: "this virtual server has no protocol",
      help: "write protocol TCP, UDP or SCTP into its block",
      consequence: `${judgement.name} therefore runs with the default protocol, UDP.`,
    });
  }
  return defaultProtocol;
}

const protocols = { TCP: "tcp", UDP: "udp", SCTP: "sctp" } as const;
