/**
 * `NetworkTable` over rtnetlink: both tables read once, then kept current by multicast notifications.
 *
 * When the kernel had to drop notifications it says ENOBUFS: both tables are read anew, the
 * differences told, and then `resynchronised`.
 */
import type { KernelError, NetworkChange, NetworkTable } from "../../ports/network.ts";
import { addressMessageType, decodeAddress } from "../../wire/netlink/address-message.ts";
import { decodeLink, linkMessageType } from "../../wire/netlink/link-message.ts";
import { type NetlinkMessage, readMessages } from "../../wire/netlink/message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import { kernelError } from "../kernel-error.ts";
import type { AppliedListener } from "./address-table.ts";
import type { NetlinkTransport } from "./netlink-socket.ts";
import { NetworkPicture } from "./network-picture.ts";
import type { RtnetlinkClient } from "./rtnetlink-client.ts";

/** In one go; what is left is told of again at once. */
const datagramsPerRound = 1024;
const roundsPerWakeUp = 8;

export class RtnetlinkTable implements NetworkTable {
  readonly #picture = new NetworkPicture();
  readonly #listeners: ((change: NetworkChange) => void)[] = [];
  readonly #transport: NetlinkTransport;
  readonly #client: RtnetlinkClient;
  readonly #report: (error: KernelError) => void;
  /** Notifications were lost and the tables not read since. */
  #isStale = false;

  constructor(
    transport: NetlinkTransport,
    client: RtnetlinkClient,
    report: (error: KernelError) => void,
  ) {
    this.#transport = transport;
    this.#client = client;
    this.#report = report;
  }

  readonly links = () => this.#picture.links();
  readonly linkByName: NetworkTable["linkByName"] = (name) => this.#picture.linkByName(name);
  readonly linkByIndex: NetworkTable["linkByIndex"] = (index) => this.#picture.linkByIndex(index);
  readonly addressesOf: NetworkTable["addressesOf"] = (index) => this.#picture.addressesOf(index);

  subscribe(listener: (change: NetworkChange) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * An operation of ours that the kernel has accepted: the picture has it from now on, listeners hear
   * of it with the next notifications.
   */
  readonly applied: AppliedListener = (kind, address) => {
    if (kind === "add") this.#picture.setAddress(address);
    else this.#picture.removeAddress(address);
  };

  /** Reads both tables for the first time; nobody is told. */
  start(): Result<null, KernelError> {
    const read = this.#readTables();
    if (read.ok) this.#picture.takeChanges();
    return read;
  }

  /**
   * Takes in all that waits and tells the listeners. Goes on until nothing is left, so that an
   * overrun during the listeners' work is not cleared unseen by the poller.
   */
  catchUp(): void {
    for (let round = 0; round < roundsPerWakeUp; round++) {
      const received = this.#receiveAll();
      // What is still queued is older than the tables would be: take it in before reading them.
      const resynchronised = this.#isStale && received !== "more" && this.#resynchronise();
      if (received === "nothing" && !resynchronised) return;
      for (const change of this.#picture.takeChanges()) this.#tell(change);
      if (resynchronised) this.#tell({ kind: "resynchronised" });
    }
  }

  /** Whether there was anything, and whether there may be more. */
  #receiveAll(): "nothing" | "all" | "more" {
    for (let count = 0; count < datagramsPerRound; count++) {
      const datagram = this.#transport.receive(false);
      if (datagram === -errno.EAGAIN) return count > 0 ? "all" : "nothing";
      if (datagram === -errno.ENOBUFS || datagram === -errno.EMSGSIZE) {
        this.#isStale = true;
      } else if (typeof datagram === "number") {
        this.#report(kernelError("hear of changes of links and addresses", datagram));
        return count > 0 ? "all" : "nothing";
      } else {
        this.#take(datagram);
      }
    }
    return "more";
  }

  #take(datagram: Uint8Array): void {
    const messages = readMessages(datagram);
    if (messages.ok) for (const message of messages.value) this.#takeMessage(message);
    // What cannot be read may have been anything.
    else this.#isStale = true;
  }

  #takeMessage(message: NetlinkMessage): void {
    switch (message.type) {
      case linkMessageType.created:
      case linkMessageType.deleted: {
        const link = decodeLink(message);
        if (link.ok) this.#picture.applyLink(link.value);
        else this.#isStale = true;
        break;
      }
      case addressMessageType.created:
      case addressMessageType.deleted: {
        const address = decodeAddress(message);
        if (!address.ok) this.#isStale = true;
        else if (address.value.deleted) this.#picture.removeAddress(address.value);
        else this.#picture.setAddress(address.value);
        break;
      }
    }
  }

  #resynchronise(): boolean {
    const read = this.#readTables();
    if (read.ok) this.#isStale = false;
    else this.#report(read.error);
    return read.ok;
  }

  #readTables(): Result<null, KernelError> {
    const links = this.#client.links();
    if (!links.ok) return failure(links.error);
    const addresses = this.#client.addresses();
    if (!addresses.ok) return failure(addresses.error);
    this.#picture.replace(links.value, addresses.value);
    return success(null);
  }

  #tell(change: NetworkChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
