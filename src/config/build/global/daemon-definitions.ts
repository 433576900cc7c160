/** Root keywords outside blocks, completed. */
import { seconds } from "../../../wire/units.ts";
import type { DaemonDefinitions } from "../../model/configuration.ts";
import type { RootDraft } from "../drafts.ts";

const defaultChildWaitSeconds = 5;

export function daemonDefinitionsOf(draft: RootDraft): DaemonDefinitions {
  return {
    networkNamespace: draft.net_namespace?.value ?? null,
    instanceName: draft.instance?.value ?? null,
    usePidDirectory: draft.use_pid_dir !== undefined,
    childWaitMicros: seconds(draft.child_wait_time?.value ?? defaultChildWaitSeconds),
    namespaceWithIpsets: draft.namespace_with_ipsets !== undefined,
  };
}
