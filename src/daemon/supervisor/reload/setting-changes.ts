/** Which settings of a block differ, as an operator would say it: `priority 150 → 90`. */
import { meansTheSame, textOfMeaning } from "../../configuration/same-meaning.ts";
import { keywordOfField } from "./keyword-of-field.ts";
import { itemText, valueText } from "./value-text.ts";

/** So many lines of a list are told one by one. */
const mostItems = 8;

type Fields = Readonly<Record<string, unknown>>;

/** Of two blocks of one kind; in the order of the model. */
export function settingChanges(before: object, after: object): readonly string[] {
  const [one, other] = [before as Fields, after as Fields];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names
    .filter((name) => keywordOfField(name) !== null && !meansTheSame(one[name], other[name]))
    .map((name) => settingChange(name, one[name], other[name]));
}

function settingChange(name: string, before: unknown, after: unknown): string {
  const keyword = keywordOfField(name) ?? name;
  if (Array.isArray(before) && Array.isArray(after)) return listChange(keyword, before, after);
  const [old, now] = [valueText(name, before), valueText(name, after)];
  // Of a record, or a secret, only that it changed is said.
  return old === null || now === null ? keyword : `${keyword} ${old} → ${now}`;
}

function listChange(
  keyword: string,
  before: readonly unknown[],
  after: readonly unknown[],
): string {
  const [old, now] = [new Set(before.map(textOfMeaning)), new Set(after.map(textOfMeaning))];
  const added = after.filter((item) => !old.has(textOfMeaning(item)));
  const removed = before.filter((item) => !now.has(textOfMeaning(item)));
  const items = itemChanges(removed, added);
  if (items.length === 0) return `${keyword} in another order`;
  if (items.length > mostItems) return `${keyword} +${added.length} -${removed.length}`;
  return `${keyword} ${items.join(" ")}`;
}

/** `+192.0.2.5:80`, `-192.0.2.6:80`; one that stands in both has changed: `192.0.2.7:80 (weight 1 → 2)`. */
function itemChanges(removed: readonly unknown[], added: readonly unknown[]): readonly string[] {
  const gone = new Map(removed.map((item) => [itemText(item), item]));
  const come = added.map((item) => {
    const text = itemText(item);
    const was = gone.get(text);
    gone.delete(text);
    if (!isRecord(was) || !isRecord(item)) return `+${text}`;
    return `${text} (${settingChanges(was, item).join(", ")})`;
  });
  return [...[...gone.keys()].map((text) => `-${text}`), ...come];
}

const isRecord = (value: unknown): value is object => typeof value === "object" && value !== null;
