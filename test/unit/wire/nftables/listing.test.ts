import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readListing } from "../../../../src/wire/nftables/listing.ts";

/** As nft 1.0.6 prints it. */
const printed = {
  nftables: [
    { metainfo: { version: "1.0.6", json_schema_version: 1 } },
    { table: { family: "inet", name: "t", handle: 1 } },
    {
      map: {
        name: "services",
        table: "t",
        type: ["ipv4_addr", "inet_proto", "inet_service"],
        map: "verdict",
        elem: [[{ concat: ["192.0.2.1", "tcp", 80] }, { goto: { target: "web" } }]],
      },
    },
    {
      map: {
        name: "clients",
        elem: [[{ elem: { val: "10.1.1.1", timeout: 50, expires: 19 } }, "10.0.0.3"]],
      },
    },
    { set: { name: "in", elem: [{ elem: { val: 7, counter: { packets: 3, bytes: 120 } } }] } },
    { set: { name: "empty" } },
    { chain: { name: "web" } },
    { rule: { chain: "web", expr: [{ return: null }], comment: "service rr" } },
    { rule: { chain: "web", expr: [{ return: null }] } },
  ],
};
const none = { packets: 0, bytes: 0, timeoutSeconds: null, expiresSeconds: null };

test("chains with the comments of their rules, sets with their elements", () => {
  const listing = readListing(JSON.stringify(printed));
  assert.ok(listing.ok);
  assert.deepEqual([...listing.value.chains], [["web", { comments: ["service rr", null] }]]);
  assert.deepEqual(Object.fromEntries(listing.value.sets), {
    services: { elements: [{ ...none, key: "192.0.2.1 . tcp . 80", value: "web" }] },
    clients: {
      elements: [
        { ...none, key: "10.1.1.1", value: "10.0.0.3", timeoutSeconds: 50, expiresSeconds: 19 },
      ],
    },
    in: { elements: [{ ...none, key: "7", value: null, packets: 3, bytes: 120 }] },
    empty: { elements: [] },
  });
});

test("any text is a listing or an error, and throws nothing", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      readListing(text);
      readListing(`{"nftables":[${text}]}`);
      readListing(`{"nftables":[{"chain":${text}},{"rule":${text}},{"set":{"elem":[${text}]}}]}`);
    }),
  );
  assert.equal(readListing("").ok, false);
  assert.equal(readListing("[]").ok, false);
});
