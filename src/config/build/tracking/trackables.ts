/** What `track_script`, `track_file`, `track_process` and `track_bfd` may name, and from where. */
import { nearest } from "../../keywords/nearest.ts";
import type { Span, Statement } from "../../language/tree.ts";
import type { BfdInstance, TrackerKind, Weight } from "../../model/tracking.ts";
import type { Definition } from "./definition.ts";

/** All but interfaces, which the machine has. */
export type DefinedKind = Exclude<TrackerKind, "interface">;

export type Lookup =
  | { readonly kind: "found"; readonly weight: Weight }
  /** `meant` is the nearest name that can be used. */
  | { readonly kind: "unknown"; readonly meant: string | null }
  /** It is defined where keepalived does not know it yet. */
  | { readonly kind: "below"; readonly place: Span }
  | { readonly kind: "unusable"; readonly place: Span }
  /** A session that tells only checkers of its state. */
  | { readonly kind: "silent"; readonly place: Span };

type ByKind = Readonly<Record<DefinedKind, readonly Definition<Weight | BfdInstance>[]>>;

/** The blocks that define each kind. */
export const definingBlocks: Readonly<Record<DefinedKind, string>> = {
  script: "vrrp_script",
  file: "track_file",
  process: "vrrp_track_process",
  bfd: "bfd_instance",
};

export class Trackables {
  readonly #byName: ReadonlyMap<string, Definition<Weight | BfdInstance>>;
  readonly #definitions: ByKind;
  readonly #orderOf: (block: Statement) => number;

  constructor(definitions: ByKind, orderOf: (block: Statement) => number) {
    this.#definitions = definitions;
    this.#orderOf = orderOf;
    const kinds = Object.keys(definingBlocks) as DefinedKind[];
    this.#byName = new Map(
      kinds.flatMap((kind) => definitions[kind].map((each) => [`${kind} ${each.name}`, each])),
    );
  }

  /** What `name` is for a line inside the block `user`. */
  find(kind: DefinedKind, name: string, user: Statement): Lookup {
    const definition = this.#byName.get(`${kind} ${name}`);
    if (definition === undefined) {
      return { kind: "unknown", meant: nearest(name, usableNames(this.#definitions[kind])) };
    }
    const { block, value } = definition;
    const place = (block.words[1] ?? block.words[0]).span;
    if (this.#orderOf(block) > this.#orderOf(user)) return { kind: "below", place };
    if (value === null) return { kind: "unusable", place };
    if ("tellsVrrp" in value && !value.tellsVrrp) return { kind: "silent", place };
    return { kind: "found", weight: value };
  }

  has(kind: DefinedKind, name: string): boolean {
    return this.#byName.has(`${kind} ${name}`);
  }
}

function* usableNames(definitions: readonly Definition<unknown>[]): Iterable<string> {
  for (const { name, value } of definitions) if (value !== null) yield name;
}
