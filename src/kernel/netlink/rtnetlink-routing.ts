/**
 * `RoutingTable` over rtnetlink: what is ours is read once, then kept current by notifications, and
 * read again where the kernel removes routes without one (a link going down) or had to drop some.
 */
import { describeOperation } from "../../core/reconcile/describe.ts";
import type { KernelError, NetworkChange } from "../../ports/network.ts";
import type { RoutingOperation, RoutingTable } from "../../ports/routing.ts";
import { familyOf } from "../../wire/address.ts";
import { type AddressIdentity, keepalivedProtocol } from "../../wire/netlink/address-message.ts";
import { type NetlinkMessage, readMessages } from "../../wire/netlink/message.ts";
import { decodeRoute, routeProtocolOf } from "../../wire/netlink/received-route.ts";
import { decodeRule } from "../../wire/netlink/received-rule.ts";
import {
  encodeAddRoute,
  encodeRemoveRoute,
  routeMessageType,
} from "../../wire/netlink/route-message.ts";
import {
  encodeAddRule,
  encodeRemoveRule,
  ruleMessageType,
} from "../../wire/netlink/rule-message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno, errnoName } from "../errno.ts";
import { kernelError } from "../kernel-error.ts";
import type { NetlinkClient } from "./netlink-client.ts";
import { type NetlinkRequest, refusal } from "./netlink-request.ts";
import type { NetlinkTransport } from "./netlink-socket.ts";
import { type Interfaces, routeMessageOf } from "./route-message-of.ts";
import { RoutingPicture } from "./routing-picture.ts";
import type { RoutingReader } from "./routing-reader.ts";
import { ruleMessageOf } from "./rule-message-of.ts";

/** In one go; what is left is told of again at once. */
const datagramsPerTurn = 8192;

/** What was not there, or went with its interface. */
const alreadyGone = new Set([
  errnoName(errno.ESRCH),
  errnoName(errno.ENOENT),
  errnoName(errno.ENODEV),
]);
const alreadyThere = errnoName(errno.EEXIST);

type RuleOperation = Extract<RoutingOperation, { readonly rule: unknown }>;
type RouteOperation = Extract<RoutingOperation, { readonly route: unknown }>;

type AddressPlace = Pick<AddressIdentity, "address" | "interfaceIndex">;

export interface RoutingSources {
  /** Hears the groups of routes and rules. */
  readonly transport: NetlinkTransport;
  /** Carries out operations. */
  readonly client: NetlinkClient;
  readonly reader: RoutingReader;
  readonly interfaces: Interfaces;
  readonly report: (error: KernelError) => void;
}

export class RtnetlinkRouting implements RoutingTable {
  readonly #sources: RoutingSources;
  readonly #picture = new RoutingPicture();
  readonly #listeners: (() => void)[] = [];
  /** What is known may be out of date. */
  #isStale = false;
  /** Something of ours went since the listeners were told. */
  #hasLost = false;

  constructor(sources: RoutingSources) {
    this.#sources = sources;
  }

