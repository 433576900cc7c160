import assert from "node:assert/strict";
import { test } from "node:test";
import { holdingsOf, parseMonitorLine } from "./address-watch.ts";
import { configurationText } from "./configuration.ts";
import { longestOverlapMillis } from "./holder.ts";
import { advertFields, parseAdverts } from "./packets.ts";
import { largestGap, parseReply } from "./pinger.ts";
import { lineSplitter, parentInStat } from "./processes.ts";
import { parseAnswered } from "./requests.ts";

const reply = (atMillis: number) => ({ atMillis, timeToLive: 101 });

test("a reply of ping carries its time and who answered, in both families", () => {
  const ipv4 = "[1795246375.163121] 64 bytes from 10.77.0.1: icmp_seq=1 ttl=101 time=0.061 ms";
  const ipv6 = "[1795246375.163121] 64 bytes from fd77::2: icmp_seq=7 ttl=102 time=0.05 ms";
  const lost = "[1795246375.163121] From 10.77.0.9 icmp_seq=1 Destination Host Unreachable";

  assert.equal(parseReply(ipv4)?.timeToLive, 101);
  assert.equal(parseReply(ipv4)?.atMillis, 1_795_246_375_163.121);
  assert.equal(parseReply(ipv6)?.timeToLive, 102);
  assert.equal(parseReply(lost), null);
});

test("the largest gap is the longest time between two answers near the moment asked about", () => {
  const replies = [0, 10, 500, 510, 520, 620, 630].map(reply);
  assert.deepEqual(largestGap(replies, 510, 630), {
    fromMillis: 520,
    untilMillis: 620,
    millis: 100,
  });
  assert.equal(largestGap(replies, 490, 630).millis, 490);
});

test("a gap that has not ended lasts until the end of the time asked about", () => {
  assert.deepEqual(largestGap([reply(0), reply(10)], 5, 900), {
    fromMillis: 10,
    untilMillis: null,
    millis: 890,
  });
  assert.equal(largestGap([], 100, 900).millis, 800);
});

test("the monitor's lines say what came and what went, and nothing else is taken for one", () => {
  const added = "[2026-11-21T07:32:46.500000] 2: eth0    inet 10.77.0.100/24 scope global eth0";
  const gone = "[2026-11-21T07:32:47.000000] Deleted 2: eth0    inet6 fd77::100/64 scope global";
  const events = [added, gone, "2: eth0: <UP>"].map(parseMonitorLine);

  assert.equal(events[0]?.added, true);
  assert.equal(events[0]?.address, "10.77.0.100");
  assert.equal(events[1]?.added, false);
  assert.equal(events[1]?.address, "fd77::100");
  assert.equal((events[1]?.atMillis ?? 0) - (events[0]?.atMillis ?? 0), 500);
  assert.equal(events[2], null);
});

test("holdings are the times between an address's arrival and its removal", () => {
  const event = (atMillis: number, added: boolean) => ({
    atMillis,
    added,
    link: "eth0",
    address: "10.77.0.100",
  });
  const events = [event(1, true), event(2, true), event(5, false), event(6, false), event(9, true)];
  assert.deepEqual(holdingsOf(events, "10.77.0.100"), [
    { fromMillis: 1, untilMillis: 5 },
    { fromMillis: 9, untilMillis: null },
  ]);
  assert.deepEqual(holdingsOf(events, "10.77.0.101"), []);
});

test("two holders overlap for as long as both have the address", () => {
  const first = [{ fromMillis: 0, untilMillis: 100 }];
  const second = [{ fromMillis: 97, untilMillis: null }];
  assert.equal(longestOverlapMillis([first, second], 500), 3);
  assert.equal(longestOverlapMillis([first], 500), 0);
});

test("an advert is read from tshark's columns, whichever family it has", () => {
  const line = (values: Record<string, string>) =>
    advertFields.map((field) => values[field] ?? "").join("\t");
  const text = line({
    "frame.time_epoch": "1795246749.967095",
    "ip.src": "10.77.0.1",
    "ip.dst": "224.0.0.18",
    "vrrp.version": "2",
    "vrrp.virt_rtr_id": "51",
    "vrrp.prio": "100",
    "vrrp.ip_addr": "10.77.0.100,10.77.0.101",
  });
  const [advert] = parseAdverts(`${text}\n`);
  assert.equal(advert?.priority, 100);
  assert.equal(advert?.source, "10.77.0.1");
  assert.deepEqual(advert?.addresses, ["10.77.0.100", "10.77.0.101"]);
});

test("a request's line says when it began, and who answered or why nobody did", () => {
  const at = { atMillis: 1_795_246_375_163.1 };
  assert.deepEqual(parseAnswered("1795246375163.1 = r1"), { ...at, server: "r1", reason: "" });
  const lost = { ...at, server: null, reason: "read ECONNRESET" };
  assert.deepEqual(parseAnswered("1795246375163.1 ! read ECONNRESET"), lost);
  assert.equal(parseAnswered("node: warning"), null);
});

test("lines come out whole, however the stream was cut", () => {
  const lines: string[] = [];
  const split = lineSplitter((line) => lines.push(line));
  for (const chunk of ["on", "e\ntw", "o\n\nthr", "ee"]) split(chunk);
  assert.deepEqual(lines, ["one", "two", ""]);
});

test("the parent is found behind a name that holds blanks and brackets", () => {
  assert.equal(parentInStat("4711 (a) b (c) S 42 4711 4711 0 -1 4194560"), 42);
});

test("a configuration is written as an operator would write it", () => {
  const text = configurationText("a", [
    {
      name: "VI_1",
      version: 2,
      virtualRouterId: 51,
      priority: 100,
      advertIntervalSeconds: 1,
      addresses: ["10.77.0.100/24"],
      password: "secret",
      unicast: { source: "10.77.0.1", peers: ["10.77.0.2"] },
    },
  ]);
  assert.match(text, /^vrrp_instance VI_1 \{$/m);
  assert.match(text, /^ {4}unicast_peer \{\n {8}10\.77\.0\.2\n {4}\}$/m);
  assert.match(text, /^ {8}auth_pass secret$/m);
});
