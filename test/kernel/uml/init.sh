#!/bin/bash
# Process 1 under the booted kernel: makes a root of the machine's files, where what is written is
# thrown away at the end, runs the command of $RUN/command there and leaves its exit status in $RUN/status.
# The kernel hands on RUN, MODULES and, when the command gets a terminal, its ROWS and COLUMNS.
set -eu
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

power_off() {
  sync
  echo o >/proc/sysrq-trigger
  sleep 60
}
trap power_off EXIT

mount_root() {
  local layers=$RUN/layers root=$RUN/layers/root
  mount -n -t proc proc /proc
  insmod "$MODULES/$(uname -r)/kernel/fs/overlayfs/overlay.ko"
  mount -n -t tmpfs -o mode=755 tmpfs "$layers"
  mkdir "$root" "$layers/written" "$layers/work"
  mount -n -t overlay -o "lowerdir=/,upperdir=$layers/written,workdir=$layers/work" overlay "$root"
  mount -n -t proc proc "$root/proc"
  mount -n -t sysfs sysfs "$root/sys"
  mount -n --move /dev "$root/dev"
  mount -n -t tmpfs -o mode=755 tmpfs "$root/run"
  mkdir -p "$root/dev/pts" "$root/dev/shm" "$root/run/lock" "$root/run/machine"
  mount -n -t devpts -o ptmxmode=666 devpts "$root/dev/pts"
  mount -n -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  mount -n --bind "$RUN" "$root$RUN"
  cd "$root"
  pivot_root . run/machine
  umount -n -l /run/machine
}

set_up() {
  local name
  for name in fd:fd stdin:fd/0 stdout:fd/1 stderr:fd/2; do
    ln -sfn "/proc/self/${name#*:}" "/dev/${name%%:*}"
  done
  ln -sfn pts/ptmx /dev/ptmx
  mkdir -p /usr/lib/modules
  ln -sfn "$MODULES/$(uname -r)" /usr/lib/modules/
  echo uml >/proc/sys/kernel/hostname
  # Its rings are mapped in a way that this kernel's memory management does not survive.
  echo 2 >/proc/sys/kernel/io_uring_disabled
  # No network, so no name server to wait for.
  rm -f /etc/resolv.conf
  echo '127.0.0.1 uml' >>/etc/hosts
  ip link set lo up
  # This kernel maps io_uring's memory wrongly, and Node uses io_uring where it may: crashes follow.
  echo 2 >/proc/sys/kernel/io_uring_disabled
  ulimit -Hn 65536
}

# In a PID namespace: whatever the command leaves running ends with it.
run_command() {
  local status=0
  # shellcheck disable=SC2016 # expanded by the inner shell, which reaps orphans
  unshare --pid --fork --mount-proc bash -c '"$@"; exit $?' bash "${command[@]}" || status=$?
  echo "$status" >"$RUN/status"
}

mount_root
set_up
mapfile -d '' -t command <"$RUN/command"
if [ -n "${ROWS:-}" ]; then
  stty -F /dev/tty1 sane rows "$ROWS" cols "$COLUMNS"
  command=(setsid --ctty --wait "${command[@]}")
  run_command <>/dev/tty1 >&0 2>&1
else
  # Terminals carry the output out of here, but the command gets pipes.
  for tty in /dev/tty1 /dev/tty2; do stty -F "$tty" raw -echo; done
  { run_command 2>&1 >&3 3>&- </dev/null | cat >/dev/tty2; } 3>&1 | cat >/dev/tty1
  # Changing a terminal waits until all has been read.
  for tty in /dev/tty1 /dev/tty2; do stty -F "$tty" -echo; done
fi
