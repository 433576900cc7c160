/** Clusters from texts: node-a.conf, node-b.conf, ... on the machine of the examples. */
import type { ClusterCheck } from "../../../../src/config/cluster/check-cluster.ts";
import { checkNodes } from "../../../../src/config/cluster/check-example.ts";
import { renderDiagnostics } from "../../../../src/config/diagnostics/render.ts";

export const clusterOf = (...texts: readonly string[]): ClusterCheck => checkNodes(texts);

/** Each finding as its code and where it stands: `HF0901 node-b.conf:3 52`. */
export const said = (...texts: readonly string[]): readonly string[] => {
  const { diagnostics, sources } = clusterOf(...texts);
  return diagnostics.map(({ code, span }) => {
    if (span === null) return code;
    const source = sources[span.source];
    const line = source?.lines[span.line - 1] ?? "";
    const words = line.slice(span.column - 1, span.column - 1 + span.length);
    return `${code} ${source?.path}:${span.line} ${words}`;
  });
};

export const rendered = (...texts: readonly string[]): string => {
  const { diagnostics, sources } = clusterOf(...texts);
  return renderDiagnostics(diagnostics, sources);
};

export interface InstanceText {
  readonly name?: string;
  readonly link?: string;
  readonly number?: number;
  readonly lines?: string;
  /** One a line. */
  readonly addresses?: string;
}

export const instance = ({
  name = "VI_1",
  link = "eth0",
  number = 51,
  lines = "",
  addresses = "192.0.2.1/24",
}: InstanceText): string => `vrrp_instance ${name} {
  interface ${link}
  virtual_router_id ${number}
  virtual_ipaddress {
    ${addresses}
  }
  ${lines}
}
`;

/** The instance of all defaults but these lines. */
export const withLines = (lines: string): string => instance({ lines });
