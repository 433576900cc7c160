/** The data plane port over nftables: a table of its own, and a picture of it in memory. */
import { setImmediate } from "node:timers/promises";
import type { ConnectionTimeouts } from "../../config/model/load-balancing.ts";
import { clientMapsOf } from "../../core/balancing/nftables/names.ts";
import { type PlannedChange, planOperations } from "../../core/balancing/nftables/plan.ts";
import type { ReadTable } from "../../core/balancing/nftables/read-table.ts";
import {
  type RememberedClient,
  rememberedClients,
} from "../../core/balancing/nftables/remembered-clients.ts";
import { staleFlows } from "../../core/balancing/nftables/stale-flows.ts";
import {
  forgetsServers,
  type OwnedChange,
  removal,
} from "../../core/balancing/nftables/transaction.ts";
import {
  type BalancingTable,
  type ServiceIdentity,
  serviceKey,
  type TableEntry,
  type TableOperation,
} from "../../core/balancing/table.ts";
import type { Dataplane, RunningSyncDaemon, ServiceCounters } from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { InTurn } from "../ipvs/in-turn.ts";
import { operationWords } from "../ipvs/operation-request.ts";
import { commit } from "./commit.ts";
import { CounterReader } from "./counter-reader.ts";
import type { Netfilter } from "./netfilter.ts";
import type { NftPrograms } from "./nft-process.ts";
import { complaintsOf, nftRefusal } from "./nft-refusal.ts";
import { TablePicture } from "./table-picture.ts";
import { listSet, noTable } from "./table-reader.ts";

type Selection = readonly ServiceIdentity[] | "all";
type Results = readonly Result<null, KernelError>[];

export class NftablesDataplane implements Dataplane {
  readonly name = "nftables";
  readonly #programs: NftPrograms;
  readonly #netfilter: Netfilter;
  readonly #counters: CounterReader;
  readonly #picture: TablePicture;
  readonly #turns = new InTurn();

  constructor(programs: NftPrograms, netfilter: Netfilter, nowMillis: () => number) {
    this.#programs = programs;
    this.#netfilter = netfilter;
    this.#picture = new TablePicture(programs.run, netfilter);
    this.#counters = new CounterReader(programs.run, nowMillis);
  }

