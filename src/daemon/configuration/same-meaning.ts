/** Whether two parts of a model say the same, wherever in the files it was written. */

/** Fields that hold a place in a file, and nothing that a process acts on. */
const places: ReadonlySet<string> = new Set(["place", "userPlace", "end"]);

/** Plain data only: records, lists, texts, numbers, booleans and null. */
export function meansTheSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  if (one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && sameItems(one, other);
  if (Array.isArray(other)) return false;
  return sameFields(one as Readonly<Fields>, other as Readonly<Fields>);
}

const sameItems = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((item, index) => meansTheSame(item, other[index]));

type Fields = Record<string, unknown>;

function sameFields(one: Readonly<Fields>, other: Readonly<Fields>): boolean {
  let count = 0;
  for (const name in one) {
    count++;
    if (!(name in other)) return false;
    if (!places.has(name) && !meansTheSame(one[name], other[name])) return false;
  }
  for (const _ in other) count--;
  return count === 0;
}
