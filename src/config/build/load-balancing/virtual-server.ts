/** One `virtual_server`: from its statements to the model, with nothing left to derive. */
import type { Family } from "../../../wire/address.ts";
import { loadBalancingCodes } from "../../diagnostics/codes-load-balancing.ts";
import { serverGroupCodes } from "../../diagnostics/codes-server-groups.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Statement } from "../../language/tree.ts";
import type { RealServer, VirtualServer } from "../../model/load-balancing.ts";
import type { VirtualServerDraft } from "../drafts.ts";
import { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { checkSkipped } from "../reading/skipped-block.ts";
import { type Heading, readHeading, titleOf } from "./heading.ts";
import { persistenceOf } from "./persistence.ts";
import { quorumOf } from "./quorum.ts";
import { flagsOf, protocolOf, schedulerOf } from "./scheduling.ts";
import { placeOf, type Reading, serversOf, type VirtualServerContext } from "./servers.ts";
import {
  checkFamily,
  hasMark,
  isEveryPort,
  isMarkOnly,
  nameOf,
  serviceOf,
  type Target,
} from "./service.ts";
import { snmpNameOf } from "./snmp-name.ts";

export interface VirtualServerReading {
  /** Null when it cannot run; the diagnostics say why. */
  readonly virtualServer: VirtualServer | null;
  readonly diagnostics: readonly Diagnostic[];
}

export function completeVirtualServer(
  statement: Statement,
  context: VirtualServerContext,
): VirtualServerReading {
  const title = titleOf(statement);
  const judgement = new Judgement(`Virtual server ${title}`);
  const heading = readHeading(statement, judgement);
  const target = heading === null ? null : targetOf(heading, statement, context, judgement);
  if (target === null) {
    const inside = heading === null ? [] : insideOf(statement);
    return { virtualServer: null, diagnostics: [...judgement.diagnostics, ...inside] };
  }
  const { draft, diagnostics, refused } = readSection(statement.block?.statements ?? [], {
    section: "virtual_server",
    subject: judgement.name,
    title,
    defaultOf: defaultInWords,
  });
  const virtualServer = complete({ draft, refused, statement, title }, target, context, judgement);
  return {
    virtualServer: judgement.disabled ? null : virtualServer,
    diagnostics: [...diagnostics, ...judgement.diagnostics],
  };
}

/** keepalived skips the block of a heading that it cannot read, and looks at others all the same. */
const insideOf = ({ block }: Statement): readonly Diagnostic[] =>
  block?.statements.flatMap((inner) => checkSkipped(inner, "virtual_server")) ?? [];

function targetOf(
  heading: Heading,
  { words }: Statement,
  { groups }: VirtualServerContext,
  judgement: Judgement,
): Target | null {
  if (heading.kind !== "group") return heading;
  const group = groups.get(heading.group);
  if (group !== undefined) return { kind: "group", group };
  judgement.disable(serverGroupCodes.groupUnknown, (words[2] ?? words[0]).span, {
    message: `there is no virtual_server_group "${heading.group}" with anything to answer for`,
    help: "define it, or write the name of one that is defined",
  });
  return null;
}

function complete(
  reading: Reading,
  target: Target,
  context: VirtualServerContext,
  judgement: Judgement,
): VirtualServer {
  const { draft, refused, statement } = reading;
  const place = placeOf(statement);
  const protocol = protocolOf(draft, refused, isMarkOnly(target), place, judgement);
  const service = serviceOf(target, protocol);
  checkFamily(draft, target, judgement);
  const servers = serversOf(reading, target, context, judgement);
  const { realServers, sorryServer, families } = servers;
  const family = onlyOf(families);
  return {
    name: nameOf(service),
    place,
    service,
    family,
    scheduler: schedulerOf(draft, refused, place, judgement),
    flags: flagsOf(draft, isMarkOnly(target) ? null : protocol, judgement),
    persistence: persistenceOf(
      draft,
      { place, family, isEveryPort: isEveryPort(target) },
      judgement,
    ),
    highAvailabilitySuspend: suspends(draft, target, judgement),
    notifyAtStop: draft.omega !== undefined,
    quorum: quorumOf(draft, weightOf(realServers), place, judgement),
    mailAlert: draft.smtp_alert?.value ?? context.alerts.virtualServers,
    snmpName: snmpNameOf(draft.snmp_name, judgement),
    realServers,
    sorryServer,
  };
}

function onlyOf(families: ReadonlySet<Family>): Family | null {
  const [family = null, ...others] = families;
  return others.length === 0 ? family : null;
}

const weightOf = (servers: readonly RealServer[]): number =>
  servers.reduce((sum, { weight }) => sum + weight, 0);

function suspends(draft: VirtualServerDraft, target: Target, judgement: Judgement): boolean {
  const given = draft.ha_suspend;
  if (given === undefined) return false;
  if (!hasMark(target)) return true;
  judgement.report(loadBalancingCodes.suspendNeedsAddress, given.span, {
    message: "ha_suspend does not go with a firewall mark",
    help: "remove it",
    consequence: "It is off.",
  });
  return false;
}

function defaultInWords(name: string): string | undefined {
  switch (name) {
    case "lb_algo":
    case "lvs_sched":
      return "wlc";
    case "lb_kind":
    case "lvs_method":
      return "NAT";
    case "protocol":
      return "UDP";
    case "retry":
    case "delay_before_retry":
      return "that of each check";
    case "warmup":
      return "that of delay_loop";
    case "quorum":
      return "1";
    default:
      return undefined;
  }
}
