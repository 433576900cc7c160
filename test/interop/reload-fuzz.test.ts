import { before, test } from "node:test";
import { withLab } from "../lab/lab.ts";
import { requirePrerequisites } from "../lab/prerequisites.ts";
import { fuzzReloads } from "./reload-fuzz.ts";

const rounds = 30;
/** RELOAD_FUZZ_SEED plays one again. */
const given = process.env.RELOAD_FUZZ_SEED;
const seeds = given === undefined ? [1, 2, Date.now() % 1_000_000] : [Number(given)];

before(() => requirePrerequisites(["ip", "tcpdump", "tshark"]));

for (const seed of seeds) {
  test(`random edits touch nothing but what they change, seed ${seed}`, async (context) => {
    const { latestMillis } = await withLab(["a"], (lab) => fuzzReloads(lab, seed, rounds));
    context.diagnostic(`the latest advert was ${Math.round(latestMillis)} ms late`);
  });
}
