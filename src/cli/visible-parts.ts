/** What a daemon says, safe for a terminal: names and what scripts wrote may hold escape sequences. */
import { visible } from "../config/diagnostics/render.ts";

/** The same with every text in it made visible; tabs are blanks. Plain data only. */
export function visibleParts<Value>(value: Value): Value {
  return visiblePart(value) as Value;
}

function visiblePart(value: unknown): unknown {
  if (typeof value === "string") return visible(value.replaceAll("\t", "    "));
  if (Array.isArray(value)) return value.map(visiblePart);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, visiblePart(part)]));
}
