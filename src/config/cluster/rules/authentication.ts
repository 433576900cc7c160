/** The password or key that adverts carry. It is compared, and never shown. */
import { passwordBytes } from "../../../wire/vrrp/password.ts";
import { clusterCodes } from "../../diagnostics/codes-cluster.ts";
import type { Span } from "../../language/tree.ts";
import type { Authentication } from "../../model/vrrp-instance.ts";
import type { Findings } from "../findings.ts";
import { keywordIn, statementOf } from "../keyword-places.ts";
import {
  nameOf,
  ownStatement,
  placeOfInstance,
  type Router,
  type VirtualRouter,
} from "../router.ts";
import { deviations } from "../unequal.ts";
import { bothMaster } from "./protocol.ts";

export function checkAuthentication({ routers }: VirtualRouter, findings: Findings): void {
  // VRRPv3 has none, and between versions that is what has to be mended first.
  const ofV2 = routers.filter(({ instance }) => instance.version === 2);
  for (const { item, usual } of deviations(ofV2, typeOf)) {
    const [ours, theirs] = [typeOf(item), typeOf(usual)];
    findings.report(clusterCodes.authenticationDiffers, placeOf(item, "auth_type"), {
      message: `${nameOf(item)} has ${words[ours]}, and ${nameOf(usual)} ${words[theirs]}`,
      help: theirs === "none" ? "remove it, or give it to both" : "write the same authentication",
      consequence: bothMaster,
      related: [{ span: placeOf(usual, "auth_type"), message: `${words[theirs]} here` }],
    });
  }
  const withPassword = ofV2.filter((router) => typeOf(router) !== "none");
  for (const { item, usual } of deviations(withPassword, passwordOf)) {
    findings.report(clusterCodes.authenticationDiffers, placeOf(item, "auth_pass"), {
      message: `the auth_pass of ${nameOf(item)} is not that of ${nameOf(usual)}`,
      help: "write the same password",
      consequence: bothMaster,
      secret: true,
      related: [{ span: placeOf(usual, "auth_pass"), message: "the other one", secret: true }],
    });
  }
}

type Type = Authentication["type"];
const typeOf = ({ instance }: Router): Type => instance.authentication.type;

const words: Readonly<Record<Type, string>> = {
  none: "no authentication",
  pass: "auth_type PASS",
  ah: "auth_type AH",
};

/** As it is on the wire: what is longer is cut. */
function passwordOf({ instance: { authentication } }: Router): string {
  return authentication.type === "none"
    ? ""
    : passwordBytes(authentication.password.reveal()).join();
}

function placeOf(router: Router, keyword: string): Span {
  const block = ownStatement(router, "authentication");
  if (block === undefined) return placeOfInstance(router);
  const inner = statementOf(block.block?.statements ?? [], keyword);
  return keywordIn(router.node, inner ?? block);
}
