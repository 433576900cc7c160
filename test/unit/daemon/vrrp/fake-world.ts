/** A kernel and a clock in memory: what the router asks of them is written down in order. */
import { buildConfiguration } from "../../../../src/config/build/build-configuration.ts";
import { unknownHost } from "../../../../src/config/build/facts.ts";
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import type { VrrpInstance } from "../../../../src/config/model/vrrp-instance.ts";
import { describeRoutingLine } from "../../../../src/core/reconcile/describe.ts";
import type { RoutingLine } from "../../../../src/core/reconcile/routing.ts";
import type { OperatorCondition } from "../../../../src/core/vrrp/events.ts";
import type { WatchedTrackers } from "../../../../src/daemon/protocol/scripts.ts";
import type { RouterPorts, StateChange } from "../../../../src/daemon/vrrp/ports.ts";
import { nothingRemembered } from "../../../../src/daemon/vrrp/resume.ts";
import { VrrpRouter } from "../../../../src/daemon/vrrp/router.ts";
import type {
  AdvertSocket,
  AdvertSocketOptions,
  PreparedDatagram,
  ReceivedDatagram,
} from "../../../../src/ports/adverts.ts";
import type {
  AddressOperation,
  InterfaceAddress,
  KernelError,
  Link,
  NetworkChange,
  NetworkTable,
} from "../../../../src/ports/network.ts";
import type { RoutingOperation, RoutingTable } from "../../../../src/ports/routing.ts";
import { type IpAddress, parseAddress } from "../../../../src/wire/address.ts";
import { decodeGratuitousArp } from "../../../../src/wire/net/gratuitous-arp.ts";
import { failure, success } from "../../../../src/wire/result.ts";
import { type InterfaceIndex, type Micros, seconds } from "../../../../src/wire/units.ts";
import type { Advert } from "../../../../src/wire/vrrp/advert.ts";
import { encodeAdvert } from "../../../../src/wire/vrrp/encode.ts";
import { vrrpGroupIpv4 } from "../../../../src/wire/vrrp/groups.ts";

export const address = (text: string): IpAddress => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(`${text} is no address`);
  return parsed;
};

interface FakeDatagram extends PreparedDatagram {
  readonly packet: Uint8Array;
}

export interface OpenSocket {
  readonly options: AdvertSocketOptions;
  readonly receive: (datagram: ReceivedDatagram) => void;
}

export class FakeWorld {
  now = 0 as Micros;
  armed: Micros | null = null;
  /** `advert 100`, `add 10.0.0.10`, `remove …`, `announce N`, in the order the kernel got them. */
  readonly asked: string[] = [];
  readonly logged: string[] = [];
  readonly changes: StateChange[] = [];
  /** `G1 master`, as the groups changed. */
  readonly groupChanges: string[] = [];
  readonly operators = new Map<string, OperatorCondition>();
  /** What the runner was told to watch, the last at the end. */
  readonly watched: WatchedTrackers[] = [];
  /** Addresses of the gratuitous ARPs sent. */
  readonly announced: string[] = [];
  readonly open: OpenSocket[] = [];
  /** What has arrived and was not read yet. */
  readonly waiting: (() => void)[] = [];
  stopped = false;
  /** Words of the routes and rules that the kernel holds, in order. */
  readonly routing = new Map<string, RoutingLine>();
  /** What the kernel answers to the next requests, instead of granting them. */
  refusal: KernelError | null = null;
  forbidden = 0;
  /** What the kernel holds: links by index, addresses in order. */
  readonly links = new Map<number, Link>();
  addresses: InterfaceAddress[] = [];
  #listener: (change: NetworkChange) => void = () => undefined;
  #routingListeners: (() => void)[] = [];
  /** As in the kernel, changes made by a call are told after it. */
  #untold: NetworkChange[] = [];

  constructor() {
    this.addLink(2, "eth0");
    this.addAddress(2, "10.0.0.1");
  }

