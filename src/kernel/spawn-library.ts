/**
 * posix_spawn(3) of the C library that Node is linked with. Node's own `spawn` copies the process's
 * page tables and builds streams: 0.6 ms of this process's time a start, against 0.07.
 */
import koffi from "koffi";

/** Opaque structures as bytes; each call gives 0 or an error number. */
export interface SpawnLibrary {
  actionsInit(actions: Uint8Array): number;
  actionsDuplicate(actions: Uint8Array, descriptor: number, as: number): number;
  actionsDestroy(actions: Uint8Array): number;
  attributesInit(attributes: Uint8Array): number;
  setFlags(attributes: Uint8Array, flags: number): number;
  setDefaultSignals(attributes: Uint8Array, set: Uint8Array): number;
  setSignalMask(attributes: Uint8Array, set: Uint8Array): number;
  /** Along PATH. `words` and `environment` end with null. */
  spawn(
    processId: Uint8Array,
    program: string,
    actions: Uint8Array,
    attributes: Uint8Array,
    words: readonly (string | null)[],
    environment: readonly (string | null)[],
  ): number;
}

let loaded: SpawnLibrary | null = null;

export function spawnLibrary(): SpawnLibrary {
  loaded ??= load();
  return loaded;
}

function load(): SpawnLibrary {
  const library = koffi.load(null);
  return {
    actionsInit: library.func("int posix_spawn_file_actions_init(void *)"),
    actionsDuplicate: library.func("int posix_spawn_file_actions_adddup2(void *, int, int)"),
    actionsDestroy: library.func("int posix_spawn_file_actions_destroy(void *)"),
    attributesInit: library.func("int posix_spawnattr_init(void *)"),
    setFlags: library.func("int posix_spawnattr_setflags(void *, short)"),
    setDefaultSignals: library.func("int posix_spawnattr_setsigdefault(void *, const void *)"),
    setSignalMask: library.func("int posix_spawnattr_setsigmask(void *, const void *)"),
    spawn: library.func(
      "int posix_spawnp(void *, const char *, const void *, const void *, " +
        "const char **, const char **)",
    ),
  };
}
