/** Whether two parts of a model say the same, wherever in the files it was written. */
import { Secret } from "../../config/model/secret.ts";

/** Fields that hold a place in a file, and nothing that a process acts on. */
const places: ReadonlySet<string> = new Set([
  "place",
  "userPlace",
  "interfacePlace",
  "serverPlace",
  "end",
  "endOfList",
]);
const isPlace = (name: string): boolean => places.has(name);

/** Plain data and secrets only: records, lists, texts, numbers, booleans and null. */
export function meansTheSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && sameItems(one, other);
  if (Array.isArray(other)) return false;
  if (one instanceof Secret) return other instanceof Secret && one.equals(other);
  return sameFields(one as Readonly<Fields>, other as Readonly<Fields>);
}

const sameItems = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => meansTheSame(item, other[index]));

/** One text for all that mean the same; secrets in it are masked. */
export const textOfMeaning = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (isPlace(name) ? undefined : inner)) ?? "";

type Fields = Record<string, unknown>;

function sameFields(one: Readonly<Fields>, other: Readonly<Fields>): boolean {
  let count = 0;
  for (const name in one) {
    if (isPlace(name)) continue;
    count++;
    if (!(name in other) || !meansTheSame(one[name], other[name])) return false;
  }
  for (const name in other) if (!isPlace(name)) count--;
  return count === 0;
}
