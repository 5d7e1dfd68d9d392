#!/usr/bin/env bash
# exports_test.sh LIBRARY GOLDEN: the library exports the symbols of the golden and no other, can be unloaded, and needs
# no other library than those of the compiler.
set -euo pipefail
export LC_ALL=C

library=$1
golden=$2

# Address, kind, name; the address says nothing.
if ! diff "$golden" <(nm -D --defined-only "$library" | cut -d' ' -f2- | sort); then
  echo "$library does not export what $golden lists" >&2
  exit 1
fi

# The loader never unloads a library of which such a symbol is in use.
if readelf -Ws --wide "$library" | grep -w UNIQUE; then
  echo "$library has unique symbols" >&2
  exit 1
fi

allowed='^(linux-vdso|libc|libm|libstdc\+\+|libgcc_s|ld-linux-[a-z0-9_-]+)\.so\.'
foreign=$(ldd "$library" | awk '{print $1}' | sed 's|.*/||' | grep -Ev "$allowed" || true)
if [[ -n $foreign ]]; then
  echo "$library needs $foreign" >&2
  exit 1
fi
