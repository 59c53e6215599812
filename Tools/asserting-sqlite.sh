#!/usr/bin/env bash
# Builds the SQLite that Debian ships, from Debian's source, with its asserts on (-DSQLITE_DEBUG), and prints the folder with libsqlite3.so.0.
# Exits with 77 where the source cannot be had.
set -euo pipefail
root=$PWD/.build/asserting-sqlite
version=$(dpkg-query -W -f '${source:Version}' libsqlite3-0)
library=$root/$version
test -e "$library/libsqlite3.so.0" && { echo "$library"; exit 0; }

say() { echo "asserting-sqlite: $*" >&2; }
sudo=$([ "$(id -u)" = 0 ] || echo sudo)
command -v tclsh >/dev/null || $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends tcl >/dev/null ||
  { say "SQLite's source needs tcl, which cannot be had"; exit 77; }

# Sources are rarely switched on in apt's own lists, which stay as they are: these are made of them, and used for this alone.
rm -rf "$root/parts" "$root/source"
mkdir -p "$root/lists/partial" "$root/parts" "$root/source" "$library"
for file in /etc/apt/sources.list.d/*.sources; do
  grep -qs debian-archive-keyring "$file" && sed 's/^Types:.*/Types: deb-src/' "$file" >"$root/parts/${file##*/}"
done
[ ! -e /etc/apt/sources.list ] || sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$root/parts/debian.list"
options=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$root/parts" -o Dir::State::lists="$root/lists" -o APT::Sandbox::User=root)
(cd "$root/source" && apt-get "${options[@]}" -qq update && apt-get "${options[@]}" -qq source "sqlite3=$version") >&2 ||
  { say "Debian's source of sqlite3 $version cannot be had"; exit 77; }

cd "$root"/source/sqlite3-*/
{ ./configure --disable-tcl --disable-readline && make sqlite3.c; } >"$root/build.log" 2>&1 || { say "see $root/build.log"; exit 1; }
# As Debian compiles it, so that every function is there that programs were linked with.
flags=$(sed -n '/^export CFLAGS/,/[^\\]$/p' debian/rules | grep -o -- '-D[A-Za-z_0-9=]*')
# shellcheck disable=SC2086
gcc -shared -fPIC -O1 -fno-strict-aliasing $flags -DSQLITE_ENABLE_FTS4 -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_MATH_FUNCTIONS -DHAVE_ISNAN \
  -DSQLITE_DEBUG sqlite3.c -o "$library/libsqlite3.so.0" -Wl,-soname,libsqlite3.so.0 -lm -ldl -lpthread >&2
echo "$library"
