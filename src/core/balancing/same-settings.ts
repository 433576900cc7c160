/** Where in the file something is written does not make it another. */
const places = new Set(["place", "userPlace", "end"]);

type Fields = Readonly<Record<string, unknown>>;

/** Whether two parts of a model say the same. Plain data only. */
export function sameSettings(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object") return false;
  if (left === null || right === null) return false;
  if (Array.isArray(left)) return Array.isArray(right) && sameLists(left, right);
  return !Array.isArray(right) && sameFields(left as Fields, right as Fields);
}

const sameLists = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  left.length === right.length && left.every((value, index) => sameSettings(value, right[index]));

/** Looks at tens of thousands of checkers: without copies. An optional key may be in one only. */
function sameFields(left: Fields, right: Fields): boolean {
  for (const key in left) {
    if (!places.has(key) && !sameSettings(left[key], right[key])) return false;
  }
  for (const key in right) {
    if (left[key] === undefined && right[key] !== undefined && !places.has(key)) return false;
  }
  return true;
}
