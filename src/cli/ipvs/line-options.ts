/** The options of ipvsadm(8) that change something: a line of `ipvsadm -R` is made of them. */
import type { OptionSpec } from "../option-grammar.ts";

export type LineOption =
  | CommandOption
  | "tcp"
  | "udp"
  | "sctp"
  | "fwmark"
  | "ipv6"
  | "scheduler"
  | "schedulerFlags"
  | "persistent"
  | "netmask"
  | "engine"
  | "onePacket"
  | "realServer"
  | "gatewaying"
  | "ipip"
  | "masquerading"
  | "weight"
  | "upperThreshold"
  | "lowerThreshold"
  | "tunnelType"
  | "tunnelPort"
  | "noChecksum"
  | "checksum"
  | "remoteChecksum"
  | "interface"
  | "syncId"
  | "longestMessage"
  | "group"
  | "port"
  | "ttl"
  | "numeric";

export type CommandOption =
  | "addService"
  | "editService"
  | "deleteService"
  | "addServer"
  | "editServer"
  | "deleteServer"
  | "clear"
  | "zero"
  | "set"
  | "startDaemon"
  | "stopDaemon";

/** What each command takes beside itself. */
export const commandOptions: Readonly<Record<CommandOption, readonly LineOption[]>> = (() => {
  const service = ["tcp", "udp", "sctp", "fwmark", "ipv6"] as const;
  const settings = [
    "scheduler",
    "schedulerFlags",
    "persistent",
    "netmask",
    "engine",
    "onePacket",
  ] as const;
  const server = [
    "realServer",
    "gatewaying",
    "ipip",
    "masquerading",
    "weight",
    "upperThreshold",
    "lowerThreshold",
    "tunnelType",
    "tunnelPort",
    "noChecksum",
    "checksum",
    "remoteChecksum",
  ] as const;
  return {
    addService: [...service, ...settings],
    editService: [...service, ...settings],
    deleteService: service,
    addServer: [...service, ...server],
    editServer: [...service, ...server],
    deleteServer: [...service, "realServer"],
    clear: [],
    zero: service,
    set: [],
    startDaemon: ["interface", "syncId", "longestMessage", "group", "port", "ttl"],
    stopDaemon: [],
  } satisfies Record<CommandOption, readonly LineOption[]>;
})();

const option = (
  id: LineOption,
  short: string | null,
  long: string,
  argument: OptionSpec<LineOption>["argument"] = "required",
): OptionSpec<LineOption> => ({ id, short, long, argument, help: "" });

export const lineOptions: readonly OptionSpec<LineOption>[] = [
  option("addService", "A", "add-service", "none"),
  option("editService", "E", "edit-service", "none"),
  option("deleteService", "D", "delete-service", "none"),
  option("addServer", "a", "add-server", "none"),
  option("editServer", "e", "edit-server", "none"),
  option("deleteServer", "d", "delete-server", "none"),
  option("clear", "C", "clear", "none"),
  option("zero", "Z", "zero", "none"),
  option("set", null, "set", "none"),
  option("startDaemon", null, "start-daemon"),
  option("stopDaemon", null, "stop-daemon"),
  option("tcp", "t", "tcp-service"),
  option("udp", "u", "udp-service"),
  option("sctp", null, "sctp-service"),
  option("fwmark", "f", "fwmark-service"),
  option("ipv6", "6", "ipv6", "none"),
  option("scheduler", "s", "scheduler"),
  option("schedulerFlags", "b", "sched-flags"),
  option("persistent", "p", "persistent", "optional"),
  option("netmask", "M", "netmask"),
  option("engine", null, "pe"),
  option("onePacket", "o", "ops", "none"),
  option("realServer", "r", "real-server"),
  option("gatewaying", "g", "gatewaying", "none"),
  option("ipip", "i", "ipip", "none"),
  option("masquerading", "m", "masquerading", "none"),
  option("weight", "w", "weight"),
  option("upperThreshold", "x", "u-threshold"),
  option("lowerThreshold", "y", "l-threshold"),
  option("tunnelType", null, "tun-type"),
  option("tunnelPort", null, "tun-port"),
  option("noChecksum", null, "tun-nocsum", "none"),
  option("checksum", null, "tun-csum", "none"),
  option("remoteChecksum", null, "tun-remcsum", "none"),
  option("interface", null, "mcast-interface"),
  option("syncId", null, "syncid"),
  option("longestMessage", null, "sync-maxlen"),
  option("group", null, "mcast-group"),
  option("port", null, "mcast-port"),
  option("ttl", null, "mcast-ttl"),
  option("numeric", "n", "numeric", "none"),
];
