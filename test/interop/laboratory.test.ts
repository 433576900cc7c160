/** The laboratory itself: what the other tests of this folder rely on. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assertNoMalformed, readAdverts } from "../lab/capture.ts";
import { mustRun } from "../lab/command.ts";
import { snapshotHoldersOf, waitForHolders } from "../lab/holder.ts";
import { openLab, withLab } from "../lab/lab.ts";
import { cutLink, deliver, mendLink, swallow } from "../lab/link.ts";
import { startPinger } from "../lab/pinger.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { startProcess } from "../lab/processes.ts";
import { removeAddress } from "../lab/router.ts";
import { pause, waitFor } from "../lab/wait.ts";

requirePrerequisites(["ip", "nft", "ping", "tshark"]);

const patienceMillis = 5_000;

test("the client sees which router answers, and measures how long nobody did", () =>
  withLab(["a", "b"], async (lab) => {
    const [a, b] = [lab.router("a"), lab.router("b")];
    const address = "10.77.0.100";
    const pinger = startPinger(lab, address, 5);
    mustRun(["ip", "-n", a.namespace, "address", "add", `${address}/24`, "dev", "eth0"]);
    await waitForHolders(lab, address, ["a"], patienceMillis);
    await pinger.waitForAnswerFrom(a, 0, patienceMillis);

    const since = Date.now();
    cutLink(lab, a);
    await pause(150);
    mendLink(lab, a);
    await pinger.waitForAnswerFrom(a, since + 100, patienceMillis);
    const gap = pinger.largestGap(since, Date.now()).millis;
    assert.ok(gap >= 140 && gap < 1_000, `${gap} ms`);

    removeAddress(a, address);
    mustRun(["ip", "-n", b.namespace, "address", "add", `${address}/24`, "dev", "eth0"]);
    await waitForHolders(lab, address, ["b"], patienceMillis);
    assert.deepEqual(snapshotHoldersOf(lab, address), ["b"]);
  }));

test("each direction of a cable can be lost alone, and comes back", () =>
  withLab(["a"], async (lab) => {
    const router = lab.router("a");
    for (const direction of ["fromStation", "toStation"] as const) {
      const pinger = startPinger(lab, router.ipv4, 5);
      await pinger.waitForAnswerFrom(router, 0, patienceMillis);
      swallow(lab, router, direction);
      await pause(30);
      const silentSince = Date.now();
      await pause(100);
      const heard = pinger.replies.filter((reply) => reply.atMillis > silentSince);
      assert.deepEqual(heard, [], direction);
      deliver(lab, router, direction);
      await pinger.waitForAnswerFrom(router, silentSince, patienceMillis);
      await pinger.stop();
    }
  }));

test("what a laboratory left that was killed with -9 is removed by the next one", async () => {
  const lab = new URL("../lab/lab.ts", import.meta.url).href;
  const script = `const { openLab } = await import("${lab}");
    await openLab(["a"]); console.log("open"); setInterval(() => {}, 1000);`;
  const maker = startProcess([process.execPath, "--input-type=module", "-e", script]);
  const isOpen = () => maker.lines.some((line) => line.text === "open");
  await waitFor("a laboratory", { limitMillis: patienceMillis }, isOpen);
  const left = () =>
    [...readdirSync("/run/netns"), ...readdirSync(tmpdir())].filter((name) =>
      name.startsWith(`hflab-${maker.pid}-`),
    );
  maker.signal("SIGKILL");
  await maker.exited;
  assert.ok(left().length > 0);

  const sweeper = startProcess([
    process.execPath,
    "--input-type=module",
    "-e",
    `const { withLab } = await import("${lab}"); await withLab([], async () => {});`,
  ]);
  await sweeper.exited;
  assert.deepEqual(left(), []);
});

test("closing a laboratory twice, or after its parts are gone, is no error", async () => {
  const lab = await openLab(["a"]);
  mustRun(["ip", "netns", "del", lab.router("a").namespace]);
  lab.close();
  lab.close();
});

/** A VRRPv2 advert of 10.77.0.1 as Ethernet frame, its VRRP checksum as given. */
function advertFrame(checksum: number): Buffer {
  const ethernet = Buffer.from("01005e0000120200000077010800", "hex");
  const ipv4 = Buffer.from("45c0002800010000ff7000000a4d0001e0000012", "hex");
  const vrrp = Buffer.from("21336401000100000a4d00640000000000000000", "hex");

  ipv4.writeUInt16BE(onesComplement(ipv4), 10);
  vrrp.writeUInt16BE(checksum, 6);
  return Buffer.concat([ethernet, ipv4, vrrp]);
}

/** RFC 1071. */
function onesComplement(bytes: Buffer): number {
  let sum = 0;
  for (let offset = 0; offset < bytes.length; offset += 2) sum += bytes.readUInt16BE(offset);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** A file of one Ethernet frame (pcap-savefile(5)). */
function writeCapture(file: string, frame: Buffer): void {
  const fileHeader = Buffer.alloc(24);
  fileHeader.writeUInt32LE(0xa1b2c3d4, 0);
  fileHeader.writeUInt16LE(2, 4);
  fileHeader.writeUInt16LE(4, 6);
  fileHeader.writeUInt32LE(65_535, 16);
  fileHeader.writeUInt32LE(1, 20);
  const packetHeader = Buffer.alloc(16);
  packetHeader.writeUInt32LE(1, 0);
  packetHeader.writeUInt32LE(frame.length, 8);
  packetHeader.writeUInt32LE(frame.length, 12);
  writeFileSync(file, Buffer.concat([fileHeader, packetHeader, frame]));
}

test("the second opinion accepts a right checksum and refuses a wrong or missing byte", async () => {
  const directory = mkdtempSync(join(tmpdir(), "hflab-pcap-"));
  const file = join(directory, "one.pcap");
  try {
    const unchecked = advertFrame(0);
    const right = advertFrame(onesComplement(unchecked.subarray(34)));
    writeCapture(file, right);
    await assertNoMalformed(file);
    const [advert] = await readAdverts(file);
    assert.deepEqual(advert?.addresses, ["10.77.0.100"]);
    assert.equal(advert?.priority, 100);

    writeCapture(file, advertFrame(0x1234));
    await assert.rejects(assertNoMalformed(file), /malformed packets or wrong checksums/);
    writeCapture(file, right.subarray(0, right.length - 10));
    await assert.rejects(assertNoMalformed(file), /malformed packets or wrong checksums/);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
