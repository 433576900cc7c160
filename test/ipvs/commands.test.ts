/** `holdfast ipvs` beside ipvsadm: the same output, to the byte. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, before, test } from "node:test";
import { until } from "../kernel/until.ts";
import { type CommandResult, mustRun, run } from "../lab/command.ts";

const program = join(import.meta.dirname, "../../src/cli/holdfast.ts");
const holdfast = (words: string, input = ""): CommandResult =>
  run([process.execPath, program, "ipvs", ...words.split(" ").filter(Boolean)], { input });
const ipvsadm = (words: string): string =>
  mustRun(["ipvsadm", ...words.split(" ").filter(Boolean)]);

/** What `ipvsadm -R` takes: every kind of row, in no order. */
const everything = `
-A -t 10.0.0.1:80 -s wrr
-a -t 10.0.0.1:80 -r 192.168.10.200 -g -w 0
-a -t 10.0.0.1:80 -r 192.168.10.1:8080 -m -w 3
-a -t 10.0.0.1:80 -r 192.168.10.3 -i -w 65535
-a -t 10.0.0.1:80 -r 192.168.10.4 -i --tun-type gue --tun-port 6080 --tun-csum
-a -t 10.0.0.1:80 -r 192.168.10.5 -i --tun-type gue --tun-port 6081 --tun-remcsum
-a -t 10.0.0.1:80 -r 192.168.10.6 -i --tun-type gue --tun-port 6081 --tun-nocsum
-a -t 10.0.0.1:80 -r 192.168.10.7 -i --tun-type gre --tun-csum
-a -t 10.0.0.1:80 -r 192.168.10.8 -i --tun-type gre
-A -t 10.0.0.1:443 -s sh -b sh-port,sh-fallback -p 60 -M 255.255.0.0
-A -t 10.0.0.1:444 -s mh -b mh-port
-A -t 10.0.0.1:446 -s wlc -b flag-1,flag-2,flag-3
-A -u 10.0.0.1:53 -s rr -o
-a -u 10.0.0.1:53 -r 192.168.10.1:53 -m
-A -u 10.0.0.1:5060 -s lc -p 60 --pe sip -o -b flag-2
-A -t 10.0.0.2:0 -s rr -p 360
-A -t 10.0.0.3:80 -s rr -p
-A -f 1 -s lblc
-a -f 1 -r 192.168.10.1:0 -g
-A -f 1 -6 -s lblcr
-a -f 1 -6 -r [2001:db8::99]:0 -g
-A --sctp-service 10.0.0.9:36412 -s sed
-a --sctp-service 10.0.0.9:36412 -r 192.168.10.9 -m
-A -t [2001:db8::1]:80 -s fo -p 300 -M 64
-a -t [2001:db8::1]:80 -r [2001:db8:ffff:ffff:ffff:ffff:ffff:ffff]:65535 -m -w 5
-a -t [2001:db8::1]:80 -r [2001:db8::2]:80 -g -w 5
-a -t [2001:db8::1]:80 -r 192.168.10.77:80 -i -w 5
-A -t [2001:db8::1]:81 -s ovf -p
-A -u [::]:5000 -s dh
`.trimStart();

/** ipvsadm has no real order for these: its way of sorting decides. */
const scattered = ["10.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1", "203.0.113.1", "1.1.1.1"]
  .flatMap((address) => [
    `-A -t ${address}:256`,
    `-A -t ${address}:81`,
    ...["10.9.0.1", "192.168.9.1", "172.16.9.1", "223.1.1.1", "8.8.8.8"].flatMap((server) =>
      [80, 256, 1].map((port) => `-a -t ${address}:81 -r ${server}:${port} -m`),
    ),
  ])
  .join("\n");

const forms = [
  "",
  "--stats",
  "--rate",
  "--thresholds",
  "--persistent-conn",
  "--tun-info",
  "--exact",
  "--stats --exact",
  "--rate --exact",
  "--stats --rate",
  "--timeout",
];

before(() => mustRun(["modprobe", "ip_vs"]));
afterEach(() => void ipvsadm("-C"));

function assertAllForms(): void {
  for (const form of forms) {
    const { status, stdout, stderr } = holdfast(`show ${form}`);
    assert.equal(`${status}${stderr}`, "0");
    assert.equal(stdout, ipvsadm(`-Ln ${form}`), form);
  }
}

test("show prints what ipvsadm -Ln prints, and save what -Sn prints", () => {
  mustRun(["ipvsadm", "-R"], { input: everything });
  assertAllForms();
  assert.equal(holdfast("save").stdout, ipvsadm("-Sn"));
});

test("addresses are in ipvsadm's order, such as it is", () => {
  mustRun(["ipvsadm", "-R"], { input: scattered });
  assert.equal(holdfast("show").stdout, ipvsadm("-Ln"));
});

