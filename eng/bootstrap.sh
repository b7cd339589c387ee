# Sourced by ./run, ./test and ./etalon: installs what is missing and builds. Does nothing, quickly, where nothing is missing.
# shellcheck shell=bash
set -euo pipefail
ETALON_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 MSBUILDDISABLENODEREUSE=1
export ETALON_CONFIGURATION=${ETALON_CONFIGURATION:-Release}

say() { printf '%s\n' "$*" >&2; }
refuse() { say "etalon: $*"; exit 69; }

# The packages of one section of packages.txt.
packages_of() {
  awk -v want="[$1]" '/^\[/ { on = ($1 == want); next } on { sub(/#.*/, ""); if ($1 != "") print $1 }' "$ETALON_ROOT/eng/packages.txt"
}

# Installs the missing packages of the sections named; asks for root rights only if something is missing.
ensure_packages() {
  local missing=() name section
  for section in "$@"; do
    for name in $(packages_of "$section"); do
      [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "etalon: installing ${#missing[@]} Debian packages: ${missing[*]}"
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || refuse "these packages are missing and there is no sudo: ${missing[*]}. As root: apt-get install ${missing[*]}"
    root=(sudo)
  fi
  if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null 2>&1; then
    "${root[@]}" apt-get update -q >/dev/null || say "etalon: the package lists could not be refreshed"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2 \
      || refuse "the packages could not be installed. As root: apt-get update && apt-get install ${missing[*]}"
  fi
}

# Installs a package where a command is missing; the command may come from elsewhere.
ensure_command() {
  local command=$1 package=$2
  command -v "$command" >/dev/null && return 0
  say "etalon: installing $package"
  local root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package" >&2 \
    || refuse "the command '$command' is missing. As root: apt-get install $package"
}

ensure_dotnet() {
  command -v dotnet >/dev/null || refuse "the .NET 10 SDK is missing (command 'dotnet'). Install it, then try again."
  dotnet --version >/dev/null 2>&1 || refuse "the .NET SDK named in global.json is missing. Installed: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')"
}

# A stamp over everything that a build reads, so that a second start does not even ask the compiler.
source_stamp() {
  local part parts=(Directory.Build.props Directory.Packages.props global.json .editorconfig)
  for part in "$@"; do
    [ -e "$ETALON_ROOT/$part" ] && parts+=("$part")
  done
  (cd "$ETALON_ROOT" && find "${parts[@]}" \( -name node_modules -o -name obj -o -name bin -o -name __pycache__ \) -prune \
     -o -type f -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum | cut -d' ' -f1)
}

# Builds a project or solution once per change of the sources.
ensure_built() {
  local target=$1; shift
  local stamp_file="$ETALON_ROOT/artifacts/stamps/$(basename "$target").$ETALON_CONFIGURATION" stamp
  stamp=$(source_stamp "$@")
  [ -f "$stamp_file" ] && [ "$(cat "$stamp_file")" = "$stamp" ] && return 0
  local log="$ETALON_ROOT/artifacts/build.log"
  mkdir -p "$ETALON_ROOT/artifacts/stamps"
  say "etalon: building ($ETALON_CONFIGURATION) …"
  if ! dotnet build "$ETALON_ROOT/$target" -c "$ETALON_CONFIGURATION" --nologo -v quiet -clp:NoSummary >"$log" 2>&1; then
    grep -E 'error|warn' "$log" | sort -u | head -40 >&2 || tail -40 "$log" >&2
    refuse "the build failed; the whole log is artifacts/build.log"
  fi
  printf '%s' "$stamp" >"$stamp_file"
}
