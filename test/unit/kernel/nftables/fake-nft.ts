/** An nft that remembers what it was told, and refuses lines on request. */
import type { Netfilter } from "../../../../src/kernel/nftables/netfilter.ts";
import type { NftPrograms, NftRun } from "../../../../src/kernel/nftables/nft-process.ts";
import { NftablesDataplane } from "../../../../src/kernel/nftables/nftables-dataplane.ts";
import type { KernelError } from "../../../../src/ports/network.ts";
import { failure, type Result, success } from "../../../../src/wire/result.ts";

export interface FakeNft {
  readonly plane: NftablesDataplane;
  /** Transactions that were carried out. */
  readonly carriedOut: string[];
  /** How often it was run, for whatever. */
  runs(): number;
}

/** What becomes of a transaction: refused lines, or not even that. */
export type Verdict = (text: string) => readonly number[] | KernelError;

export function fakeNft(verdict: Verdict = () => []): FakeNft {
  const carriedOut: string[] = [];
  let runs = 0;
  const answer = (words: readonly string[], input = ""): Result<NftRun, KernelError> => {
    runs++;
    if (words[0] !== "-f") return success(refused("Error: No such file or directory"));
    const refusal = verdict(input);
    if ("errno" in refusal) return failure(refusal);
    if (refusal.length > 0) {
      const lines = refusal.map(
        (line) => `/dev/stdin:${line}:1-2: Error: Could not process rule: Operation not supported`,
      );
      return success(refused(lines.join("\n")));
    }
    carriedOut.push(input);
    return success({ succeeded: true, output: "", errorOutput: "" });
  };
  const programs: NftPrograms = { run: async (...asked) => answer(...asked), close: () => {} };
  const netfilter: Netfilter = {
    generation: () => null,
    forgetFlows: () => {},
    close: () => {},
  };
  const plane = new NftablesDataplane(programs, netfilter, () => 0);
  return { plane, carriedOut, runs: () => runs };
}

const refused = (errorOutput: string): NftRun => ({ succeeded: false, output: "", errorOutput });
