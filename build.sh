#!/usr/bin/env bash
# The one command line of the project.
#
#   ./build.sh             builds dist/index.html, the whole page in one file, and dist/site/, the same in several
#   ./build.sh serve       builds them and serves them on this machine, on a port that is free, or PORT
#   ./build.sh test        runs everything that can fail, what fails soonest first
#   ./build.sh test fast   runs the first half of it, five minutes: format, clippy, Rust tests
#   ./build.sh test page   runs the other half: types, what is linked, documentation, other people's programs, browsers
#   ./build.sh check       writes a new check's file, its lines in the table and its cases: FAMILY/NAME SEVERITY [REASON...]
#   ./build.sh reproduce   builds and packs the last commit once more, elsewhere, and compares every byte
#   ./build.sh release     packs what is published of the last commit into one archive, the same to the byte each time
#   ./build.sh licences    collects the licences of what is linked into the page, in web/licences.txt
#   ./build.sh fuzz        gives every decoder made-up input, for 10 seconds each or so many as are named
#   ./build.sh carriers    wraps things in 100,000 pairs of carriers, or so many as are named: no value may come out wrong
#   ./build.sh mutants     changes the core in the files named (crate/src/causes.rs), each change one that a test must see
#   ./build.sh bench       measures the page beside another, and writes docs/performance.md; or prints the parts named (growth)
#
# It installs what it can, and says what it cannot. A second run does no work twice.
set -euo pipefail
cd "$(dirname "$0")"

export CARGO_TARGET_DIR=$PWD/target
core=target/wasm32-unknown-unknown/release/assertion_inspector_wasm.wasm
page=target/page
release=assertion-inspector-$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
archive=target/$release.tar.gz

stop() {
  echo "build.sh: $1" >&2
  exit 1
}

# Is $1 there, and newer than every other file named?
fresh() {
  local made=$1 source
  shift
  for source; do
    [ "$made" -nt "$source" ] || return 1
  done
}

prepare() {
  command -v cargo > /dev/null || stop "Rust is missing: install rustup as rustup.rs says, then open a new shell."
  command -v cc > /dev/null || stop "a C linker is missing: on Debian and Ubuntu, apt-get install build-essential."
  command -v npm > /dev/null || stop "Node.js is missing: install version 20 or newer, with npm, as nodejs.org says."
  [ "$(node --print 'parseInt(process.versions.node)')" -ge 20 ] ||
    stop "Node.js $(node --version) is too old: install version 20 or newer, as nodejs.org says."

  # What rust-toolchain.toml names, rustup installs by itself, unless it is told not to.
  local sysroot
  sysroot=$(rustc --print sysroot)
  [ -d "$sysroot/lib/rustlib/wasm32-unknown-unknown" ] || rustup target add wasm32-unknown-unknown ||
    stop "Rust's target wasm32-unknown-unknown is missing: install it from where Rust came from."

  # npm writes this file last.
  fresh node_modules/.package-lock.json package-lock.json || npm ci --no-audit --no-fund
}

# Named features only: with all of them it makes types that no browser knows. Without inlining, with its blocks put together
# anew, and with functions that are alike beside each other, the core is a fiftieth shorter when it is packed, each time;
# without hints of alignment and with the first kilobyte of the stack taken for unused, each a two-hundredth.
optimize() {
  local features=(--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext
    --enable-mutable-globals --enable-reference-types --enable-multivalue)
  node_modules/.bin/wasm-opt --one-caller-inline-max-function-size 0 --flexible-inline-max-function-size 0 \
    --low-memory-unused -Oz --flatten --rereloop -Oz --converge --dealign --debuginfo \
    "${features[@]}" "$1" --output $page/named.wasm
  cargo run --profile tool --locked --package bindgen --bin order -- $page/named.wasm $page/ordered.wasm
  node_modules/.bin/wasm-opt --reorder-functions-by-name --strip-debug --strip-producers \
    "${features[@]}" $page/ordered.wasm --output "$2"
}

