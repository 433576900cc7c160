/** `TCP_CHECK`: connects. */
import type { KeywordSection } from "../keyword.ts";
import { connectionKeywords } from "./connection.ts";

export const tcpCheckKeywords = {
  ...connectionKeywords,
} as const satisfies KeywordSection;
