/** SNMP and D-Bus (keepalived.md §21). */
import { type Micros, seconds } from "../../../wire/units.ts";
import type { DbusSettings, SnmpSettings } from "../../model/global-settings.ts";
import type { GlobalDraft } from "../drafts.ts";

const defaultServiceName = "org.keepalived.Vrrp1";
const defaultInterval: Micros = seconds(5);

/** Null where no part of it is asked for: a socket alone asks for nothing. */
export function snmpOf(draft: GlobalDraft): SnmpSettings | null {
  const both = draft.enable_snmp_rfc !== undefined;
  const virtualServers = draft.snmp_vs_stats_update_interval?.value ?? defaultInterval;
  const settings = {
    socket: draft.snmp_socket?.value ?? null,
    traps: draft.enable_traps !== undefined,
    vrrp: draft.enable_snmp_vrrp !== undefined || draft.enable_snmp_keepalived !== undefined,
    checker: draft.enable_snmp_checker !== undefined,
    rfcVersion2: both || draft.enable_snmp_rfcv2 !== undefined,
    rfcVersion3: both || draft.enable_snmp_rfcv3 !== undefined,
    virtualServerIntervalMicros: virtualServers,
    realServerIntervalMicros: draft.snmp_rs_stats_update_interval?.value ?? virtualServers,
  };
  const { vrrp, checker, rfcVersion2, rfcVersion3 } = settings;
  return vrrp || checker || rfcVersion2 || rfcVersion3 ? settings : null;
}

export function dbusOf(draft: GlobalDraft): DbusSettings | null {
  if (draft.enable_dbus === undefined) return null;
  return {
    serviceName: draft.dbus_service_name?.value ?? defaultServiceName,
    noInterfaceName: draft.dbus_no_interface_name?.value ?? null,
  };
}
