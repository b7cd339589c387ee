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

# Builds a project or solution once per change of the sources. Analyzers take two thirds of a build; who only runs Etalon on a fresh
# clone builds without them, until ./test (which sets 'analysed') builds everything with them once.
ensure_built() {
  local target=$1; shift
  local stamp_file="$ETALON_ROOT/artifacts/stamps/$(basename "$target").$ETALON_CONFIGURATION" stamp options=()
  local plain="$ETALON_ROOT/artifacts/stamps/without-analysis"
  stamp=$(source_stamp "$@")
  if [ -n "${analysed:-}" ] && [ -f "$plain" ]; then
    options=(--no-incremental)
  elif [ -f "$stamp_file" ] && [ "$(cat "$stamp_file")" = "$stamp" ]; then
    return 0
  elif [ -z "${analysed:-}" ] && { [ -f "$plain" ] || [ ! -d "$ETALON_ROOT/artifacts/bin" ]; }; then
    options=(-p:RunAnalyzers=false)
  fi
  local log="$ETALON_ROOT/artifacts/build.log"
  mkdir -p "$ETALON_ROOT/artifacts/stamps"
  [ "${options[*]}" != -p:RunAnalyzers=false ] || : >"$plain"
  say "etalon: building ($ETALON_CONFIGURATION) …"
  if ! dotnet build "$ETALON_ROOT/$target" -c "$ETALON_CONFIGURATION" --nologo -v quiet -clp:NoSummary "${options[@]}" >"$log" 2>&1; then
    grep -E 'error|warn' "$log" | sort -u | head -40 >&2 || tail -40 "$log" >&2
    refuse "the build failed; the whole log is artifacts/build.log"
  fi
  printf '%s' "$stamp" >"$stamp_file"
  [ -z "${analysed:-}" ] || rm -f "$plain"
}

# Installs the portal's packages once per change of the lock file; asks the registry only then.
ensure_web_packages() {
  ensure_command node nodejs
  ensure_command npm npm
  local stamp_file="$ETALON_ROOT/artifacts/stamps/web.packages" stamp log="$ETALON_ROOT/artifacts/web.log"
  stamp=$(sha256sum <"$ETALON_ROOT/web/package-lock.json")
  [ -d "$ETALON_ROOT/web/node_modules" ] && [ -f "$stamp_file" ] && [ "$(cat "$stamp_file")" = "$stamp" ] && return 0
  mkdir -p "$ETALON_ROOT/artifacts/stamps"
  say "etalon: installing the portal's packages …"
  # The browser of the tests is Debian's. 'npm ci' wants packages for other systems in the lock file, which npm leaves out where a
  # registry does not have them; an install without saving takes the versions of the lock file all the same.
  if ! (cd "$ETALON_ROOT/web" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --no-save --no-audit --no-fund --loglevel=error) >"$log" 2>&1; then
    tail -20 "$log" >&2
    return 1
  fi
  printf '%s' "$stamp" >"$stamp_file"
}

# Builds the portal once per change of its sources.
ensure_web() {
  local stamp_file="$ETALON_ROOT/artifacts/stamps/web" stamp log="$ETALON_ROOT/artifacts/web.log"
  stamp=$(source_stamp web/src web/public web/scripts web/index.html web/package.json web/package-lock.json web/vite.config.ts)
  [ -f "$ETALON_ROOT/web/dist/index.html" ] && [ -f "$stamp_file" ] && [ "$(cat "$stamp_file")" = "$stamp" ] && return 0
  ensure_web_packages || return 1
  say "etalon: building the portal …"
  if ! (cd "$ETALON_ROOT/web" && npm run --silent build) >"$log" 2>&1; then
    tail -40 "$log" >&2
    return 1
  fi
  printf '%s' "$stamp" >"$stamp_file"
}
