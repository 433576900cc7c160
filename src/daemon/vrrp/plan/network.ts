/**
 * The picture of links and addresses as a reload would change it: the kernel's own, and on top of it
 * what was asked for. What changes nothing is not written down.
 */
import { heldPrefixLength, sharesNetwork } from "../../../core/reconcile/addresses.ts";
import { describeAddressOperation } from "../../../core/reconcile/describe.ts";
import type {
  AddressOperation,
  AddressTable,
  InterfaceAddress,
  NetworkTable,
} from "../../../ports/network.ts";
import { familyOf } from "../../../wire/address.ts";
import { keepalivedProtocol } from "../../../wire/netlink/address-message.ts";
import { success } from "../../../wire/result.ts";
import type { InterfaceIndex } from "../../../wire/units.ts";

/** IFA_F_SECONDARY (rtnetlink(7)). */
const secondaryFlag = 0x01;

/** `withFirst`: the kernel drops it with the first address of its network. */
export type Removal = "asked" | "withFirst";

export class PlanNetwork implements AddressTable {
  readonly table: NetworkTable;
  /** What was taken away, be it back by now, by `192.0.2.1 on eth0`. */
  readonly removed = new Map<string, Removal>();
  readonly #real: NetworkTable;
  readonly #promotes: (interfaceName: string) => boolean;
  /** In the words of ip(8). */
  readonly #changed: (command: string) => void;
  /** Of the interfaces that anything was asked for. */
  readonly #addresses = new Map<InterfaceIndex, readonly InterfaceAddress[]>();

  /** `promotes`: the removal of a network's first address leaves the others (ip-sysctl). */
  constructor(
    real: NetworkTable,
    promotes: (interfaceName: string) => boolean,
    changed: (command: string) => void,
  ) {
    this.#real = real;
    this.#promotes = promotes;
    this.#changed = changed;
    this.table = {
      links: () => real.links(),
      linkByName: (name) => real.linkByName(name),
      linkByIndex: (index) => real.linkByIndex(index),
      addressesOf: (index) => this.#addressesOf(index),
      subscribe: () => undefined,
    };
  }

  apply(operations: readonly AddressOperation[]) {
    for (const operation of operations) {
      if (operation.kind === "add") this.#add(operation);
      else this.#remove(operation);
    }
    return operations.map(() => success(null));
  }

  #addressesOf(index: InterfaceIndex): readonly InterfaceAddress[] {
    return this.#addresses.get(index) ?? this.#real.addressesOf(index);
  }

  #add(operation: AddressOperation): void {
    const { interfaceIndex, line } = operation;
    const there = this.#addressesOf(interfaceIndex);
    if (there.some((address) => isOf(operation, address))) return;
    this.#changed(describeAddressOperation(operation));
    const added: InterfaceAddress = {
      interfaceIndex,
      address: line.address,
      prefixLength: heldPrefixLength(operation.line),
      scope: line.scope,
      label: line.label,
      flags: 0,
      protocol: keepalivedProtocol,
    };
    this.#addresses.set(interfaceIndex, [...there, added]);
  }

  #remove(operation: AddressOperation): void {
    const { interfaceIndex } = operation;
    const there = this.#addressesOf(interfaceIndex);
    const gone = there.find((address) => isOf(operation, address));
    if (gone === undefined) return;
    this.#changed(describeAddressOperation(operation));
    const link = this.#real.linkByIndex(interfaceIndex);
    const takesOthers = link !== null && isFirst(gone) && !this.#promotes(link.name);
    const stays = (address: InterfaceAddress): boolean =>
      address !== gone && !(takesOthers && dependsOn(address, gone));
    this.#addresses.set(interfaceIndex, there.filter(stays));
    for (const address of there) {
      if (stays(address)) continue;
      const removal = address === gone ? "asked" : "withFirst";
      this.removed.set(`${address.address} on ${link?.name ?? "?"}`, removal);
    }
  }
}

const isFirst = ({ address, flags }: InterfaceAddress): boolean =>
  familyOf(address) === "ipv4" && (flags & secondaryFlag) === 0;

const dependsOn = (address: InterfaceAddress, gone: InterfaceAddress): boolean =>
  (address.flags & secondaryFlag) !== 0 && sharesNetwork(address, gone);

/** The kernel tells IPv6 addresses apart without their prefix lengths. */
const isOf = (operation: AddressOperation, there: InterfaceAddress): boolean =>
  there.address === operation.line.address &&
  (familyOf(there.address) === "ipv6" || there.prefixLength === heldPrefixLength(operation.line));
