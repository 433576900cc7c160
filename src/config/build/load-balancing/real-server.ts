/** One `real_server`, with what its virtual server gives it. */
import { familyOf } from "../../../wire/address.ts";
import { argumentCodes } from "../../diagnostics/codes-arguments.ts";
import { keywordCodes } from "../../diagnostics/codes-keywords.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import type { Statement } from "../../language/tree.ts";
import type { Forwarding, RealServer } from "../../model/load-balancing.ts";
import { completeCheckers } from "../checks/complete-checkers.ts";
import type { RealServerDraft } from "../drafts.ts";
import { Judgement } from "../judgement.ts";
import type { FamiliarBlocks } from "../reading/familiar-blocks.ts";
import { readSection } from "../reading/read-section.ts";
import { portOfDestination } from "./destination-port.ts";
import { type Endpoint, readEndpoint } from "./endpoint.ts";
import { readForwarding } from "./forwarding.ts";
import type { RealServerContext } from "./real-server-context.ts";
import { ownCheckerDefaults } from "./real-server-defaults.ts";
import { snmpNameOf } from "./snmp-name.ts";

/**
 * Null when its address is of no use. What is wrong goes to `into`, the virtual server's. A file
 * may have tens of thousands: nothing is made here that only a diagnostic needs.
 */
export function completeRealServer(
  statement: Statement,
  context: RealServerContext,
  into: Judgement,
): RealServer | null {
  const endpoint = endpointOf(statement, into);
  if (endpoint === null) return null;
  const quick = complete(statement, endpoint, context, context.familiar);
  // What is said about it has to name its own places.
  const isSound = quick.judgement.diagnostics.length === 0;
  const { server, judgement } = isSound ? quick : complete(statement, endpoint, context, null);
  into.take(judgement.diagnostics);
  return server;
}

function complete(
  statement: Statement,
  endpoint: Endpoint,
  context: RealServerContext,
  familiar: FamiliarBlocks | null,
): { readonly server: RealServer; readonly judgement: Judgement } {
  const { address, word } = endpoint;
  const title = `${word.text} ${statement.words[2]?.text ?? ""} of ${context.title}`;
  const judgement = new Judgement(`Real server ${title}`);
  const draft = draftOf(statement, title, context, familiar, judgement);
  const forwarding = forwardingOf(draft, context, judgement);
  const port = portOfDestination(endpoint, forwarding, context.target, judgement);
  const defaults = ownCheckerDefaults(draft, context.checkers);
  const { targets } = context;
  const family = familyOf(address);
  const checkerContext = {
    subject: title,
    address,
    // Checks go to the port that is written, also where packets of clients do not.
    port: endpoint.port || port,
    family,
    defaults,
    targets,
    familiar,
  };
  const server: RealServer = {
    place: word.span,
    address,
    port,
    forwarding,
    weight: draft.weight?.value ?? context.weight,
    upperThreshold: draft.uthreshold?.value ?? 0,
    lowerThreshold: lowerThresholdOf(draft, judgement),
    inhibitOnFailure: draft.inhibit_on_failure?.value ?? context.inhibitOnFailure,
    startsDown: defaults.alpha,
    notifyUp: draft.notify_up?.value ?? null,
    notifyDown: draft.notify_down?.value ?? null,
    mailAlert: draft.smtp_alert?.value ?? context.mailAlert,
    snmpName: snmpNameOf(draft.snmp_name, judgement),
    checkers: completeCheckers(draft, checkerContext, judgement),
  };
  return { server, judgement };
}

function draftOf(
  { block }: Statement,
  title: string,
  { defaultOf }: RealServerContext,
  familiar: FamiliarBlocks | null,
  judgement: Judgement,
): RealServerDraft {
  if (block === null) return {};
  const section = "virtual_server/real_server";
  const context = { section, subject: judgement.name, title, defaultOf } as const;
  const { draft, diagnostics } =
    familiar === null ? readSection(block.statements, context) : familiar.read(block, context);
  judgement.take(diagnostics);
  return draft;
}

function endpointOf({ words }: Statement, judgement: Judgement): Endpoint | null {
  const address = words[1];
  const surplus = words[3];
  const skipped = `${judgement.name} therefore runs without it.`;
  if (address === undefined) {
    judgement.report(argumentCodes.argumentMissing, words[0].span, {
      message: '"real_server" lacks its address',
      help: "write real_server IP PORT { ... }",
      consequence: skipped,
    });
    return null;
  }
  if (surplus !== undefined) {
    judgement.report(keywordCodes.surplusWords, surplus.span, {
      message: `"${surplus.text}" is more than "real_server" takes`,
      help: "remove it",
    });
  }
  return readEndpoint(address, words[2], skipped, judgement);
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

/** The kernel refuses a lower limit above the upper one (ip_vs_add_dest). */
function lowerThresholdOf(draft: RealServerDraft, judgement: Judgement): number {
  const lower = draft.lthreshold;
  if (lower === undefined) return 0;
  const upper = draft.uthreshold?.value ?? 0;
  if (lower.value <= upper) return lower.value;
  const limit = upper === 0 ? "no uthreshold" : `uthreshold ${upper}`;
  judgement.report(loadBalancingCodes.thresholdsCross, lower.valueSpan, {
    message: `lthreshold ${lower.value} does not go with ${limit}`,
    help: "write a uthreshold above it",
    consequence: `${judgement.name} therefore runs without lthreshold.`,
  });
  return 0;
}
