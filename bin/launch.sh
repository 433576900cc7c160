# Read by the launchers beside it, which set $root and $program: finds a Node.js and becomes it.

# The one npm brought: of this package, or beside it when it is installed in a project.
node=
for candidate in "$root/node_modules/.bin/node" "$root/../.bin/node"; do
  if [ -x "$candidate" ]; then
    node=$candidate
    break
  fi
done

# Else one of the machine, 22.18 or newer: older ones do not run TypeScript.
if [ -z "$node" ]; then
  found=$(command -v node || :)
  version=${found:+$("$found" --version 2>/dev/null || :)}
  major=${version#v}
  major=${major%%.*}
  minor=${version#v*.}
  minor=${minor%%.*}
  case $major$minor in
    '' | *[!0-9]*) ;;
    *)
      if [ "$major" -gt 22 ] || { [ "$major" -eq 22 ] && [ "$minor" -ge 18 ]; }; then
        node=$found
      fi
      ;;
  esac
fi
if [ -z "$node" ]; then
  echo "$program: needs Node.js 22.18 or newer." >&2
  echo "  \"npm install\" in $root brings one;" \
    "on the path there is ${version:+$found $version}${version:-none}." >&2
  exit 1
fi

# The bundle, unless the sources beside it are newer.
entry=$root/dist/$program.js
if [ ! -f "$entry" ] ||
  [ -n "$(find "$root/src" -newer "$entry" -print -quit 2>/dev/null)" ]; then
  entry=$root/src/cli/$program.ts
fi

# Small enough for a daemon, and what a large configuration is read with at keepalived's speed; the
# supervisor collects what that took when it has been read.
exec "$node" --max-semi-space-size=8 --expose-gc \
  --disable-warning=ExperimentalWarning "$entry" "$@"
