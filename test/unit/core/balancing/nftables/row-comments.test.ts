import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  destinationComments,
  readDestinationComment,
  readServiceComment,
  serviceComment,
} from "../../../../../src/core/balancing/nftables/row-comments.ts";
import { balancingTables } from "./tables.ts";

/** NFTNL_UDATA_COMMENT_MAXLEN less its terminator. */
const longestComment = 127;

test("rows come back out of their comments, which nft takes", () => {
  fc.assert(
    fc.property(balancingTables, (table) => {
      for (const { service, destinations } of table.values()) {
        const comment = serviceComment(service);
        assert.ok(comment.length <= longestComment, comment);
        assert.deepEqual(readServiceComment(service.identity, comment), service);
        const comments = destinationComments(destinations.values());
        assert.ok(comments.every(({ length }) => length <= longestComment));
        assert.deepEqual(comments.flatMap(readDestinationComment), [...destinations.values()]);
      }
    }),
  );
});

test("what others wrote is no row", () => {
  const identity = { kind: "fwmark", mark: 1, family: "ipv4" } as const;
  for (const comment of [
    "",
    "service",
    "service rr persistent 5",
    "services rr",
    "service rr flag9",
  ]) {
    assert.equal(readServiceComment(identity, comment), null, comment);
  }
  for (const comment of [
    "",
    "to 10.0.0.1 80",
    "to here 80 weight 1",
    "to 10.0.0.1 80 weight -1",
    "to 10.0.0.1 80 weight 1,",
  ]) {
    assert.equal(readDestinationComment(comment), null, comment);
  }
});
