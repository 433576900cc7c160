/** Values of the model in a few words. */
import { microsPerSecond } from "../../../wire/units.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Null for what is not said in a few words: records, lists and secrets. */
export function valueText(field: string, value: unknown): string | null {
  if (value === null || value === undefined) return "-";
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "number") return `${inUnit(field, value)}`;
  return typeof value === "string" ? value : null;
}

/** One of a list: an address, a route, a tracker, a real server. */
export function itemText(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const fields: Fields = { ...item };
  const { name, address, prefixLength, port, interface: link, destination } = fields;
  if (typeof name === "string") return name;
  if (typeof address === "string") {
    if (typeof port === "number") return `${address}:${port}`;
    const prefix = typeof prefixLength === "number" ? `${address}/${prefixLength}` : address;
    return "interfacePlace" in fields ? `${prefix} dev ${String(link)}` : prefix;
  }
  return destination === undefined || destination === null ? "1" : itemText(destination);
}

function inUnit(field: string, value: number): string | number {
  if (field.endsWith("Micros")) return `${value / microsPerSecond} s`;
  return field.endsWith("Seconds") ? `${value} s` : value;
}
