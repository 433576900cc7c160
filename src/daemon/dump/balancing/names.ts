/** What real servers are called, as the logs call them. */
import type { Destination, VirtualServer } from "../../../config/model/load-balancing.ts";

type Place = Pick<Destination, "address" | "port">;

/** A real server of marks only has no protocol of its own. */
export const destinationName = ({ service }: VirtualServer, { address, port }: Place): string =>
  `[${address}]:${service.kind === "fwmark" ? "none" : service.protocol}:${port}`;
