/** `authentication` and `auth_hmac` (keepalived.md §7.4, §7.5 and §8). */
import type { Family } from "../../../wire/address.ts";
import type { Code } from "../../diagnostics/code.ts";
import { instanceCodes } from "../../diagnostics/codes-instance.ts";
import type { Authentication } from "../../model/vrrp-instance.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { readSection } from "../reading/read-section.ts";
import { ownerPriority, type Role } from "./role.ts";

const none: Authentication = { type: "none" };

export interface Protocol {
  readonly version: 2 | 3;
  readonly family: Family;
  readonly strict: boolean;
}

/**
 * VRRPv2 without strict mode only, and only with a password. What peers would ask for and Holdfast
 * cannot give disables the instance: adverts that nobody accepts make two masters.
 */
export function authenticationOf(
  draft: InstanceDraft,
  protocol: Protocol,
  judgement: Judgement,
): Authentication {
  const given = draft.authentication;
  if (given === undefined) return none;
  const statements = given.value.flatMap((statement) => statement.block?.statements ?? []);
  const { draft: inner, diagnostics } = readSection(statements, {
    section: "vrrp_instance/authentication",
    subject: judgement.name,
    title: `of ${judgement.name}`,
  });
  judgement.take(diagnostics);
  const type = inner.auth_type?.value;
  const ignore = (
    reason: string,
    code: Code = instanceCodes.authenticationIgnored,
  ): Authentication => {
    judgement.report(code, given.span, {
      message: reason,
      consequence: `${judgement.name} therefore runs without authentication.`,
    });
    return none;
  };

  if (type === undefined) return withoutType(inner.auth_pass?.span, judgement);
  if (protocol.strict) return ignore("strict mode has no authentication");
  if (protocol.version === 3) return ignore("VRRPv3 has no authentication (RFC 9568 §9)");
  if (inner.auth_pass === undefined) {
    return ignore(`auth_type ${type} needs an auth_pass`, instanceCodes.passwordMissing);
  }
  if (type === "AH") {
    judgement.disable(
      instanceCodes.authenticationUnsupported,
      inner.auth_type?.valueSpan ?? given.span,
      {
        message: "auth_type AH is not supported yet",
        help: "auth_type PASS on all routers of the group",
      },
    );
    return { type: "ah", password: inner.auth_pass.value };
  }
  return { type: "pass", password: inner.auth_pass.value };
}

/** With AH only the owner starts as MASTER: others hear the peers' sequence number first (§8). */
export function startOf(
  role: Role,
  { type }: Authentication,
  draft: InstanceDraft,
  judgement: Judgement,
): Role {
  if (type !== "ah" || !role.wantsMaster || role.priority === ownerPriority) return role;
  const place = draft.state?.valueSpan;
  if (place === undefined) return role;
  judgement.report(instanceCodes.stateCorrected, place, {
    message: "state MASTER does not go with auth_type AH",
    help: 'write "BACKUP": the router has to hear the others first',
  });
  return { ...role, wantsMaster: false };
}

function withoutType(
  passwordSpan: Parameters<Judgement["report"]>[1] | undefined,
  judgement: Judgement,
): Authentication {
  if (passwordSpan !== undefined) {
    judgement.report(instanceCodes.passwordWithoutType, passwordSpan, {
      message: "auth_pass has no effect without auth_type",
      help: "add a line: auth_type PASS",
      consequence: `${judgement.name} therefore runs without authentication.`,
      secret: true,
    });
  }
  return none;
}
