/** `holdfast real-server`: a virtual address on a real server, as DR and TUN need it. */
import { compareWanted, type Finding } from "../../core/real-server/compare.ts";
import {
  interfaceOf,
  type RealServerMode,
  type Wanted,
  wantedFor,
  withoutRepeats,
} from "../../core/real-server/wanted.ts";
import { settingName } from "../../kernel/sysctl.ts";
import { familyOf, hostPrefixLength, type IpAddress } from "../../wire/address.ts";
import type { Result } from "../../wire/result.ts";
import type { RealServerMachine } from "./machine.ts";
import type { Remembered, RememberedAddress, RememberedSetting } from "./memory.ts";

export interface RealServerParts {
  readonly machine: RealServerMachine;
  readonly out: (line: string) => void;
  recall(): Result<Remembered, string>;
  remember(remembered: Remembered): Result<null, string>;
}

const exitCode = { done: 0, lacking: 1, failed: 2 } as const;

/** Makes all that is missing, and says each; 2 where something could not be made. */
export function realServerUp(
  parts: RealServerParts,
  mode: RealServerMode,
  addresses: readonly IpAddress[],
): number {
  const recalled = parts.recall();
  if (!recalled.ok) return failed(parts, recalled);
  const wanted = wantedFor(mode, addresses);
  const links = wanted.filter(({ kind }) => kind === "link");
  const rest = wanted.filter(({ kind }) => kind !== "link");
  // A tunnel device that appears has settings of its own: only then it is known what they were.
  const before = parts.machine.view();
  if (!before.ok) return failed(parts, before);
  const linked = fulfilAll(parts, compareWanted(links, before.value));
  if (linked !== exitCode.done) return linked;
  const view = parts.machine.view();
  if (!view.ok) return failed(parts, view);
  const findings = compareWanted(rest, view.value);
  // First: whatever stops this half-way, `down` knows what to put back.
  const kept = parts.remember(merged(recalled.value, mode, findings));
  return kept.ok ? fulfilAll(parts, findings) : failed(parts, kept);
}

function fulfilAll(parts: RealServerParts, findings: readonly Finding[]): number {
  let code: number = exitCode.done;
  for (const finding of findings) {
    const name = describe(finding.wanted);
    if (finding.fulfilled) {
      parts.out(`${name}: so already`);
      continue;
    }
    const made = parts.machine.fulfil(finding);
    parts.out(`${name}: ${made.ok ? `was ${finding.found}` : made.error}`);
    if (!made.ok) code = exitCode.failed;
  }
  return code;
}

/** Takes away what `up` made; without addresses, all of it. Settings go back with the last one. */
export function realServerDown(parts: RealServerParts, addresses: readonly IpAddress[]): number {
  const recalled = parts.recall();
  if (!recalled.ok) return failed(parts, recalled);
  const { addresses: known, settings } = recalled.value;
  const unknown = addresses.filter((address) => known.every((entry) => entry.address !== address));
  for (const address of unknown) parts.out(`${address}: not one that \`up\` made`);
  const leaving = known.filter(
    (entry) => addresses.length === 0 || addresses.includes(entry.address),
  );
  const failures = leaving.filter((entry) => !removed(parts, entry));
  const staying = known.filter((entry) => !leaving.includes(entry) || failures.includes(entry));
  const wanted = pathsOf(staying);
  const restorable = settings.filter(({ path }) => !wanted.has(path));
  const view = parts.machine.view();
  for (const setting of restorable) {
    restore(parts, setting, view.ok ? view.value.setting(setting.path) : null);
  }
  const kept = parts.remember({
    addresses: staying,
    settings: settings.filter((setting) => !restorable.includes(setting)),
  });
  if (!kept.ok) return failed(parts, kept);
  if (leaving.length === 0 && unknown.length === 0) parts.out("nothing to take away");
  return failures.length > 0 ? exitCode.failed : exitCode.done;
}

