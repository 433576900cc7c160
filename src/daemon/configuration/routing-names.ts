/** Names of routing tables, protocols and the like, as iproute2's files on this machine have them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NameDirectories, NameTable } from "../../config/build/facts.ts";

const fileOf: Readonly<Record<Exclude<NameTable, "transport">, string>> = {
  table: "rt_tables",
  protocol: "rt_protos",
  scope: "rt_scopes",
  realm: "rt_realms",
  serviceField: "rt_dsfield",
  interfaceGroup: "group",
};
/** Where iproute2 is shipped to, and where administrators add to it. */
const vendorDirectory = "/usr/share/iproute2";
const administratorDirectory = "/etc/iproute2";
const protocolsFile = "/etc/protocols";

/** The number of `name`; the administrator's files win. Null when none has it. */
export function systemRoutingName(
  table: NameTable,
  name: string,
  directories: NameDirectories,
): number | null {
  if (table === "transport") return protocolNumber(name);
  const places = [
    directories.administrator ?? administratorDirectory,
    directories.vendor ?? vendorDirectory,
  ];
  for (const directory of places) {
    for (const text of textsOf(directory, fileOf[table])) {
      const number = numberIn(text, name);
      if (number !== null) return number;
    }
  }
  return null;
}

/** The file and those of its `.d` directory. */
function textsOf(directory: string, file: string): readonly string[] {
  const more = join(directory, `${file}.d`);
  const names = list(more).filter((name) => name.endsWith(".conf"));
  return [join(directory, file), ...names.map((name) => join(more, name))].map(read);
}

/** Lines are `NUMBER NAME`, decimal or hexadecimal, with comments behind #. */
function numberIn(text: string, name: string): number | null {
  for (const line of text.split("\n")) {
    const [number, itsName] = line.replace(/#.*/, "").trim().split(/\s+/);
    if (itsName === name && number !== undefined && /^(?:0x[\da-f]+|\d+)$/i.test(number)) {
      return Number(number);
    }
  }
  return null;
}

/** Lines of protocols(5) are `NAME NUMBER ALIAS ...`. */
function protocolNumber(name: string): number | null {
  for (const line of read(protocolsFile).split("\n")) {
    const [itsName, number, ...aliases] = line.replace(/#.*/, "").trim().split(/\s+/);
    if ((itsName === name || aliases.includes(name)) && /^\d+$/.test(number ?? "")) {
      return Number(number);
    }
  }
  return null;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function list(path: string): readonly string[] {
  try {
    return readdirSync(path).toSorted();
  } catch {
    return [];
  }
}
