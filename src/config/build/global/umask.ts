/** `umask` of `global_defs`: a number, or names of permissions joined by `|`. */
import type { Word } from "../../language/tree.ts";

/** Names of sys/stat.h without their first letter, as keepalived has them. */
const bitsOfName: Readonly<Record<string, number>> = {
  IRUSR: 0o400,
  IWUSR: 0o200,
  IXUSR: 0o100,
  IRGRP: 0o040,
  IWGRP: 0o020,
  IXGRP: 0o010,
  IROTH: 0o004,
  IWOTH: 0o002,
  IXOTH: 0o001,
  IRWXU: 0o700,
  IRWXG: 0o070,
  IRWXO: 0o007,
};
const allBits = 0o777;

/** 0..0777; null when the words are none. Numbers are octal behind 0 and hexadecimal behind 0x. */
export function umaskOf(words: readonly Word[]): number | null {
  const text = words.map((word) => word.text).join("");
  const number = /^(?:0x[\da-f]{1,4}|0[0-7]{0,6}|[1-9]\d{0,3})$/i.test(text);
  if (number) {
    const value = /^0[0-7]/.test(text) ? Number.parseInt(text, 8) : Number(text);
    return value <= allBits ? value : null;
  }
  let mask = 0;
  for (const name of text.split("|")) {
    const bits = Object.hasOwn(bitsOfName, name) ? bitsOfName[name] : undefined;
    if (bits === undefined) return null;
    mask |= bits;
  }
  return mask;
}
