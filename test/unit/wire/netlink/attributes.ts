/** Messages as what they say: the order of attributes means nothing, and a table has two places. */
import { aligned, headerBytes, viewOf } from "../../../../src/wire/netlink/message.ts";
import { toHex } from "./bytes.ts";

const structureBytes = 12;
const tableOffset = 4;
/** RTA_TABLE and FRA_TABLE. */
const tableType = 15;
const typeMask = 0x3fff;

export interface Said {
  readonly type: number;
  readonly flags: number;
  readonly structure: string;
  /** "type payload", sorted. */
  readonly attributes: readonly string[];
}

/** `nested`: types that hold attributes again. */
export function saidBy(message: Uint8Array, nested: readonly number[] = []): Said {
  const view = viewOf(message);
  const structure = message.slice(headerBytes, headerBytes + structureBytes);
  const attributes = attributesIn(message.subarray(headerBytes + structureBytes), nested);
  const table = structure[tableOffset] ?? 0;
  structure[tableOffset] = 0;
  if (table !== 0) attributes.push(`${tableType} ${toHex(Uint8Array.of(table, 0, 0, 0))}`);
  const type = view.getUint16(4, true);
  return {
    type,
    flags: view.getUint16(6, true),
    structure: toHex(structure),
    attributes: attributes.sort(),
  };
}

function attributesIn(bytes: Uint8Array, nested: readonly number[]): string[] {
  const found: string[] = [];
  const view = viewOf(bytes);
  for (let offset = 0; offset < bytes.length; offset += aligned(view.getUint16(offset, true))) {
    const type = view.getUint16(offset + 2, true) & typeMask;
    const payload = bytes.subarray(offset + 4, offset + view.getUint16(offset, true));
    const inside = nested.includes(type) ? attributesIn(payload, []).sort().join(", ") : null;
    found.push(`${type} ${inside ?? toHex(payload)}`);
  }
  return found;
}
