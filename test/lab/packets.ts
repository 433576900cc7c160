/** What `tshark -T fields` says of VRRP packets, as values. */

export interface Advert {
  /** Epoch milliseconds of the capture. */
  readonly atMillis: number;
  readonly source: string;
  readonly destination: string;
  readonly version: number;
  readonly virtualRouterId: number;
  readonly priority: number;
  readonly addresses: readonly string[];
}

/** The columns asked of tshark, in the order in which `parseAdverts` reads them. */
export const advertFields = [
  "frame.time_epoch",
  "ip.src",
  "ipv6.src",
  "ip.dst",
  "ipv6.dst",
  "vrrp.version",
  "vrrp.virt_rtr_id",
  "vrrp.prio",
  "vrrp.ip_addr",
  "vrrp.ipv6_addr",
] as const;

/** Reads lines of tab-separated columns; several addresses are separated by commas. */
export function parseAdverts(text: string): Advert[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const column = new Map(
        line.split("\t").map((value, index) => [advertFields[index] ?? "", value]),
      );
      const get = (name: (typeof advertFields)[number]) => column.get(name) ?? "";
      const addresses = get("vrrp.ip_addr") || get("vrrp.ipv6_addr");
      return {
        atMillis: Number(get("frame.time_epoch")) * 1_000,
        source: get("ip.src") || get("ipv6.src"),
        destination: get("ip.dst") || get("ipv6.dst"),
        version: Number(get("vrrp.version")),
        virtualRouterId: Number(get("vrrp.virt_rtr_id")),
        priority: Number(get("vrrp.prio")),
        addresses: addresses === "" ? [] : addresses.split(","),
      };
    });
}
