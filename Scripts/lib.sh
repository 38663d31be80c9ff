# shellcheck shell=bash
# Shared by every script here; source it, do not run it.
# Results go to stdout, everything else to stderr. Exit codes: 4 something the machine lacks, 64 wrong usage.

readonly MINIMUM_SWIFT=6.2
SYSTEM_PACKAGES=(libsqlite3-dev libcurl4-openssl-dev libre2-dev libarchive-dev pkg-config ca-certificates)

say() { printf '%s\n' "$*" >&2; }

# fail STATUS SENTENCE...: says why, and ends the script.
fail() {
  local status=$1
  shift
  say "error: $*"
  exit "$status"
}

# The folder of the repository, whatever folder the script was called from.
repository_root() { cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P; }

# version_at_least HAVE WANT: dotted numbers, 6.10 is newer than 6.2.
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

require_swift() {
  local where="Swift $MINIMUM_SWIFT or newer: https://www.swift.org/install/linux/"
  command -v swift >/dev/null || fail 4 "swift is not on the PATH. Install $where"
  local text version
  text=$(swift --version 2>/dev/null) || fail 4 "'swift --version' failed. Reinstall $where"
  version=$(sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' <<<"$text" | head -n 1)
  [ -n "$version" ] || fail 4 "'swift --version' names no version. Install $where"
  version_at_least "$version" "$MINIMUM_SWIFT" || fail 4 "Swift $version is too old. Install $where"
}

package_installed() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# install_packages NAME...: by apt as root or with a sudo that asks nothing; otherwise says the exact command.
install_packages() {
  local command="apt-get update && apt-get install -y --no-install-recommends $*"
  local as=(env)
  if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
      as=(sudo -n env)
    else
      fail 4 "these packages are missing: $*. Install them with: sudo sh -c '$command'"
    fi
  fi
  say "installing $*"
  local log
  log=$(mktemp)
  # A list that is a little stale is good enough; a machine without any list needs the update.
  if ! { "${as[@]}" apt-get update -q || true; } >"$log" 2>&1 ||
    ! "${as[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" \
      >>"$log" 2>&1; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail 4 "apt could not install: $*. See its message above, then run: $command"
  fi
  rm -f "$log"
}

is_debian_like() { command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; }

# require_packages NAME...: the Debian packages are there, or get installed.
require_packages() {
  local missing=() name
  for name in "$@"; do package_installed "$name" || missing+=("$name"); done
  [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
}

# python3 with venv and pip, from wherever it comes.
require_python() {
  if command -v python3 >/dev/null && python3 -c 'import venv, ensurepip' 2>/dev/null; then return; fi
  is_debian_like || fail 4 "python3 with the venv module is missing. Install it with your package manager."
  install_packages python3 python3-venv
  python3 -c 'import venv, ensurepip' 2>/dev/null ||
    fail 4 "$(command -v python3) has no venv module. Put /usr/bin first in the PATH, or install venv for it."
}

# Everything that building needs. Silent when all is there.
require_build_tools() {
  if [ "$(uname -s)" = Linux ]; then
    if is_debian_like; then
      require_packages "${SYSTEM_PACKAGES[@]}"
      command -v git >/dev/null || install_packages git
    elif ! command -v pkg-config >/dev/null || ! pkg-config --exists sqlite3 libcurl re2 libarchive; then
      fail 4 "this is not Debian or Ubuntu, so packages are not installed for you." \
        "Install git, pkg-config and the headers of SQLite 3, libcurl, RE2 and libarchive (Debian calls them" \
        "${SYSTEM_PACKAGES[*]}); 'pkg-config --exists sqlite3 libcurl re2 libarchive' must then succeed."
    fi
  fi
  require_swift
}

# build_hawthorne: a release build; sets HAWTHORNE to the path of the binary.
# A program named in HAWTHORNE beforehand is taken as it is.
build_hawthorne() {
  if [ -n "${HAWTHORNE:-}" ]; then
    [ -x "$HAWTHORNE" ] || fail 4 "HAWTHORNE=$HAWTHORNE is not a program."
    return
  fi
  require_build_tools
  local flags=(-c release --product hawthorne)
  # Without it the binary needs the Swift run time of this machine; macOS always has one.
  if [ "$(uname -s)" = Linux ]; then flags+=(--static-swift-stdlib); fi
  say "building hawthorne (release; the first time takes several minutes)"
  swift build "${flags[@]}" >&2 || fail 4 "the build failed; see above."
  HAWTHORNE=$(swift build "${flags[@]}" --show-bin-path)/hawthorne
  [ -x "$HAWTHORNE" ] || fail 4 "the build left no program at $HAWTHORNE."
}

# decision STATUS: what a gate's exit status means; anything but a verdict is a failure.
decision() {
  case $1 in
    0) echo "passed" ;;
    1) echo "failed" ;;
    2) echo "inconclusive" ;;
    3) echo "not judged: the report or a rule cannot be judged" ;;
    *) return 1 ;;
  esac
}
