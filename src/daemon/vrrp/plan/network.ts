/**
 * The picture of links and addresses as a reload would change it: the kernel's own, and on top of it
 * what was asked for. What changes nothing is not written down.
 */
import { describeAddressOperation } from "../../../core/reconcile/describe.ts";
import type {
  AddressOperation,
  AddressTable,
  InterfaceAddress,
  NetworkTable,
} from "../../../ports/network.ts";
import { familyOf, hostPrefixLength, inSameNetwork } from "../../../wire/address.ts";
import { keepalivedProtocol } from "../../../wire/netlink/address-message.ts";
import { success } from "../../../wire/result.ts";
import type { InterfaceIndex } from "../../../wire/units.ts";

/** IFA_F_SECONDARY (rtnetlink(7)). */
const secondaryFlag = 0x01;

export class PlanNetwork implements AddressTable {
  readonly table: NetworkTable;
  /** What was taken away, by `192.0.2.1 on eth0`, and why it would be if it comes back. */
  readonly removed = new Map<string, string>();
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
      prefixLength: heldPrefixLength(operation),
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
      const why = address === gone ? notInPlace : droppedByKernel;
      this.removed.set(`${address.address} on ${link?.name ?? "?"}`, why);
    }
  }
}

const notInPlace = "the kernel cannot change it in place: it goes, and comes back at once";
export const droppedByKernel =
  "the kernel drops it with the first address of its network, and it comes back at once; " +
  "with promote_secondaries it stays";

const isFirst = ({ address, flags }: InterfaceAddress): boolean =>
  familyOf(address) === "ipv4" && (flags & secondaryFlag) === 0;

/** The kernel drops the secondaries of a network with its first address. */
const dependsOn = (address: InterfaceAddress, gone: InterfaceAddress): boolean =>
  (address.flags & secondaryFlag) !== 0 &&
  address.prefixLength === gone.prefixLength &&
  address.prefixLength < hostPrefixLength("ipv4") &&
  familyOf(address.address) === "ipv4" &&
  inSameNetwork(address.address, gone.address, gone.prefixLength);

/** The kernel tells IPv6 addresses apart without their prefix lengths. */
const isOf = (operation: AddressOperation, there: InterfaceAddress): boolean =>
  there.address === operation.line.address &&
  (familyOf(there.address) === "ipv6" || there.prefixLength === heldPrefixLength(operation));

const heldPrefixLength = ({ line }: AddressOperation): number =>
  line.peer?.prefixLength ?? line.prefixLength;
