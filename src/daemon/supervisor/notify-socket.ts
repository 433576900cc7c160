/** The service manager's socket (sd_notify(3)): one datagram a message, and nobody waits for it. */
import { systemCalls } from "../../kernel/libc.ts";
import { unixSocketAddress } from "../../kernel/socket-address.ts";
import { AF_UNIX, SOCK_CLOEXEC, SOCK_DGRAM, SOCK_NONBLOCK } from "../../kernel/socket-constants.ts";

/** Gives what sends one message to the socket at `path`; `@` stands for the abstract namespace. */
export function notifySender(path: string): (text: string) => void {
  return (text) => {
    const address = unixSocketAddress(path.startsWith("@") ? `\0${path.slice(1)}` : path);
    if (address === null) return;
    const sys = systemCalls();
    const descriptor = sys.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return;
    sys.sendto(descriptor, Buffer.from(text), 0, address);
    sys.close(descriptor);
  };
}
