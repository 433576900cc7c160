import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "./building.ts";

const service = (...servers: string[]): string =>
  `virtual_server 192.0.2.1 80 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
${servers.join("\n")}
}
`;
const server = (number: number, ...lines: string[]): string =>
  [`real_server 192.0.2.1${number} 80 {`, ...lines, "}"].join("\n");

test("servers that are written alike have their own addresses, and what they say in common", () => {
  const lines = ["weight 3", "TCP_CHECK {", "connect_timeout 4", "}"];
  const { configuration, diagnostics } = check(service(server(1, ...lines), server(2, ...lines)));
  const [one, two] = configuration.loadBalancing.virtualServers[0]?.realServers ?? [];
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity !== "notice"),
    [],
  );
  assert.deepEqual({ ...two, place: null }, { ...differing(one, "192.0.2.12"), place: null });
  assert.equal(two?.place.line, 11);
});

function differing<Server extends { checkers: readonly object[] }>(
  server: Server | undefined,
  address: string,
) {
  return { ...server, address, checkers: server?.checkers.map((each) => ({ ...each, address })) };
}

test("what is wrong with each of them is named where it stands", () => {
  const lines = ["weight 3", "lthreshold 5"];
  const text = service(server(1, ...lines), server(2, ...lines), server(3, ...lines));
  const places = check(text).diagnostics.filter(({ severity }) => severity !== "notice");
  assert.deepEqual(
    places.map(({ span }) => span?.line),
    [7, 11, 15],
  );
});

test("commands that are written alike have their own places", () => {
  const lines = ["MISC_CHECK {", 'misc_path "/bin/true"', "}"];
  const { configuration } = check(service(server(1, ...lines), server(2, ...lines)));
  const servers = configuration.loadBalancing.virtualServers[0]?.realServers ?? [];
  const places = servers.flatMap(({ checkers }) =>
    checkers.map((each) => (each.kind === "misc" ? each.command.place.line : null)),
  );
  assert.deepEqual(places, [7, 12]);
});
