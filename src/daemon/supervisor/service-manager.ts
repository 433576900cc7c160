/** What systemd is told (sd_notify(3)), when it started us and wants to know. */

export interface ServiceManager {
  ready(): void;
  reloading(): void;
  stopping(): void;
}

/** Sends one datagram to the service manager's socket. */
export type NotifySender = (text: string) => void;

/** `monotonicMicros` is what Type=notify-reload compares RELOADING with. */
export function serviceManager(
  send: NotifySender,
  mainProcessId: number,
  monotonicMicros: () => number,
): ServiceManager {
  return {
    ready: () => send(`READY=1\nMAINPID=${mainProcessId}\n`),
    reloading: () => send(`RELOADING=1\nMONOTONIC_USEC=${monotonicMicros()}\n`),
    stopping: () => send("STOPPING=1\n"),
  };
}