/** Says of everything whether it is so; 1 where something is missing. */
export function realServerStatus(
  parts: RealServerParts,
  mode: RealServerMode,
  addresses: readonly IpAddress[],
): number {
  const recalled = parts.recall();
  const view = parts.machine.view();
  if (!recalled.ok || !view.ok) return failed(parts, recalled, view);
  const known = recalled.value.addresses;
  const asked =
    addresses.length > 0
      ? addresses.flatMap((address) => placesOf(known, address) ?? [{ mode, address }])
      : known;
  if (asked.length === 0) {
    parts.out("no virtual address was set up here; name one to see what it would need");
    return exitCode.done;
  }
  const findings = compareWanted(wantedOfAll(asked), view.value);
  for (const { wanted: item, fulfilled, found } of findings) {
    const instead = fulfilled || found === "missing" ? "" : `: is ${found}`;
    parts.out(`${fulfilled ? "ok      " : "MISSING "} ${describe(item)}${instead}`);
  }
  const lacking = findings.filter(({ fulfilled }) => !fulfilled).length;
  if (lacking === 0) return exitCode.done;
  parts.out(`${lacking} missing; ${commandsFor(asked).join(" and ")} makes them so`);
  return exitCode.lacking;
}

function merged(
  before: Remembered,
  mode: RealServerMode,
  findings: readonly Finding[],
): Remembered {
  const known = new Set(
    before.addresses.filter((entry) => entry.mode === mode).map(({ address }) => address),
  );
  const paths = new Set(before.settings.map(({ path }) => path));
  const addresses: RememberedAddress[] = [];
  const settings: RememberedSetting[] = [];
  for (const { wanted, fulfilled, found } of findings) {
    if (wanted.kind === "address" && !known.has(wanted.address)) {
      addresses.push({ address: wanted.address, mode, added: !fulfilled });
    } else if (wanted.kind === "setting" && !fulfilled && !paths.has(wanted.path)) {
      settings.push({ path: wanted.path, before: found, set: wanted.right[0] ?? "" });
    }
  }
  return {
    addresses: [...before.addresses, ...addresses],
    settings: [...before.settings, ...settings],
  };
}

function removed({ machine, out }: RealServerParts, entry: RememberedAddress): boolean {
  const { address, mode, added } = entry;
  const device = interfaceOf(mode, familyOf(address));
  const wanted: Wanted = { kind: "address", interface: device, address };
  if (!added) {
    out(`${describe(wanted)}: was there before, and stays`);
    return true;
  }
  const result = machine.removeAddress(device, address);
  out(`${describe(wanted)}: ${result.ok ? "removed" : result.error}`);
  return result.ok;
}

/** What somebody else has set since is theirs; null is a setting that has gone. */
function restore(
  { machine, out }: RealServerParts,
  { path, before, set }: RememberedSetting,
  now: string | null,
): void {
  const name = settingName(path);
  if (now === null) return;
  if (now !== set) return out(`${name} = ${now}: changed by somebody else since, and stays`);
  const restored = machine.writeSetting(path, before);
  out(`${name} = ${before}: ${restored.ok ? "as it was" : restored.error}`);
}

const pathsOf = (entries: readonly RememberedAddress[]): Set<string> =>
  new Set(wantedOfAll(entries).flatMap((item) => (item.kind === "setting" ? [item.path] : [])));

const wantedOfAll = (entries: readonly Place[]): Wanted[] =>
  withoutRepeats(entries.flatMap(({ address, mode }) => wantedFor(mode, [address])));

/** One address may be held in both ways. */
type Place = Pick<RememberedAddress, "mode" | "address">;

function placesOf(entries: readonly Place[], address: IpAddress): readonly Place[] | null {
  const places = entries.filter((entry) => entry.address === address);
  return places.length > 0 ? places : null;
}

function commandsFor(places: readonly Place[]): string[] {
  return [...Map.groupBy(places, ({ mode }) => mode)].map(([mode, group]) => {
    const option = mode === "dr" ? "" : ` --mode ${mode}`;
    return `"holdfast real-server up${option} ${group.map(({ address }) => address).join(" ")}"`;
  });
}

function describe(wanted: Wanted): string {
  switch (wanted.kind) {
    case "setting":
      return `${settingName(wanted.path)} = ${wanted.right[0]}`;
    case "link":
      return `interface ${wanted.interface} up`;
    case "address":
      return `${wanted.address}/${hostPrefixLength(familyOf(wanted.address))} on ${wanted.interface}`;
  }
}

function failed({ out }: RealServerParts, ...results: readonly Result<unknown, string>[]): number {
  for (const result of results) if (!result.ok) out(result.error);
  return exitCode.failed;
}
