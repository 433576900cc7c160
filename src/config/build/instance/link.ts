/** What an instance makes of the interface that it runs on. */
import { linkCodes } from "../../diagnostics/codes-link.ts";
import type { VrrpInstance } from "../../model/vrrp-instance.ts";
import type { InstanceDraft } from "../drafts.ts";
import type { Judgement } from "../judgement.ts";
import { type LinkContext, virtualLinkOf } from "./virtual-link.ts";

type Link = Pick<VrrpInstance, "promotesSecondaries" | "pollsLink" | "virtualLink" | "vrf">;

export function linkOf(draft: InstanceDraft, context: LinkContext, judgement: Judgement): Link {
  const virtualLink = virtualLinkOf(draft, context, judgement);
  const vrf = vrfOf(draft, judgement);
  return {
    promotesSecondaries: draft.promote_secondaries !== undefined || virtualLink !== null,
    pollsLink: draft.linkbeat_use_polling !== undefined,
    ...(virtualLink === null ? {} : { virtualLink }),
    ...(vrf === null ? {} : { vrf }),
  };
}

function vrfOf({ vrf, interface: own }: InstanceDraft, judgement: Judgement): string | null {
  if (vrf === undefined) return null;
  if (own === undefined) return vrf.value;
  judgement.report(linkCodes.vrfIgnored, vrf.span, {
    message: `"vrf" has no effect beside interface ${own.value}`,
    help: "remove one of them",
  });
  return null;
}