  read(which: Selection): Promise<Result<BalancingTable, KernelError>> {
    return this.#turns.run(async () => {
      const read = await this.#picture.current();
      return read.ok ? success(selected(read.value.table, which)) : read;
    });
  }

  apply(operations: readonly TableOperation[]): Promise<Results> {
    return this.#turns.run(() => this.#apply(operations));
  }

  flush(): Promise<Result<null, KernelError>> {
    return this.#turns.run(() => this.#remove());
  }

  counters(which: Selection): Promise<Result<readonly ServiceCounters[], KernelError>> {
    return this.#turns.run(async () => {
      const known = await this.#picture.known();
      if (!known.ok) return known;
      return this.#counters.read(selected(known.value.table, which));
    });
  }

  /** Connection tracking has its own, for the whole machine. */
  async timeouts(): Promise<Result<ConnectionTimeouts, KernelError>> {
    return success({ tcpSeconds: null, tcpFinSeconds: null, udpSeconds: null });
  }

  async setTimeouts(timeouts: ConnectionTimeouts): Promise<Result<null, KernelError>> {
    if (Object.values(timeouts).every((seconds) => seconds === null)) return success(null);
    return failure({
      operation: "set the timeouts of connections",
      errno: "EOPNOTSUPP",
      explanation: "nftables has no timeouts of its own (lvs_timeouts)",
      remedy:
        "set net.netfilter.nf_conntrack_tcp_timeout_established, " +
        "nf_conntrack_tcp_timeout_fin_wait and nf_conntrack_udp_timeout with sysctl",
    });
  }

  async startSync(): Promise<Result<null, KernelError>> {
    return failure({
      operation: "start the synchronisation of connections",
      errno: "EOPNOTSUPP",
      explanation: "nftables does not share connections with another director (lvs_sync_daemon)",
      remedy:
        "load the kernel's module (modprobe ip_vs) and use lvs_dataplane ipvs, or share the " +
        "table of connection tracking with conntrackd",
    });
  }

  async stopSync(): Promise<Result<null, KernelError>> {
    return success(null);
  }

  async syncDaemons(): Promise<Result<readonly RunningSyncDaemon[], KernelError>> {
    return success([]);
  }

  close(): void {
    this.#programs.close();
    this.#picture.close();
  }

  async #apply(operations: readonly TableOperation[]): Promise<Results> {
    let table = await this.#picture.known();
    for (const isLast of [false, true]) {
      if (!table.ok) return operations.map(() => table as Result<null, KernelError>);
      const { results, failed } = await this.#attempt(table.value, operations);
      if (!failed || isLast) return results;
      // Somebody else may have changed the table: look, and try once more.
      table = await this.#picture.read();
    }
    throw new Error("the last attempt has results");
  }

  async #attempt(
    picture: ReadTable,
    operations: readonly TableOperation[],
  ): Promise<{ readonly results: Results; readonly failed: boolean }> {
    const plan = planOperations(picture.table, operations);
    const errors = await this.#carryOut(picture, plan.changes);
    const results: Result<null, KernelError>[] = operations.map(() => success(null));
    for (const { key, operations: asked } of plan.changes) {
      const error = errors.get(key);
      if (error === undefined) continue;
      for (const index of asked) results[index] = failure(named(operations[index], error));
    }
    for (const [index, { unsupported }] of plan.refused) {
      results[index] = failure(named(operations[index], unsupportedError(unsupported)));
    }
    return { results, failed: errors.size > 0 };
  }

  /**
   * Gives what failed, by the services' keys; the picture follows what was done. A table without
   * services stays: without its hooks the kernel would translate open connections no more.
   */
  async #carryOut(
    picture: ReadTable,
    changes: readonly PlannedChange[],
  ): Promise<ReadonlyMap<string, KernelError>> {
    if (changes.length === 0) return new Map();
    const table = new Map(picture.table);
    for (const { key, after } of changes) setOrRemove(table, key, after);
    const owned: OwnedChange[] = [];
    for (const change of changes) owned.push({ ...change, clients: await this.#clients(change) });
    const failures = await this.#picture.during(async () => {
      const { failed, transactions } = await commit(this.#programs.run, owned, !picture.whole);
      for (const { key, before } of changes) if (failed.has(key)) setOrRemove(table, key, before);
      const whole = picture.whole || transactions > 0;
      return { table: { whole, table }, transactions, value: failed };
    });
    await this.#forgetFlows(changes.filter(({ key }) => !failures.has(key)));
    return failures;
  }

  /** The kernel looks through all connections for each server. */
  async #forgetFlows(changes: readonly PlannedChange[]): Promise<void> {
    for (const { before, after } of changes) {
      for (const flows of staleFlows(before, after)) {
        this.#netfilter.forgetFlows(flows);
        await setImmediate();
      }
    }
  }

  /** Those of a service that loses servers; a map that cannot be read is emptied. */
  async #clients({ before, after }: PlannedChange): Promise<readonly RememberedClient[] | null> {
    if (before === null || !forgetsServers(before, after)) return null;
    const maps = clientMapsOf(before.service.identity);
    const addresses = await listSet(this.#programs.run, "map", maps.addresses);
    const ports = await listSet(this.#programs.run, "map", maps.ports);
    return addresses.ok && ports.ok ? rememberedClients(addresses.value, ports.value) : [];
  }

  #remove(): Promise<Result<null, KernelError>> {
    return this.#picture.during<Result<null, KernelError>>(async () => {
      const ran = await this.#programs.run(["-f", "-"], removal);
      if (ran.ok && ran.value.succeeded) {
        return { table: noTable, transactions: 1, value: success(null) };
      }
      const error = ran.ok
        ? nftRefusal("remove the table", complaintsOf(ran.value)[0], null)
        : ran.error;
      return { table: null, transactions: 0, value: failure(error) };
    });
  }
}

function setOrRemove(table: Map<string, TableEntry>, key: string, entry: TableEntry | null): void {
  if (entry === null) table.delete(key);
  else table.set(key, entry);
}

function selected(table: BalancingTable, which: Selection): BalancingTable {
  if (which === "all") return new Map(table);
  const chosen = new Map<string, TableEntry>();
  for (const identity of which) {
    const entry = table.get(serviceKey(identity));
    if (entry !== undefined) chosen.set(serviceKey(identity), entry);
  }
  return chosen;
}

const named = (operation: TableOperation | undefined, error: KernelError): KernelError =>
  operation === undefined ? error : { ...error, operation: operationWords(operation) };

function unsupportedError(
  unsupported: { readonly explanation: string; readonly remedy: string } | null,
): KernelError {
  return unsupported === null
    ? {
        operation: "",
        errno: "ESRCH",
        explanation: "there is no such virtual server",
        remedy: "its virtual server is not in the table: see what was said of it",
      }
    : { operation: "", errno: "EOPNOTSUPP", ...unsupported };
}
