/** The routes and rules of our protocol, read whole: the kernel leaves the others out of its answer. */
import type { KernelError } from "../../ports/network.ts";
import { keepalivedProtocol } from "../../wire/netlink/address-message.ts";
import type { NetlinkEncodeError } from "../../wire/netlink/message-writer.ts";
import {
  decodeRoute,
  type ReceivedRoute,
  routeProtocolOf,
} from "../../wire/netlink/received-route.ts";
import { decodeRule, type ReceivedRule } from "../../wire/netlink/received-rule.ts";
import { encodeRouteDump } from "../../wire/netlink/route-message.ts";
import { encodeRuleDump } from "../../wire/netlink/rule-message.ts";
import { type Result, success } from "../../wire/result.ts";
import type { NetlinkClient } from "./netlink-client.ts";
import type { NetlinkRequest } from "./netlink-request.ts";

export interface RoutingReader {
  read(): Result<RoutingReading, KernelError>;
}

export interface RoutingReading {
  readonly routes: readonly ReceivedRoute[];
  readonly rules: readonly ReceivedRule[];
}

const families = ["ipv4", "ipv6"] as const;

/** `client`'s socket asks strictly (NETLINK_GET_STRICT_CHK), where the kernel knows that. */
export const createRoutingReader = (client: NetlinkClient): RoutingReader => ({
  read: () => {
    let routes: readonly ReceivedRoute[] = [];
    let rules: readonly ReceivedRule[] = [];
    for (const family of families) {
      const routesRead = client.dump(
        request("list our routes", encodeRouteDump(family, keepalivedProtocol)),
        (message) =>
          routeProtocolOf(message) === keepalivedProtocol ? decodeRoute(message) : null,
      );
      if (!routesRead.ok) return routesRead;
      routes = [...routes, ...routesRead.value];
      const rulesRead = client.dump(request("list our rules", encodeRuleDump(family)), (message) =>
        ours(decodeRule(message)),
      );
      if (!rulesRead.ok) return rulesRead;
      rules = [...rules, ...rulesRead.value];
    }
    return success({ routes, rules });
  },
});

const ours = (decoded: ReturnType<typeof decodeRule>): ReturnType<typeof decodeRule> | null =>
  decoded.ok && decoded.value.protocol !== keepalivedProtocol ? null : decoded;

function request(
  operation: string,
  message: Result<Uint8Array, NetlinkEncodeError>,
): NetlinkRequest {
  if (!message.ok) throw new Error(`a dump request cannot be encoded: ${message.error.code}`);
  return { operation, message: message.value };
}
