/**
 * A host that believes the last announcement it heard (RFC 826, RFC 4861 §7.2.5). It hears every
 * router, also those that do not hear each other: so it is misled whenever routers leave it in
 * the dark.
 */
import type { IpAddress } from "../wire/address.ts";
import type { VirtualLan } from "./virtual-lan.ts";

export class VirtualNeighbour {
  readonly #lan: VirtualLan;
  readonly #believed = new Map<IpAddress, string>();

  constructor(lan: VirtualLan) {
    this.#lan = lan;
  }

  /** The router called `name` announces `addresses`. */
  hear(name: string, addresses: readonly IpAddress[]): void {
    this.#lan.carryFrame(() => {
      for (const address of addresses) this.#believed.set(address, name);
    });
  }

  /** Whom it sends to for `address`. */
  believes(address: IpAddress): string | null {
    return this.#believed.get(address) ?? null;
  }
}
