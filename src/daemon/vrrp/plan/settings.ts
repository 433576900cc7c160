import { readSetting } from "../../../kernel/sysctl.ts";

/** ip-sysctl: that of all interfaces and that of one count alike. */
export const promotesSecondaries = (interfaceName: string): boolean =>
  ["all", interfaceName].some(
    (name) => readSetting(`net/ipv4/conf/${name}/promote_secondaries`) === "1",
  );
