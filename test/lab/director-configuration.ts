/** Texts of virtual servers for the laboratory's directors. */
import { type Forwarding, guePort, virtualAddress } from "./director-lab.ts";
import type { WebServer } from "./web-farm.ts";

export interface ServerText {
  readonly address: string;
  readonly port: number;
  readonly weight?: number;
  /** More lines of the block, such as a checker, as they are. */
  readonly lines?: readonly string[];
}

export interface ServiceText {
  /** "10.77.0.100 80" unless it is given: what stands behind "virtual_server". */
  readonly name?: string;
  readonly scheduler: string;
  readonly forwarding: Forwarding;
  readonly protocol?: "TCP" | "UDP" | "SCTP";
  readonly servers: readonly ServerText[];
  readonly lines?: readonly string[];
}

const methods: Readonly<Record<Forwarding, string>> = {
  NAT: "NAT",
  DR: "DR",
  ipip: "TUN type ipip",
  gue: `TUN type gue port ${guePort}`,
  gre: "TUN type gre",
};

/** A probe that soon sees a server come and go. */
export const quickCheck = [
  "TCP_CHECK {",
  "    connect_timeout 1",
  "    retry 0",
  "    warmup 0",
  "}",
] as const;

/** One block, as an operator would write it; it probes once a second, where there is a probe. */
export function virtualServerText(service: ServiceText): string {
  const { name = `${virtualAddress} 80`, protocol = "TCP", lines = [] } = service;
  const head = [
    `virtual_server ${name} {`,
    "    delay_loop 1",
    `    lvs_sched ${service.scheduler}`,
    `    lvs_method ${methods[service.forwarding]}`,
    `    protocol ${protocol}`,
    ...lines.map((line) => `    ${line}`),
  ];
  return `${[...head, ...service.servers.flatMap(serverLines), "}"].join("\n")}\n`;
}

/** Each server on `port` with its weight; those with weight null are left out. */
export function serverTexts(
  servers: readonly WebServer[],
  port: number,
  weights: readonly (number | null)[] = servers.map(() => 1),
  lines: readonly string[] = quickCheck,
): ServerText[] {
  return servers.flatMap(({ router }, index) => {
    const weight = weights[index];
    if (weight === undefined || weight === null) return [];
    return [{ address: router.ipv4, port, weight, lines }];
  });
}

function serverLines({ address, port, weight = 1, lines = [] }: ServerText): string[] {
  return [
    `    real_server ${address} ${port} {`,
    `        weight ${weight}`,
    ...lines.map((line) => `        ${line}`),
    "    }",
  ];
}
