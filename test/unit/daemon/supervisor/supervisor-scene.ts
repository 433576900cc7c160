/** A supervisor over fake children, for tests from the outside. */
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { after } from "node:test";
import type { Configuration } from "../../../../src/config/model/configuration.ts";
import type { JournalEvent } from "../../../../src/core/journal/event.ts";
import type { LoadedConfiguration } from "../../../../src/daemon/configuration/load.ts";
import type { ProcessRole } from "../../../../src/daemon/log/identity.ts";
import type { DaemonOptions } from "../../../../src/daemon/options.ts";
import { type ChildRole, spawnChild } from "../../../../src/daemon/supervisor/child-programs.ts";
import { makeSocketPair } from "../../../../src/daemon/supervisor/socket-pair.ts";
import { Supervisor } from "../../../../src/daemon/supervisor/supervisor.ts";
import { systemTimers, type Timers } from "../../../../src/daemon/timers.ts";
import { virtualInstance } from "../../../../src/sim/virtual-instance.ts";
import { seconds } from "../../../../src/wire/units.ts";
import { balancingOf } from "../../config/build/load-balancing-text.ts";
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
    isBare: false,
    testExitCode: 0,
    parentData: "",
    ...rest,
  };
}

/**
 * A running supervisor over fake children; behaviours one a start, the last one again. `balanced` is
 * text of virtual servers.
 */
export function scene(
  vrrpBehaviours: readonly string[],
  instances = 1,
  options: Partial<DaemonOptions> = {},
  timers: Timers = systemTimers,
  balanced = "",
  lvsBehaviours: readonly string[] = ["obedient"],
) {
  const { logger, texts } = recordingLogger();
  const behaviours = { vrrp: vrrpBehaviours, lvs: lvsBehaviours, runner: ["obedient"] };
  const lines: Record<ProcessRole, string[]> = { parent: [], vrrp: [], lvs: [], runner: [] };
  const started: Record<ChildRole, ChildProcess[]> = { vrrp: [], lvs: [], runner: [] };
  const told: string[] = [];
  const followed: (string | null)[] = [];
  const journal: JournalEvent[] = [];
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
  const configuration = waitShortly({
    ...configurationOf(...Array.from({ length: instances }, (_, index) => named(index))),
    loadBalancing: balancingOf(balanced),
  });
  let next = loadedWith(configuration);
  let atLoad = () => undefined;
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
    load() {
      atLoad();
      return next;
    },
    loadFile: (file) => ({ file: file ?? "its own", loaded: next, sources: [] }),
    usualMarker: "/nonexistent/keepalived.reload",
    reloadTimer: {
      follow: ({ timeFile }) => void followed.push(timeFile),
      close: () => undefined,
    },
    spawn(role) {
      const these = started[role];
      const behaviour = behaviours[role][these.length] ?? behaviours[role].at(-1) ?? "obedient";
      const child = spawnChild(
        { command: process.execPath, arguments: [program, behaviour, role] },
        [role === "runner" ? pair[0] : pair[1]],
      );
      these.push(child);
      return child;
    },
    processChanged(role, processId) {
      if (role !== "runner") told.push(`${role} ${processId === null ? "gone" : "is there"}`);
    },
    journal: (event) => void journal.push(event),
    childLogged: (role, line) => void lines[role].push(line.text),
  });
  running.push(supervisor);
  supervisor.start();
  const onLoad = (action: () => undefined) => {
    atLoad = action;
  };
  const setNext = (loaded: Partial<LoadedConfiguration>) => {
    next = loadedWith(configuration, loaded);
  };
  const { vrrp: children, lvs: lvsChildren } = started;
  const { vrrp: childLines, lvs: lvsLines } = lines;
  const parts = { supervisor, followed, onLoad, children, childLines, lvsChildren, lvsLines };
  return { ...parts, journal, told, texts, setNext, configuration };
}
