/** The data plane port over the kernel's IPVS. */
import type { ConnectionTimeouts } from "../../config/model/load-balancing.ts";
import type { ServiceIdentity, TableOperation } from "../../core/balancing/table.ts";
import type {
  Dataplane,
  RunningSyncDaemon,
  ServiceCounters,
  SyncRole,
} from "../../ports/dataplane.ts";
import type { KernelError } from "../../ports/network.ts";
import type { IpvsDaemon } from "../../wire/ipvs/daemon-message.ts";
import { encodeServiceCommand } from "../../wire/ipvs/service-message.ts";
import { encodePlainCommand, type IpvsInformation } from "../../wire/ipvs/settings-message.ts";
import { type Result, success } from "../../wire/result.ts";
import { errno, errnoName } from "../errno.ts";
import type { NetlinkClient } from "../netlink/netlink-client.ts";
import { applyOperations } from "./apply-operations.ts";
import { countersOf } from "./counters.ts";
import { InTurn } from "./in-turn.ts";
import { requestOf } from "./ipvs-request.ts";
import { type ReadService, readServices, readTable, type Selection } from "./read-table.ts";
import { readInformation, readTimeouts, setTimeouts } from "./settings.ts";
import {
  readDaemons,
  roleOf,
  type SyncSettings,
  startDaemon,
  stopDaemon,
} from "./synchronisation.ts";
import { serviceName } from "./words.ts";

export class IpvsDataplane implements Dataplane {
  readonly name = "ipvs";
  readonly #client: NetlinkClient;
  /** IPVS's number in generic netlink: another one whenever its module is loaded. */
  #family: number;
  readonly #find: () => Result<number, KernelError>;
  readonly #turns = new InTurn();

  /** `find` gives the number anew, and loads the module where it is gone. */
  constructor(client: NetlinkClient, family: number, find: () => Result<number, KernelError>) {
    this.#client = client;
    this.#family = family;
    this.#find = find;
  }

  /** Where somebody has unloaded the module, what is read is the table of the one loaded anew. */
  read(which: Selection) {
    return this.#turns.run(async () => {
      const read = await readTable(this.#client, this.#family, which);
      if (read.ok || read.error.errno !== errnoName(errno.ENOENT)) return read;
      const found = this.#find();
      if (!found.ok) return found;
      this.#family = found.value;
      return readTable(this.#client, this.#family, which);
    });
  }

  apply(operations: readonly TableOperation[]) {
    return this.#turns.run(() => applyOperations(this.#client, this.#family, operations));
  }

  flush(): Promise<Result<null, KernelError>> {
    const message = encodePlainCommand(this.#family, "flush");
    const request = requestOf("remove all virtual servers", message);
    return this.#soon(() => this.#client.execute([request])[0] ?? success(null));
  }

  counters(which: Selection): Promise<Result<readonly ServiceCounters[], KernelError>> {
    return this.#turns.run(async () => {
      const read = await readServices(this.#client, this.#family, which, true);
      return read.ok ? success(read.value.map(countersOf)) : read;
    });
  }

  timeouts(): Promise<Result<ConnectionTimeouts, KernelError>> {
    return this.#soon(() => {
      const read = readTimeouts(this.#client, this.#family);
      if (!read.ok) return read;
      const { tcpSeconds, tcpFinSeconds, udpSeconds } = read.value;
      return success({
        tcpSeconds: orNone(tcpSeconds),
        tcpFinSeconds: orNone(tcpFinSeconds),
        udpSeconds: orNone(udpSeconds),
      });
    });
  }

  setTimeouts(timeouts: ConnectionTimeouts) {
    return this.#soon(() => setTimeouts(this.#client, this.#family, timeouts));
  }

  startSync(role: SyncRole, daemon: SyncSettings) {
    return this.#soon(() => startDaemon(this.#client, this.#family, role, daemon));
  }

  stopSync(role: SyncRole) {
    return this.#soon(() => stopDaemon(this.#client, this.#family, role));
  }

  async syncDaemons(): Promise<Result<readonly RunningSyncDaemon[], KernelError>> {
    const daemons = await this.daemons();
    if (!daemons.ok) return daemons;
    return success(
      daemons.value.map((daemon) => ({
        role: roleOf(daemon),
        interface: daemon.interface,
        syncId: daemon.syncId,
      })),
    );
  }

  /** The sync daemons with all that the kernel says of them. */
  daemons(): Promise<Result<readonly IpvsDaemon[], KernelError>> {
    return this.#soon(() => readDaemons(this.#client, this.#family));
  }

  /** All services with all that the kernel says of them, in its order. */
  services(): Promise<Result<readonly ReadService[], KernelError>> {
    return this.#turns.run(() => readServices(this.#client, this.#family, "all", true));
  }

  information(): Promise<Result<IpvsInformation, KernelError>> {
    return this.#soon(() => readInformation(this.#client, this.#family));
  }

  /** Sets the counters of one service, or of all, to zero. */
  zero(which: ServiceIdentity | "all"): Promise<Result<null, KernelError>> {
    const request =
      which === "all"
        ? requestOf("zero all counters", encodePlainCommand(this.#family, "zero"))
        : requestOf(
            `zero the counters of ${serviceName(which)}`,
            encodeServiceCommand(this.#family, "zero", which),
          );
    return this.#soon(() => this.#client.execute([request])[0] ?? success(null));
  }

  close(): void {
    this.#client.close();
  }

  #soon<Value>(work: () => Value): Promise<Value> {
    return this.#turns.run(async () => work());
  }
}

/** A kernel without the protocol tells 0. */
const orNone = (seconds: number): number | null => (seconds === 0 ? null : seconds);
