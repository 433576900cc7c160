import type { DaemonOptions } from "../daemon/options.ts";
export declare function runConfigTest(options: DaemonOptions, outputFile: string | null): number;
