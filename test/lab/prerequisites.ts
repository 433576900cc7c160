/** What the laboratory needs of the machine, and a sentence for each thing that is missing. */
import { run } from "./command.ts";

/** Debian package for each program used. */
const packages = {
  ip: "iproute2",
  nft: "nftables",
  ping: "iputils-ping",
  pgrep: "procps",
  nginx: "nginx-light",
  ipvsadm: "ipvsadm",
  keepalived: "keepalived",
  exim4: "exim4-daemon-light",
  tcpdump: "tcpdump",
  tshark: "tshark",
  "/usr/lib/frr/vrrpd": "frr",
} as const;
export type Program = keyof typeof packages;

/** All that is missing, in the words of what to do; empty when the laboratory can be built. */
export function missingPrerequisites(programs: readonly Program[]): string[] {
  if (process.getuid?.() !== 0) {
    return ["root is needed to make network namespaces: run it as root (sudo)."];
  }
  const missing = programs.filter((program) => !isInstalled(program));
  const sentences = missing.map(
    (program) => `"${program}" is missing: apt-get install ${packages[program]}`,
  );
  if (!missing.includes("ip")) sentences.push(...namespaceTrouble());
  return sentences;
}

/** Throws one error that names everything missing: a test without its means fails, never skips. */
export function requirePrerequisites(programs: readonly Program[]): void {
  const missing = missingPrerequisites(programs);
  if (missing.length > 0) throw new Error(`this test cannot run here:\n${missing.join("\n")}`);
}

function isInstalled(program: string): boolean {
  const searched = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const script = `PATH=$PATH:${searched} command -v "$0"`;
  return run(["sh", "-c", script, program]).status === 0;
}

function namespaceTrouble(): string[] {
  const name = `hflab-${process.pid}-probe`;
  const added = run(["ip", "netns", "add", name]);
  if (added.status !== 0) {
    return [
      `network namespaces cannot be made here (${added.stderr.trim()}): a container needs
CAP_SYS_ADMIN and CAP_NET_ADMIN for it (docker run --privileged).`,
    ];
  }
  const link = run(["ip", "-n", name, "link", "add", "br0", "type", "bridge"]);
  run(["ip", "netns", "del", name]);
  if (link.status === 0) return [];
  return [`a bridge cannot be made here (${link.stderr.trim()}): the kernel lacks CONFIG_BRIDGE.`];
}
