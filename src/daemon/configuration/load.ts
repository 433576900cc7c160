/** Reads the configuration for the daemon: once for all processes, and judged. */
import type { Configuration } from "../../config/model/configuration.ts";
import type { DaemonOptions } from "../options.ts";

export interface LoadedConfiguration {
  readonly configuration: Configuration;
  /** What was found, as lines for the log. */
  readonly findings: readonly string[];
  /** Something of it can run. */
  readonly usable: boolean;
  /** It may replace a configuration that runs ; else it is refused whole. */
  readonly acceptable: boolean;
  /** Text of `keepalived_parent.data`. */
  readonly parentData: string;
}
export declare function loadConfiguration(options: DaemonOptions): LoadedConfiguration;
