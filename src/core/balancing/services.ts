/** The services of the data plane that a virtual server answers for (keepalived.md §19). */
import type {
  Persistence,
  VirtualServer,
  VirtualServerGroup,
} from "../../config/model/load-balancing.ts";
import { type Family, familyOf } from "../../wire/address.ts";
import { addressesOf } from "./range-addresses.ts";
import { type ServiceIdentity, type ServiceRow, serviceKey } from "./table.ts";
import { type Target, Targets } from "./target.ts";

/** A service that a virtual server answers for, with its `serviceKey`. */
export interface OwnedService {
  readonly key: string;
  readonly row: ServiceRow;
  /** Shared by all services with the same destinations. */
  readonly target: Target;
}

/**
 * All services of a virtual server, groups and ranges spread out, each once; `groups` by their names.
 * What does not depend on health is made here, once for a configuration.
 */
export function servicesOf(
  virtualServer: VirtualServer,
  groups: ReadonlyMap<string, VirtualServerGroup>,
): readonly OwnedService[] {
  const { scheduler, flags } = virtualServer;
  const { onePacket, flag1, flag2, flag3 } = flags;
  const shared = { scheduler, flags: { onePacket, flag1, flag2, flag3 } };
  const persistence = persistenceByFamily(virtualServer.persistence);
  const targets = new Targets(virtualServer);
  const services = new Map<string, OwnedService>();
  for (const identity of identitiesOf(virtualServer, groups)) {
    const key = serviceKey(identity);
    if (services.has(key)) continue;
    const family = familyOfService(identity);
    const port = identity.kind === "fwmark" ? 0 : identity.port;
    const row = { identity, ...shared, persistence: persistence[family] };
    services.set(key, { key, row, target: targets.of(family, port) });
  }
  return [...services.values()];
}

const familyOfService = (identity: ServiceIdentity): Family =>
  identity.kind === "fwmark" ? identity.family : familyOf(identity.address);

function* identitiesOf(
  { service, family }: VirtualServer,
  groups: ReadonlyMap<string, VirtualServerGroup>,
): Generator<ServiceIdentity> {
  if (service.kind === "address") return yield service;
  if (service.kind === "fwmark") {
    return yield { kind: "fwmark", mark: service.mark, family: family ?? "ipv4" };
  }
  const group = groups.get(service.group);
  const { protocol } = service;
  for (const range of group?.addresses ?? []) {
    for (const address of addressesOf(range)) {
      yield { kind: "address", protocol, address, port: range.port };
    }
  }
  for (const mark of group?.marks ?? []) {
    yield { kind: "fwmark", mark: mark.mark, family: mark.family };
  }
}

/** In a group of both families a mask is of one of them, and clients of the other stand alone. */
function persistenceByFamily(
  persistence: Persistence | null,
): Readonly<Record<Family, Persistence | null>> {
  const of = (family: Family): Persistence | null => {
    if (persistence?.mask == null || persistence.mask.family === family) return persistence;
    return { ...persistence, mask: null };
  };
  return { ipv4: of("ipv4"), ipv6: of("ipv6") };
}
