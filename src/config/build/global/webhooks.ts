/** `webhook`: each line of it is one more URL. */
import { diagnose } from "../../diagnostics/code.ts";
import { globalCodes } from "../../diagnostics/codes-global.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Statement } from "../../language/tree.ts";
import { Secret } from "../../model/secret.ts";

const mostWebhooks = 8;

export interface Webhooks {
  readonly urls: readonly Secret[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `statements`: those of `global_defs`. */
export function webhooksOf(statements: readonly Statement[]): Webhooks {
  const urls = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const { words } of statements) {
    const [keyword, url] = words;
    // The reader of the block has said that a value is missing.
    if (keyword.text !== "webhook" || url === undefined) continue;
    if (!isWebAddress(url.text)) {
      diagnostics.push(unusable(keyword.span, "the value of webhook is no http or https URL"));
    } else if (urls.size >= mostWebhooks && !urls.has(url.text)) {
      diagnostics.push(unusable(keyword.span, `there are more than ${mostWebhooks} webhooks`));
    } else {
      urls.add(url.text);
    }
  }
  return { urls: [...urls].map((url) => new Secret(url)), diagnostics };
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === "http:" || url.protocol === "https:");
}

const unusable = (span: Statement["words"][0]["span"], message: string): Diagnostic =>
  diagnose(globalCodes.webhookUnusable, span, {
    message,
    help: "write one such as https://alerts.example.com/keepalived",
    consequence: "Nothing is posted to this one.",
  });