test("restore makes what ipvsadm -R makes, again and again, and ipvsadm what save has written", () => {
  mustRun(["ipvsadm", "-R"], { input: everything });
  const wanted = ipvsadm("-Sn");
  ipvsadm("-C");
  for (const _ of [1, 2]) {
    const { status, stderr } = holdfast("restore", everything);
    assert.equal(`${status}${stderr}`, "0");
    assert.equal(ipvsadm("-Sn"), wanted);
  }
  const written = holdfast("save").stdout;
  assert.equal(holdfast("clear").status, 0);
  assert.equal(ipvsadm("-Sn"), "");
  mustRun(["ipvsadm", "-R"], { input: written });
  assert.equal(ipvsadm("-Sn"), wanted);
});

test("thresholds are saved and restored, which ipvsadm forgets", () => {
  ipvsadm("-A -t 10.0.0.1:80");
  ipvsadm("-a -t 10.0.0.1:80 -r 192.168.1.1 -m -x 100 -y 50");
  const written = holdfast("save").stdout;
  assert.match(written, / -x 100 -y 50\n$/);
  ipvsadm("-C");
  writeFileSync("/run/saved", written);
  assert.equal(holdfast("restore /run/saved").status, 0);
  assert.match(ipvsadm("-Ln --thresholds"), /100 +50 /);
});

test("counters are those that ipvsadm prints", async () => {
  mustRun(["ip", "link", "set", "lo", "up"]);
  ipvsadm("-A -t 127.0.0.1:80 -s rr");
  ipvsadm("-a -t 127.0.0.1:80 -r 127.0.0.1:9 -m");
  const connections = "for i in 1 2 3; do (: </dev/tcp/127.0.0.1/80) 2>/dev/null; done";
  run(["bash", "-c", connections]);
  // The kernel adds its counters up every other second.
  const counted = () => / 127\.0\.0\.1:9 +3 /.test(ipvsadm("-Ln --stats"));
  await until(counted, "three connections were not counted");
  assert.equal(holdfast("show --stats").stdout, ipvsadm("-Ln --stats"));
  const { services } = JSON.parse(holdfast("show --json").stdout);
  assert.equal(services[0].statistics.connections, 3);
  assert.equal(services[0].destinations[0].address, "127.0.0.1");
});

test("sync daemons and timeouts are shown and restored", () => {
  mustRun(["ip", "link", "add", "sync0", "type", "dummy"]);
  mustRun(["ip", "link", "set", "sync0", "up"]);
  mustRun(["ip", "address", "add", "10.77.0.1/24", "dev", "sync0"]);
  const lines = `
--set 100 0 50
--start-daemon master --mcast-interface sync0 --syncid 7 --sync-maxlen 1400 --mcast-port 8849
--start-daemon=backup --mcast-interface=sync0 --mcast-ttl 3 --mcast-group 224.0.0.82
`;
  const { status, stderr } = holdfast("restore -", lines);
  assert.equal(`${status}${stderr}`, "0");
  assert.match(
    ipvsadm("-L --daemon"),
    /master .*syncid=7.*8849.*\nbackup .*group=224.0.0.82.*ttl=3/,
  );
  assert.equal(holdfast("show --daemon").stdout, ipvsadm("-L --daemon"));
  assert.equal(holdfast("show --timeout").stdout, "Timeout (tcp tcpfin udp): 100 120 50\n");
  assert.equal(holdfast("restore", "--stop-daemon master\n--stop-daemon backup").status, 0);
  assert.equal(ipvsadm("-L --daemon"), "");
});

test("lines that cannot work are named, and nothing is changed", () => {
  ipvsadm("-A -t 10.0.0.1:80 -s rr");
  const before = ipvsadm("-Sn");
  const misspelt = holdfast("restore", "-D -t 10.0.0.1:80\n\n# so\n-A -t 10.0.0.2:80 -z\n");
  assert.equal(misspelt.status, 1);
  assert.equal(misspelt.stderr, "standard input:4: Unknown option -z\nNothing has been changed.\n");
  const missing = holdfast("restore", "-D -t 10.0.0.1:80\n-a -t 10.0.0.1:80 -r 192.168.1.1\n");
  assert.equal(missing.status, 1);
  assert.match(missing.stderr, /^standard input:2: there is no such service\nNothing/);
  assert.equal(ipvsadm("-Sn"), before);
});

test("a line that the kernel refuses is named, and the others are carried out", () => {
  const lines = "-A -t 10.0.0.1:80 -s nonsense\n-A -t 10.0.0.2:80 -s rr\n";
  const { status, stderr } = holdfast("restore", lines);
  assert.equal(status, 1);
  assert.match(stderr, /^standard input:1: .*10\.0\.0\.1.*modprobe ip_vs_nonsense\nAll other/);
  assert.equal(ipvsadm("-Sn"), "-A -t 10.0.0.2:80 -s rr\n");
});
