/** How packets reach a real server, in keepalived's words. */
import type { Forwarding } from "../../../config/model/load-balancing.ts";

const checksums = { none: "no checksum", plain: "checksum", remote: "remote checksum" } as const;

export function forwardingText(forwarding: Forwarding): string {
  if (forwarding.method === "nat") return "NAT";
  if (forwarding.method === "directRouting") return "DR";
  const { type, port, checksum } = forwarding.tunnel;
  const kind = `TUN, type = ${type.toUpperCase()}`;
  if (type === "ipip") return kind;
  return `${kind}${port === null ? "" : `, port = ${port}`}, ${checksums[checksum]}`;
}
