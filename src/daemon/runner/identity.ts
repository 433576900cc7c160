/** Users and groups by name, from /etc/passwd and /etc/group. */
import { readFileSync, statSync } from "node:fs";
import { failure, type Result, success } from "../../wire/result.ts";

export interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

export interface IdentityTable {
  /** Null for both leaves the daemon's own. Numbers are taken as they are. */
  find(user: string | null, group: string | null): Result<Identity, string>;
}

export const systemIdentities: IdentityTable = identityTable(
  () => readTable("/etc/passwd"),
  () => readTable("/etc/group"),
);

/** The tables are asked for with each script: an account made later counts. */
export function identityTable(passwd: () => string, groups: () => string): IdentityTable {
  return {
    find(user, group) {
      if (user === null && group === null) return success({});
      const account = user === null ? null : findUser(passwd(), user);
      if (user !== null && account === null) return failure(`user "${user}" does not exist`);
      const gid = group === null ? account?.gid : findGroup(groups(), group);
      if (group !== null && gid === undefined) return failure(`group "${group}" does not exist`);
      return success({
        ...(account === null ? {} : { uid: account.uid }),
        ...(gid === undefined ? {} : { gid }),
      });
    },
  };
}

const isNumber = (text: string): boolean => /^\d{1,10}$/.test(text);

function findUser(table: string, name: string): { uid: number; gid: number } | null {
  const wanted = isNumber(name) ? 2 : 0;
  const row = rowsOf(table).find((fields) => fields[wanted] === name);
  if (row !== undefined) return { uid: Number(row[2]), gid: Number(row[3]) };
  return isNumber(name) ? { uid: Number(name), gid: Number(name) } : null;
}

function findGroup(table: string, name: string): number | undefined {
  if (isNumber(name)) return Number(name);
  const row = rowsOf(table).find((fields) => fields[0] === name);
  return row === undefined ? undefined : Number(row[2]);
}

const rowsOf = (table: string): string[][] => table.split("\n").map((line) => line.split(":"));

interface Remembered {
  readonly text: string;
  readonly version: string;
}

const remembered = new Map<string, Remembered>();

/** Read again when it is another one: two hundred scripts a second ask. */
function readTable(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    const version = `${ino} ${size} ${mtimeMs}`;
    const known = remembered.get(path);
    if (known?.version === version) return known.text;
    const text = readFileSync(path, "utf8");
    remembered.set(path, { text, version });
    return text;
  } catch {
    return "";
  }
}
