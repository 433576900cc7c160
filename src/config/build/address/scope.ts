/** rtm_scope by name (rtnetlink(7)). */
const scopes: Readonly<Record<string, number>> = {
  global: 0,
  universe: 0,
  site: 200,
  link: 253,
  host: 254,
  nowhere: 255,
};
export const scopeGlobal = 0;
export const scopeLink = 253;

/** A scope by name or number; null when it is neither. */
export function scopeOf(text: string): number | null {
  if (Object.hasOwn(scopes, text)) return scopes[text] ?? null;
  return /^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : null;
}

export const scopeNames: readonly string[] = Object.keys(scopes);