  readonly holdsRoute: RoutingTable["holdsRoute"] = (route) => {
    const message = routeMessageOf(route, this.#sources.interfaces);
    return message.ok && this.#picture.holdsRoute(message.value);
  };

  readonly holdsRule: RoutingTable["holdsRule"] = (rule) =>
    this.#picture.holdsRule(ruleMessageOf(rule));

  subscribe(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Reads all for the first time. */
  start(): Result<null, KernelError> {
    return this.#read();
  }

  apply(operations: readonly RoutingOperation[]): readonly Result<null, KernelError>[] {
    const prepared = operations.map((operation) => this.#prepare(operation));
    const sent = prepared.flatMap((request) => (request.ok ? [request.value] : []));
    const answers = this.#sources.client.execute(sent).values();
    const results = prepared.map((request) =>
      request.ok ? (answers.next().value ?? success(null)) : request,
    );
    // The kernel has told what it did before it answered: from now on it is known.
    this.catchUp();
    return operations.map((operation, index) => this.#judge(operation, results[index]));
  }

  /** Takes in all that waits and tells the listeners. */
  catchUp(): void {
    this.#receive();
    if (this.#isStale) this.#readAgain();
    this.#tell();
  }

  /** What the kernel does without a word when links and addresses go. */
  networkChanged(change: NetworkChange): void {
    switch (change.kind) {
      case "linkChanged":
        if (!change.link.up) this.#mistrust(this.#picture.usesInterface(change.link.index));
        break;
      case "linkRemoved":
        this.#mistrust(this.#picture.usesInterface(change.link.index));
        break;
      case "addressRemoved":
        this.addressRemoved(change.address);
        break;
      case "resynchronised":
        this.#mistrust(true);
        break;
      case "addressAdded":
        return;
    }
    this.catchUp();
  }

  /** Also by ourselves: routes go with their source, and with the last address of their way out. */
  addressRemoved({ address, interfaceIndex }: AddressPlace): void {
    const lostSource = this.#picture.forgetPreferredSource(address);
    const wasLast =
      familyOf(address) === "ipv4" && !this.#sources.interfaces.hasIpv4(interfaceIndex);
    const lostWay = wasLast && this.#picture.forgetIpv4(interfaceIndex);
    if (lostSource || lostWay) this.#hasLost = true;
  }

  #mistrust(isDoubtful: boolean): void {
    if (isDoubtful) this.#isStale = true;
  }

  #tell(): void {
    if (!this.#hasLost) return;
    this.#hasLost = false;
    for (const listener of this.#listeners) listener();
  }

  #receive(): void {
    for (let count = 0; count < datagramsPerTurn; count++) {
      const datagram = this.#sources.transport.receive(false);
      if (datagram === -errno.EAGAIN) return;
      if (datagram === -errno.ENOBUFS || datagram === -errno.EMSGSIZE) {
        this.#isStale = true;
      } else if (typeof datagram === "number") {
        this.#sources.report(kernelError("hear of changes of routes and rules", datagram));
        return;
      } else {
        const messages = readMessages(datagram);
        if (messages.ok) for (const message of messages.value) this.#take(message);
        else this.#isStale = true;
      }
    }
  }

  #take(message: NetlinkMessage): void {
    switch (message.type) {
      case routeMessageType.created:
      case routeMessageType.deleted:
        this.#takeRoute(message);
        break;
      case ruleMessageType.created:
      case ruleMessageType.deleted:
        this.#takeRule(message);
        break;
    }
  }

  #takeRoute(message: NetlinkMessage): void {
    const isOurs = routeProtocolOf(message) === keepalivedProtocol;
    const decoded = decodeRoute(message);
    if (!decoded.ok) {
      // Multicast routes are of other families.
      if (decoded.error.code !== "unexpectedType" && isOurs) this.#isStale = true;
      return;
    }
    const route = decoded.value;
    if (route.deleted) {
      if (isOurs && this.#picture.removeRoute(route)) this.#hasLost = true;
      return;
    }
    if (route.replaces) {
      const candidates = this.#picture.replaced(route);
      if (candidates > 0) this.#hasLost = true;
      if (candidates > 1) this.#isStale = true;
    }
    if (isOurs) this.#picture.addRoute(route);
  }

  #takeRule(message: NetlinkMessage): void {
    const decoded = decodeRule(message);
    if (!decoded.ok) {
      if (decoded.error.code !== "unexpectedType") this.#isStale = true;
      return;
    }
    const rule = decoded.value;
    if (rule.protocol !== keepalivedProtocol) return;
    if (!rule.deleted) this.#picture.addRule(rule);
    else if (this.#picture.removeRule(rule)) this.#hasLost = true;
  }

  #readAgain(): void {
    const read = this.#read();
    if (!read.ok) this.#sources.report(read.error);
    this.#hasLost = true;
  }

  #read(): Result<null, KernelError> {
    const read = this.#sources.reader.read();
    if (!read.ok) return read;
    this.#isStale = false;
    this.#picture.replace(read.value.routes, read.value.rules);
    return success(null);
  }

  #prepare(operation: RoutingOperation): Result<NetlinkRequest, KernelError> {
    const words = `carry out ${describeOperation(operation)}`;
    const encoded = "rule" in operation ? encodeRule(operation) : this.#encodeRoute(operation);
    if (encoded.ok) {
      const context = { capability: "CAP_NET_ADMIN" };
      return success({ operation: words, message: encoded.value, context });
    }
    const { error } = encoded;
    if ("interfaceName" in error) return failure(kernelError(words, errno.ENODEV, error));
    const request = { operation: words, message: new Uint8Array(0) };
    return failure(refusal(request, errno.EINVAL, `it cannot be asked: ${error.code}`));
  }

  #encodeRoute({ kind, route }: RouteOperation) {
    const message = routeMessageOf(route, this.#sources.interfaces);
    if (!message.ok) return message;
    return kind === "add"
      ? encodeAddRoute(this.#picture.missingOf(message.value), route.insertion)
      : encodeRemoveRoute(message.value);
  }

  #judge(
    operation: RoutingOperation,
    result: Result<null, KernelError> = success(null),
  ): Result<null, KernelError> {
    if (result.ok) return result;
    const { errno: name } = result.error;
    if (operation.kind === "remove") return alreadyGone.has(name) ? success(null) : result;
    return name === alreadyThere && this.#isThere(operation) ? success(null) : result;
  }

  /** The kernel says the same of a route of ours that is there, and of another in its place. */
  #isThere(operation: RoutingOperation): boolean {
    const { protocol } = "rule" in operation ? operation.rule : operation.route;
    if (protocol !== keepalivedProtocol || this.#holds(operation)) return true;
    this.#readAgain();
    return this.#holds(operation);
  }

  #holds(operation: RoutingOperation): boolean {
    return "rule" in operation ? this.holdsRule(operation.rule) : this.holdsRoute(operation.route);
  }
}

const encodeRule = ({ kind, rule }: RuleOperation) =>
  kind === "add" ? encodeAddRule(ruleMessageOf(rule)) : encodeRemoveRule(ruleMessageOf(rule));
