/** What `nft -j list …` prints (libnftables-json(5)), as far as it is of use here. */
import { failure, type Result, success } from "../result.ts";

export interface NftListing {
  /** By name. */
  readonly chains: ReadonlyMap<string, ListedChain>;
  /** Sets and maps, by name. */
  readonly sets: ReadonlyMap<string, ListedSet>;
}

export interface ListedChain {
  /** Of its rules, in order; a rule without one is null. */
  readonly comments: readonly (string | null)[];
}

export interface ListedSet {
  /** Empty too when the listing was terse. */
  readonly elements: readonly ListedElement[];
}

export interface ListedElement {
  /** `192.0.2.1 . tcp . 80`, as in commands. */
  readonly key: string;
  /** Of a map: the data in the same form, or the chain that a verdict goes to; else null. */
  readonly value: string | null;
  readonly packets: number;
  readonly bytes: number;
  /** Null without a timeout. */
  readonly timeoutSeconds: number | null;
  readonly expiresSeconds: number | null;
}

/** The error says what is wrong with the text. */
export function readListing(text: string): Result<NftListing, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (problem) {
    return failure(`nft printed what is no JSON: ${String(problem)}`);
  }
  const objects = fieldOf(parsed, "nftables");
  if (!Array.isArray(objects)) return failure("nft printed JSON without a list of objects");
  const chains = new Map<string, { comments: (string | null)[] }>();
  const sets = new Map<string, ListedSet>();
  for (const object of objects) {
    const chain = fieldOf(object, "chain");
    const rule = fieldOf(object, "rule");
    const set = fieldOf(object, "set") ?? fieldOf(object, "map");
    if (chain !== undefined) chains.set(textOf(fieldOf(chain, "name")), { comments: [] });
    else if (rule !== undefined) {
      const comment = fieldOf(rule, "comment");
      const comments = chains.get(textOf(fieldOf(rule, "chain")))?.comments;
      comments?.push(typeof comment === "string" ? comment : null);
    } else if (set !== undefined) {
      sets.set(textOf(fieldOf(set, "name")), { elements: elementsOf(fieldOf(set, "elem")) });
    }
  }
  return success({ chains, sets });
}

function elementsOf(elements: unknown): readonly ListedElement[] {
  if (!Array.isArray(elements)) return [];
  return elements.map((element: unknown) =>
    // A map's elements are pairs.
    Array.isArray(element)
      ? elementOf(element[0], valueText(element[1]))
      : elementOf(element, null),
  );
}

function elementOf(element: unknown, value: string | null): ListedElement {
  const details = fieldOf(element, "elem");
  const counter = fieldOf(details, "counter");
  return {
    key: valueText(details === undefined ? element : fieldOf(details, "val")),
    value,
    packets: numberOf(fieldOf(counter, "packets")) ?? 0,
    bytes: numberOf(fieldOf(counter, "bytes")) ?? 0,
    timeoutSeconds: numberOf(fieldOf(details, "timeout")),
    expiresSeconds: numberOf(fieldOf(details, "expires")),
  };
}

function valueText(value: unknown): string {
  const parts = fieldOf(value, "concat");
  if (Array.isArray(parts)) return parts.map(valueText).join(" . ");
  const verdict = fieldOf(value, "goto") ?? fieldOf(value, "jump");
  return textOf(verdict === undefined ? value : fieldOf(verdict, "target"));
}

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? `${value}` : "";

const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
