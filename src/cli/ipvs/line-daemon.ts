/** Sync daemons and time limits of a line. */
import type { ConnectionTimeouts } from "../../config/model/load-balancing.ts";
import {
  defaultGroup,
  defaultPort,
  defaultTtl,
  type SyncSettings,
} from "../../kernel/ipvs/synchronisation.ts";
import type { SyncRole } from "../../ports/dataplane.ts";
import { isMulticast, parseAddress } from "../../wire/address.ts";
import { wholeNumber } from "./given-options.ts";
import type { LineReader } from "./line-reader.ts";
import { timeoutLimits } from "./line-service.ts";

const syncIdLimits = { least: 0, most: 255 };
/** What an IPv4 datagram of UDP holds. */
const messageLimits = { least: 1, most: 65_507 };
const portLimits = { least: 1, most: 0xffff };
const ttlLimits = { least: 1, most: 255 };

/** `--set tcp tcpfin udp`: to the kernel 0 is "as it is". */
export function readTimeouts(line: LineReader): ConnectionTimeouts {
  const numbers = line.operands.map((text) => wholeNumber(text, 0, timeoutLimits.most));
  const [tcpSeconds = null, tcpFinSeconds = null, udpSeconds = null] = numbers;
  if (numbers.length !== 3 || numbers.includes(null)) {
    line.fail("--set takes three times in seconds, up to a month: tcp tcpfin udp");
  }
  return { tcpSeconds, tcpFinSeconds, udpSeconds };
}

export function readRole(line: LineReader): SyncRole {
  const role = line.text(line.command);
  if (role === "master" || role === "backup") return role;
  line.fail(`"${role}" is neither master nor backup`);
  return "master";
}

export function readSyncSettings(line: LineReader): SyncSettings {
  const name = line.text("interface");
  if (name === null) line.fail("a sync daemon needs --mcast-interface");
  const group = parseAddress(line.text("group") ?? defaultGroup);
  if (group === null || !isMulticast(group)) {
    line.fail(`"${line.text("group")}" is no multicast address`);
  }
  const hasLength = line.has("longestMessage");
  return {
    interface: name ?? "",
    syncId: line.number("syncId", 0, syncIdLimits),
    longestMessage: hasLength ? line.number("longestMessage", 1, messageLimits) : null,
    group: group ?? defaultGroup,
    port: line.number("port", defaultPort, portLimits),
    ttl: line.number("ttl", defaultTtl, ttlLimits),
  };
}
