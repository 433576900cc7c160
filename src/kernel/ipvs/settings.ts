/** IPVS as a whole: how long it keeps idle connections, and what it is. */
import type { ConnectionTimeouts } from "../../config/model/load-balancing.ts";
import type { KernelError } from "../../ports/network.ts";
import {
  decodeInformation,
  decodeTimeouts,
  encodePlainCommand,
  encodeSetTimeouts,
  type IpvsInformation,
  type IpvsTimeouts,
} from "../../wire/ipvs/settings-message.ts";
import { failure, type Result, success } from "../../wire/result.ts";
import { errno } from "../errno.ts";
import type { NetlinkClient } from "../netlink/netlink-client.ts";
import type { AnswerDecoder } from "../netlink/netlink-queries.ts";
import { type NetlinkRequest, refusal, silent } from "../netlink/netlink-request.ts";
import { withRemedy } from "./ipvs-error.ts";
import { preparedRequest, requestOf } from "./ipvs-request.ts";

export function readTimeouts(
  client: NetlinkClient,
  family: number,
): Result<IpvsTimeouts, KernelError> {
  const request = requestOf(
    "read the connection timeouts",
    encodePlainCommand(family, "getConfig"),
  );
  return askForOne(client, request, (message) => decodeTimeouts(family, message));
}

export function readInformation(
  client: NetlinkClient,
  family: number,
): Result<IpvsInformation, KernelError> {
  const request = requestOf("ask for the version of IPVS", encodePlainCommand(family, "getInfo"));
  return askForOne(client, request, (message) => decodeInformation(family, message));
}

function askForOne<Value>(
  client: NetlinkClient,
  request: NetlinkRequest,
  decode: AnswerDecoder<Value>,
): Result<Value, KernelError> {
  const [answer] = client.askEach([request], decode);
  if (answer !== undefined && !answer.ok) return answer;
  const [value] = answer?.value ?? [];
  return value === undefined ? failure(refusal(request, errno.ENOENT, silent)) : success(value);
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
