/** The whole of `holdfast status` for a terminal. */
import type { DaemonStatus } from "../../daemon/status/daemon-status.ts";
import type { InstanceStatus } from "../../daemon/status/vrrp-status.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { spanText } from "../spans.ts";
import { fitted, type Paper, paint } from "../table.ts";
import { visibleParts } from "../visible-parts.ts";
import { healthLines, processProblems } from "./health.ts";
import { groupLines, instanceLines } from "./instances.ts";
import { serverLines } from "./servers.ts";
import { trackerLines } from "./trackers.ts";

/** `name` picks one instance; the error is a sentence. */
export function statusLines(
  answer: DaemonStatus,
  given: string | null,
  paper: Paper,
): Result<readonly string[], string> {
  const [status, name] = visibleParts([answer, given] as const);
  const { vrrp, lvs, atMillis } = status;
  const problems = processProblems(status).map((text) =>
    paint(fitted(text, paper.width), "bad", paper.colour),
  );
  if (name !== null) {
    if (vrrp === null) return failure(noVrrp(status));
    const picked = vrrp.instances.filter((instance) => instance.name === name);
    if (picked.length === 0) return failure(unknownInstance(name, vrrp.instances));
    const groups = vrrp.groups.filter(({ members }) => members.includes(name));
    const parts = vrrpParts(status, picked, groups, paper);
    return success(joined([...parts, problems]));
  }
  const parts = [
    [fitted(headline(status), paper.width), ...problems],
    ...(vrrp === null ? [] : vrrpParts(status, vrrp.instances, vrrp.groups, paper)),
    lvs === null || lvs.virtualServers.length === 0 ? [] : serverLines(lvs, paper),
    healthLines(status, paper),
  ];
  return success(joined(parts));

  function vrrpParts(
    of: DaemonStatus,
    instances: readonly InstanceStatus[],
    groups: NonNullable<DaemonStatus["vrrp"]>["groups"],
    on: Paper,
  ): readonly (readonly string[])[] {
    return [
      instances.length === 0 ? [] : instanceLines(instances, atMillis, on),
      groups.length === 0 ? [] : groupLines(groups, atMillis, on),
      trackerLines(of, instances, on),
    ];
  }
}

function headline({ daemon, atMillis }: DaemonStatus): string {
  const { product, release, configurationFile, startedAtMillis } = daemon;
  const running = spanText(atMillis - startedAtMillis);
  return `${product} ${release}, ${configurationFile}, running for ${running}`;
}

function noVrrp(status: DaemonStatus): string {
  const [problem = "The configuration has no VRRP instance."] = processProblems(status);
  return problem;
}

function unknownInstance(name: string, instances: readonly InstanceStatus[]): string {
  const names = instances.map((instance) => instance.name).join(", ");
  return `There is no instance ${name}; there are: ${names || "none"}.`;
}

/** Parts with an empty line in between. */
const joined = (parts: readonly (readonly string[])[]): readonly string[] =>
  parts
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : ["", ...part]));
