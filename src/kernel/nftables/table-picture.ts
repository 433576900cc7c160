/** Holdfast's table as it was last read, with what was done since, and whether that still holds. */
import type { ReadTable } from "../../core/balancing/nftables/read-table.ts";
import type { KernelError } from "../../ports/network.ts";
import { generationAfter } from "../../wire/nftables/generation.ts";
import { type Result, success } from "../../wire/result.ts";
import type { Netfilter } from "./netfilter.ts";
import type { RunNft } from "./nft-process.ts";
import { readNftTable } from "./table-reader.ts";

export interface TableChange<Value> {
  /** Null where it is not known. */
  readonly table: ReadTable | null;
  readonly transactions: number;
  readonly value: Value;
}

export class TablePicture {
  readonly #run: RunNft;
  readonly #netfilter: Netfilter;
  #table: ReadTable | null = null;
  /** Of the kernel's ruleset when the picture was right; null where that is not known. */
  #generation: number | null = null;

  constructor(run: RunNft, netfilter: Netfilter) {
    this.#run = run;
    this.#netfilter = netfilter;
  }

  /** As the kernel has it now; read only where somebody changed the ruleset. */
  async current(): Promise<Result<ReadTable, KernelError>> {
    const generation = this.#netfilter.generation();
    const holds = generation !== null && generation === this.#generation;
    return holds && this.#table !== null ? success(this.#table) : await this.read();
  }

  /** Reads it in any case. */
  async read(): Promise<Result<ReadTable, KernelError>> {
    const before = this.#netfilter.generation();
    const read = await readNftTable(this.#run);
    this.#table = read.ok ? read.value : null;
    this.#generation = this.#netfilter.generation() === before ? before : null;
    return read;
  }

  /** As last seen; others may have changed it since. */
  async known(): Promise<Result<ReadTable, KernelError>> {
    return this.#table === null ? await this.read() : success(this.#table);
  }

  /** Runs `change`, which says what the table is then and by how many transactions. */
  async during<Value>(change: () => Promise<TableChange<Value>>): Promise<Value> {
    const before = this.#netfilter.generation();
    const undisturbed = before === this.#generation;
    const { table, transactions, value } = await change();
    let expected = before;
    for (let count = 0; count < transactions; count++) {
      if (expected !== null) expected = generationAfter(expected);
    }
    this.#table = table;
    this.#generation = undisturbed && this.#netfilter.generation() === expected ? expected : null;
    return value;
  }

  close(): void {
    this.#netfilter.close();
  }
}
