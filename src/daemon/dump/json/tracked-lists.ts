/** What an instance follows, in `keepalived.json`: interfaces by name, scripts by their command. */
import type { VrrpInstance } from "../../../config/model/vrrp-instance.ts";

/** The words of each script's command line, by the script's name. */
export type Commands = ReadonlyMap<string, readonly string[]>;

export function trackedLists(
  { trackers }: VrrpInstance,
  commands: Commands,
): Readonly<Record<string, unknown>> {
  const namesOf = (kind: "interface" | "script"): readonly string[] =>
    trackers.filter((tracker) => tracker.kind === kind).map(({ name }) => name);
  const interfaces = namesOf("interface");
  const scripts = namesOf("script").map((name) => quoted(commands.get(name) ?? [name]));
  return {
    ...(interfaces.length === 0 ? {} : { track_ifp: interfaces }),
    ...(scripts.length === 0 ? {} : { track_script: scripts }),
  };
}

/** `'/bin/true' 'a word'`. */
const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(" ");
