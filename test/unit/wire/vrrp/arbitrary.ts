/** Adverts as fast-check makes them up. */
import fc from "fast-check";
import { addressFromBytes, type Family, type IpAddress } from "../../../../src/wire/address.ts";
import type { Centiseconds, Priority, VirtualRouterId } from "../../../../src/wire/units.ts";
import type { Advert } from "../../../../src/wire/vrrp/advert.ts";

export const anyAddress = (family: Family): fc.Arbitrary<IpAddress> => {
  const length = family === "ipv4" ? 4 : 16;
  return fc.uint8Array({ minLength: length, maxLength: length }).map(addressFromBytes);
};

export const anyAdvert = (version: 2 | 3, family: Family): fc.Arbitrary<Advert> =>
  fc
    .record({
      virtualRouterId: fc.integer({ min: 1, max: 255 }),
      priority: fc.integer({ min: 0, max: 255 }),
      interval: fc.integer({ min: 0, max: version === 2 ? 255 : 0xfff }),
      addresses: fc.array(anyAddress(family), { maxLength: 255, size: "small" }),
    })
    .map(({ virtualRouterId, priority, interval, addresses }) => {
      const common = {
        virtualRouterId: virtualRouterId as VirtualRouterId,
        priority: priority as Priority,
        addresses,
      };
      return version === 2
        ? { version, ...common, advertIntervalSeconds: interval }
        : { version, ...common, advertIntervalCentiseconds: interval as Centiseconds };
    });

/** A version with a family that it exists in, and an advert and two addresses of it. */
export const anyCase = fc
  .constantFrom(
    { version: 2, family: "ipv4" } as const,
    { version: 3, family: "ipv4" } as const,
    { version: 3, family: "ipv6" } as const,
  )
  .chain(({ version, family }) =>
    fc.record({
      family: fc.constant(family),
      advert: anyAdvert(version, family),
      source: anyAddress(family),
      destination: anyAddress(family),
    }),
  );
