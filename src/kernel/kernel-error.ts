/** Refusals of the kernel as values that tell the operator what to do about them. */
import type { KernelError } from "../ports/network.ts";
import { errno, errnoName } from "./errno.ts";

/** What the refused call needs, for the remedy's words. */
export interface ErrorContext {
  /** "CAP_NET_RAW". */
  readonly capability?: string;
  readonly interfaceName?: string;
  /** What the kernel has to be built with: "CONFIG_PACKET". */
  readonly kernelOption?: string;
  /** The kernel's own words (netlink's extended acknowledgement). */
  readonly explanation?: string | null;
}

/** `number` is an error number, positive or negative, as `Sys` gives it. */
export function kernelError(
  operation: string,
  number: number,
  context: ErrorContext = {},
): KernelError {
  const explanation = context.explanation ?? null;
  const remedy = remedyFor(Math.abs(number), context);
  return { operation, errno: errnoName(number), explanation, remedy };
}

function remedyFor(number: number, context: ErrorContext): string | null {
  switch (number) {
    case errno.EPERM:
    case errno.EACCES:
      return context.capability === undefined ? null : capabilityRemedy(context.capability);
    case errno.ENODEV:
    case errno.ENXIO:
      return missingInterface(context.interfaceName);
    case errno.ENETDOWN:
      return context.interfaceName === undefined
        ? "bring the interface up"
        : `bring the interface up: ip link set ${context.interfaceName} up`;
    case errno.EPROTONOSUPPORT:
    case errno.ESOCKTNOSUPPORT:
    case errno.EAFNOSUPPORT:
    case errno.ENOPROTOOPT:
      return context.kernelOption === undefined
        ? null
        : `use a kernel with ${context.kernelOption}, or load its module`;
    case errno.ENOMEM:
    case errno.ENOBUFS:
      return "the kernel is short of memory: see free, and net.core.wmem_max for sockets";
    default:
      return null;
  }
}

function capabilityRemedy(capability: string): string {
  const lower = capability.toLowerCase();
  return (
    `${capability} is missing: run as root, or give it with AmbientCapabilities=${capability} ` +
    `in the systemd unit, or with setcap ${lower}+ep on the node binary`
  );
}

function missingInterface(name: string | undefined): string {
  if (name === undefined) return "check that the interface exists: ip link";
  return `check that interface ${name} exists in this network namespace: ip link show ${name}`;
}
