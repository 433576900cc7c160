/** The program nft as a child: its limits, and what is said where it cannot do its work. Needs root. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { systemCalls } from "../../src/kernel/libc.ts";
import { nftPrograms } from "../../src/kernel/nftables/nft-process.ts";
import { openNftablesDataplane } from "../../src/kernel/nftables/open.ts";

const sys = systemCalls();
const generous = { runMillis: 10_000, outputBytes: 1_000_000 };

test("one that does not end is ended", async () => {
  const { run } = nftPrograms(sys, null, { ...generous, runMillis: 100 });
  const ran = await run(["monitor"]);
  assert.ok(!ran.ok);
  assert.equal(ran.error.errno, "ETIMEDOUT");
});

test("one that says too much is ended", async () => {
  const { run } = nftPrograms(sys, null, { ...generous, outputBytes: 20 });
  const ran = await run(["--help"]);
  assert.ok(!ran.ok);
  assert.equal(ran.error.errno, "EMSGSIZE");
});

test("closing ends what still runs", async () => {
  const { run, close } = nftPrograms(sys, null, generous);
  const running = run(["monitor"]);
  close();
  const ran = await running;
  assert.ok(!ran.ok);
  assert.match(ran.error.explanation ?? "", /SIGKILL/);
});

test("one that ends before it has read everything is told by what it said", async () => {
  const { run } = nftPrograms(sys, null, generous);
  const ran = await run(["--nonsense"], "x".repeat(1_000_000));
  assert.ok(ran.ok && !ran.value.succeeded);
});

test("a namespace that is not there is an error of its own", () => {
  const opened = openNftablesDataplane(sys, { networkNamespace: "hf-never-made" });
  assert.ok(!opened.ok);
  assert.match(opened.error.remedy ?? "", /ip netns list/);
});

/** Opens the data plane in another process, and gives the error. */
function openedBy(wrapper: readonly string[]): Record<string, string | null> {
  const [libc, open] = ["libc", "nftables/open"].map(
    (name) => new URL(`../../src/kernel/${name}.ts`, import.meta.url),
  );
  const program = `import { systemCalls } from "${libc}";
    import { openNftablesDataplane } from "${open}";
    console.log(JSON.stringify(openNftablesDataplane(systemCalls()).error));`;
  const words = [...wrapper, process.execPath, "--input-type=module", "-e", program];
  const [command = "", ...rest] = words;
  return JSON.parse(execFileSync(command, rest, { encoding: "utf8" }));
}

test("without the right to administer the network it says so", () => {
  const error = openedBy(["setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin"]);
  assert.equal(error.errno, "EPERM");
  assert.match(error.remedy ?? "", /CAP_NET_ADMIN/);
});

test("without the program it names the package", () => {
  // An empty folder in its place, in a mount namespace of its own.
  const hide = 'mount -t tmpfs none /usr/sbin; exec "$@"';
  const error = openedBy(["unshare", "--mount", "sh", "-c", hide, "sh"]);
  assert.equal(error.errno, "ENOENT");
  assert.match(error.remedy ?? "", /package nftables/);
});
