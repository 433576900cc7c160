/** What is static, and who follows it, in `keepalived.data`. */
import type { Statics } from "../../config/model/statics.ts";
import type { TrackGroup } from "../../config/model/sync-group.ts";
import { addressText } from "./addresses.ts";
import { entry, heading, labelled } from "./labels.ts";
import { routeText } from "./routes.ts";
import { ruleText } from "./rules.ts";

export function staticLines(
  { addresses, routes, rules }: Statics,
  groups: readonly TrackGroup[],
): string[] {
  return [
    ...listed(
      "Static Addresses",
      addresses.map((line) => addressText(line, true)),
    ),
    ...listed("Static Routes", routes.map(routeText)),
    ...listed("Static Rules", rules.map(ruleText)),
    ...(groups.length === 0 ? [] : [heading("Static Track groups"), ...groups.flatMap(oneGroup)]),
  ];
}

const listed = (title: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [heading(title), ...texts.map((text) => entry(5, text))];

const oneGroup = ({ name, members }: TrackGroup): string[] => [
  labelled(1, "Static Track Group", name),
  entry(3, "VRRP member instances :"),
  ...members.map((member) => entry(5, member)),
];
