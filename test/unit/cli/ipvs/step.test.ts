import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readStep } from "../../../../src/cli/ipvs/step.ts";
import { addressOf, destination, service, tcp } from "../../kernel/ipvs/ipvs-rows.ts";

const stepOf = (line: string) => {
  const step = readStep(line);
  assert.ok(step.ok, step.ok ? "" : `${line}: ${step.error}`);
  return step.value;
};
const web = tcp("10.0.0.1");

test("short and long options, attached and apart, with and without the program's name", () => {
  const wanted = {
    kind: "operation",
    operation: {
      kind: "addService",
      service: service(web, {
        persistence: {
          timeoutSeconds: 60,
          mask: { family: "ipv4", netmask: addressOf("255.255.0.0") },
          engine: null,
        },
      }),
    },
  };
  for (const line of [
    "-A -t 10.0.0.1:80 -s wrr -p 60 -M 255.255.0.0",
    "  -A -t10.0.0.1:80   -swrr -p60 -M255.255.0.0 -n ",
    "ipvsadm --add-service --tcp-service=10.0.0.1:80 --scheduler wrr --persistent=60 --netmask=255.255.0.0",
    "/sbin/ipvsadm -A --persistent 60 -M 255.255.0.0 -t 10.0.0.1:80 -s wrr",
  ]) {
    assert.deepEqual(stepOf(line), wanted, line);
  }
});

test("what is not said is as ipvsadm has it", () => {
  assert.deepEqual(stepOf("-A -t 10.0.0.1:80 -p -M 255.255.255.255"), {
    kind: "operation",
    operation: {
      kind: "addService",
      service: service(web, {
        scheduler: "wlc",
        persistence: { timeoutSeconds: 360, mask: null, engine: null },
      }),
    },
  });
  const direct = { kind: "directRouting" as const };
  assert.deepEqual(stepOf("-a -t 10.0.0.1:80 -r 10.0.0.2"), {
    kind: "operation",
    operation: {
      kind: "addDestination",
      service: web,
      destination: destination("10.0.0.2", { forwarding: { method: direct.kind } }),
    },
  });
});

test("packets that are not rewritten arrive at the service's port", () => {
  const portOf = (line: string) => {
    const step = stepOf(line);
    assert.ok(step.kind === "operation" && step.operation.kind === "addDestination");
    return step.operation.destination.port;
  };
  assert.equal(portOf("-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -m"), 8080);
  assert.equal(portOf("-a -t 10.0.0.1:80 -r 10.0.0.2:0 -m"), 0);
  assert.equal(portOf("-a -t 10.0.0.1:80 -r 10.0.0.2:8080 -g"), 80);
  assert.equal(portOf("-a -f 5 -r 10.0.0.2:8080 -g"), 8080);
  assert.equal(portOf("-a -f 5 -r [2001:db8::1] -i"), 0);
});

test("the other commands", () => {
  assert.deepEqual(stepOf("-C"), { kind: "clear" });
  assert.deepEqual(stepOf("-Z"), { kind: "zero", which: "all" });
  assert.deepEqual(stepOf("-Z -f 7 -6"), {
    kind: "zero",
    which: { kind: "fwmark", mark: 7, family: "ipv6" },
  });
  assert.deepEqual(stepOf("--set 1 0 3"), {
    kind: "timeouts",
    timeouts: { tcpSeconds: 1, tcpFinSeconds: 0, udpSeconds: 3 },
  });
  assert.deepEqual(stepOf("--stop-daemon backup"), { kind: "stopDaemon", role: "backup" });
  const started = stepOf("--start-daemon master --mcast-interface eth0");
  assert.ok(started.kind === "startDaemon");
  assert.deepEqual(started.settings, {
    interface: "eth0",
    syncId: 0,
    longestMessage: null,
    group: "224.0.0.81",
    port: 8848,
    ttl: 1,
  });
});

const wrong: Readonly<Record<string, RegExp>> = {
  "-t 10.0.0.1:80": /no command/,
  "-A -t 10.0.0.1:80 -D": /two commands/,
  "-A": /names no service/,
  "-A -t 10.0.0.1:80 -u 10.0.0.1:80": /exclude each other/,
  "-A -t 10.0.0.1:80 -t 10.0.0.2:80": /given twice/,
  "-A -t 10.0.0.1:80 -6": /-6 goes with -f/,
  "-A -t 10.0.0.1:70000": /no address|takes an address/,
  "-A -t localhost:http": /takes an address/,
  "-A -f 0": /from 1 to 4294967295/,
  "-A -t 10.0.0.1:80 -w 5": /-w does not go with -A/,
  "-A -t 10.0.0.1:0": /port 0/,
  "-A -t 10.0.0.1:80 -o": /UDP/,
  "-A -t 10.0.0.1:80 -p 0": /from 1 to 2678400/,
  "-A -t 10.0.0.1:80 -p -M 24": /mask such as/,
  "-A -t [2001:db8::1]:80 -p -M 129": /from 1 to 128/,
  "-A -t 10.0.0.1:80 -s rr -b sh-port": /no flag of the scheduler rr/,
  "-A -t 10.0.0.1:80 extra": /"extra" belongs to no option/,
  "-A -t 10.0.0.1:80 -s": /-s needs an argument/,
  "-a -t 10.0.0.1:80": /names no real server/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -g -m": /exclude each other/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -m --tun-type gue": /--tun-type goes with -i/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gue": /needs --tun-port/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-port 5": /has no port/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-csum": /has no --tun-csum/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type gre --tun-remcsum": /has no --tun-remcsum/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -i --tun-type vxlan": /no type of tunnel/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -w -1": /from 0 to 2147483647/,
  "-a -t 10.0.0.1:80 -r 10.0.0.2 -y 6": /lower threshold/,
  "--set 5 5": /three times/,
  "--set 5 5 x": /three times/,
  "--start-daemon master": /--mcast-interface/,
  "--start-daemon chief --mcast-interface eth0": /neither master nor backup/,
  "--start-daemon master --mcast-interface eth0 --mcast-group 10.0.0.1": /multicast/,
  "-A -t web.example:http -s rr": /names are not looked up: save with ipvsadm -Sn$/,
  "-L": /Unknown option -L/,
};

test("what is wrong with a line is said", () => {
  for (const [line, words] of Object.entries(wrong)) {
    const step = readStep(line);
    assert.ok(!step.ok, line);
    assert.match(step.error, words, line);
  }
});

test("any line is a step or an error and never throws", () => {
  const word = fc.oneof(
    fc.constantFrom(...Object.keys(wrong).flatMap((line) => line.split(" "))),
    fc.string({ maxLength: 8 }),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 10 }),
      (words) => typeof readStep(words.join(" ")).ok === "boolean",
    ),
  );
});
