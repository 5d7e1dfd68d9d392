#!/usr/bin/env bash
# flytespark.h in each dialect of each compiler that is here, and flytespark.hpp in those it is made for: without a
# warning, included twice.
set -euo pipefail

include=$1/include
warnings=(-pedantic-errors -Wall -Wextra -Wstrict-prototypes -Werror)
cpp_warnings=(-pedantic-errors -Wall -Wextra -Wold-style-cast -Werror)
compilations=0

# compiles COMPILER LANGUAGE DIALECT HEADER FLAG...
compiles() {
  local compiler=$1 language=$2 dialect=$3 header=$4
  shift 4
  printf '#include "%s"\n#include "%s"\nextern int a_unit_is_not_empty;\n' "$header" "$header" |
    "$compiler" -x "$language" -std="$dialect" "$@" -I "$include" -fsyntax-only - ||
    { echo "$header: $compiler -std=$dialect refuses it" >&2 && return 1; }
  compilations=$((compilations + 1))
}

for c in gcc clang clang-19; do
  command -v $c >/dev/null || continue
  for dialect in c89 c99 c11 c17; do
    compiles $c c $dialect flytespark.h "${warnings[@]}"
  done
done
for cpp in g++ clang++ clang++-19; do
  command -v $cpp >/dev/null || continue
  for dialect in c++11 c++14 c++17 c++20; do
    compiles $cpp c++ $dialect flytespark.h "${cpp_warnings[@]}"
  done
  for dialect in c++17 c++20; do
    compiles $cpp c++ $dialect flytespark.hpp "${cpp_warnings[@]}"
  done
done

echo "$compilations compilations"
((compilations > 0))
