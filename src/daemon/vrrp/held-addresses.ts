/** Which addresses are held for which instance, and whether one that vanishes was taken away. */
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

export interface Loss {
  readonly holder: RunningInstance;
  readonly address: IpAddress;
}

const keyOf = (interfaceIndex: InterfaceIndex, address: IpAddress): string =>
  `${interfaceIndex} ${address}`;

export class HeldAddresses {
  readonly #network: NetworkTable;
  readonly #held = new Map<string, Held>();
  /** Removals of ours whose notification has not come yet. */
  readonly #expectedRemovals = new Map<string, number>();
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

  /** Operations that remove everything the holder holds, except what another has claimed since. */
  release(holder: RunningInstance, keep: (line: AddressLine) => boolean = () => false) {
    const operations: AddressOperation[] = [];
    for (const [key, held] of this.#held) {
      if (held.holder !== holder || keep(held.line)) continue;
      this.#held.delete(key);
      this.#expectedRemovals.set(key, (this.#expectedRemovals.get(key) ?? 0) + 1);
      operations.push({ kind: "remove", interfaceIndex: held.interfaceIndex, line: held.line });
    }
    return operations.reverse();
  }

  /** Operations that remove what a process before this one left of `lines`. */
  removeLeftovers(lines: readonly AddressLine[]): AddressOperation[] {
    return lines.flatMap((line): AddressOperation[] => {
      const link = this.#network.linkByName(line.interface);
      if (link === null || this.#held.has(keyOf(link.index, line.address))) return [];
      const present = this.#network
        .addressesOf(link.index)
        .some((each) => each.address === line.address);
      return present ? [{ kind: "remove", interfaceIndex: link.index, line }] : [];
    });
  }

  /** An operation was refused: nothing is held, and no notification will come. */
  refused(operation: AddressOperation): void {
    const key = keyOf(operation.interfaceIndex, operation.line.address);
    if (operation.kind === "remove") this.#expectRemoval(key);
  }

  /** The kernel reports a removal; a loss when it was not ours and the address is minded. */
  removed(address: InterfaceAddress): Loss | null {
    const key = keyOf(address.interfaceIndex, address.address);
    if (this.#expectRemoval(key)) return null;
    const held = this.#held.get(key);
    return held?.line.tracked ? { holder: held.holder, address: address.address } : null;
  }

  /** Notifications were lost: everything held is compared with what is there. */
  compareAll(): Loss[] {
    this.#expectedRemovals.clear();
    const losses: Loss[] = [];
    for (const { holder, line, interfaceIndex } of this.#held.values()) {
      const present = this.#network
        .addressesOf(interfaceIndex)
        .some((each) => each.address === line.address);
      if (!present && line.tracked) losses.push({ holder, address: line.address });
    }
    return losses;
  }

  /** The lines of `holder` for these addresses, wherever they are held. */
  linesOf(holder: RunningInstance, addresses: readonly IpAddress[]): AddressLine[] {
    const wanted = new Set(addresses);
    return [...this.#held.values()]
      .filter((held) => held.holder === holder && wanted.has(held.line.address))
      .map((held) => held.line);
  }

  /** True when a removal of ours was awaited; it is not any more. */
  #expectRemoval(key: string): boolean {
    const expected = this.#expectedRemovals.get(key) ?? 0;
    if (expected === 0) return false;
    if (expected === 1) this.#expectedRemovals.delete(key);
    else this.#expectedRemovals.set(key, expected - 1);
    return true;
  }
}
