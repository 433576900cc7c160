/**
 * The configuration on its way to the lvs process. There may be tens of thousands of real servers:
 * a process that runs already is given those virtual servers only that changed.
 */
import type { Configuration } from "../../config/model/configuration.ts";
import type { VirtualServer } from "../../config/model/load-balancing.ts";
import { decodeConfiguration, type EncodedConfiguration, encodeConfiguration } from "./codec.ts";
import { meansTheSame } from "./same-meaning.ts";

export interface LvsConfiguration {
  /** All that the lvs process needs but its virtual servers. */
  readonly rest: EncodedConfiguration;
  /**
   * In order. A number is the index of a virtual server that was given before: in the list before
   * this one, or in parts. Virtual servers hold no secret.
   */
  readonly virtualServers: readonly (VirtualServer | number)[];
}

/** A configuration for a process that was given nothing yet. */
export interface WholeConfiguration {
  /** To be given first, one after another: one text of them all would take too much memory. */
  readonly parts: Iterable<readonly VirtualServer[]>;
  readonly last: LvsConfiguration;
}

/** Real servers in a part: some hundred kilobytes. */
const serversInPart = 256;

/** The supervisor's side. */
export class LvsConfigurationWriter {
  #given: readonly VirtualServer[] = [];

  /** For a process that was given nothing yet. */
  whole(configuration: Configuration): WholeConfiguration {
    const { virtualServers } = configuration.loadBalancing;
    this.#given = virtualServers;
    const last = { rest: encodeRest(configuration), virtualServers: [...virtualServers.keys()] };
    return { parts: partsOf(virtualServers), last };
  }

  /** For the process that got what was written before. */
  change(configuration: Configuration): LvsConfiguration {
    const change = this.question(configuration);
    this.#given = configuration.loadBalancing.virtualServers;
    return change;
  }

  /** The same for a configuration that it is only asked about. */
  question(configuration: Configuration): LvsConfiguration {
    const before = this.#given;
    const places = new Map(before.map(({ name }, index) => [name, index]));
    const { virtualServers } = configuration.loadBalancing;
    const reference = (server: VirtualServer): VirtualServer | number => {
      const index = places.get(server.name);
      return index !== undefined && meansTheSame(before[index], server) ? index : server;
    };
    return { rest: encodeRest(configuration), virtualServers: virtualServers.map(reference) };
  }
}

/** The lvs process's side. */
export class LvsConfigurationReader {
  #servers: readonly VirtualServer[] = [];
  #parts: VirtualServer[] = [];

  /** A part of the configuration that is read next. */
  take(part: readonly VirtualServer[]): void {
    for (const server of part) this.#parts.push(server);
  }

  /**
   * A virtual server that still says the same is the same object as last time; its places in the
   * files are those of last time too. Throws on what no `LvsConfigurationWriter` wrote.
   */
  read(given: LvsConfiguration): Configuration {
    const before = this.#parts.length > 0 ? this.#parts : this.#servers;
    this.#parts = [];
    const configuration = readWith(given, before);
    this.#servers = configuration.loadBalancing.virtualServers;
    return configuration;
  }

  /** The same for one that is only asked about. */
  peek(given: LvsConfiguration): Configuration {
    return readWith(given, this.#servers);
  }
}

function readWith(
  { rest, virtualServers }: LvsConfiguration,
  before: readonly VirtualServer[],
): Configuration {
  const servers = virtualServers.map((server) => {
    const found = typeof server === "number" ? before[server] : server;
    if (found === undefined) throw new Error(`no virtual server ${server} was given before`);
    return found;
  });
  const configuration = decodeConfiguration(rest);
  const loadBalancing = { ...configuration.loadBalancing, virtualServers: servers };
  return { ...configuration, loadBalancing };
}

function* partsOf(servers: readonly VirtualServer[]): Generator<readonly VirtualServer[]> {
  let part: VirtualServer[] = [];
  let size = 0;
  for (const server of servers) {
    part.push(server);
    size += server.realServers.length;
    if (size < serversInPart) continue;
    yield part;
    part = [];
    size = 0;
  }
  if (part.length > 0) yield part;
}

/** It runs no instance, and follows files only. */
function encodeRest(configuration: Configuration): EncodedConfiguration {
  const { loadBalancing, tracking } = configuration;
  return encodeConfiguration({
    ...configuration,
    announcementGroups: [],
    vrrpInstances: [],
    syncGroups: [],
    trackGroups: [],
    tracking: { ...tracking, scripts: [], processes: [] },
    loadBalancing: { ...loadBalancing, virtualServers: [] },
  });
}
