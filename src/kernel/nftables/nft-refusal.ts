/** Refusals of nft and of the kernel behind it, as errors that say what to do. */
import type { KernelError } from "../../ports/network.ts";
import { type NftComplaint, readComplaints } from "../../wire/nftables/refusal.ts";
import type { NftRun } from "./nft-process.ts";

/** strerror(3), which is all that nft tells. */
const errnoOfText: readonly (readonly [string, string])[] = [
  ["Operation not permitted", "EPERM"],
  ["No such file or directory", "ENOENT"],
  ["File exists", "EEXIST"],
  ["Device or resource busy", "EBUSY"],
  ["Invalid argument", "EINVAL"],
  ["Cannot allocate memory", "ENOMEM"],
  ["Operation not supported", "EOPNOTSUPP"],
  ["Protocol not supported", "EPROTONOSUPPORT"],
  ["Address family not supported by protocol", "EAFNOSUPPORT"],
  ["Message too long", "EMSGSIZE"],
  ["No buffer space available", "ENOBUFS"],
  ["Too many open files in system", "ENFILE"],
  ["Numerical result out of range", "ERANGE"],
];

/** Words of a command, and the module without which the kernel does not know them. */
const moduleOfWords: readonly (readonly [RegExp, string])[] = [
  [/\btype nat\b/, "nft_chain_nat"],
  [/\bfib\b/, "nft_fib_inet"],
  [/\bct\b/, "nft_ct"],
  [/\breject\b/, "nft_reject_inet"],
  [/\bjhash\b/, "nft_hash"],
  [/\bnumgen\b/, "nft_numgen"],
  [/\bdnat\b/, "nft_nat"],
];

export const complaintsOf = (run: NftRun): readonly NftComplaint[] =>
  readComplaints(run.errorOutput);

/** `command` is the line at fault; null where it is not known. */
export function nftRefusal(
  operation: string,
  complaint: NftComplaint | undefined,
  command: string | null,
): KernelError {
  const explanation = complaint?.text ?? "nft failed and said nothing";
  const errno = errnoOfText.find(([text]) => explanation.includes(text))?.[1] ?? "EIO";
  return { operation, errno, explanation, remedy: remedyFor(errno, command) };
}

function remedyFor(errno: string, command: string | null): string | null {
  switch (errno) {
    case "EPERM":
      return "CAP_NET_ADMIN is missing: run as root, or give it in the systemd unit";
    case "EPROTONOSUPPORT":
    case "EAFNOSUPPORT":
      return "the kernel has no nftables: load its module (modprobe nf_tables)";
    case "ENOENT":
    case "EOPNOTSUPP": {
      const module = moduleOfWords.find(([words]) => words.test(command ?? ""))?.[1];
      if (module !== undefined) return `load the kernel's module: modprobe ${module}`;
      return "nftables balances on kernels from 5.12 on, with nft from 1.0 on";
    }
    case "ENOMEM":
    case "ENOBUFS":
      return "the kernel is short of memory: see free";
    default:
      return null;
  }
}
