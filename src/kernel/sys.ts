/**
 * The system calls Holdfast makes itself, as plain functions: what Node has no way to ask for.
 *
 * Each gives the call's value, or the negative error number: `-1` is EPERM (`errno.ts`).
 * Structures are bytes in the kernel's layout (`memory.ts`). The kernel reads and writes them
 * only during the call, but an address stored *inside* one (an iovec's base) is a bare number:
 * whoever stores it keeps the memory it points to in a live object for as long as the structure
 * is used.
 *
 * `libc.ts` implements it; tests give their own.
 */

/** Bytes, the address of bytes, or none. */
export type Pointer = Uint8Array | bigint | null;

export interface Sys {
  socket(domain: number, type: number, protocol: number): number;
  /** `descriptors` receives two 32-bit numbers. */
  socketpair(domain: number, type: number, protocol: number, descriptors: Uint8Array): number;
  bind(fd: number, address: Uint8Array): number;
  connect(fd: number, address: Uint8Array): number;
  /** `length` holds the room and receives the size, 32 bits. */
  getsockname(fd: number, address: Uint8Array, length: Uint8Array): number;
  setsockopt(fd: number, level: number, option: number, value: Uint8Array): number;
  /** `length` holds the room and receives the size, 32 bits. */
  getsockopt(
    fd: number,
    level: number,
    option: number,
    value: Uint8Array,
    length: Uint8Array,
  ): number;

  sendto(fd: number, bytes: Uint8Array, flags: number, address: Uint8Array | null): number;
  sendmsg(fd: number, msghdr: Pointer, flags: number): number;
  /** At most 1024 messages a call (UIO_MAXIOV). */
  sendmmsg(fd: number, mmsghdrs: Pointer, count: number, flags: number): number;
  recv(fd: number, bytes: Uint8Array, flags: number): number;
  recvmsg(fd: number, msghdr: Pointer, flags: number): number;
  recvmmsg(fd: number, mmsghdrs: Pointer, count: number, flags: number): number;
  read(fd: number, bytes: Uint8Array): number;
  write(fd: number, bytes: Uint8Array): number;
  close(fd: number): number;
  /** `argument` points to the command's structure. */
  fcntl(fd: number, command: number, argument: Pointer): number;
  flock(fd: number, operation: number): number;
  mkfifo(path: string, mode: number): number;
  /** `descriptors` receives two 32-bit numbers: to read from, to write to. */
  pipe(descriptors: Uint8Array, flags: number): number;

  inotifyInit(flags: number): number;
  inotifyAddWatch(fd: number, path: string, mask: number): number;
  inotifyRmWatch(fd: number, descriptor: number): number;

  epollCreate(flags: number): number;
  /** `event` is a struct epoll_event; null only to delete. */
  epollControl(epoll: number, operation: number, fd: number, event: Uint8Array | null): number;
  /** Does not wait. `events` has room for `maximum` of struct epoll_event. */
  epollReady(epoll: number, events: Uint8Array, maximum: number): number;

  timerfdCreate(clock: number, flags: number): number;
  timerfdSettime(fd: number, flags: number, itimerspec: Uint8Array): number;

  /** `status` receives 32 bits. */
  waitpid(processId: number, status: Uint8Array, options: number): number;
  /** For the calling thread only. */
  setns(fd: number, type: number): number;
  unshare(flags: number): number;
  mount(
    source: string | null,
    target: string,
    type: string | null,
    flags: number,
    data: string | null,
  ): number;

  /** `argument` is a number or a pointer, by option. */
  prctl(option: number, argument: number | Uint8Array): number;
  schedSetscheduler(threadId: number, policy: number, schedParam: Uint8Array): number;
  schedGetscheduler(threadId: number): number;
  schedSetaffinity(threadId: number, cpuSet: Uint8Array): number;
  setpriority(which: number, who: number, niceness: number): number;
  /** The range is given by address, as it stands in /proc/self/maps. */
  mlock2(address: bigint, lengthBytes: bigint, flags: number): number;
  /** Either limit may be null: not set, or not asked for. Two 64-bit numbers each. */
  prlimit(
    processId: number,
    resource: number,
    limit: Uint8Array | null,
    previous: Uint8Array | null,
  ): number;
}