  addLink(index: number, name: string, up = true, multicast = true): void {
    const link: Link = {
      index: index as InterfaceIndex,
      name,
      up,
      loopback: false,
      noArp: false,
      multicast,
      mtuBytes: 1500,
      hardwareType: 1,
      hardwareAddress: Uint8Array.of(2, 0, 0, 0, 0, index),
    };
    this.links.set(index, link);
    this.#listener({ kind: "linkChanged", link });
  }

  removeLink(index: number): void {
    const link = this.links.get(index);
    if (link === undefined) throw new Error(`no link ${index}`);
    this.links.delete(index);
    this.addresses = this.addresses.filter((each) => each.interfaceIndex !== index);
    this.#listener({ kind: "linkRemoved", link });
  }

  setLink(index: number, changes: Partial<Link>): void {
    const before = this.links.get(index);
    if (before === undefined) throw new Error(`no link ${index}`);
    const link = { ...before, ...changes };
    this.links.set(index, link);
    this.#listener({ kind: "linkChanged", link });
  }

  addAddress(index: number, text: string, flags = 0, prefixLength = 32): void {
    const entry = this.#entry(index as InterfaceIndex, address(text), flags);
    const added = { ...entry, prefixLength };
    this.addresses.push(added);
    this.#listener({ kind: "addressAdded", address: added });
  }

  removeAddress(text: string): void {
    const gone = this.addresses.find((each) => each.address === text);
    if (gone === undefined) throw new Error(`${text} is not there`);
    this.addresses = this.addresses.filter((each) => each !== gone);
    this.#listener({ kind: "addressRemoved", address: gone });
  }

  /** Somebody else removes routes and rules whose words hold `text`. */
  removeRouting(text: string): void {
    for (const words of [...this.routing.keys()]) {
      if (words.includes(text)) this.routing.delete(words);
    }
    for (const listener of this.#routingListeners) listener();
  }

  /** As after lost notifications. */
  resynchronise(): void {
    this.#listener({ kind: "resynchronised" });
  }

  holds(text: string): boolean {
    return this.addresses.some((each) => each.address === text);
  }

  router(configuration: Configuration, memory = nothingRemembered): VrrpRouter {
    const router = new VrrpRouter(this.ports(), configuration);
    router.start(configuration, memory);
    return router;
  }

  /** Lets time pass, alarm by alarm. */
  pass(router: VrrpRouter, span: Micros): void {
    const end = (this.now + span) as Micros;
    for (let round = 0; round < 10_000; round++) {
      for (const change of this.#untold.splice(0)) this.#listener(change);
      if (this.armed === null || this.armed > end) break;
      this.now = Math.max(this.now, this.armed) as Micros;
      this.armed = null;
      router.alarmed();
    }
    this.now = end;
  }

  deliver(advert: Advert, source: string): void {
    const from = address(source);
    const payload = encodeAdvert(advert, {
      source: from,
      destination: vrrpGroupIpv4,
      checksum: "pseudoHeader",
      password: null,
    });
    const datagram = {
      source: from,
      destination: vrrpGroupIpv4,
      ttl: 255,
      lengthMatches: true,
      payload,
    };
    for (const socket of this.open) socket.receive(datagram);
  }

  /** What was asked since the last call. */
  takeAsked(): string[] {
    return this.asked.splice(0);
  }

  #entry(interfaceIndex: InterfaceIndex, of: IpAddress, flags: number): InterfaceAddress {
    return {
      interfaceIndex,
      address: of,
      prefixLength: 32,
      scope: 0,
      label: null,
      flags,
      protocol: 0,
    };
  }

  #apply(operation: AddressOperation): void {
    const { kind, interfaceIndex, line } = operation;
    this.asked.push(`${kind} ${line.address}`);
    const there = this.addresses.find((each) => each.address === line.address);
    if (kind === "add" && there === undefined) {
      const { prefixLength } = line;
      const added = { ...this.#entry(interfaceIndex, line.address, 0), prefixLength };
      this.addresses.push(added);
      this.#untold.push({ kind: "addressAdded", address: added });
    }
    if (kind === "remove" && there !== undefined) {
      this.addresses = this.addresses.filter((each) => each !== there);
      this.#untold.push({ kind: "addressRemoved", address: there });
    }
  }

  #applyRouting(operation: RoutingOperation): void {
    const words = describeRoutingLine(operation);
    this.asked.push(`${operation.kind} ${words}`);
    if (operation.kind === "add") this.routing.set(words, operation);
    else this.routing.delete(words);
  }

