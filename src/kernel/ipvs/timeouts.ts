/** How long IPVS keeps idle connections. */
import type { ConnectionTimeouts } from "../../config/model/load-balancing.ts";
import type { KernelError } from "../../ports/network.ts";
import {
  decodeTimeouts,
  encodePlainCommand,
  encodeSetTimeouts,
  type IpvsTimeouts,
} from "../../wire/ipvs/settings-message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno, errnoName } from "../errno.ts";
import type { NetlinkClient } from "../netlink/netlink-client.ts";
import { withRemedy } from "./ipvs-error.ts";
import { preparedRequest, requestOf } from "./ipvs-request.ts";

const reading = "read the connection timeouts";

export function readTimeouts(
  client: NetlinkClient,
  family: number,
): Result<IpvsTimeouts, KernelError> {
  const request = requestOf(reading, encodePlainCommand(family, "getConfig"));
  const [answer] = client.askEach([request], (message) => decodeTimeouts(family, message));
  if (answer !== undefined && !answer.ok) return answer;
  const timeouts = answer?.value[0];
  if (timeouts !== undefined) return success(timeouts);
  const nothing = "the kernel told none";
  const name = errnoName(errno.ENOENT);
  return failure({ operation: reading, errno: name, explanation: nothing, remedy: null });
}

/** What is null stays as it is. */
export function setTimeouts(
  client: NetlinkClient,
  family: number,
  timeouts: ConnectionTimeouts,
): Result<null, KernelError> {
  const message = encodeSetTimeouts(family, timeouts);
  const request = preparedRequest("set the connection timeouts", message);
  if (!request.ok) return request;
  const [outcome] = client.execute([request.value]);
  if (outcome === undefined || outcome.ok) return success(null);
  const tooLarge = { EINVAL: "give seconds that are not more than a month" };
  return failure(withRemedy(outcome.error, tooLarge));
}
