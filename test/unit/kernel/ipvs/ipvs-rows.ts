/** Rows for tests, with everything usual left out. */
import assert from "node:assert/strict";
import type {
  DestinationRow,
  ServiceIdentity,
  ServiceRow,
  TableOperation,
} from "../../../../src/core/balancing/table.ts";
import type { IpvsDataplane } from "../../../../src/kernel/ipvs/ipvs-dataplane.ts";
import { connectIpvs } from "../../../../src/kernel/ipvs/open.ts";
import { type IpAddress, parseAddress } from "../../../../src/wire/address.ts";
import { type FakeTransport, fakeTransport } from "../netlink/fake-kernel.ts";
import { type FakeIpvs, type FakeOptions, fakeIpvs } from "./fake-ipvs.ts";

export function addressOf(text: string): IpAddress {
  const address = parseAddress(text);
  assert.ok(address !== null, text);
  return address;
}

export const tcp = (address: string, port = 80): ServiceIdentity => ({
  kind: "address",
  protocol: "tcp",
  address: addressOf(address),
  port,
});

export const service = (
  identity: ServiceIdentity,
  changes: Partial<Omit<ServiceRow, "identity">> = {},
): ServiceRow => ({
  identity,
  scheduler: "wrr",
  flags: { onePacket: false, flag1: false, flag2: false, flag3: false },
  persistence: null,
  ...changes,
});

export const destination = (
  address: string,
  changes: Partial<Omit<DestinationRow, "address">> = {},
): DestinationRow => ({
  address: addressOf(address),
  port: 80,
  forwarding: { method: "nat" },
  weight: 1,
  upperThreshold: 0,
  lowerThreshold: 0,
  ...changes,
});

export const addAll = (row: ServiceRow, servers: readonly DestinationRow[]): TableOperation[] => [
  { kind: "addService", service: row },
  ...servers.map((one) => ({
    kind: "addDestination" as const,
    service: row.identity,
    destination: one,
  })),
];

export interface OpenedFake {
  readonly plane: IpvsDataplane;
  readonly fake: FakeIpvs;
  readonly transport: FakeTransport;
}

export function openFake(options: FakeOptions = {}, receiveBufferBytes = 1 << 20): OpenedFake {
  const fake = fakeIpvs(options);
  const transport = fakeTransport(fake.kernel, { receiveBufferBytes });
  const opened = connectIpvs(transport, () => assert.fail("the module is there"));
  assert.ok(opened.ok, opened.ok ? "" : JSON.stringify(opened.error));
  return { plane: opened.value, fake, transport };
}

/** Applies what has to work. */
export async function mustApply(
  plane: IpvsDataplane,
  operations: readonly TableOperation[],
): Promise<void> {
  for (const outcome of await plane.apply(operations)) {
    assert.ok(outcome.ok, outcome.ok ? "" : JSON.stringify(outcome.error));
  }
}
