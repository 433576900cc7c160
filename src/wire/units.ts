/**
 * Numbers that must not be mixed up carry their unit as a brand; a cast at the place where the
 * number enters the program is the only way to make one.
 */
type Unit<Name extends string> = number & { readonly unit: Name };

/** Monotonic time, or a span of it, in microseconds. */
export type Micros = Unit<"micros">;
/** VRRPv3 intervals on the wire (RFC 9568 §5.2.7): hundredths of a second, 12 bits. */
export type Centiseconds = Unit<"centiseconds">;
/** 1..255 (RFC 9568 §5.2.3). */
export type VirtualRouterId = Unit<"virtualRouterId">;
/** 0 (gives up), 1..254, 255 (address owner) (RFC 9568 §5.2.4). */
export type Priority = Unit<"priority">;
/** The kernel's number of a link; never reused while the link exists. */
export type InterfaceIndex = Unit<"interfaceIndex">;

export const microsPerSecond = 1_000_000 as Micros;
export const microsPerCentisecond = 10_000 as Micros;

export const seconds = (count: number): Micros => Math.round(count * 1_000_000) as Micros;
export const milliseconds = (count: number): Micros => Math.round(count * 1_000) as Micros;

/** The sum of a moment and a span, or of two spans. */
export const plus = (left: Micros, right: Micros): Micros => (left + right) as Micros;
