/** What of a changed instance the other routers have to share, or they take its adverts no more. */
import type { VrrpInstance } from "../../../config/model/vrrp-instance.ts";
import { microsPerSecond } from "../../../wire/units.ts";
import { meansTheSame } from "../../configuration/same-meaning.ts";

/** In words, with what comes of it; null where the others do not mind. */
export function discordOf(before: VrrpInstance, after: VrrpInstance): string | null {
  const shared = sharedChange(before, after);
  if (shared !== null) {
    return (
      `${after.name} would have ${shared}: ` +
      "routers that have not refuse its adverts, it refuses theirs, and both are MASTER"
    );
  }
  const left = peersLeft(before, after);
  if (left.length === 0) return null;
  return `${left.join(", ")} would hear nothing of ${after.name} any more, and become MASTER as well`;
}

function sharedChange(before: VrrpInstance, after: VrrpInstance): string | null {
  if (!meansTheSame(before.authentication, after.authentication)) return "another authentication";
  const seconds = after.advertIntervalMicros / microsPerSecond;
  // VRRPv3 learns it of the master.
  if (after.version === 2 && before.advertIntervalMicros !== after.advertIntervalMicros) {
    return `advert_int ${seconds}`;
  }
  const checksums = [before.checksum, after.checksum];
  const isOther = checksums[0] !== checksums[1] && checksums.includes("bodyOnly");
  return after.version === 3 && after.family === "ipv4" && isOther ? "another checksum" : null;
}

function peersLeft(before: VrrpInstance, after: VrrpInstance): readonly string[] {
  if (before.delivery.kind !== "unicast" || after.delivery.kind !== "unicast") return [];
  const stay = new Set(after.delivery.peers.map(({ address }) => address));
  return before.delivery.peers.map(({ address }) => address).filter((peer) => !stay.has(peer));
}
