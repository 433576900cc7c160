/** Interfaces that settings of links and announcements name and the machine lacks. */
import { diagnose } from "../diagnostics/code.ts";
import { globalCodes } from "../diagnostics/codes-global.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Configuration } from "../model/configuration.ts";
import { interfaceMissing } from "./interface-missing.ts";
import type { Machine } from "./machine.ts";

export function checkLinks(
  { links, announcementGroups }: Configuration,
  machine: Machine,
): readonly Diagnostic[] {
  const named = [...links.polled, ...links.delays];
  const grouped = announcementGroups.flatMap(({ interfaces }) => interfaces);
  return [
    ...named
      .filter((link) => !machine.interfaceExists(link.interface))
      .map((link) =>
        diagnose(globalCodes.linkMissing, link.place, {
          message: `there is no interface "${link.interface}"`,
          consequence: "The line counts when it appears.",
          interface: link.interface,
        }),
      ),
    ...grouped
      .filter(({ name }) => !machine.interfaceExists(name))
      .map(({ name, place, endOfList }) => ({
        ...interfaceMissing(name, place, "the garp_group", "The limit counts when it appears."),
        echoes: [endOfList],
      })),
  ];
}
