/** Connects to a server as all other programs do: by /etc/hosts, then whom /etc/resolv.conf names. */
import type { Socket } from "node:net";
import { failure, type Result, success } from "../../../wire/result.ts";

/** Resolves when it is connected, or is not within the limit. It is destroyed then. */
export function connected(socket: Socket, limitMillis: number): Promise<Result<null, string>> {
  return new Promise((resolve) => {
    const tired = (): void => void socket.destroy(new Error("it cannot be reached in time"));
    const timer = setTimeout(tired, limitMillis);
    const settle = (result: Result<null, string>): void => {
      clearTimeout(timer);
      resolve(result);
    };
    socket.once("connect", () => settle(success(null)));
    // What it says after this is for those who use the connection.
    socket.on("error", (error) => settle(failure(reasonOf(error))));
  });
}

/** An attempt at several addresses has no words of its own. */
function reasonOf(error: NodeJS.ErrnoException): string {
  return error.message === "" ? (error.code ?? "it cannot be reached") : error.message;
}
