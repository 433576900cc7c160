import assert from "node:assert/strict";
import { test } from "node:test";
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import {
  LvsConfigurationReader,
  LvsConfigurationWriter,
  type WholeConfiguration,
} from "../../../../src/daemon/configuration/lvs-configuration.ts";
import { check } from "../../config/build/building.ts";
import { realServerText, serviceText } from "../../config/build/load-balancing-text.ts";

const service = (port: number, weight = 1): string =>
  serviceText(
    [
      realServerText(`weight ${weight}\nTCP_CHECK {\n}`),
      realServerText("notify_up /bin/true", "192.0.2.11 80"),
    ].join("\n"),
    `192.0.2.1 ${port}`,
  );
const configurationOf = (...texts: readonly string[]): Configuration =>
  check(texts.join("")).configuration;

/** As it goes through the socket pair. */
const sent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

function give(reader: LvsConfigurationReader, { parts, last }: WholeConfiguration): Configuration {
  for (const part of parts) reader.take(sent(part));
  return reader.read(sent(last));
}

function pair() {
  const writer = new LvsConfigurationWriter();
  const reader = new LvsConfigurationReader();
  return {
    writer,
    whole: (configuration: Configuration) => give(reader, writer.whole(configuration)),
    change: (configuration: Configuration) => reader.read(sent(writer.change(configuration))),
  };
}

const serversOf = ({ loadBalancing }: Configuration) => loadBalancing.virtualServers;

test("the process is given all that it acts on", () => {
  const configuration = configurationOf(
    "global_defs {\nchecker_priority 5\n}\n",
    "track_file f {\nfile /tmp/weight\n}\n",
    "virtual_server_group g {\n192.0.2.1-9 80\n}\n",
    service(80),
    serviceText(realServerText(), "group g"),
  );
  const given = pair().whole(configuration);
  assert.deepEqual(given.loadBalancing, configuration.loadBalancing);
  assert.deepEqual(given.tracking.files, configuration.tracking.files);
  assert.deepEqual(given.global, configuration.global);
  assert.deepEqual(given.daemon, configuration.daemon);
});

test("of a reload only what changed is sent, and the rest is the same object as before", () => {
  const { writer, whole, change } = pair();
  const before = whole(configurationOf(service(80), service(81), service(82)));
  const next = configurationOf(service(80), service(81, 7), service(82));
  const after = change(next);
  assert.equal(serversOf(after)[0], serversOf(before)[0]);
  assert.equal(serversOf(after)[1]?.realServers[0]?.weight, 7);
  assert.equal(serversOf(after)[2], serversOf(before)[2]);
  assert.deepEqual(writer.change(next).virtualServers, [0, 1, 2]);
});

test("another place in the file is no change", () => {
  const { whole, change } = pair();
  const before = whole(configurationOf(service(80)));
  const after = change(configurationOf("# a comment\n\n", service(80)));
  assert.equal(serversOf(after)[0], serversOf(before)[0]);
});

test("virtual servers may come, go and change places", () => {
  const { whole, change } = pair();
  const [first, second] = serversOf(whole(configurationOf(service(80), service(81))));
  const moved = serversOf(change(configurationOf(service(82), service(81), service(80))));
  assert.deepEqual(
    moved.map(({ name }) => name),
    ["[192.0.2.1]:tcp:82", "[192.0.2.1]:tcp:81", "[192.0.2.1]:tcp:80"],
  );
  assert.equal(moved[1], second);
  assert.equal(moved[2], first);
  const back = serversOf(change(configurationOf(service(80))));
  assert.deepEqual(back, [first]);
});

test("a process that is started in between is given everything", () => {
  const { writer, whole } = pair();
  whole(configurationOf(service(80)));
  const successor = new LvsConfigurationReader();
  give(successor, writer.whole(configurationOf(service(80), service(81))));
  const read = successor.read(sent(writer.change(configurationOf(service(81), service(80, 3)))));
  assert.deepEqual(
    serversOf(read).map(({ realServers }) => realServers[0]?.weight),
    [1, 3],
  );
});

test("a reference to what was never given is an error and not a hole", () => {
  const { writer } = pair();
  writer.whole(configurationOf(service(80)));
  const changed = writer.change(configurationOf(service(80)));
  assert.throws(() => new LvsConfigurationReader().read(changed), /was given before/);
});

test("what the process does not act on is not sent", () => {
  const instance = "vrrp_instance VI_1 {\nvirtual_router_id 1\ninterface lo\n}\n";
  const { last } = new LvsConfigurationWriter().whole(configurationOf(instance, service(80)));
  assert.ok(!last.rest.includes("VI_1"));
});

test("many virtual servers are given in parts of some hundred real servers", () => {
  const ports = Array.from({ length: 600 }, (_, index) => index + 1);
  const configuration = configurationOf(...ports.map((port) => service(port)));
  const given = new LvsConfigurationWriter().whole(configuration);
  const parts = [...given.parts];
  assert.equal(parts.length, 5);
  const read = give(new LvsConfigurationReader(), { ...given, parts });
  assert.deepEqual(serversOf(read), serversOf(configuration));
});
