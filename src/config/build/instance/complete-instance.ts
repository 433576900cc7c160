/**
 * One `vrrp_instance`: from its statements to the model, with nothing left to derive (keepalived.md
 * §8).
 */
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Statement } from "../../language/tree.ts";
import type { NotifyScripts, VrrpInstance } from "../../model/vrrp-instance.ts";
import type { InstanceDraft } from "../drafts.ts";
import { ethernetMtu } from "../facts.ts";
import { bufferBytes } from "../global/buffer-policy.ts";
import { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { endOf } from "../tracking/definition.ts";
import { readTrackers } from "../tracking/tracker-lines.ts";
import { alertsOf } from "./alerts.ts";
import { announcementsOf } from "./announcements.ts";
import { authenticationOf, startOf } from "./authentication.ts";
import { conductOf } from "./conduct.ts";
import { defaultInWords } from "./default-words.ts";
import { checksumOf, deliveryOf } from "./delivery.ts";
import { interfaceOf, virtualRouterIdOf } from "./identity.ts";
import type { InstanceContext } from "./instance-context.ts";
import { linkOf } from "./link.ts";
import { advertIntervalOf, familyOfInstance, versionOf } from "./protocol.ts";
import { lateYieldOf, ownerPriority, roleOf } from "./role.ts";
import { signingOf } from "./signed-adverts.ts";
import { virtualAddressesOf } from "./virtual-addresses.ts";
import { routingOf } from "./virtual-routing.ts";

export interface InstanceReading {
  /** Null when it cannot run; the diagnostics say why. */
  readonly instance: VrrpInstance | null;
  /** What could be made of one that cannot run. */
  readonly disabled: VrrpInstance | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** `name` is the block's; `statement` the whole block. */
export function completeInstance(
  name: string,
  statement: Statement,
  context: InstanceContext,
): InstanceReading {
  const { draft, diagnostics, refused } = readSection(statement.block?.statements ?? [], {
    section: "vrrp_instance",
    subject: name,
    title: name,
    defaultOf: (keyword, given) => defaultInWords(keyword, given, context.defaults),
  });
  const judgement = new Judgement(name);
  const instance = complete({ draft, refused }, statement, context, judgement);
  return {
    instance: judgement.disabled ? null : instance,
    disabled: judgement.disabled ? instance : null,
    diagnostics: [...diagnostics, ...judgement.diagnostics],
  };
}

function complete(
  { draft, refused }: { draft: InstanceDraft; refused: ReadonlySet<string> },
  statement: Statement,
  { defaults, facts, routing, trackables }: InstanceContext,
  judgement: Judgement,
): VrrpInstance {
  const place = (statement.words[1] ?? statement.words[0]).span;
  const ownInterface = interfaceOf(draft, refused, place, judgement);
  const virtualRouterId = virtualRouterIdOf(draft, refused, place, judgement);
  const strict = draft.strict_mode?.value ?? defaults.strict;
  const family = familyOfInstance(draft);
  const version = versionOf(draft, family, defaults, judgement);
  const protocol = { family, version, strict };
  const role = roleOf(draft, strict, judgement);
  const isOwner = role.priority === ownerPriority;
  const mtuBytes = facts.mtuOf(ownInterface) ?? ethernetMtu;
  const addresses = virtualAddressesOf(
    draft,
    { interface: ownInterface, mtuBytes, ...protocol },
    judgement,
  );
  const advertIntervalMicros = advertIntervalOf(draft, version, judgement);
  const authentication = authenticationOf(draft, protocol, judgement);
  const { delivery, limitsTtl } = deliveryOf(draft, protocol, defaults, judgement);
  return {
    name: judgement.name,
    place,
    interface: ownInterface,
    ...(draft.interface === undefined ? {} : { interfacePlace: draft.interface.valueSpan }),
    virtualRouterId,
    family,
    version,
    ...startOf(role, authentication, draft, judgement),
    advertIntervalMicros,
    authentication,
    delivery,
    trackSourceAddress: tracksSource(draft, judgement),
    trackPrimary: draft.dont_track_primary === undefined,
    trackers: readTrackers(
      draft,
      { trackables, user: statement, origin: { kind: "instance" } },
      judgement,
    ),
    syncGroup: null,
    ...addresses,
    ...routingOf(draft, routing, judgement),
    strict,
    checkUnicastSource:
      draft.check_unicast_src !== undefined || limitsTtl || defaults.checkUnicastSource,
    ...conductOf(draft, { strict, version, isOwner }, defaults, judgement),
    checksum: checksumOf(draft, protocol, delivery, defaults),
    announcements: announcementsOf(draft, strict, defaults, judgement),
    notify: notifyOf(draft),
    ...alertsOf(draft, defaults),
    ...linkOf(draft, { ...protocol, virtualRouterId, delivery, end: endOf(statement) }, judgement),
    lateYieldPriority: lateYieldOf(draft, role, judgement),
    ...signingOf(draft, refused, advertIntervalMicros, judgement),
    receiveBufferBytes: receiveBufferOf(draft, defaults.bufferPolicy, mtuBytes, addresses),
  };
}

function tracksSource(draft: InstanceDraft, judgement: Judgement): boolean {
  const given = draft.track_src_ip;
  if (given === undefined) return false;
  if (draft.mcast_src_ip !== undefined || draft.unicast_src_ip !== undefined) return true;
  judgement.report(instanceCodes.noSourceToTrack, given.span, {
    message: '"track_src_ip" has no effect without mcast_src_ip or unicast_src_ip',
  });
  return false;
}

function notifyOf(draft: InstanceDraft): NotifyScripts {
  return {
    master: draft.notify_master?.value ?? null,
    backup: draft.notify_backup?.value ?? null,
    fault: draft.notify_fault?.value ?? null,
    stop: draft.notify_stop?.value ?? null,
    deleted: draft.notify_deleted?.value ?? null,
    any: draft.notify?.value ?? null,
    masterReceivedLowerPriority: draft.notify_master_rx_lower_pri?.value ?? null,
  };
}

const largestAdvertHeaders = 56;

function receiveBufferOf(
  draft: InstanceDraft,
  policy: Parameters<typeof bufferBytes>[0],
  mtuBytes: number,
  { virtualAddresses }: Pick<VrrpInstance, "virtualAddresses">,
): number | null {
  if (draft.kernel_rx_buf_size !== undefined) return draft.kernel_rx_buf_size.value || null;
  const advertBytes = largestAdvertHeaders + virtualAddresses.length * 16;
  return bufferBytes(policy, mtuBytes, advertBytes);
}
