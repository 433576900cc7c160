/** Gratuitous ARPs of a capture. */
import { mustRunAsync } from "./command.ts";

export interface Announcement {
  /** Epoch milliseconds of the capture. */
  readonly atMillis: number;
  readonly address: string;
}

export async function readAnnouncements(file: string): Promise<Announcement[]> {
  const fields = ["-T", "fields", "-e", "frame.time_epoch", "-e", "arp.src.proto_ipv4"];
  const text = await mustRunAsync([
    "tshark",
    "-n",
    "-r",
    file,
    "-Y",
    "arp.isgratuitous",
    ...fields,
  ]);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [time = "", address = ""] = line.split("\t");
      return { atMillis: Number(time) * 1_000, address };
    });
}
