/** The number at the beginning of a tracked file (keepalived.md §9.4). */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { failure, type Result, success } from "../../wire/result.ts";

/** Longer than any number that counts. */
const mostBytes = 128;
const lowest = -(2 ** 31) + 1;
const highest = 2 ** 31 - 1;

/** Missing, empty and unreadable files say 0; a number that no `int` holds is an error. */
export function readFileNumber(path: string): Result<number, string> {
  const text = readBeginning(path);
  return text === null ? success(0) : fileNumber(text);
}

/** As strtol(3) with base 0: hexadecimal behind 0x, octal behind 0; what follows is not looked at. */
export function fileNumber(text: string): Result<number, string> {
  const found = /^[ \t\n\v\f\r]*([+-]?)(0x[\da-f]+|0[0-7]*|[1-9]\d*)/i.exec(text);
  if (found === null) return success(0);
  const [, sign, digits = "0"] = found;
  const isOctal = /^0\d/.test(digits);
  const magnitude = isOctal ? Number.parseInt(digits, 8) : Number(digits);
  const value = sign === "-" ? 0 - magnitude : magnitude;
  return value < lowest || value > highest ? failure(`${sign}${digits}`) : success(value);
}

/**
 * Null where there is no file to read. Never waits: a named pipe or a device in its place is no file.
 */
export function readBeginning(path: string): string | null {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    if (!fstatSync(descriptor).isFile()) return null;
    const bytes = Buffer.alloc(mostBytes);
    return bytes.toString("latin1", 0, readSync(descriptor, bytes));
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}
