import assert from "node:assert/strict";
import { test } from "node:test";
import { errno } from "../../../../src/kernel/errno.ts";
import { RtnetlinkClient } from "../../../../src/kernel/netlink/rtnetlink-client.ts";
import { messageFlag } from "../../../../src/wire/netlink/message.ts";
import {
  acknowledge,
  addressBytes4,
  done,
  fakeTransport,
  type Kernel,
  linkBytes,
  numbered,
  only,
} from "./fake-kernel.ts";

const links = (kernel: Kernel) => new RtnetlinkClient(fakeTransport(kernel)).links();

test("a dump over several datagrams is put together", () => {
  const result = links((requests) => {
    const request = only(requests);
    const [first, second, third] = [1, 2, 3].map((index) =>
      numbered(linkBytes(index, `eth${index}`), request.sequence),
    );
    assert.ok(first && second && third);
    return [Buffer.concat([first, second]), third, done(request)];
  });
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.map(({ name }) => name),
    ["eth1", "eth2", "eth3"],
  );
});

test("a dump that was interrupted is taken again", () => {
  let attempts = 0;
  const result = links((requests) => {
    const request = only(requests);
    attempts++;
    const interrupted = attempts < 3 ? messageFlag.dumpInterrupted : 0;
    const link = linkBytes(attempts, "eth0", { messageFlags: interrupted });
    return [numbered(link, request.sequence), done(request)];
  });
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.map(({ index }) => index),
    [3],
  );
});

test("a dump that is always interrupted fails after some attempts", () => {
  let attempts = 0;
  const result = links((requests) => {
    attempts++;
    return [done(only(requests), messageFlag.dumpInterrupted)];
  });
  assert.ok(!result.ok);
  assert.equal(result.error.operation, "list the links");
  assert.equal(result.error.errno, "EAGAIN");
  assert.equal(attempts, 5);
});

test("a refusal carries the kernel's words", () => {
  const words = { text: "Invalid values in header for link dump request", offset: 16 };
  const result = links((requests) => [acknowledge(only(requests), errno.EINVAL, words)]);
  assert.ok(!result.ok);
  assert.equal(result.error.errno, "EINVAL");
  assert.match(result.error.explanation ?? "", /^Invalid values in header.*byte 16/);
});

test("a reply cut short is an error, and the rest of the dump is read away", () => {
  const transport = fakeTransport((requests) => {
    const request = only(requests);
    const link = numbered(linkBytes(1, "eth1"), request.sequence);
    const damaged = link.slice();
    // The first attribute claims more than the message holds.
    damaged[32] = 0xff;
    return transport.sent.length === 1 ? [damaged, link, done(request)] : [link, done(request)];
  });
  const client = new RtnetlinkClient(transport);
  const first = client.links();
  assert.ok(!first.ok);
  assert.equal(first.error.errno, "EBADMSG");
  assert.match(first.error.explanation ?? "", /truncated at byte 16/);
  assert.equal(transport.receive(false), -errno.EAGAIN);
  assert.ok(client.links().ok);
});

test("a dump whose messages were dropped is taken again", () => {
  let attempts = 0;
  const result = links((requests) => {
    const request = only(requests);
    return ++attempts === 1 ? [-errno.ENOBUFS, done(request)] : [done(request)];
  });
  assert.ok(result.ok);
  assert.equal(attempts, 2);
});

test("silence is timed out", () => {
  const result = links(() => []);
  assert.ok(!result.ok);
  assert.equal(result.error.errno, "ETIMEDOUT");
});

test("entries of families that are no IP are left out", () => {
  const client = new RtnetlinkClient(
    fakeTransport((requests) => {
      const request = only(requests);
      const ours = numbered(addressBytes4(2, 1), request.sequence);
      const other = ours.slice();
      other[16] = 45;
      return [other, ours, done(request)];
    }),
  );
  const result = client.addresses();
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.map(({ address }) => address),
    ["10.0.0.1"],
  );
});
