/** `tcpdump` on the LAN, and `tshark` as the second opinion on what was captured. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { mustRunAsync } from "./command.ts";
import type { Lab } from "./lab.ts";
import { type Advert, advertFields, parseAdverts } from "./packets.ts";
import { waitFor } from "./wait.ts";

export interface CaptureOptions {
  /** Where to listen; the bridge, which sees every frame that crosses it, if not given. */
  readonly namespace?: string;
  readonly link?: string;
  /** pcap-filter(7). */
  readonly filter?: string;
}

export interface Capture {
  readonly file: string;
  /** Ends the capture; all packets are in the file when it resolves. */
  stop(): Promise<void>;
}

let captures = 0;
/** VRRP and the two ways of announcing an address: what a router of this project sends. */
export const routerTraffic = "vrrp or proto 51 or arp or (ip6 and (ip6[6] = 112 or ip6[6] = 58))";
/** Every check that tshark leaves out by default. */
const preferences = ["-o", "ip.check_checksum:TRUE"];
const wrong = [
  "_ws.malformed",
  "ip.checksum.status == 0",
  "vrrp.checksum.status == 0",
  "icmpv6.checksum.status == 0",
].join(" || ");

/** Starts a capture and returns once packets are being recorded. */
export async function startCapture(lab: Lab, options: CaptureOptions = {}): Promise<Capture> {
  captures += 1;
  const file = join(lab.directory, `capture-${captures}.pcap`);
  const tcpdump = lab.start(options.namespace ?? lab.lan, [
    ...["tcpdump", "-i", options.link ?? "br0", "-n", "-U", "--immediate-mode", "-B", "16384"],
    ...["-Z", "root", "-w", file, options.filter ?? routerTraffic],
  ]);
  await waitFor(
    "tcpdump to listen",
    { limitMillis: 8_000 },
    () => tcpdump.lines.some((line) => line.text.includes("listening on")),
    () => tcpdump.lines.map((line) => line.text).join("\n"),
  );
  return { file, stop: () => tcpdump.stop("SIGTERM", 5_000) };
}

/** The VRRP packets of a capture, in their order. */
export async function readAdverts(file: string): Promise<Advert[]> {
  const columns = advertFields.flatMap((field) => ["-e", field]);
  const format = ["-T", "fields", "-E", "separator=/t", "-E", "occurrence=a"];
  const tshark = ["tshark", "-n", "-r", file, "-Y", "vrrp && !icmp", ...format, ...columns];
  return parseAdverts(await mustRunAsync(tshark));
}

/** Fails with tshark's own lines when it finds a malformed packet or a wrong checksum. */
export async function assertNoMalformed(file: string): Promise<void> {
  const found = await mustRunAsync(["tshark", "-n", "-r", file, ...preferences, "-Y", wrong]);
  assert.equal(found.trim(), "", "tshark finds malformed packets or wrong checksums");
}
