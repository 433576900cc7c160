import assert from "node:assert/strict";
import { test } from "node:test";
import { hexDump } from "../../../../src/cli/genhash/hex-dump.ts";

test("sixteen bytes a line, their offset before and their text behind them", () => {
  assert.equal(
    hexDump(Buffer.from("HTTP/1.1 200 OK\r\nContent"), 16),
    "0016  48 54 54 50 2f 31 2e 31 - 20 32 30 30 20 4f 4b 0d   HTTP/1.1 200 OK.\n" +
      "0032  0a 43 6f 6e 74 65 6e 74 -                           .Content        \n",
  );
  assert.equal(hexDump(new Uint8Array(0)), "");
});
