/**
 * One instance in `keepalived.json`: names, types and order are keepalived's (keepalived.md §3).
 */
import type { AddressLine } from "../../../config/model/address-line.ts";
import type { VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import type { Phase, VrrpState } from "../../../core/vrrp/state.ts";
import { microsPerSecond } from "../../../wire/units.ts";
import { addressText } from "../addresses.ts";
import { routeText } from "../routes.ts";
import { ruleText } from "../rules.ts";
import type { InstanceDump } from "../snapshot.ts";
import { type Commands, trackedLists } from "./tracked-lists.ts";

/** VRRP_STATE_* of keepalived. */
const stateNumbers: Readonly<Record<Phase, number>> = {
  init: 0,
  backup: 1,
  master: 2,
  fault: 3,
  handingOver: 2,
  stopped: 98,
};

/** `commands`: of the scripts, by their name. */
export function instanceData(
  { instance, state }: InstanceDump,
  wallClockOffsetMicros: number,
  commands: Commands,
): Readonly<Record<string, unknown>> {
  const held = state.phase === "master" || state.phase === "handingOver";
  return {
    ...identity(instance, state, wallClockOffsetMicros),
    ...announcements(instance),
    vrid: instance.virtualRouterId,
    base_priority: instance.priority,
    effective_priority: state.priority,
    vipset: held,
    ...behaviour(instance, state),
    state: stateNumbers[state.phase],
    wantstate: wantedState(instance, state),
    version: instance.version,
    smtp_alert: instance.smtpAlert,
    notify_deleted: instance.notifiesDeletion,
    ...listed("vips", addressTexts(instance.virtualAddresses, held)),
    ...listed("evips", addressTexts(instance.excludedAddresses, held)),
    ...listed("vroutes", instance.virtualRoutes.map(routeText)),
    ...listed("vrules", instance.virtualRules.map(ruleText)),
    ...trackedLists(instance, commands),
    ...authentication(instance),
  };
}

/** keepalived leaves empty lists out. */
export const listed = (
  name: string,
  texts: readonly string[],
): Readonly<Record<string, unknown>> => (texts.length === 0 ? {} : { [name]: texts });

function identity(instance: VrrpInstance, state: VrrpState, wallClockOffsetMicros: number) {
  return {
    iname: instance.name,
    dont_track_primary: numberOf(!instance.trackPrimary),
    skip_check_adv_addr: numberOf(instance.skipCheckAdvertAddresses),
    strict_mode: numberOf(instance.strict),
    vmac_ifname: "",
    ifp_ifname: instance.interface,
    master_priority: state.phase === "backup" ? (state.master?.priority ?? 0) : 0,
    last_transition: (state.lastTransition + wallClockOffsetMicros) / microsPerSecond,
  };
}

function announcements({ announcements: garp, ...instance }: VrrpInstance) {
  return {
    garp_delay: inSeconds(garp.masterDelayMicros),
    garp_refresh: inSeconds(garp.refreshMicros),
    garp_rep: garp.masterRepeat,
    garp_refresh_rep: garp.refreshRepeat,
    garp_lower_prio_delay: inSeconds(garp.lowerPriorityDelayMicros),
    garp_lower_prio_rep: garp.lowerPriorityRepeat,
    lower_prio_no_advert: numberOf(instance.lowerPriorityNoAdvert),
    higher_prio_send_advert: numberOf(instance.higherPrioritySendAdvert),
  };
}

const behaviour = (instance: VrrpInstance, state: VrrpState) => ({
  promote_secondaries: instance.promotesSecondaries,
  adver_int: inSeconds(instance.advertIntervalMicros),
  master_adver_int: inSeconds(state.masterAdvertIntervalMicros),
  accept: numberOf(instance.accept),
  nopreempt: !instance.preempt,
  preempt_delay: inSeconds(instance.preemptDelayMicros),
});

/** `state MASTER` counts until the first change. */
function wantedState(instance: VrrpInstance, { phase, lastDecision, wantsMaster }: VrrpState) {
  const isFirst = lastDecision === null || lastDecision.rule === "start";
  const wants = wantsMaster || (instance.wantsMaster && isFirst);
  return phase === "backup" && wants ? stateNumbers.master : stateNumbers[phase];
}

/** Never the secret. */
function authentication({ authentication: { type } }: VrrpInstance) {
  if (type === "none") return { auth_type: 0 };
  return { auth_type: type === "pass" ? 1 : 2, auth_data: "********" };
}

const addressTexts = (lines: readonly AddressLine[], held: boolean): readonly string[] =>
  lines.map((line) => addressText(line, held));

const numberOf = (value: boolean): 0 | 1 => (value ? 1 : 0);
const inSeconds = (micros: number): number => micros / microsPerSecond;
