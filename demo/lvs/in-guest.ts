/** The demo's program in the booted kernel. */
import { cleanUpAll } from "../../test/lab/cleanup.ts";
import { playOut } from "./play.ts";

process.exitCode = await playOut("ipvs");
cleanUpAll();
