/** A supervisor over fake children, for tests from the outside. */
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { after } from "node:test";
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import type { LoadedConfiguration } from "../../../../src/daemon/configuration/load.ts";
import type { DaemonOptions } from "../../../../src/daemon/options.ts";
import { spawnChild } from "../../../../src/daemon/supervisor/child-programs.ts";
import { makeSocketPair } from "../../../../src/daemon/supervisor/socket-pair.ts";
import { Supervisor } from "../../../../src/daemon/supervisor/supervisor.ts";
import { systemTimers, type Timers } from "../../../../src/daemon/timers.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { recordingLogger } from "../fakes.ts";
import { childOptions, daemonOptions } from "../options-of.ts";
import { configurationOf } from "../vrrp/fake-world.ts";

const program = join(import.meta.dirname, "fake-child.ts");
const pair = makeSocketPair();
const running: Supervisor[] = [];

/** Also those of tests that failed in the middle. */
after(() => {
  for (const supervisor of running) supervisor.stop();
});

function loadedWith(
  configuration: Configuration,
  rest: Partial<LoadedConfiguration> = {},
): LoadedConfiguration {
  return {
    configuration,
    diagnostics: [],
    findings: [],
    usable: true,
    parentData: "",
    ...rest,
  };
}

/** A running supervisor over fake children; `vrrpBehaviours` one a start, the last one again. */
export function scene(
  vrrpBehaviours: readonly string[],
  instances = 1,
  options: Partial<DaemonOptions> = {},
  timers: Timers = systemTimers,
) {
  const { logger, texts } = recordingLogger();
  const childLines: string[] = [];
  const children: ChildProcess[] = [];
  const told: string[] = [];
  const waitShortly = (configuration: Configuration): Configuration => ({
    ...configuration,
    daemon: { ...configuration.daemon, childWaitMicros: seconds(0.2) },
  });
  const named = (index: number) =>
    virtualInstance({
      name: `VI_${index + 1}`,
      version: 3,
      // No peer waits for the end of a back-off.
      advertIntervalMicros: seconds(0.1),
    });
  const configuration = waitShortly(
    configurationOf(...Array.from({ length: instances }, (_, index) => named(index))),
  );
  let next = loadedWith(configuration);
  let starts = 0;
  const supervisor = new Supervisor({
    options: daemonOptions(options),
    childOptions: childOptions({ keepVrrpAtStop: options.keepVrrpAtStop ?? false }),
    initial: loadedWith(configuration),
    logger,
    timers,
    serviceManager: {
      ready: () => told.push("ready"),
      reloading: () => told.push("reloading"),
      stopping: () => told.push("stopping"),
    },
    load: () => next,
    spawn(role) {
      const last = vrrpBehaviours.at(-1) ?? "obedient";
      const behaviour = role === "vrrp" ? (vrrpBehaviours[starts++] ?? last) : "obedient";
      const child = spawnChild({ command: process.execPath, arguments: [program, behaviour] }, [
        role === "runner" ? pair[0] : pair[1],
      ]);
      if (role === "vrrp") children.push(child);
      return child;
    },
    processChanged(role, processId) {
      if (role !== "runner") told.push(`${role} ${processId === null ? "gone" : "is there"}`);
    },
    childLogged(role, line) {
      if (role === "vrrp") childLines.push(line.text);
    },
  });
  running.push(supervisor);
  supervisor.start();
  const setNext = (loaded: Partial<LoadedConfiguration>) => {
    next = loadedWith(configuration, loaded);
  };
  return { supervisor, children, childLines, told, texts, setNext, configuration };
}
