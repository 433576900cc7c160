/** Where in the file something is written does not make it another. */
const places = new Set(["place", "userPlace", "end"]);

/** Whether two parts of a model say the same. Plain data only. */
export function sameSettings(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object") return false;
  if (left === null || right === null) return false;
  if (Array.isArray(left)) return Array.isArray(right) && sameLists(left, right);
  return sameRecords(left, right);
}

const sameLists = (left: readonly unknown[], right: readonly unknown[]): boolean =>
  left.length === right.length && left.every((value, index) => sameSettings(value, right[index]));

/** Optional keys are in one of the two only. */
function sameRecords(left: object, right: object): boolean {
  const others: Record<string, unknown> = { ...right };
  for (const [key, value] of Object.entries(left)) {
    if (!places.has(key) && !sameSettings(value, others[key])) return false;
    delete others[key];
  }
  return Object.keys(others).every((key) => places.has(key) || others[key] === undefined);
}
