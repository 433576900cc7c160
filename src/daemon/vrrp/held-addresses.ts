/** Which addresses are held for which instance, and which of them somebody else has taken away. */
import type { AddressLine } from "../../config/model/address-line.ts";
import type { AddressOperation, InterfaceAddress, NetworkTable } from "../../ports/network.ts";
import type { IpAddress } from "../../wire/address.ts";
import type { InterfaceIndex } from "../../wire/units.ts";
import type { RunningInstance } from "./running-instance.ts";

interface Held {
  readonly holder: RunningInstance;
  readonly line: AddressLine;
  readonly interfaceIndex: InterfaceIndex;
}

/** Addresses of one holder that are gone without its doing. */
export interface Loss {
  readonly holder: RunningInstance;
  readonly addresses: readonly IpAddress[];
}

const keyOf = (interfaceIndex: InterfaceIndex, address: IpAddress): string =>
  `${interfaceIndex} ${address}`;

export class HeldAddresses {
  readonly #network: NetworkTable;
  readonly #held = new Map<string, Held>();
  /** Held addresses whose removal was reported; looked at again once all reports are read. */
  readonly #suspects = new Set<string>();
  readonly #missingInterface: (holder: RunningInstance, line: AddressLine) => void;

  constructor(
    network: NetworkTable,
    missingInterface: (holder: RunningInstance, line: AddressLine) => void,
  ) {
    this.#network = network;
    this.#missingInterface = missingInterface;
  }

  /** Operations that add `lines`; from now on the holder minds their loss. */
  claim(holder: RunningInstance, lines: readonly AddressLine[]): AddressOperation[] {
    const operations: AddressOperation[] = [];
    for (const line of lines) {
      const link = this.#network.linkByName(line.interface);
      if (link === null) {
        this.#missingInterface(holder, line);
        continue;
      }
      const interfaceIndex = link.index;
      this.#held.set(keyOf(interfaceIndex, line.address), { holder, line, interfaceIndex });
      operations.push({ kind: "add", interfaceIndex, line });
    }
    return operations;
  }

  /** Operations that remove what the holder holds, last first, except the lines to `keep`. */
  release(
    holder: RunningInstance,
    keep: (line: AddressLine) => boolean = () => false,
  ): AddressOperation[] {
    const operations: AddressOperation[] = [];
    for (const [key, held] of this.#held) {
      if (held.holder !== holder || keep(held.line)) continue;
      this.#held.delete(key);
      const { interfaceIndex, line } = held;
      operations.push({ kind: "remove", interfaceIndex, line });
    }
    return operations.reverse();
  }

  /** Operations that remove what a process before this one left of `lines`. */
  removeLeftovers(lines: readonly AddressLine[]): AddressOperation[] {
    return lines.flatMap((line): AddressOperation[] => {
      const link = this.#network.linkByName(line.interface);
      if (link === null || this.#held.has(keyOf(link.index, line.address))) return [];
      if (!this.#isPresent(link.index, line.address)) return [];
      return [{ kind: "remove", interfaceIndex: link.index, line }];
    });
  }

  /** The kernel reports a removal, ours or another's. */
  removed({ interfaceIndex, address }: InterfaceAddress): void {
    const key = keyOf(interfaceIndex, address);
    if (this.#held.get(key)?.line.tracked) this.#suspects.add(key);
  }

  /** Reports were lost: everything held is to be looked at. */
  suspectAll(): void {
    for (const [key, held] of this.#held) if (held.line.tracked) this.#suspects.add(key);
  }

  hasSuspects(): boolean {
    return this.#suspects.size > 0;
  }

  /** The suspects that are still held and still gone. */
  takeLosses(): Loss[] {
    const lost = new Map<RunningInstance, IpAddress[]>();
    for (const key of this.#suspects) {
      const held = this.#held.get(key);
      if (held === undefined || this.#isPresent(held.interfaceIndex, held.line.address)) continue;
      const known = lost.get(held.holder);
      if (known === undefined) lost.set(held.holder, [held.line.address]);
      else known.push(held.line.address);
    }
    this.#suspects.clear();
    return [...lost].map(([holder, addresses]) => ({ holder, addresses }));
  }

  /** The lines of `holder` for these addresses, wherever they are held. */
  linesOf(holder: RunningInstance, addresses: readonly IpAddress[]): AddressLine[] {
    const wanted = new Set(addresses);
    return [...this.#held.values()]
      .filter((held) => held.holder === holder && wanted.has(held.line.address))
      .map((held) => held.line);
  }

  #isPresent(interfaceIndex: InterfaceIndex, address: IpAddress): boolean {
    return this.#network.addressesOf(interfaceIndex).some((each) => each.address === address);
  }
}
