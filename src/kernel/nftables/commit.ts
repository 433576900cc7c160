/** Brings changes of services into the kernel: all in one transaction, or those that can be. */
import { setImmediate } from "node:timers/promises";
import {
  type OwnedChange,
  type Transaction,
  TransactionWriter,
} from "../../core/balancing/nftables/transaction.ts";
import type { KernelError } from "../../ports/network.ts";
import type { RunNft } from "./nft-process.ts";
import { complaintsOf, nftRefusal } from "./nft-refusal.ts";

export interface Committed {
  /** Why services were not changed, by their key. */
  readonly failed: ReadonlyMap<string, KernelError>;
  /** How many were carried out. */
  readonly transactions: number;
}

/** A table that refuses this often for another reason each time is not worth more time. */
const mostAttempts = 32;

/** Carries out a transaction without the services at fault, until the rest is done. */
export async function commit(
  run: RunNft,
  changes: readonly OwnedChange[],
  makesBase: boolean,
): Promise<Committed> {
  const failed = new Map<string, KernelError>();
  let transactions = 0;
  const waiting: (readonly OwnedChange[])[] = [changes];
  for (let attempt = 1; ; attempt++) {
    const batch = waiting.pop();
    if (batch === undefined) return { failed, transactions };
    const attempted = await attemptAt(run, batch, makesBase && transactions === 0);
    if (attempted === null) {
      transactions++;
      continue;
    }
    const { error, keys } = attempted;
    const over = attempt >= mostAttempts;
    const faulty = batch.filter(({ key }) => keys === null || keys.has(key) || over);
    for (const { key } of faulty) failed.set(key, error(key));
    const rest = batch.filter(({ key }) => !failed.has(key));
    if (rest.length > 0) waiting.push(...(faulty.length > 0 ? [rest] : halves(rest)));
  }
}

interface Refused {
  readonly error: (key: string) => KernelError;
  /** At fault; null is all, and an empty set that nobody knows. */
  readonly keys: ReadonlySet<string> | null;
}

/** Null when done. */
async function attemptAt(
  run: RunNft,
  changes: readonly OwnedChange[],
  makesBase: boolean,
): Promise<Refused | null> {
  const transaction = await transactionOf(changes, makesBase);
  const ran = await run(["-f", "-"], transaction.text);
  if (!ran.ok) {
    // One that crashed may have stumbled over a single service.
    const crashed = ran.error.errno === "EINTR" && changes.length > 1;
    return { error: () => ran.error, keys: crashed ? new Set() : null };
  }
  if (ran.value.succeeded) return null;
  const complaints = complaintsOf(ran.value);
  const lines = transaction.text.split("\n");
  const errors = new Map<string | null, KernelError>();
  for (const complaint of complaints) {
    const owner = complaint.line === null ? null : transaction.ownerOf(complaint.line);
    const command = complaint.line === null ? null : (lines[complaint.line - 1] ?? null);
    if (!errors.has(owner)) errors.set(owner, nftRefusal("change nftables", complaint, command));
  }
  const general = errors.get(null) ?? nftRefusal("change nftables", complaints[0], null);
  const error = (key: string): KernelError => errors.get(key) ?? general;
  const keys = new Set([...errors.keys()].filter((key) => key !== null));
  const alone = changes.length <= 1;
  const baseRefused = makesBase && keys.size === 0;
  return { error, keys: alone || baseRefused ? null : keys };
}

/** What others do may come between. */
const changesAtOnce = 256;

async function transactionOf(
  changes: readonly OwnedChange[],
  makesBase: boolean,
): Promise<Transaction> {
  const writer = new TransactionWriter(makesBase);
  for (const [index, change] of changes.entries()) {
    writer.add(change);
    if (index % changesAtOnce === changesAtOnce - 1) await setImmediate();
  }
  return writer.finish();
}

function halves(changes: readonly OwnedChange[]): readonly (readonly OwnedChange[])[] {
  const middle = Math.ceil(changes.length / 2);
  return [changes.slice(middle), changes.slice(0, middle)];
}
