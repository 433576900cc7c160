/** `holdfast ipvs show` and `save`: what they print. */
import type { IpvsDataplane } from "../../kernel/ipvs/ipvs-dataplane.ts";
import { roleOf } from "../../kernel/ipvs/synchronisation.ts";
import type { KernelError } from "../../ports/network.ts";
import type { IpvsDaemon } from "../../wire/ipvs/daemon-message.ts";
import { type Result, success } from "../../wire/result.ts";
import { stateJson } from "./json.ts";
import { type ListForm, listLines } from "./list.ts";
import { inOrder } from "./order.ts";
import { savedLines } from "./save.ts";

export interface ShowFlags {
  readonly stats?: true;
  readonly rate?: true;
  readonly thresholds?: true;
  readonly persistentConn?: true;
  readonly tunInfo?: true;
  readonly timeout?: true;
  readonly daemon?: true;
  readonly exact?: true;
  readonly json?: true;
}

type Text = Promise<Result<string, KernelError>>;

export async function showText(plane: IpvsDataplane, flags: ShowFlags): Text {
  if (flags.json === true) return jsonText(plane);
  if (flags.timeout === true) return timeoutText(plane);
  if (flags.daemon === true) return daemonText(plane);
  const information = await plane.information();
  if (!information.ok) return information;
  const services = await plane.services();
  if (!services.ok) return services;
  const form = formOf(flags);
  const exact = flags.exact === true;
  return success(textOf(listLines(information.value, inOrder(services.value), form, exact)));
}

export async function savedText(plane: IpvsDataplane): Text {
  const services = await plane.services();
  return services.ok ? success(textOf(savedLines(inOrder(services.value)))) : services;
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

/** Of several, the first in the order in which ipvsadm asks for them. */
function formOf(flags: ShowFlags): ListForm {
  const forms = ["stats", "rate", "thresholds", "persistentConn", "tunInfo"] as const;
  return forms.find((form) => flags[form] === true) ?? "plain";
}

async function timeoutText(plane: IpvsDataplane): Text {
  const timeouts = await plane.timeouts();
  if (!timeouts.ok) return timeouts;
  const { tcpSeconds, tcpFinSeconds, udpSeconds } = timeouts.value;
  const seconds = [tcpSeconds, tcpFinSeconds, udpSeconds].map((one) => one ?? 0).join(" ");
  return success(`Timeout (tcp tcpfin udp): ${seconds}\n`);
}

async function daemonText(plane: IpvsDataplane): Text {
  const daemons = await plane.daemons();
  return daemons.ok ? success(textOf(daemons.value.map(daemonLine))) : daemons;
}

function daemonLine(daemon: IpvsDaemon): string {
  const { longestMessage, group, port, ttl } = daemon;
  const words = [`mcast=${daemon.interface}`, `syncid=${daemon.syncId}`];
  if (longestMessage !== null) words.push(`maxlen=${longestMessage}`);
  if (group !== null) words.push(`group=${group}`);
  if (port !== null) words.push(`port=${port}`);
  if (ttl !== null) words.push(`ttl=${ttl}`);
  return `${roleOf(daemon)} sync daemon (${words.join(", ")})`;
}

async function jsonText(plane: IpvsDataplane): Text {
  const information = await plane.information();
  if (!information.ok) return information;
  const services = await plane.services();
  if (!services.ok) return services;
  const timeouts = await plane.timeouts();
  if (!timeouts.ok) return timeouts;
  const daemons = await plane.daemons();
  if (!daemons.ok) return daemons;
  return success(
    stateJson({
      information: information.value,
      services: inOrder(services.value),
      timeouts: timeouts.value,
      daemons: daemons.value,
    }),
  );
}
