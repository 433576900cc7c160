/** Rows of the table in a few words, for the log. */
import type { DestinationRow, ServiceIdentity, ServiceRow } from "../../core/balancing/table.ts";

/** As virtual servers are called: `[192.0.2.1]:tcp:80`, `FWM 7`. */
export const serviceName = (identity: ServiceIdentity): string =>
  identity.kind === "fwmark"
    ? `FWM ${identity.mark}`
    : `[${identity.address}]:${identity.protocol}:${identity.port}`;

/** `wrr persistent 50`. */
export function serviceText({ scheduler, persistence, flags }: ServiceRow): string {
  const names = (["flag1", "flag2", "flag3"] as const).filter((name) => flags[name]);
  return [
    scheduler,
    ...names,
    ...(flags.onePacket ? ["ops"] : []),
    ...(persistence === null ? [] : [`persistent ${persistence.timeoutSeconds}`]),
  ].join(" ");
}

/** `nat weight 3`. */
export function destinationText(row: DestinationRow): string {
  const { forwarding, weight, lowerThreshold, upperThreshold } = row;
  const method = forwarding.method === "directRouting" ? "dr" : forwarding.method;
  const limits = `thresholds ${lowerThreshold} to ${upperThreshold}`;
  const limited = lowerThreshold > 0 || upperThreshold > 0;
  return `${method} weight ${weight}${limited ? ` ${limits}` : ""}`;
}
