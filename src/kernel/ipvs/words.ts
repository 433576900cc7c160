/** How errors call services and destinations: as the logs do (keepalived.md §17.3). */
import type { DestinationIdentity, ServiceIdentity } from "../../core/balancing/table.ts";

export const serviceName = (identity: ServiceIdentity): string =>
  identity.kind === "address"
    ? `[${identity.address}]:${identity.protocol}:${identity.port}`
    : `FWM ${identity.mark} (${identity.family})`;

export const destinationName = ({ address, port }: DestinationIdentity): string =>
  `[${address}]:${port}`;
