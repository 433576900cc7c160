import fc from "fast-check";
import { addressFromBytes, type IpAddress } from "../../../../src/wire/address.ts";
import type { AddressMessage } from "../../../../src/wire/netlink/address-message.ts";
import type { NetlinkMessage } from "../../../../src/wire/netlink/message.ts";
import type { InterfaceIndex } from "../../../../src/wire/units.ts";

/** Without fast-check's occasional null prototype, which deepEqual would mind. */
export const plainRecord = <Model extends object>(
  model: { [Key in keyof Model]: fc.Arbitrary<Model[Key]> },
) => fc.record(model, { noNullPrototype: true });

const bytesOf = (count: number) => fc.uint8Array({ minLength: count, maxLength: count });

export const ipv4Address = bytesOf(4).map(addressFromBytes);
export const ipv6Address = bytesOf(16).map(addressFromBytes);
export const number32 = fc.nat(0xffffffff);
export const interfaceIndex = fc.integer({
  min: 1,
  max: 0x7fffffff,
}) as fc.Arbitrary<InterfaceIndex>;

const addressMessageOf = (address: fc.Arbitrary<IpAddress>, prefixLimit: number) =>
  fc
    .record({
      interfaceIndex,
      address,
      peer: fc.option(address),
      prefixLength: fc.nat(prefixLimit),
      scope: fc.nat(255),
      flags: number32,
      label: fc.option(fc.stringMatching(/^[a-z0-9:.]{1,15}$/)),
      broadcast: fc.option(address),
      lifetimes: fc.option(plainRecord({ preferred: number32, valid: number32 })),
      protocol: fc.nat(255),
    })
    // The wire does not tell "no peer" from "I am my own peer".
    .map((message) => (message.peer === message.address ? { ...message, peer: null } : message));

export const addressMessage: fc.Arbitrary<AddressMessage> = fc.oneof(
  addressMessageOf(ipv4Address, 32),
  addressMessageOf(ipv6Address, 128),
);

/** Any bytes, and bytes that look like attributes more often than chance would have it. */
export const payload: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc
    .tuple(
      fc.uint8Array({ minLength: 8, maxLength: 20 }),
      fc.array(fc.tuple(fc.nat(40), fc.nat(50), fc.uint8Array({ maxLength: 24 })), {
        maxLength: 6,
      }),
    )
    .map(([head, attributes]) =>
      Uint8Array.from([
        ...head,
        ...attributes.flatMap(([length, type, bytes]) => [length, 0, type, 0, ...bytes]),
      ]),
    ),
);

export const message: fc.Arbitrary<NetlinkMessage> = fc.record({
  type: fc.integer({ min: 1, max: 40 }),
  flags: fc.nat(0xffff),
  sequence: number32,
  port: number32,
  payload,
});

export const identityOf = ({ interfaceIndex, address, peer, prefixLength }: AddressMessage) => ({
  interfaceIndex,
  address,
  peer,
  prefixLength,
});
