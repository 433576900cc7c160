/** Short words for the tables to describe arguments with. */
import type { Family } from "../../wire/address.ts";
import { type Micros, seconds } from "../../wire/units.ts";
import type * as kinds from "./argument.ts";

/** keepalived keeps spans as 32-bit microseconds: no span can be longer than this. */
const longestSeconds = 4294.967295;
export const longestWholeSeconds = 4294;
export const longestMicros = Number.MAX_SAFE_INTEGER as Micros;
const largestUnsigned = 0xffff_ffff;

export const none: kinds.None = { kind: "none" };
export const flag: kinds.Flag = { kind: "flag" };
export const interfaceName: kinds.InterfaceName = { kind: "interface" };
export const command: kinds.Command = { kind: "command" };
/** A command without the user behind it. */
export const commandAlone: kinds.Command = { kind: "command", alone: true };
export const identity: kinds.Identity = { kind: "identity" };

export const integer = (
  minimum: number,
  maximum: number = largestUnsigned,
  unit = "",
): kinds.Integer => ({ kind: "integer", minimum, maximum, unit, clamps: false });

/** An integer that is moved into its range instead of being refused. */
export const clamped = (
  minimum: number,
  maximum: number = largestUnsigned,
  unit = "",
): kinds.Integer => ({ kind: "integer", minimum, maximum, unit, clamps: true });

/** Whole seconds. */
export const wholeSeconds = (minimum = 0, maximum = longestWholeSeconds): kinds.Integer =>
  integer(minimum, maximum, "s");

/** Bounds in seconds. */
export const duration = (minimum = 0, maximum = longestSeconds): kinds.Duration => ({
  kind: "duration",
  minimumMicros: seconds(minimum),
  maximumMicros: seconds(maximum),
  zeroIsOff: false,
  unit: "s",
  decimals: 6,
});

/** Bounds in seconds; the file may say it to the millisecond. */
export const coarseDuration = (minimum: number): kinds.Duration => ({
  ...duration(minimum),
  decimals: 3,
});

/** The file counts milliseconds, to the microsecond; bounds in milliseconds. */
export const millisecondsBetween = (minimum: number, maximum: number): kinds.Duration => ({
  ...duration(minimum / 1000, maximum / 1000),
  unit: "ms",
  decimals: 3,
});

/** A wait of any length that a number of microseconds can hold; the bound in seconds. */
export const longDuration = (minimum = 0): kinds.Duration => ({
  ...duration(minimum),
  maximumMicros: longestMicros,
});

/** As `duration`, and 0 is a spelling of off. */
export const durationOrOff = (minimum: number): kinds.Duration => ({
  ...duration(minimum),
  zeroIsOff: true,
});

export const choice = <const Value extends string>(...values: Value[]): kinds.Choice<Value> => ({
  kind: "choice",
  values,
});

/** As `choice`, in capitals and small letters. */
export const caselessChoice = <const Value extends string>(
  ...values: Value[]
): kinds.Choice<Value> => ({ ...choice(...values), ignoresCase: true });

export const text = (maximumLength = Number.POSITIVE_INFINITY): kinds.Text => ({
  kind: "text",
  maximumLength,
});

/** Text in which a backslash escapes. */
export const escapedText: kinds.Text = { ...text(), escapes: true };

export const secret = (maximumLength: number): kinds.SecretText => ({
  kind: "secret",
  maximumLength,
});

export const address = (family: Family | null = null): kinds.Address => ({
  kind: "address",
  family,
  multicast: false,
});

export const multicastAddress = (family: Family | null = null): kinds.Address => ({
  kind: "address",
  family,
  multicast: true,
});

export const integers = (minimum: number, maximum: number): kinds.Integers => ({
  kind: "integers",
  minimum,
  maximum,
});

export const optional = <const Inner extends kinds.Argument>(of: Inner): kinds.Optional<Inner> => ({
  kind: "optional",
  of,
});

export const words = (syntax: string): kinds.Words => ({ kind: "words", syntax });
export const lines = (item: string): kinds.Lines => ({ kind: "lines", item });
export const section = (heading = ""): kinds.Section => ({ kind: "section", heading });
