/** One `real_server`, with what its virtual server gives it. */
import { familyOf } from "../../../wire/address.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import { inSeconds } from "../../keywords/describe.ts";
import type { Statement } from "../../language/tree.ts";
import type { Forwarding, RealServer } from "../../model/load-balancing.ts";
import type { CheckerDefaults } from "../checks/checker-context.ts";
import { completeCheckers } from "../checks/complete-checkers.ts";
import type { RealServerDraft } from "../drafts.ts";
import { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { portOfDestination } from "./destination-port.ts";
import { readEndpoint } from "./endpoint.ts";
import { readForwarding } from "./forwarding.ts";
import type { RealServerContext } from "./real-server-context.ts";
import { snmpNameOf } from "./snmp-name.ts";

/** Null when its address is of no use. What is wrong goes to `into`, the virtual server's. */
export function completeRealServer(
  { words, block }: Statement,
  context: RealServerContext,
  into: Judgement,
): RealServer | null {
  const [keyword, addressWord, portWord, surplus] = words;
  const skipped = `${into.name} therefore runs without it.`;
  if (addressWord === undefined) {
    into.report(argumentCodes.argumentMissing, keyword.span, {
      message: '"real_server" lacks its address',
      help: "write real_server IP PORT { ... }",
      consequence: skipped,
    });
    return null;
  }
  const endpoint = readEndpoint(addressWord, portWord, skipped, into);
  if (endpoint === null) return null;
  if (surplus !== undefined) {
    into.report(keywordCodes.surplusWords, surplus.span, {
      message: `"${surplus.text}" is more than "real_server" takes`,
      help: "remove it",
    });
  }
  const { address } = endpoint;
  const title = `${address} ${endpoint.port ?? ""} of ${context.title}`;
  const judgement = new Judgement(`Real server ${title}`);
  const { draft, diagnostics } = readSection(block?.statements ?? [], {
    section: "virtual_server/real_server",
    subject: judgement.name,
    title,
    defaultOf: (name) => defaultInWords(name, context),
  });
  const forwarding = forwardingOf(draft, context, judgement);
  const place = addressWord.span;
  const portPlace = portWord?.span ?? place;
  const port = portOfDestination(endpoint.port, forwarding, context.target, portPlace, judgement);
  const checkers = completeCheckers(
    draft,
    {
      subject: title,
      address,
      port,
      family: familyOf(address),
      defaults: checkerDefaultsOf(draft, context.checkers),
      targets: context.targets,
    },
    judgement,
  );
  const server: RealServer = {
    place,
    address,
    port,
    forwarding,
    weight: draft.weight?.value ?? context.weight,
    ...thresholdsOf(draft, judgement),
    inhibitOnFailure: draft.inhibit_on_failure?.value ?? context.inhibitOnFailure,
    startsDown: draft.alpha?.value ?? context.checkers.alpha,
    notifyUp: draft.notify_up?.value ?? null,
    notifyDown: draft.notify_down?.value ?? null,
    mailAlert: draft.smtp_alert?.value ?? context.mailAlert,
    snmpName: snmpNameOf(draft.snmp_name, judgement),
    checkers,
  };
  into.diagnostics.push(...diagnostics, ...judgement.diagnostics);
  return server;
}

function forwardingOf(
  draft: RealServerDraft,
  context: RealServerContext,
  judgement: Judgement,
): Forwarding {
  const words = draft.lvs_method?.value;
  if (words === undefined) return context.forwarding;
  const consequence = `${judgement.name} therefore runs with that of its virtual server.`;
  return readForwarding(words, consequence, judgement) ?? context.forwarding;
}

/** The virtual server's, or a copy of it where the real server says something else. */
function checkerDefaultsOf(draft: RealServerDraft, inherited: CheckerDefaults): CheckerDefaults {
  const { delay_loop, retry, delay_before_retry, warmup, connect_timeout, alpha, virtualhost } =
    draft;
  const own =
    delay_loop ?? retry ?? delay_before_retry ?? warmup ?? connect_timeout ?? alpha ?? virtualhost;
  if (own === undefined) return inherited;
  return {
    ...inherited,
    delayLoopMicros: delay_loop?.value ?? inherited.delayLoopMicros,
    retry: retry?.value ?? inherited.retry,
    delayBeforeRetryMicros: delay_before_retry?.value ?? inherited.delayBeforeRetryMicros,
    warmupMicros: warmup?.value ?? inherited.warmupMicros,
    connectTimeoutMicros: connect_timeout?.value ?? inherited.connectTimeoutMicros,
    alpha: alpha?.value ?? inherited.alpha,
    virtualHost: virtualhost?.value ?? inherited.virtualHost,
  };
}

/** The kernel refuses a lower limit above the upper one (ip_vs_add_dest). */
function thresholdsOf(
  draft: RealServerDraft,
  judgement: Judgement,
): Pick<RealServer, "upperThreshold" | "lowerThreshold"> {
  const upperThreshold = draft.uthreshold?.value ?? 0;
  const lower = draft.lthreshold;
  if (lower === undefined || lower.value <= upperThreshold) {
    return { upperThreshold, lowerThreshold: lower?.value ?? 0 };
  }
  const upper = upperThreshold === 0 ? "no uthreshold" : `uthreshold ${upperThreshold}`;
  judgement.report(loadBalancingCodes.thresholdsCross, lower.valueSpan, {
    message: `lthreshold ${lower.value} does not go with ${upper}`,
    help: "write a uthreshold above it",
    consequence: `${judgement.name} therefore runs without lthreshold.`,
  });
  return { upperThreshold, lowerThreshold: 0 };
}

/** Defaults that come from the virtual server. */
function defaultInWords(name: string, context: RealServerContext): string | undefined {
  const { checkers } = context;
  const inOwnWords = (micros: number | null): string =>
    micros === null ? "that of each check" : `${inSeconds(micros)} s`;
  switch (name) {
    case "weight":
      return String(context.weight);
    case "inhibit_on_failure":
      return String(context.inhibitOnFailure);
    case "alpha":
      return String(checkers.alpha);
    case "smtp_alert":
      return String(context.mailAlert);
    case "delay_loop":
      return inOwnWords(checkers.delayLoopMicros);
    case "connect_timeout":
      return inOwnWords(checkers.connectTimeoutMicros);
    case "delay_before_retry":
      return inOwnWords(checkers.delayBeforeRetryMicros);
    case "warmup":
      return inOwnWords(checkers.warmupMicros ?? checkers.delayLoopMicros);
    case "retry":
      return checkers.retry === null ? "that of each check" : String(checkers.retry);
    default:
      return undefined;
  }
}
