/** One real server: labels and order are keepalived's. */
import type { ScriptCommand } from "../../../config/model/script-command.ts";
import { entry, labelled, yesNo } from "../labels.ts";
import { forwardingText } from "./forwarding.ts";
import type { RealServerDump } from "./snapshot.ts";

export function realServerLines(dump: RealServerDump): string[] {
  const { server, alive, inTable, effectiveWeight, checkers } = dump;
  const { address, port, weight } = server;
  const failed = checkers.filter(({ up }) => !up).length;
  const identity = `${address}, RPORT = ${port}, WEIGHT = ${weight} EFF WEIGHT = ${effectiveWeight}`;
  return [
    entry(3, "------< Real server >------"),
    labelled(3, "RIP", identity),
    labelled(3, "forwarding method", forwardingText(server.forwarding)),
    entry(3, `Alpha is ${server.startsDown ? "ON" : "OFF"}`),
    labelled(3, "connection limit range", `${server.lowerThreshold} -> ${server.upperThreshold}`),
    entry(3, `Inhibit on failure is ${server.inhibitOnFailure ? "ON" : "OFF"}`),
    ...scriptLines("RS up notify script", server.notifyUp),
    ...scriptLines("RS down notify script", server.notifyDown),
    labelled(3, "Using smtp notification", yesNo(server.mailAlert)),
    labelled(3, "initial weight", weight),
    labelled(3, "effective weight", effectiveWeight),
    labelled(3, "alive", alive ? 1 : 0),
    labelled(3, "num failed checkers", failed),
    labelled(3, "RS set", inTable ? 1 : 0),
  ];
}

function scriptLines(label: string, script: ScriptCommand | null): string[] {
  if (script === null) return [];
  return [labelled(5, label, script.argv.map((word) => `'${word}'`).join(" "))];
}