build() {
  local flags packages source home=${CARGO_HOME:-$HOME/.cargo}
  cargo fetch --locked --quiet
  # The core's messages hold paths: without those of this machine, the file is the same from everywhere.
  # The standard library's are as in one without its source (rust-src), be that here or not.
  source=$(rustc --print sysroot)/lib/rustlib/src/rust
  flags=--remap-path-prefix=$source=/rustc/$(rustc --version --verbose | sed -n 's/^commit-hash: //p')
  flags+=$'\x1f'--remap-path-prefix=$PWD=/
  for packages in "$home"/registry/src/*; do
    flags+=$'\x1f'--remap-path-prefix=$packages=/packages
  done
  # Hashing one round after another instead of a text of all rounds is shorter.
  flags+=$'\x1f'--cfg=sha2_backend_soft='"compact"'
  # Below a megabyte, addresses are a byte shorter.
  flags+=$'\x1f'-Clink-arg=-zstack-size=524288
  CARGO_ENCODED_RUSTFLAGS=$flags cargo build --release --locked --target wasm32-unknown-unknown --package assertion-inspector-wasm

  # The copy says what the rest was made from.
  if ! cmp -s $core $page/core.wasm || ! fresh $page/core.wasm Cargo.lock package-lock.json build.sh web/bindgen/src/*.rs web/bindgen/src/bin/*.rs; then
    mkdir -p $page
    cargo run --profile tool --locked --package bindgen --bin bindgen -- $core $page
    optimize $page/inspector_bg.wasm $page/inspector.wasm
    cargo run --profile tool --locked --package bindgen --bin gzip -- $page/inspector.wasm $page/inspector.wasm.gz
    cp $core $page/core.wasm
  fi

  node web/build.mjs
}

# Only a commit can be built again.
expect_commit() {
  [ -z "$(git status --porcelain)" ] || stop "there are changes that are not committed."
}

# Another folder, another folder of packages, another time zone, language and file mode: the same bytes.
reproduce() {
  local registry=${CARGO_HOME:-$HOME/.cargo}/registry copy
  elsewhere=$(mktemp -d)
  trap 'rm -rf "$elsewhere"' EXIT
  copy="$elsewhere/a longer name"
  git clone --quiet . "$copy"
  # What was downloaded is not downloaded again; it is unpacked again.
  mkdir -p "$elsewhere/cargo/registry"
  ln -s "$registry/cache" "$registry/index" "$elsewhere/cargo/registry"
  (
    cd "$copy"
    umask 077
    CARGO_HOME=$elsewhere/cargo TZ=Pacific/Kiritimati LC_ALL=C ./build.sh release
  )
  diff --recursive dist "$copy/dist" || stop "another build gave other bytes."
  cmp "$archive" "$copy/$archive" || stop "another build gave another archive."
  echo 'Built twice, all bytes the same:'
  sha256sum dist/index.html "$copy/dist/index.html" "$archive" "$copy/$archive"
}

# The page in both forms, its hash, its licences and the bill of materials.
release() {
  local folder=target/release-archive
  tar --version 2> /dev/null | grep -q GNU || stop "GNU tar is missing, which can leave times and owners out."
  rm -rf $folder
  mkdir -p $folder
  cp -r dist "$folder/$release"
  node web/bill.mjs > "$folder/$release/bill.cdx.json"
  tar --create --directory $folder --format=ustar --sort=name --mtime="@$(git log -1 --format=%ct)" \
    --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX "$release" | gzip -9 --no-name > "$archive"
  sha256sum "$archive"
}

# Of one version, not of those that come. It reads what cargo has downloaded.
licences() {
  local about=cargo-about@0.9.3
  [ -x target/$about/bin/cargo-about ] || env -u CARGO_TARGET_DIR cargo install --locked --features cli --root target/$about $about ||
    stop "cargo-about cannot be installed: see what it says above."
  target/$about/bin/cargo-about about generate --locked --offline --fail --format json --config web/about.toml \
    --manifest-path crate/wasm/Cargo.toml --output-file target/about.json
  node web/licences.mjs target/about.json
}

# The path of the first of these programs that is there.
first() {
  local name
  for name; do
    type -P "$name" && return
  done
}

find_chromium() {
  first "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

find_firefox() {
  first "${FIREFOX:-}" firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox
}

# WebKitGTK's driver, which needs a screen.
find_webkit() {
  first Xvfb > /dev/null && first "${WEBKIT:-}" WebKitWebDriver
}

# NGINX itself is a variable of nginx's own.
find_nginx() {
  first "${NGINX_BINARY:-}" nginx /usr/sbin/nginx target/nginx/usr/sbin/nginx
}

# Unpacked, not installed: the package would start a server on port 80.
unpack_nginx() {
  mkdir -p target/nginx
  (cd target/nginx && apt-get download -q nginx nginx-common && for package in *.deb; do dpkg-deb --extract "$package" .; done)
}

# Of one version, not of those that come: it decides whether the tests pass.
deny=cargo-deny@0.20.2
find_deny() {
  first "${CARGO_DENY:-}" target/$deny/bin/cargo-deny
}

# In CI nothing is skipped.
skip() {
  [ "${CI:-}" = true ] && stop "$1"
  echo "build.sh: $1 Its tests are skipped." >&2
}

expect_openssl() {
  command -v openssl > /dev/null || stop "openssl is missing: on Debian and Ubuntu, apt-get install openssl."
}

prepare_test() {
  # Debian's browsers and server, where this is Debian. What cannot be installed is told of below.
  local package missing=()
  find_chromium > /dev/null || missing+=(chromium)
  find_firefox > /dev/null || missing+=(firefox-esr)
  find_webkit > /dev/null || missing+=(webkit2gtk-driver xvfb)
  find_nginx > /dev/null || missing+=(nginx)
  if [ ${#missing[@]} != 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update -q || true
    for package in "${missing[@]}"; do
      case $package in
        nginx) unpack_nginx || true ;;
        *) apt-get install -y -q --no-install-recommends "$package" || true ;;
      esac
    done
  fi
  CHROMIUM=$(find_chromium) ||
    stop "no Chromium is found: install one, on Debian by apt-get install chromium, or name it in CHROMIUM."
  FIREFOX=$(find_firefox) ||
    skip "no Firefox is found: install one, on Debian by apt-get install firefox-esr, or name it in FIREFOX."
  WEBKIT=$(find_webkit) ||
    skip "no WebKit is found: install it, on Debian by apt-get install webkit2gtk-driver xvfb."
  NGINX_BINARY=$(find_nginx) ||
    skip "no nginx is found: install it, on Debian by apt-get install nginx-light, or name it in NGINX_BINARY."
  export CHROMIUM FIREFOX WEBKIT NGINX_BINARY

  # In a minute without optimizations, and outside of target/, which it would fill.
  find_deny > /dev/null ||
    env -u CARGO_TARGET_DIR cargo install --quiet --locked --debug --root target/$deny $deny || true
  CARGO_DENY=$(find_deny) || skip "cargo-deny cannot be installed: without it, the crates are not checked."
}

# What the project is built from.
test_supplies() {
  if [ -n "$CARGO_DENY" ]; then
    "$CARGO_DENY" --locked check --hide-inclusion-graph licenses bans sources
    if "$CARGO_DENY" fetch db; then
      "$CARGO_DENY" --locked check --hide-inclusion-graph --disable-fetch advisories
    else
      echo 'build.sh: the database of advisories cannot be had: the crates are not held against it.' >&2
    fi
  fi

  # An answer names its version; a registry that has none, or a mirror that knows no audit, gives an error.
  local answer
  if ! answer=$(npm audit --json 2> /dev/null); then
    case $answer in
      *'"auditReportVersion"'*) npm audit ;;
      *) echo 'build.sh: the registry answers no audit: the npm packages are not held against advisories.' >&2 ;;
    esac
  fi
}

test_fast() {
  cargo fmt --all --check
  cargo clippy --locked --package assertion-inspector -- -D warnings
  cargo test --locked --workspace --exclude bindgen
}

test_page() {
  cargo clippy --locked --workspace --exclude bindgen --all-targets -- -D warnings
  # Its macros serve the build as well, and are not optimized.
  cargo clippy --release --locked --package assertion-inspector-wasm --target wasm32-unknown-unknown -- -D warnings
  cargo clippy --profile tool --locked --package bindgen --all-targets -- -D warnings
  # The types of the core came with the build.
  node_modules/.bin/tsc
  node_modules/.bin/tsc --project tests
  test_supplies
  RUSTDOCFLAGS='-D warnings' cargo doc --locked --workspace --no-deps
  POWERS=$PWD/$page/powers.txt cargo test --locked --package assertion-inspector --lib powers -- --ignored
  node --test tests/certificates/*.test.mjs tests/clients/*.test.mjs
  node_modules/.bin/playwright test --config tests/browser/playwright.config.ts
}

# Inputs that reach new code stay in target/fuzz/corpus, for the next time. One that breaks something stays beside it.
fuzz() {
  local seconds=$1 folder=$PWD/target/fuzz host target
  cargo fuzz --version > /dev/null 2>&1 || cargo install --locked cargo-fuzz ||
    stop "cargo-fuzz cannot be installed: see what \`cargo install --locked cargo-fuzz\` says."
  cargo fetch --locked --quiet --manifest-path crate/fuzz/Cargo.toml
  # Without a sanitizer: nothing in the core is unsafe, and stable Rust is enough.
  cargo fuzz build --fuzz-dir crate/fuzz --target-dir "$folder" --sanitizer none ||
    stop "the fuzz targets cannot be built: they need a C++ compiler, on Debian and Ubuntu apt-get install build-essential."
  SEEDS=$folder/seeds cargo test --locked --package assertion-inspector --test inspector seeds -- --ignored
  host=$(rustc --version --verbose | sed -n 's/^host: //p')
  for target in $(cargo fuzz list --fuzz-dir crate/fuzz); do
    mkdir -p "$folder/corpus/$target"
    # Two minutes for one input: the clock is the wall's, and machines stand still for half of that.
    if "$folder/$host/release/$target" -max_total_time="$seconds" -max_len=65536 -timeout=120 -rss_limit_mb=2048 \
      -print_final_stats=1 -artifact_prefix="$folder/$target-" \
      "$folder/corpus/$target" "$folder/seeds/$target" > "$folder/$target.log" 2>&1; then
      sed -n "s/^stat::number_of_executed_units: */$target: /p" "$folder/$target.log"
    else
      tail -n 40 "$folder/$target.log" >&2
      stop "an input breaks $target."
    fi
  done
}

