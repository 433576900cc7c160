/**
 * IPVS as a function from requests to answers. It keeps services and destinations as the attributes
 * they came in, refuses what the kernel refuses with the same error numbers, and can be older than
 * some attributes.
 */
import { errno } from "../../../../src/kernel/errno.ts";
import { AttributeReader } from "../../../../src/wire/netlink/attribute-reader.ts";
import { messageFlag, type NetlinkMessage, viewOf } from "../../../../src/wire/netlink/message.ts";
import { MessageWriter } from "../../../../src/wire/netlink/message-writer.ts";
import { type Answer, acknowledge, done, type Kernel, numbered } from "../netlink/fake-kernel.ts";

export const ipvsFamily = 30;
const controllerFamily = 16;

/** By type. */
type Attributes = ReadonlyMap<number, Uint8Array>;

interface FakeService {
  attributes: Attributes;
  readonly destinations: Map<string, Attributes>;
}

export interface FakeIpvs {
  readonly kernel: Kernel;
  readonly services: Map<string, FakeService>;
  /** Commands (IPVS_CMD_*) in the order in which they came, dumps among them. */
  readonly commands: number[];
  /** False until the module is loaded. */
  present: boolean;
  /** Its number in generic netlink; requests to another one are refused. */
  family: number;
  /** So many dumps of services tell the first one in the place of the others. */
  repeatedFirst: number;
}

export interface FakeOptions {
  readonly schedulers?: readonly string[];
  readonly present?: boolean;
  /** Attributes of destinations that this kernel does not know (13, 14 and 15 are tunnels). */
  readonly unknownToDestinations?: readonly number[];
  /** Gives the error number of a request that is refused whatever it says, or 0. */
  readonly refuse?: (command: number) => number;
}

export function fakeIpvs(options: FakeOptions = {}): FakeIpvs {
  const state = {
    services: new Map<string, FakeService>(),
    daemons: new Map<number, Attributes>(),
    timeouts: new Map([900, 120, 300].map((seconds, index) => [4 + index, u32(seconds)])),
    commands: [] as number[],
    present: options.present ?? true,
    family: ipvsFamily,
    repeatedFirst: 0,
    kernel: (requests: readonly NetlinkMessage[]) => requests.flatMap(answer),
  };

  function answer(request: NetlinkMessage): readonly Answer[] {
    if (request.type === controllerFamily) {
      if (!state.present) return [acknowledge(request, errno.ENOENT)];
      const name = new MessageWriter(controllerFamily, 0).u8(1).u8(2).u16(0);
      return [reply(request, name.attributeU16(1, state.family)), acknowledge(request)];
    }
    if (!state.present || request.type !== state.family) {
      return [acknowledge(request, errno.ENOENT)];
    }
    const command = request.payload[0] ?? 0;
    state.commands.push(command);
    const attributes = readAttributes(request.payload.subarray(4));
    const refused = options.refuse?.(command) ?? 0;
    if (refused !== 0) return [acknowledge(request, refused)];
    const isDump = (request.flags & messageFlag.dump) === messageFlag.dump;
    const told = tell(command, attributes, isDump);
    if (told !== null) {
      const bodies = told.map((writer) => reply(request, writer));
      return [...bodies, isDump ? done(request) : acknowledge(request)];
    }
    const number = change(command, attributes);
    const isAsked = (request.flags & messageFlag.acknowledge) !== 0;
    return number !== 0 || isAsked ? [acknowledge(request, number)] : [];
  }

  /** The answers to a question; null for what is none. */
  function tell(
    command: number,
    attributes: Attributes,
    isDump: boolean,
  ): readonly MessageWriter[] | null {
    const service = state.services.get(serviceKeyOf(attributes));
    switch (command) {
      case 4: {
        const some = isDump ? [...state.services.values()] : service === undefined ? [] : [service];
        if (!isDump && service === undefined) return null;
        if (isDump && state.repeatedFirst-- > 0) some.fill(some[0] as FakeService);
        return some.map((one) => message(1, 1, one.attributes));
      }
      case 8:
        return [...(service?.destinations.values() ?? [])].map((one) => message(5, 2, one));
      case 11:
        return [...state.daemons.values()].map((one) => message(9, 3, one));
      case 13:
        return [plain(12, state.timeouts)];
      case 15:
        return [
          plain(
            14,
            new Map([
              [1, u32(0x010201)],
              [2, u32(4096)],
            ]),
          ),
        ];
      default:
        return null;
    }
  }

  /** The error number of a change, or 0. */
  function change(command: number, attributes: Attributes): number {
    const key = serviceKeyOf(attributes);
    const service = state.services.get(key);
    switch (command) {
      case 1:
        if (service !== undefined) return errno.EEXIST;
        if (!knowsScheduler(attributes)) return errno.ENOENT;
        state.services.set(key, { attributes: hashed(attributes), destinations: new Map() });
        return 0;
      case 2:
        if (service === undefined) return errno.ESRCH;
        if (!knowsScheduler(attributes)) return errno.ENOENT;
        service.attributes = hashed(attributes);
        return 0;
      case 3:
        return state.services.delete(key) ? 0 : errno.ESRCH;
      case 4:
        return service === undefined ? errno.ESRCH : 0;
      case 5:
      case 6:
      case 7:
        return service === undefined
          ? errno.ESRCH
          : changeDestination(command, service, nestedIn(attributes, 2));
      case 9:
      case 10:
        return changeDaemon(command, nestedIn(attributes, 3));
      case 12:
        for (const [type, bytes] of attributes) state.timeouts.set(type, bytes);
        return 0;
      case 16:
        return attributes.size > 0 && service === undefined ? errno.ESRCH : 0;
      case 17:
        state.services.clear();
        return 0;
      default:
        return errno.EOPNOTSUPP;
    }
  }

  function changeDestination(
    command: number,
    service: FakeService,
    destination: Attributes,
  ): number {
    const key = `${destination.get(1)} ${destination.get(2)}`;
    const exists = service.destinations.has(key);
    if (command === 5 && exists) return errno.EEXIST;
    if (command !== 5 && !exists) return errno.ENOENT;
    if (command === 7) {
      service.destinations.delete(key);
      return 0;
    }
    const unknown = options.unknownToDestinations ?? [];
    const tunnel: [number, Uint8Array][] = [
      [13, Uint8Array.of(0)],
      [14, u16(0)],
      [15, u16(0)],
    ];
    const kept = [...tunnel, ...destination].filter(([type]) => !unknown.includes(type));
    service.destinations.set(key, new Map(kept));
    return 0;
  }

  function changeDaemon(command: number, daemon: Attributes): number {
    const role = daemon.get(1)?.[0] ?? 0;
    if (command === 10) return state.daemons.delete(role) ? 0 : errno.ESRCH;
    if (state.daemons.has(role)) return errno.EEXIST;
    if (daemon.get(2)?.join() === [..."nope0\0"].map((one) => one.charCodeAt(0)).join()) {
      return errno.ENODEV;
    }
    state.daemons.set(role, daemon);
    return 0;
  }

  function knowsScheduler(attributes: Attributes): boolean {
    const name = nestedIn(attributes, 1).get(6) ?? new Uint8Array(0);
    const text = new TextDecoder().decode(name).replace(/\0$/, "");
    return (options.schedulers ?? ["rr", "wrr", "wlc"]).includes(text);
  }

  return state;
}

