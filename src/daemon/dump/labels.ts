/** The form of a dump's lines, which exporters match: `label = value` at a fixed indent. */

export const heading = (title: string): string => `------< ${title} >------`;

export const entry = (indent: number, text: string): string => `${" ".repeat(indent)}${text}`;

export const labelled = (indent: number, label: string, value: string | number): string =>
  entry(indent, `${label} = ${value}`);

export const yesNo = (value: boolean): string => (value ? "yes" : "no");
export const enabled = (value: boolean): string => (value ? "enabled" : "disabled");

/** Seconds as keepalived prints delays: whole ones plain, others with six decimals. */
export function secondsText(micros: number): string {
  return micros % 1_000_000 === 0 ? String(micros / 1_000_000) : (micros / 1_000_000).toFixed(6);
}

/** `1 sec`, or `500 milli-sec` for what is not whole seconds. */
export function intervalText(micros: number): string {
  return micros % 1_000_000 === 0 ? `${micros / 1_000_000} sec` : `${micros / 1_000} milli-sec`;
}
