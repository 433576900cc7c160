/** MD5 of pages, as `digest` and genhash have it. */
import type { Hash } from "node:crypto";
import { failure, type Result, success } from "../../wire/result.ts";

/** Most checks compare no sum: the library is loaded with the first one that does. */
export function newPageSum(): Result<Hash, string> {
  try {
    return success(process.getBuiltinModule("node:crypto").createHash("md5"));
  } catch {
    return failure("MD5 is switched off on this machine (FIPS), so no digest can be compared");
  }
}
