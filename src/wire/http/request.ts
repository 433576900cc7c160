/** The request of a page check, as keepalived sends it: servers' logs and rules know it so. */
import { familyOf, type IpAddress } from "../address.ts";

export interface PageRequest {
  /** As written: it need not begin with a slash. */
  readonly path: string;
  readonly httpVersion: "1.0" | "1.1";
  readonly closesConnection: boolean;
  readonly host: string;
}

/** Other characters than those of ASCII are sent as UTF-8, as they stand in the configuration. */
export function encodeRequest({ path, httpVersion, closesConnection, host }: PageRequest) {
  const lines = [`GET ${path} HTTP/${httpVersion}`, "User-Agent: KeepAliveClient"];
  if (closesConnection) lines.push("Connection: close");
  lines.push(`Host: ${host}`, "", "");
  return new TextEncoder().encode(lines.join("\r\n"));
}

/** The Host header where none is configured: always with the port, IPv6 in brackets. */
export const hostOf = (address: IpAddress, port: number): string =>
  familyOf(address) === "ipv6" ? `[${address}]:${port}` : `${address}:${port}`;
