/** What the other tests of this folder count on. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { mustRun } from "../lab/command.ts";

const service = "192.0.2.1:80";
afterEach(() => void mustRun(["ipvsadm", "-C"]));

test("the kernel has IPVS with every scheduler but twos", () => {
  const schedulers = "rr wrr lc wlc lblc lblcr dh sh sed nq fo ovf mh".split(" ");
  for (const scheduler of schedulers) {
    mustRun(["ipvsadm", "-A", "-t", service, "-s", scheduler]);
    assert.match(mustRun(["ipvsadm", "-Ln"]), new RegExp(`^TCP  ${service} ${scheduler} *$`, "m"));
    mustRun(["ipvsadm", "-D", "-t", service]);
  }
});

test("the kernel has tunnels, marks by tc, and bridges in network namespaces", () => {
  mustRun(["ip", "netns", "add", "about"]);
  const ip = (words: string) => mustRun(["ip", "-n", "about", ...words.split(" ")]);
  ip("link add br0 type bridge");
  ip("link add tunnel type ipip local 192.0.2.1 remote 192.0.2.2");
  ip("link add gre1 type gre local 192.0.2.1 remote 192.0.2.2");
  const tc = (words: string) => mustRun(["tc", "-n", "about", ...words.split(" ")]);
  tc("qdisc add dev br0 clsact");
  tc("filter add dev br0 ingress matchall action skbedit mark 1");
  mustRun(["ip", "netns", "del", "about"]);
});