mutants() {
  cargo mutants --version > /dev/null 2>&1 || cargo install --locked cargo-mutants ||
    stop "cargo-mutants cannot be installed: see what \`cargo install --locked cargo-mutants\` says."
  cargo mutants --package assertion-inspector --output target "${@/#/--file=}"
}

carriers() {
  CARRIERS=$1 cargo test --release --locked --package assertion-inspector --test inspector carriers -- --nocapture
}

bench() {
  fresh tests/bench/node_modules/.package-lock.json tests/bench/package-lock.json ||
    npm ci --no-audit --no-fund --prefix tests/bench
  node_modules/.bin/tsc --project tests/bench
  node tests/bench/bench.mjs "$@"
}

case "$*" in
  '') prepare; build ;;
  serve) prepare; build; node web/serve.mjs ;;
  test) prepare; expect_openssl; prepare_test; test_fast; build; test_page ;;
  'test fast') prepare; expect_openssl; test_fast ;;
  'test page') prepare; expect_openssl; prepare_test; build; test_page ;;
  'check '*) node tests/new-check.mjs "${@:2}" ;;
  reproduce) prepare; expect_commit; build; release; reproduce ;;
  release) prepare; expect_commit; build; release ;;
  licences) prepare; build; licences ;;
  fuzz | 'fuzz '*) prepare; fuzz "${2:-10}" ;;
  carriers | 'carriers '*) prepare; carriers "${2:-100000}" ;;
  mutants | 'mutants '*) prepare; mutants "${@:2}" ;;
  bench | 'bench '*) prepare; prepare_test; build; bench "${@:2}" ;;
  *) stop "usage: ./build.sh [serve | test [fast | page] | check FAMILY/NAME SEVERITY [REASON...] | reproduce | release | licences | fuzz [SECONDS] | carriers [COUNT] | mutants [FILE...] | bench [PART...]]" ;;
esac
