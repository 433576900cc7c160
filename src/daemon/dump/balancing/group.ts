/** A virtual server group: its addresses and firewall marks. */
import type { VirtualServerGroup } from "../../../config/model/load-balancing.ts";
import { entry, labelled, yesNo } from "../labels.ts";

export function groupLines({ name, addresses, marks }: VirtualServerGroup): string[] {
  const has = (family: "ipv4" | "ipv6"): string =>
    yesNo([...addresses, ...marks].some((member) => member.family === family));
  return [
    labelled(1, "Virtual Server Group", `${name}, IPv4 = ${has("ipv4")}, IPv6 = ${has("ipv6")}`),
    ...addresses.map(({ first, last, port }) => {
      const range = first === last ? `VIP = ${first}` : `VIP Range = ${first}-${last}`;
      return entry(3, `${range}, VPORT = ${port}`);
    }),
    ...marks.map(({ mark }) => labelled(3, "FWMARK", mark)),
  ];
}
