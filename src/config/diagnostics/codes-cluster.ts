/** Several files that are to back each other up: what keeps them from it (HF09). */
import { addressCodes } from "./cluster/address-codes.ts";
import { protocolCodes } from "./cluster/protocol-codes.ts";
import { roleCodes } from "./cluster/role-codes.ts";
import { serviceCodes } from "./cluster/service-codes.ts";

export const clusterCodes = {
  ...protocolCodes,
  ...roleCodes,
  ...addressCodes,
  ...serviceCodes,
} as const;
