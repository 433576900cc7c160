#!/bin/sh
# start.sh RUN KERNEL ARGUMENTS... - starts the kernel of folder KERNEL; in namespaces of its own
# for mounts and processes. The kernel is a program that needs a newer C library than this machine
# may have, so it gets a root with that library; the guest sees the machine's root, which is /host there.
# Its memory is a file, which is made as it is used.
set -eu
run=$1 kernel=$2
shift 2
root=$run/root
mount -t tmpfs -o mode=755 none "$root"
mkdir "$root/host" "$root/lib64" "$root/dev" "$root/proc" "$root/memory"
mount --rbind / "$root/host"
mount --rbind /dev "$root/dev"
mount -t proc none "$root/proc"
mount -t tmpfs -o mode=700,size=100% none "$root/memory"
cp "$kernel"/lib/* "$root/lib64"
cp "$kernel/linux" "$root"
chroot=$(PATH=/usr/sbin:/sbin:/usr/bin:/bin command -v chroot)
exec env -i TMPDIR=/memory HOME=/memory LD_LIBRARY_PATH=/lib64 "$chroot" "$root" /linux \
  rootfstype=hostfs rootflags=/host rw "$@"