  #routing(): RoutingTable {
    return {
      holdsRoute: (route) => this.routing.has(describeRoutingLine({ route })),
      holdsRule: (rule) => this.routing.has(describeRoutingLine({ rule })),
      apply: (operations) =>
        operations.map((operation) => {
          if (this.refusal !== null) return failure(this.refusal);
          this.#applyRouting(operation);
          return success(null);
        }),
      subscribe: (listener) => void this.#routingListeners.push(listener),
    };
  }

  #table(): NetworkTable {
    return {
      links: () => this.links.values(),
      linkByName: (name) => [...this.links.values()].find((link) => link.name === name) ?? null,
      linkByIndex: (index) => this.links.get(index) ?? null,
      addressesOf: (index) => this.addresses.filter((each) => each.interfaceIndex === index),
      subscribe: (listener) => {
        this.#listener = listener;
      },
    };
  }

  #socket(): AdvertSocket {
    return {
      prepare: (packet): FakeDatagram => ({ kind: "preparedDatagram", packet }),
      send: (datagrams) => {
        // Behind the IPv4 header of 20 bytes: version and type, VRID, priority.
        for (const each of datagrams as FakeDatagram[])
          this.asked.push(`advert ${each.packet[22]}`);
        return success(null);
      },
      drain: () => {
        for (const arrival of this.waiting.splice(0)) arrival();
      },
      close: () => undefined,
    };
  }

  ports(): RouterPorts {
    const log = (text: string) => this.logged.push(text);
    return {
      clock: { now: () => this.now },
      alarm: {
        arm: (at) => {
          this.armed = at;
        },
      },
      sockets: {
        open: (options, receive) => {
          if (this.refusal !== null) return failure(this.refusal);
          const entry = { options, receive };
          this.open.push(entry);
          const socket = this.#socket();
          return success({
            ...socket,
            close: () => void this.open.splice(this.open.indexOf(entry), 1),
          });
        },
      },
      announcer: {
        send: (frames) => {
          this.asked.push(`announce ${frames.length}`);
          for (const { frame } of frames) {
            const arp = decodeGratuitousArp(frame);
            if (arp.ok) this.announced.push(arp.value.address);
          }
          return success(null);
        },
      },
      network: this.#table(),
      addresses: {
        apply: (operations) =>
          operations.map((operation) => {
            if (this.refusal !== null) return failure(this.refusal);
            this.#apply(operation);
            return success(null);
          }),
      },
      routing: this.#routing(),
      log: {
        log: (_level, text) => log(text),
        info: log,
        detail: () => undefined,
        warning: log,
        error: log,
        alert: log,
      },
      forwardsIpv6: () => true,
      watch: (trackers) => this.watched.push(trackers),
      listener: {
        stateChanged: (change) => this.changes.push(change),
        priorityChanged: () => undefined,
        linkChanged: () => undefined,
        groupChanged: ({ group, to }) => this.groupChanges.push(`${group.name} ${to}`),
        operatorChanged: ({ name }, operator) => this.operators.set(name, operator),
        noticed: () => undefined,
        receivedLowerPriority: () => undefined,
        instanceGone: () => undefined,
        stopped: () => {
          this.stopped = true;
        },
        forbidden: () => {
          this.forbidden++;
        },
      },
    };
  }
}

export const oneSecond = seconds(1);

/** What an empty file gives, and these instances. */
export const configurationOf = (...vrrpInstances: VrrpInstance[]): Configuration => ({
  ...buildConfiguration([], unknownHost).configuration,
  vrrpInstances,
});
