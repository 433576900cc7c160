/** Which addresses are held for which instance, and which of them somebody else has taken away. */
import type { AddressLine } from "../../../config/model/address-line.ts";
import {
  type DesiredAddress,
  reconcileAddresses,
  releaseAddresses,
  sharesNetwork,
} from "../../../core/reconcile/addresses.ts";
import type { AddressOperation, InterfaceAddress, NetworkTable } from "../../../ports/network.ts";
import type { IpAddress } from "../../../wire/address.ts";
import type { InterfaceIndex } from "../../../wire/units.ts";

interface Held<Holder> extends DesiredAddress {
  readonly holder: Holder;
}

/** Addresses of one holder that are gone without its doing. */
export interface AddressLoss<Holder> {
  readonly holder: Holder;
  readonly addresses: readonly IpAddress[];
}

const keyOf = (interfaceIndex: InterfaceIndex, address: IpAddress): string =>
  `${interfaceIndex} ${address}`;

export class HeldAddresses<Holder> {
  readonly #network: NetworkTable;
  readonly #held = new Map<string, Held<Holder>>();
  /** Held addresses whose removal was reported; looked at again once all reports are read. */
  readonly #suspects = new Set<string>();
  readonly #missingInterface: (holder: Holder, line: AddressLine) => void;

  constructor(
    network: NetworkTable,
    missingInterface: (holder: Holder, line: AddressLine) => void,
  ) {
    this.#network = network;
    this.#missingInterface = missingInterface;
  }

  /**
   * Operations that put `lines` where they belong; from now on the holder minds their loss. One that
   * the holder held in another form (a label, a scope) is replaced, what it held besides stays.
   */
  claim(holder: Holder, lines: readonly AddressLine[]): readonly AddressOperation[] {
    const desired = this.#placed(lines, (line) => this.#missingInterface(holder, line));
    const managed: DesiredAddress[] = [];
    for (const wanted of desired) {
      const key = keyOf(wanted.interfaceIndex, wanted.line.address);
      const held = this.#held.get(key);
      managed.push(held?.holder === holder ? held : wanted, wanted);
      this.#held.set(key, { holder, ...wanted });
    }
    return reconcileAddresses({ managed, desired, observed: this.#observed(desired) });
  }

  /** Operations that remove what the holder holds, last first, except the lines to `keep`. */
  release(
    holder: Holder,
    keep: (line: AddressLine) => boolean = () => false,
  ): readonly AddressOperation[] {
    const released: DesiredAddress[] = [];
    for (const [key, held] of this.#held) {
      if (held.holder !== holder || keep(held.line)) continue;
      this.#held.delete(key);
      released.push(held);
    }
    return [...releaseAddresses(released), ...this.#reclaimDependents(released)];
  }

  /** Operations that remove what a process before this one left of `lines`. */
  removeLeftovers(lines: readonly AddressLine[]): readonly AddressOperation[] {
    const managed = this.#placed(lines, () => undefined).filter(
      ({ interfaceIndex, line }) => !this.#held.has(keyOf(interfaceIndex, line.address)),
    );
    return reconcileAddresses({ managed, desired: [], observed: this.#observed(managed) });
  }

  /** The kernel reports a removal, ours or another's. */
  removed({ interfaceIndex, address }: InterfaceAddress): void {
    const key = keyOf(interfaceIndex, address);
    if (this.#held.get(key)?.line.tracked) this.#suspects.add(key);
  }

  /** The kernel would not have it: there is nothing to mind. */
  refused({ kind, interfaceIndex, line }: AddressOperation): void {
    if (kind === "add") this.#held.delete(keyOf(interfaceIndex, line.address));
  }

  forgetInterface(interfaceIndex: InterfaceIndex): void {
    for (const [key, held] of this.#held) {
      if (held.interfaceIndex === interfaceIndex) this.#held.delete(key);
    }
  }

  /** Reports were lost: everything held is to be looked at. */
  suspectAll(): void {
    for (const [key, held] of this.#held) if (held.line.tracked) this.#suspects.add(key);
  }

  hasSuspects(): boolean {
    return this.#suspects.size > 0;
  }

  /** The suspects that are still held and still gone. */
  takeLosses(): AddressLoss<Holder>[] {
    const lost = new Map<Holder, IpAddress[]>();
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
  linesOf(holder: Holder, addresses: readonly IpAddress[]): AddressLine[] {
    const wanted = new Set(addresses);
    return [...this.#held.values()]
      .filter((held) => held.holder === holder && wanted.has(held.line.address))
      .map((held) => held.line);
  }

  /** What the kernel may drop together with them and is still held is added again behind the removal. */
  #reclaimDependents(released: readonly DesiredAddress[]): readonly AddressOperation[] {
    const operations: AddressOperation[] = [];
    for (const { interfaceIndex, line } of this.#held.values()) {
      const depends = released.some(
        (gone) => gone.interfaceIndex === interfaceIndex && sharesNetwork(gone.line, line),
      );
      if (depends) operations.push({ kind: "add", interfaceIndex, line });
    }
    return operations;
  }

  /** Lines with the interface they are on now; those without one are left out. */
  #placed(
    lines: readonly AddressLine[],
    missing: (line: AddressLine) => void,
  ): readonly DesiredAddress[] {
    return lines.flatMap((line): DesiredAddress[] => {
      const link = this.#network.linkByName(line.interface);
      if (link !== null) return [{ interfaceIndex: link.index, line }];
      missing(line);
      return [];
    });
  }

  #observed(places: readonly DesiredAddress[]): readonly InterfaceAddress[] {
    const indexes = new Set(places.map(({ interfaceIndex }) => interfaceIndex));
    return [...indexes].flatMap((index) => this.#network.addressesOf(index));
  }

  #isPresent(interfaceIndex: InterfaceIndex, address: IpAddress): boolean {
    return this.#network.addressesOf(interfaceIndex).some((each) => each.address === address);
  }
}
