/** Settings of the director's kernel that load balancing needs otherwise: for `check` on the director. */
import type { Code } from "./code.ts";
import { block } from "./example-texts.ts";

const balanced = (kind: string, virtual: string, real: string): string =>
  block(
    `virtual_server ${virtual}`,
    "protocol TCP",
    `lb_kind ${kind}`,
    block(`real_server ${real}`, "TCP_CHECK {", "}"),
  );

export const forwardingCodes = {
  forwardingOff: {
    code: "HF0607",
    severity: "warning",
    title: "packets are not forwarded",
    explanation:
      "With lb_kind NAT the answers of real servers go through the director to the clients, and " +
      "a machine that does not forward packets drops them: connections are never established. " +
      'Turn forwarding on with "sysctl -w", and in a file below /etc/sysctl.d so that it stays.',
    exit: 0,
    refusesReload: false,
    example: {
      wrong: balanced("NAT", "198.51.100.10 80", "10.0.0.2 80"),
      right: balanced("DR", "198.51.100.10 80", "10.0.0.2 80"),
    },
  },
  redirectsOn: {
    code: "HF0608",
    severity: "warning",
    title: "director tells real servers of a shorter way",
    explanation:
      "With lb_kind NAT and real servers on the interface that clients come through, the director " +
      "sends answers out where they came in. With send_redirects it tells the real servers of " +
      "the shorter way past itself (ICMP redirect, RFC 1812 §5.2.7.2), and answers that take it " +
      "reach clients from an address they never asked.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: balanced("NAT", "192.0.2.10 80", "192.0.2.20 80"),
      right: balanced("DR", "192.0.2.10 80", "192.0.2.20 80"),
    },
  },
  trackingOff: {
    code: "HF0609",
    severity: "warning",
    title: "connections of IPVS are not tracked",
    explanation:
      "For FTP with lb_kind NAT the module ip_vs_ftp rewrites addresses inside the control " +
      "connection and expects the data connections, for which it needs connection tracking: " +
      "without net.ipv4.vs.conntrack transfers in active mode fail.",
    exit: 0,
    refusesReload: false,
    example: {
      wrong: balanced("NAT", "198.51.100.10 21", "10.0.0.2 21"),
      right: balanced("DR", "198.51.100.10 21", "10.0.0.2 21"),
    },
  },
} as const satisfies Readonly<Record<string, Code>>;