function readAttributes(bytes: Uint8Array): Attributes {
  const reader = new AttributeReader(bytes);
  const attributes = new Map<number, Uint8Array>();
  while (reader.next()) attributes.set(reader.type, reader.bytes());
  return attributes;
}

const nestedIn = (attributes: Attributes, type: number): Attributes =>
  readAttributes(attributes.get(type) ?? new Uint8Array(0));

/** Family, protocol, address, port and mark. */
function serviceKeyOf(attributes: Attributes): string {
  const service = nestedIn(attributes, 1);
  return [1, 2, 3, 4, 5].map((type) => service.get(type)?.join() ?? "-").join(" ");
}

/** IP_VS_SVC_F_HASHED, as all have that are in the table. */
function hashed(attributes: Attributes): Attributes {
  const service = new Map(nestedIn(attributes, 1));
  const flags = service.get(7)?.slice() ?? new Uint8Array(8);
  flags[0] = (flags[0] ?? 0) | 0x02;
  return service.set(7, flags);
}

function message(command: number, outer: number, inner: Attributes): MessageWriter {
  return new MessageWriter(ipvsFamily, messageFlag.multipart)
    .u8(command)
    .u8(1)
    .u16(0)
    .nested(outer, (nested) => {
      for (const [type, bytes] of inner) nested.attributeBytes(type, bytes);
    });
}

function plain(command: number, attributes: Attributes): MessageWriter {
  const writer = new MessageWriter(ipvsFamily, 0).u8(command).u8(1).u16(0);
  for (const [type, bytes] of attributes) writer.attributeBytes(type, bytes);
  return writer;
}

function reply({ sequence }: NetlinkMessage, writer: MessageWriter): Uint8Array {
  const finished = writer.finish();
  if (!finished.ok) throw new Error(finished.error.code);
  return numbered(finished.value, sequence);
}

function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes;
}

const u16 = (value: number): Uint8Array => u32(value).slice(0, 2);
